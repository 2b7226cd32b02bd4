"""What is delivered: the list, each clause with all that was written down of it, and what officers write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView, TemplateView

from mithaq.cycles import deliverables, delivered, delivery_forms, proofs, services, wording
from mithaq.cycles.deliverables import Stretch
from mithaq.cycles.delivered import Kept
from mithaq.cycles.delivery_words import spoken
from mithaq.cycles.models import Delivery
from mithaq.cycles.views.here import Here
from mithaq.foundation.fields import Words
from mithaq.foundation.heeding import Heeds
from mithaq.institutions.selectors import findings

SHOWN = 30
STATES: dict[str, Promise] = {
    "broken": pgettext_lazy("state of what is to be delivered", "not kept"),
    "risk": pgettext_lazy("state of what is to be delivered", "wants doing"),
    "met": pgettext_lazy("state of what is to be delivered", "kept"),
}
KINDS: dict[str, Promise] = {
    "duty": pgettext_lazy("kind of what is delivered", "duty"),
    "output": pgettext_lazy("kind of what is delivered", "output"),
    "publication": pgettext_lazy("kind of what is delivered", "publication"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """A delivery as a reader may see it: what is in this house only with its title, where they may see it."""

    delivery: Delivery
    link: str
    title: Words | None
    languages: str
    stretch: str


@dataclass(frozen=True, slots=True)
class Line:
    """A clause on the list: until when, how it stands, and what was delivered last."""

    kept: Kept
    kind: Promise
    said: Promise
    when: str
    last: Proof | None


class OfDeliveries(Here):
    def lines(self, found: list[Kept]) -> list[Line]:
        proven = self.proven([one.last for one in found if one.last is not None])
        return [
            Line(one, KINDS[one.clause.kind], STATES[one.state], self.when(one), proven.get(one.last.pk))
            if one.last
            else Line(one, KINDS[one.clause.kind], STATES[one.state], self.when(one), None)
            for one in found
        ]

    def proven(self, rows: list[Delivery]) -> dict[int, Proof]:
        """By the key of the delivery."""
        seen = proofs.shown(self.institution, (one.address for one in rows), to=self.reader)
        return {one.pk: self.proof(one, seen.get(one.address)) for one in rows}

    def proof(self, row: Delivery, seen: proofs.Shown | None) -> Proof:
        link = ""
        if proofs.is_inside(row.address) and seen is not None:
            link = f"/{self.request.LANGUAGE_CODE}{row.address}"
        elif row.address.startswith(("https://", "http://")):
            link = row.address
        said = between(Stretch(begins=row.first, ends=row.until))
        return Proof(row, link, seen.title if seen else None, spoken(row.languages), said)

    def when(self, one: Kept) -> str:
        stretch = one.now[0]
        if stretch.until is None:
            return ""
        return _("by %(day)s") % {"day": wording.day(stretch.until - deliverables.ONE)}


class Delivered(OfDeliveries, TemplateView):
    template_name = "cycles/delivered.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = delivered.kept(self.institution, self.charter, on=localdate())
        only = self.request.GET.get("state", "")
        shown = [one for one in found if one.state == only] if only in STATES else found
        page = Paginator(shown, SHOWN).get_page(self.request.GET.get("page"))
        counted = [(key, said, sum(one.state == key for one in found)) for key, said in STATES.items()]
        return super().get_context_data(
            lines=self.lines(list(page.object_list)),
            page_obj=page,
            total=len(found),
            counted=counted,
            only=only if only in STATES else "",
            tabs=self.tabs,
            trail=self.trail((_("What is delivered"), "")),
            **more,
        )


class OfClause(OfDeliveries):
    @cached_property
    def kept(self) -> Kept:
        found = delivered.kept(self.institution, self.charter, on=localdate(), only=self.kwargs["clause"])
        if not found:
            raise Http404
        return found[0]

    @property
    def back(self) -> str:
        return self.url("delivered_clause", clause=self.kept.clause.id)


class OneClause(OfClause, TemplateView):
    template_name = "cycles/delivered_clause.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        one = self.kept
        rows = delivered.deliveries(self.institution, one.clause.id)
        page = Paginator(rows, SHOWN).get_page(self.request.GET.get("page"))
        shown = list(page.object_list)
        proven = self.proven(shown)
        to = self.charter.get(str(one.clause.get("to", "")))
        return super().get_context_data(
            kept=one,
            kind=KINDS[one.clause.kind],
            said=STATES[one.state],
            found=[findings.said(finding) for finding in one.findings],
            stretches=[(between(stretch), self.until(stretch)) for stretch, _rows in one.stretches],
            recurs=one.now[0].recurs,
            every=one.clause.given.get("every", ""),
            wanted=spoken(one.clause.get("languages", ())),
            is_public=deliverables.is_public(one.clause),
            to=Words(to.name.as_dict()) if to else None,
            proofs=[proven[row.pk] for row in shown],
            page_obj=page,
            keeps=self.keeps,
            is_member=self.is_member,
            trail=self.trail((_("What is delivered"), self.url("delivered")), (one.name, "")),
            **more,
        )

    def until(self, stretch: Stretch) -> str:
        return wording.day(stretch.until - deliverables.ONE) if stretch.until else ""


class Act(Heeds, OfClause, FormView):
    """A form on a delivery; what is refused stands where it belongs, and what was entered stays."""

    permission_required = "cycles.keep"
    template_name = "cycles/delivery_form.html"
    title: Promise
    submit: Promise
    done: Promise

    def act(self, form: Any) -> HttpResponseBase:
        try:
            self.write(form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.back)

    def write(self, told: dict[str, Any]) -> None:
        raise NotImplementedError

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            submit=self.submit,
            kept=self.kept,
            back=self.back,
            trail=self.trail((self.kept.name, self.back), (self.title, "")),
            **more,
        )


class Deliver(Act):
    form_class = delivery_forms.Deliver
    title = gettext_lazy("Write down as delivered")
    submit = gettext_lazy("It is delivered")
    done = gettext_lazy("It is written down as delivered.")

    def get_form_kwargs(self) -> dict[str, Any]:
        recurring = [stretch for stretch, _rows in self.kept.stretches if stretch.recurs]
        choices = [(one.begins.isoformat(), between(one)) for one in recurring if one.begins]
        return {
            **super().get_form_kwargs(),
            "stretches": choices,
            "host": self.request.get_host(),
            "published": deliverables.is_published(self.kept.clause),
        }

    def get_initial(self) -> dict[str, Any]:
        missing = [one for one, rows in reversed(self.kept.stretches) if len(rows) < one.least and one.begins]
        return {"delivered_on": localdate(), "stretch": missing[0].begins if missing else self.kept.now[0].begins}

    def write(self, told: dict[str, Any]) -> None:
        services.deliver(
            self.institution,
            self.kept.clause.id,
            **told,
            reader=self.reader,
            on=localdate(),
            by=self.actor,
            at=now(),
        )


class TakeBack(Act):
    form_class = delivery_forms.TakeBack
    title = gettext_lazy("Take back that it was delivered")
    submit = gettext_lazy("Take it back")
    done = gettext_lazy("It is taken back, with its reason.")

    @cached_property
    def delivery(self) -> Delivery:
        found = delivered.delivery(self.institution, self.kwargs["uid"])
        if found is None or found.taken_back_at is not None:
            raise Http404
        return found

    @cached_property
    def kept(self) -> Kept:
        self.kwargs["clause"] = self.delivery.clause
        return super().kept

    def write(self, told: dict[str, Any]) -> None:
        services.take_back(self.delivery, **told, by=self.actor, at=now())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(proof=self.proven([self.delivery])[self.delivery.pk], **more)


def between(stretch: Stretch) -> str:
    """A stretch by its first and last day; nothing where it is asked for once."""
    if stretch.begins is None or stretch.ends is None:
        return ""
    return _("%(first)s to %(last)s") % {
        "first": wording.day(stretch.begins),
        "last": wording.day(stretch.ends - deliverables.ONE),
    }
