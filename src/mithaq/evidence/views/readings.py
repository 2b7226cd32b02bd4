"""Double readings: asked for, read at the desk, compared when both have read, settled and closed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView, View

from mithaq.evidence import agreement, reading_words, selectors
from mithaq.evidence.enums import Scheme
from mithaq.evidence.forms.readings import AskReading, Settle
from mithaq.evidence.models import Coding, DoubleReading
from mithaq.evidence.services import readings
from mithaq.evidence.showing import Chip, Names
from mithaq.evidence.views.here import Here
from mithaq.foundation import habits, languages

MOST_DOCUMENTS = 500


class Readings(Here, ListView):
    """Every double reading, open ones first, with how far both readers are."""

    permission_required = "evidence.compare"
    template_name = "evidence/readings/list.html"
    context_object_name = "readings"
    paginate_by = 25

    def get_queryset(self) -> Any:
        return agreement.double_readings(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        both = agreement.readers(list(context["readings"]))
        return context | {
            "shown": [(reading, both[reading.pk]) for reading in context["readings"]],
            "me": self.actor.uid,
            "trail": self.trail((_("Double readings"), "")),
        }


class Ask(Here, FormView):
    permission_required = "evidence.compare"
    template_name = "evidence/readings/ask.html"
    form_class = AskReading

    def get_form_kwargs(self) -> dict[str, Any]:
        officers = agreement.officers(self.institution, on=localdate())
        documents = selectors.documents(self.institution, to=self.reader)[:MOST_DOCUMENTS]
        return super().get_form_kwargs() | {"officers": officers, "documents": documents}

    def form_valid(self, form: AskReading) -> HttpResponse:
        told = form.cleaned_data
        document = form.documents.get(told["document"])
        seed = told["seed"] if told["seed"] is not None else agreement.SEED
        drawn: dict[str, Any] = {"rule": told["rule"], "asked": told["count"]}
        drawn |= {"seed": seed} if told["rule"] == "sample" else {}
        drawn |= {"document": document.uid} if told["rule"] == "document" and document else {}
        try:
            reading = readings.ask(
                self.institution,
                title=told["title"],
                first=form.officers[told["first"]],
                second=form.officers[told["second"]],
                passages=agreement.draw(self.institution, told["rule"], told["count"], document=document, seed=seed),
                schemes=told["schemes"],
                by=self.actor,
                at=now(),
                drawn=drawn,
            )
        except readings.Refused as why:
            form.add_error(_FIELD.get(why.why), reading_words.refused(why.why, why.facts))
            return self.form_invalid(form)
        return redirect(self.url("reading", uid=reading.uid))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        trail = self.trail((_("Double readings"), self.url("readings")), (_("Ask for a double reading"), ""))
        return super().get_context_data(trail=trail, cancel_url=self.url("readings"), **more)


_FIELD = {"same-person": "second", "no-officer": "second", "no-passages": "rule", "schemes": "schemes"}


class OfReading(Here):
    """A page of one double reading."""

    permission_required = "evidence.compare"
    kwargs: dict[str, Any]

    @cached_property
    def reading(self) -> DoubleReading:
        found = agreement.double_reading(self.institution, self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def here(self) -> str:
        return self.url("reading", uid=self.reading.uid)

    @cached_property
    def compared(self) -> list[agreement.Compared]:
        return agreement.compared(self.reading)

    @cached_property
    def names(self) -> Names:
        return Names(self.institution.compact, languages.current())

    def chip(self, scheme: str, code: str, name: str = "") -> Chip:
        return self.names.chip(Coding(scheme=scheme, code=code, name=name, status="suggested"))

    def chips(self, scheme: str, codes: Mapping[str, str]) -> list[Chip]:
        return [self.chip(scheme, code, name) for code, name in sorted(codes.items())]

    def said(self, one: agreement.Compared) -> list[tuple[str, list[Chip], list[Chip]]]:
        """For each scheme where the two differ: what it is called, and what either said."""
        return [
            (str(Scheme(s.scheme).label), self.chips(s.scheme, s.first), self.chips(s.scheme, s.second))
            for s in one.said
            if not s.agree
        ]


class Reading(OfReading, TemplateView):
    """Before both have read: how far they are, and nothing else. Then: agreement by code, and where they differ."""

    template_name = "evidence/readings/reading.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        differ = [one for one in self.compared if not one.agree]
        page = Paginator(differ, 20).get_page(self.request.GET.get("page"))
        first, second = agreement.readers([self.reading])[self.reading.pk]
        return super().get_context_data(
            reading=self.reading,
            readers=(first, second),
            progress=[(reading_words.has_read(one.name), one) for one in (first, second)],
            mine=next((r for r in (first, second) if r.uid == self.actor.uid), None),
            drawn=reading_words.drawn(self.reading.alpha.get("drawn", {})),
            schemes=[Scheme(one).label for one in self.reading.schemes],
            both_have_read=bool(self.compared),
            figures=self.figures(),
            differ=len(differ),
            unsettled=sum(one.settled is None for one in differ),
            agreed=len(self.compared) - len(differ),
            page_obj=page,
            shown=[(one, self.said(one)) for one in page],
            trail=self.trail((_("Double readings"), self.url("readings")), (self.reading.title, "")),
            **more,
        )

    def figures(self) -> list[tuple[str, list[tuple[Chip | None, Any, str]]]]:
        """By scheme: a row for the whole set of codes (no chip), then one for each code."""
        return [
            (
                str(Scheme(one.scheme).label),
                [
                    (None, one.overall, reading_words.strength(one.overall.alpha)),
                    *((self.chip(one.scheme, c), a, reading_words.strength(a.alpha)) for c, a in one.codes.items()),
                ],
            )
            for one in agreement.figures(self.reading, self.compared)
        ]


class SettleOne(OfReading, FormView):
    """One passage where the two differ: an officer, whoever it is, says which of their codes stand."""

    template_name = "evidence/readings/settle.html"
    form_class = Settle

    @cached_property
    def one(self) -> agreement.Compared:
        found = next((one for one in self.compared if one.passage.uid == self.kwargs["passage"]), None)
        if found is None:
            raise Http404
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"places": [place for place, *_more in self.places]}

    def get_initial(self) -> dict[str, Any]:
        return {"key": secrets.token_urlsafe(16)}

    @cached_property
    def places(self) -> Sequence[tuple[str, Chip, bool, bool]]:
        """Every code either gave, as `scheme:code`, and which of the two gave it."""
        return [
            (f"{s.scheme}:{code}", self.chip(s.scheme, code, name), code in s.first, code in s.second)
            for s in self.one.said
            for code, name in sorted(({**s.second, **s.first}).items())
        ]

    def form_valid(self, form: Settle) -> HttpResponse:
        told = form.cleaned_data
        try:
            readings.settle(
                self.institution,
                self.reading,
                self.one.passage,
                chosen=told["chosen"],
                key=told["key"],
                by=self.actor,
                at=now(),
            )
        except readings.Refused as why:
            form.add_error(None, reading_words.refused(why.why, why.facts))
            return self.form_invalid(form)
        rest = [o for o in self.compared if not o.agree and o.settled is None and o is not self.one]
        following = next((o for o in rest if o.passage.pk > self.one.passage.pk), rest[0] if rest else None)
        if following is None:
            return redirect(self.here)
        return redirect(self.url("settle_reading", uid=self.reading.uid, passage=following.passage.uid))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        form = context["form"]
        chosen = set(form.data.getlist("chosen")) if form.is_bound else self._at_first()
        number = _("Passage %(number)s") % {"number": habits.counted(self.one.passage.number)}
        return context | {
            "reading": self.reading,
            "one": self.one,
            "boxes": [(*place, place[0] in chosen) for place in self.places],
            "trail": self.trail(
                (_("Double readings"), self.url("readings")), (self.reading.title, self.here), (number, "")
            ),
        }

    def _at_first(self) -> set[str]:
        """Ticked when the page is opened: what was settled before, else what both gave."""
        if self.one.settled is not None:
            said = self.one.settled.verdicts
            return {f"{v['scheme']}:{v['code']}" for v in said if v["verdict"] == "yes"}
        return {place for place, _chip, first, second in self.places if first and second}


class _Ends(OfReading, View):
    """Ends a double reading, by a button of its page."""

    http_method_names = ["post"]
    done: Any

    def post(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        try:
            self.end()
        except readings.Refused as why:
            messages.error(request, reading_words.refused(why.why, why.facts))
        else:
            messages.success(request, self.done)
        return redirect(self.here)

    def end(self) -> None:
        raise NotImplementedError


class Close(_Ends):
    done = gettext_lazy("The double reading is closed; its agreement is kept as it is now.")

    def end(self) -> None:
        readings.close(self.institution, self.reading, by=self.actor, at=now())


class GiveUp(_Ends):
    done = gettext_lazy("The double reading has ended without a result; its passages are back at the desk.")

    def end(self) -> None:
        readings.give_up(self.institution, self.reading, by=self.actor, at=now())
