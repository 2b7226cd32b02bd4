"""The bodies of an institution, and one of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from mithaq.bodies import clauses, counts, figures, selectors, showing
from mithaq.bodies.models import Body, Tenure, Waiting
from mithaq.bodies.selectors.overview import overview
from mithaq.bodies.views.here import Here, OnBody
from mithaq.bodies.vocabulary import POWERS
from mithaq.foundation import attached, pacing
from mithaq.foundation.fields import Words
from mithaq.kernels.charter import Clause
from mithaq.people import selectors as people

A_PAGE = 40


class Bodies(Here, TemplateView):
    """The organigram, and every body with how many of its seats are held; groups that may be opened."""

    template_name = "bodies/bodies.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        view = overview(self.institution, on=self.today)
        rows = [(body, *view.counted(body, self.charter)) for body, _depth in figures.ordered(view.bodies)]
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))
        openable = [one for one in clauses.bodies(self.charter) if clauses.is_group(one)]
        return super().get_context_data(
            organigram=figures.organigram(view, self.charter) if view.bodies else None,
            rows=page.object_list,
            page_obj=page,
            ended=Body.objects.filter(institution=self.institution, until__lte=self.today).order_by("-until")[:A_PAGE],
            openable=[(one, len(view.by_clause.get(one.id, ())), counts.said(one["number"].text)) for one in openable],
            may_open=self.may("bodies.open"),
            trail=self.trail(),
            **more,
        )


@pacing.paced(pacing.FILES)
class OrganigramFile(Here, View):
    """The picture on its own, or its figures."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        drawn = figures.organigram(overview(self.institution, on=self.today), self.charter)
        return attached.figure(drawn, kwargs["form"], f"{self.institution.slug}-organigram")


class OneBody(OnBody, TemplateView):
    """Who sits, until when, who is free, waits, watches and presides; what the body may and may not."""

    template_name = "bodies/body.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        shown = showing.shown(self.body, self.charter, on=self.today, everybody=self.everybody, may=self.may)
        over = self._over()
        clause = self.charter.get(self.body.clause)
        officer = self.may("bodies.seat")
        running = self.body.until is None or self.today < self.body.until
        mine = self._mine()
        return super().get_context_data(
            body=self.body,
            clause=clause,
            shown=shown,
            arc=figures.seats(self.body, shown, over),
            over=over,
            powers=[self._power(one) for one in clauses.parts(self.charter, self.body.clause, "power")],
            observers_clause=clauses.part(self.charter, self.body.clause, "observers"),
            chair_clause=clauses.part(self.charter, self.body.clause, "chair"),
            mandate_clauses=clauses.parts(self.charter, self.body.clause, "mandate"),
            parts=list(selectors.bodies(self.institution, on=self.today).filter(part_of=self.body)),
            officer=officer and running,
            may_ask=running and self.may("bodies.ask") and any(_asked_for(one) for one in self.seats),
            mine=mine[0],
            my_places=mine[1],
            given=showing.given(self.body, on=self.today) if self.everybody else [],
            clock=showing.clock(self.body.from_date, self.body.until, on=self.today),
            trail=self.trail(),
            **more,
        )

    def _over(self) -> str:
        """The attribute seats are shown by: the one the first rule of balance looks at."""
        return next((one["over"] for one in clauses.parts(self.charter, self.body.clause, "balance")), "")

    def _power(self, one: Clause) -> dict[str, Any]:
        to = self.charter.get(one.get("to", ""))
        return {
            "clause": one,
            "grants": [POWERS.get(power, power) for power in one.get("grants", ())],
            "denies": [POWERS.get(power, power) for power in one.get("denies", ())],
            "to": Words(to.name.as_dict()) if to else None,
        }

    def _mine(self) -> tuple[set[int], set[int]]:
        """The seats and the places on the waiting list the reader may give up."""
        if not self.reader.is_authenticated:
            return set(), set()
        acting = people.held_for(self.reader, on=self.today)
        seats = Tenure.objects.filter(acting, people.holding(self.today), seat__body=self.body)
        places = Waiting.objects.filter(acting, body=self.body, left_at=None)
        return set(seats.values_list("pk", flat=True)), set(places.values_list("pk", flat=True))


@pacing.paced(pacing.FILES)
class SeatsFile(OnBody, View):
    """The seats in their arc on their own, or their figures: as everybody may see them."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        over = OneBody._over(self)  # type: ignore[arg-type]
        shown = showing.shown(self.body, self.charter, on=self.today, everybody=False)
        drawn = figures.seats(self.body, shown, over)
        if drawn is None:
            raise Http404(_("This body has no seats."))
        return attached.figure(drawn, kwargs["form"], f"{self.institution.slug}-{self.body.key}")


def _asked_for(clause: Clause) -> bool:
    return bool(clause["selection"] == "self-selection")
