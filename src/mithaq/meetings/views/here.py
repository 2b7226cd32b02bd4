"""What the pages of this room have in common: the trail, a form whose act a charter or a service may refuse."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mithaq.foundation import heeding
from mithaq.foundation.access import RoomPage
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter
from mithaq.meetings import selectors
from mithaq.meetings.models import Meeting, Motion


class Here(RoomPage):
    namespace, first_page, first_title = "meetings", "list", gettext_lazy("Meetings")
    kwargs: dict[str, Any]

    @cached_property
    def charter(self) -> Charter:
        """What is in force today."""
        return institutions.charter_of(self.institution, on=self.today)


class OnMeeting(Here):
    """A page on one meeting; who may not see it does not learn that it is there."""

    @cached_property
    def meeting(self) -> Meeting:
        found = selectors.meeting(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @property
    def back(self) -> str:
        return self.url("meeting", uid=self.meeting.uid)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((self.meeting.title, self.back if further else ""), *further)


class AmongMotions(Here):
    """A page below the list of what is decided."""

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        home = self.url("list").rstrip("/").rpartition("/")[0] + "/"
        return [(self.institution.name, home), (_("Decisions"), self.url("motions") if further else ""), *further]


class OnMotion(AmongMotions):
    """A page on one motion; who may not see it does not learn that it is there."""

    @cached_property
    def motion(self) -> Motion:
        found = selectors.motion(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @cached_property
    def charter(self) -> Charter:
        """What was in force when it was decided; today's while it is open."""
        closed = self.motion.closed_at
        return institutions.charter_of(self.institution, on=localdate(closed) if closed else self.today)

    @property
    def back(self) -> str:
        return self.url("motion", uid=self.motion.uid)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((self.motion.subject, self.back if further else ""), *further)


class Form(heeding.Form):
    template_name = "meetings/form.html"
