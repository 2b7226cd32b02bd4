"""What the pages of this room have in common: the day, the charter, the trail; forms whose act may be refused."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy

from mithaq.bodies import clauses, selectors
from mithaq.bodies.models import Body, Tenure
from mithaq.bodies.rolls import with_holders
from mithaq.bodies.showing import Named
from mithaq.foundation import heeding
from mithaq.foundation.access import RoomPage
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter, Clause


class Here(RoomPage):
    namespace, first_page, first_title = "bodies", "bodies", gettext_lazy("Bodies")
    permission_required = "bodies.see"
    kwargs: dict[str, Any]

    @cached_property
    def charter(self) -> Charter:
        """What is in force today."""
        return institutions.charter_of(self.institution, on=self.today)

    @cached_property
    def everybody(self) -> bool:
        """Whether the reader may know every person by name."""
        return self.may("bodies.see_persons")


class OnBody(Here):
    @cached_property
    def body(self) -> Body:
        found = selectors.body(self.institution, self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def seats(self) -> tuple[Clause, ...]:
        return clauses.seats(self.charter, self.body.clause)

    @property
    def back(self) -> str:
        return self.url("body", key=self.body.key)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((self.body.name, self.back if further else ""), *further)


class OnTenure(OnBody):
    """A page on one holding of a seat that is not over."""

    @cached_property
    def tenure(self) -> Tenure:
        found = with_holders(Tenure.objects.filter(institution=self.institution, uid=self.kwargs["uid"])).first()
        if found is None or (found.until is not None and found.until <= self.today):
            raise Http404
        return found

    @cached_property
    def body(self) -> Body:
        return self.tenure.seat.body

    @property
    def holder(self) -> Any:
        return Named(True, frozenset()).holder(self.tenure)


class Form(heeding.Form):
    template_name = "bodies/form.html"


class InBody(Form):
    """A form that chooses among holders, for a body."""

    def get_form_kwargs(self) -> dict[str, Any]:
        page: Any = self
        told = {"institution": page.institution, "on": page.today, "seats": page.seats}
        return {**super().get_form_kwargs(), **told}

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.today, "received_on": self.today}  # type: ignore[attr-defined]
