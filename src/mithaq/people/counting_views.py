"""Mandates, attributes and constituencies: who acts for whom, and as what the institution counts its holders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView, View

from mithaq.compacts import selectors as compacts
from mithaq.foundation.access import may
from mithaq.foundation.fields import Words
from mithaq.people import counting_forms as forms
from mithaq.people import selectors, services
from mithaq.people.application_views import Here
from mithaq.people.enums import TRAITS, Level
from mithaq.people.models import Constituency, Representation
from mithaq.people.selectors import Who
from mithaq.people.wording import ATTRIBUTES

A_PAGE = 50


class Mandates(Here, ListView):
    permission_required = "people.see"
    template_name = "people/mandates.html"
    context_object_name = "mandates"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Representation]:
        return selectors.mandates(self.institution, on=localdate())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("Mandates to represent")
        context = super().get_context_data(title=title, trail=self.trail((title, "")), **more)
        rows = list(context["mandates"])
        states = compacts.states_by_code({one.country for one in rows if one.country})
        bodies = {clause.key: Words(clause.name.as_dict()) for clause in self.charter.of("body")}
        context["rows"] = [
            (one, states[one.country].name if one.country in states else one.country, bodies.get(one.body, one.body))
            for one in rows
        ]
        context["may_give"] = may(self.reader, "people.give_mandate", self.institution)
        return context


class _Form(Here, FormView):
    """A form of this page; what a service refuses stands above it, and what was entered stays."""

    template_name = "people/form.html"
    back = "mandates"
    back_title = ""
    title = ""
    submit = ""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.keep(form)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.url(self.back))

    def keep(self, form: Any) -> None:
        raise NotImplementedError

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            submit=self.submit,
            list_url=self.url(self.back),
            trail=self.trail((self.back_title, self.url(self.back)), (self.title, "")),
            **more,
        )


class GiveMandate(_Form):
    permission_required = "people.give_mandate"
    form_class = forms.GiveMandate

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Give a mandate")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Give this mandate")

    @property
    def back_title(self) -> str:  # type: ignore[override]
        return _("Mandates to represent")

    def get_form_kwargs(self) -> dict[str, Any]:
        states = {state.iso2: str(state.name) for state in compacts.states()}
        bodies = {clause.key: str(Words(clause.name.as_dict())) for clause in self.charter.of("body")}
        here = [m.person_id for m in selectors.members(self.institution, on=localdate()) if m.person_id]
        persons = selectors.persons().filter(pk__in=here)
        return {**super().get_form_kwargs(), "states": states, "bodies": bodies, "persons": persons}

    def get_initial(self) -> dict[str, Any]:
        return {"on": localdate()}

    def keep(self, form: forms.GiveMandate) -> None:
        services.give_mandate(self.institution, **form.cleaned_data, by=self.actor, at=now())


class EndMandate(_Form):
    permission_required = "people.give_mandate"
    form_class = forms.EndMandate

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("End a mandate")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("End this mandate")

    @property
    def back_title(self) -> str:  # type: ignore[override]
        return _("Mandates to represent")

    @cached_property
    def mandate(self) -> Representation:
        found = selectors.mandate(self.institution, self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"on": localdate()}

    def keep(self, form: forms.EndMandate) -> None:
        services.end_mandate(self.mandate, on=form.cleaned_data["on"], by=self.actor, at=now())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        one = self.mandate
        lead = _("%(name)s acts for %(of)s.") % {"name": one.representative, "of": one.organisation or one.country}
        return super().get_context_data(lead=lead, **more)


class Attributes(Here, TemplateView):
    """As what each member and each State is counted, and the constituencies made of it."""

    permission_required = "people.see"
    template_name = "people/attributes.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("Attributes and constituencies")
        members = list(selectors.members(self.institution, on=localdate()))
        states = list(compacts.states())
        found = selectors.attributes(
            self.institution,
            organisations=[m.organisation_id for m in members if m.organisation_id],
            persons=[m.person_id for m in members if m.person_id],
            countries=[state.iso2 for state in states],
        )
        words = _Words(states)
        page = Paginator(members, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            title=title,
            page_obj=page,
            members=[(m, m.holder, words.of(found[Who.of(m)])) for m in page.object_list],
            states=[(state, words.of(found[Who("country", state.iso2)], but="country")) for state in states],
            counted=selectors.counted(self.institution, on=localdate()),
            may_set=may(self.reader, "people.describe", self.institution),
            trail=self.trail((title, "")),
            **more,
        )


class _Words:
    """Attributes and values as people say them, as far as they are words of ours; the key where they are not."""

    def __init__(self, states: Iterable[Any]) -> None:
        self.values: dict[str, Mapping[str, Any]] = {
            "level": dict(Level.choices),
            "country": {state.iso2.lower(): state.name for state in states},
            "category": {category.code: category.name for category in compacts.categories()},
        }

    def of(self, values: Mapping[str, tuple[str, ...]], *, but: str = "") -> list[tuple[str, list[str]]]:
        return [
            (str(ATTRIBUTES.get(name, name)), [self.value(name, one) for one in told])
            for name, told in values.items()
            if name != but
        ]

    def value(self, name: str, one: str) -> str:
        return str(self.values.get(name, {}).get(one) or TRAITS.get((name, one), one))


class Describe(_Form):
    """Attributes of one holder: an organisation or a person that takes part, or a State."""

    permission_required = "people.describe"
    form_class = forms.Describe
    back = "attributes"

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Save")

    @property
    def back_title(self) -> str:  # type: ignore[override]
        return _("Attributes and constituencies")

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.named)

    @cached_property
    def found(self) -> tuple[dict[str, Any], Any]:
        kind, key = self.kwargs["kind"], self.kwargs["key"]
        if kind == "state":
            state = compacts.states_by_code([key]).get(key)
            found: tuple[dict[str, Any], Any] | None = ({"country": key}, state.name) if state else None
        else:
            members = selectors.members(self.institution, on=localdate())
            one = members.filter(**{f"{kind}__uid": key}).first()
            found = ({kind: one.holder}, one.holder) if one else None
        if found is None:
            raise Http404
        return found

    @property
    def holder(self) -> dict[str, Any]:
        return self.found[0]

    @property
    def named(self) -> Any:
        return self.found[1]

    def get_form_kwargs(self) -> dict[str, Any]:
        own = services.OWN if "organisation" in self.holder else ()
        vocabulary = {a: values for a, values in selectors.vocabulary(self.charter).items() if a not in own}
        of = {"organisation": None, "country": "", "person": None, **self.holder}
        return {
            **super().get_form_kwargs(),
            "vocabulary": vocabulary,
            "now": selectors.traits(self.institution, **of),
        }

    def keep(self, form: forms.Describe) -> None:
        services.describe(self.institution, form.told, **self.holder, by=self.actor, at=now())


class NameConstituency(_Form):
    permission_required = "people.describe"
    form_class = forms.NameConstituency
    back = "attributes"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Name a constituency")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Save")

    @property
    def back_title(self) -> str:  # type: ignore[override]
        return _("Attributes and constituencies")

    def keep(self, form: forms.NameConstituency) -> None:
        told = form.cleaned_data
        services.name_constituency(
            self.institution,
            told["key"],
            name=form.name,
            attribute=told["attribute"],
            values=told["values"],
            by=self.actor,
            at=now(),
        )


class RemoveConstituency(Here, View):
    permission_required = "people.describe"
    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        found: Constituency | None = selectors.constituencies(self.institution).filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise Http404
        services.remove_constituency(found, by=self.actor, at=now())
        messages.success(request, _("Removed."))
        return redirect(self.url("attributes"))
