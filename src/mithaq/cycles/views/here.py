"""What every page of this room knows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from mithaq.cycles import selectors
from mithaq.cycles.models import Milestone
from mithaq.foundation.access import RoomPage, may
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter
from mithaq.people import selectors as people


class Here(RoomPage):
    namespace, first_page, first_title = "cycles", "calendar", gettext_lazy("Calendar")
    permission_required = "cycles.see"
    kwargs: dict[str, Any]

    @cached_property
    def charter(self) -> Charter:
        return institutions.charter_of(self.institution, on=localdate())

    @cached_property
    def person(self) -> people.Person | None:
        return people.person_of(self.reader)

    @cached_property
    def is_member(self) -> bool:
        return may(self.reader, "cycles.ask", self.institution)

    @cached_property
    def keeps(self) -> bool:
        return may(self.reader, "cycles.keep", self.institution)

    @cached_property
    def milestone(self) -> Milestone:
        found = selectors.milestone(self.institution, self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    @property
    def tabs(self) -> list[tuple[str, Any, bool]]:
        """The views of the same time, and what comes of it."""
        pages = (
            ("calendar", gettext_lazy("Calendar")),
            ("roadmap", gettext_lazy("Roadmap")),
            ("flows", gettext_lazy("What feeds what")),
            ("delivered", gettext_lazy("What is delivered")),
        )
        here = self.request.path
        return [(url := self.url(name), said, url == here) for name, said in pages]
