"""What the pages of this room have in common: the trail, the election, a form whose act may be refused."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy

from mithaq.elections import selectors
from mithaq.elections.models import Election
from mithaq.foundation import heeding
from mithaq.foundation.access import RoomPage
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter


class Here(RoomPage):
    namespace, first_page, first_title = "elections", "list", gettext_lazy("Elections")
    kwargs: dict[str, Any]

    @cached_property
    def charter(self) -> Charter:
        """What is in force today."""
        return institutions.charter_of(self.institution, on=self.today)


class OnElection(Here):
    """A page on one election; who may not see it does not learn that it is there."""

    @cached_property
    def election(self) -> Election:
        found = selectors.election(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @property
    def back(self) -> str:
        return self.url("election", uid=self.election.uid)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((self.election.title, self.back if further else ""), *further)


class Form(heeding.Form):
    template_name = "elections/form.html"
