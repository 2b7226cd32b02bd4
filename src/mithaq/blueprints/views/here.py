"""What every page of this room knows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from mithaq.blueprints.telling import Names
from mithaq.foundation.access import RoomPage, may
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter


class Here(RoomPage):
    namespace, first_page, first_title = "blueprints", "charter", _("Charter")
    kwargs: dict[str, Any]

    @cached_property
    def names(self) -> Names:
        return Names()

    @cached_property
    def in_force(self) -> institutions.Charter | None:
        """The version in force today."""
        return institutions.version_of(self.institution, on=self.today)

    @cached_property
    def charter(self) -> Charter:
        return institutions.read(self.in_force)

    @property
    def may_draft(self) -> bool:
        return may(self.reader, "blueprints.draft", self.institution)

    @property
    def may_adopt(self) -> bool:
        return may(self.reader, "blueprints.adopt", self.institution)
