"""What every page of this room knows."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from mithaq.bodies import selectors as bodies
from mithaq.foundation.access import RoomPage


class Here(RoomPage):
    """A page of this room."""

    namespace, first_page, first_title = "evidence", "documents", gettext_lazy("Documents")

    def bodies(self) -> list[bodies.Body]:
        """Those a document may be for."""
        return list(bodies.bodies(self.institution, on=localdate()))
