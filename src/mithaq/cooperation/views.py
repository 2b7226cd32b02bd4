"""Gates, what they ask, asking at one, and deciding."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from mithaq.cooperation import forms, gates, selectors, services, showing
from mithaq.cooperation.enums import State
from mithaq.cooperation.models import Application
from mithaq.foundation.access import RoomPage, may
from mithaq.foundation.fields import Words
from mithaq.foundation.heeding import Act
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import Charter, Clause
from mithaq.people import selectors as people


class Here(RoomPage):
    namespace, first_page, first_title = "cooperation", "gates", gettext_lazy("Gates")
    permission_required = "cooperation.see"
    kwargs: dict[str, Any]

    @cached_property
    def charter(self) -> Charter:
        return charter_of(self.institution, on=localdate())

    @cached_property
    def is_member(self) -> bool:
        return may(self.reader, "people.see", self.institution)


class Gates(Here, TemplateView):
    """Every gate, what passed it, and the way to one's own applications."""

    template_name = "cooperation/gates.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        counts = selectors.counts(self.institution)
        found = [
            (gate, len(gates.criteria(self.charter, gate.id)), counts.get(gate.id, {}))
            for gate in gates.gates(self.charter)
        ]
        return super().get_context_data(
            gates=found,
            signed_in=self.reader.is_authenticated,
            sees_all=may(self.reader, "cooperation.see_all", self.institution),
            trail=self.trail(),
            **more,
        )


class OfGate(Here):
    """A page of one gate of the charter in force."""

    @cached_property
    def gate(self) -> Clause:
        found = gates.gate(self.charter, self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    @property
    def gate_name(self) -> Words:
        return Words(self.gate.name.as_dict())


class OneGate(OfGate, TemplateView):
    """A gate with each of its conditions and the sentences they are taken from."""

    template_name = "cooperation/gate.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        asked = [(c, gates.choices(self.charter, c)) for c in gates.criteria(self.charter, self.gate.id)]
        decided_by = self.charter.get(self.gate.get("decided_by", ""))
        return super().get_context_data(
            gate=self.gate,
            name=self.gate_name,
            asked=asked,
            decided_by=Words(decided_by.name.as_dict()) if decided_by else None,
            trail=self.trail((self.gate_name, "")),
            **more,
        )


class Admitted(Here, ListView):
    """What was let in: title, who asked, countries; for every reader."""

    template_name = "cooperation/admitted.html"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Application]:
        return selectors.admitted(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(trail=self.trail((_("Admitted"), "")), **more)
        context["rows"] = showing.rows(context["object_list"], to_members=self.is_member)
        return context


class Mine(Here, ListView):
    """What the reader asks for, or an organisation or State they act for."""

    permission_required = "cooperation.apply"
    template_name = "cooperation/applications.html"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Application]:
        return selectors.mine(self.institution, self.reader, on=localdate())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("My applications")
        context = super().get_context_data(**{"title": title, "trail": self.trail((title, "")), **more})
        context["rows"] = showing.rows(context["object_list"], to_members=True)
        return context


class Applications(Mine):
    """Everything that was sent, for the officers: what waits first."""

    permission_required = "cooperation.see_all"

    def get_queryset(self) -> QuerySet[Application]:
        return selectors.applications(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("Applications")
        return super().get_context_data(**{"title": title, "trail": self.trail((title, "")), **more})


class _Form(FormView):
    template_name = "cooperation/ask.html"
    form_class = forms.Ask

    def get_form_kwargs(self) -> dict[str, Any]:
        asked: Any = self  # a page of a gate, or of an application to it
        return {**super().get_form_kwargs(), "charter": asked.charter, "gate": asked.gate}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            application = self.keep(form)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. Look it over, then send it."))
        return redirect(self.url("application", uid=application.uid))  # type: ignore[attr-defined]

    def keep(self, form: Any) -> Application:
        raise NotImplementedError


class Apply(OfGate, _Form):
    """Begin an application, for oneself, an organisation one speaks for, or a State one represents."""

    permission_required = "cooperation.apply"

    @cached_property
    def applicants(self) -> dict[str, dict[str, Any]]:
        on = localdate()
        person = people.person_of(self.reader)
        if person is None:
            raise PermissionDenied("cooperation.apply")
        found: dict[str, dict[str, Any]]
        found = {f"organisation:{one.uid}": {"organisation": one} for one in people.speaks_for(self.reader, on=on)}
        for one in people.mandates_of(person, on=on):
            if one.organisation is not None:
                found[f"organisation:{one.organisation.uid}"] = {"organisation": one.organisation}
            else:
                found[f"state:{one.country}"] = {"country": one.country}
        return {**found, "person": {"person": person}}

    def get_form_kwargs(self) -> dict[str, Any]:
        choices = [(key, str(next(iter(of.values())))) for key, of in self.applicants.items()]
        return {**super().get_form_kwargs(), "applicants": choices}

    def get_initial(self) -> dict[str, Any]:
        return {"language": self.request.LANGUAGE_CODE}

    def keep(self, form: forms.Ask) -> Application:
        of = self.applicants[form.cleaned_data["applicant"]]
        told = form.told()
        return services.draft(self.institution, self.charter, self.gate.key, told, **of, by=self.actor, at=now())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        there = self.url("gate", key=self.gate.key)
        return super().get_context_data(
            title=self.gate_name,
            eyebrow=_("Apply"),
            cancel_url=there,
            trail=self.trail((self.gate_name, there), (_("Apply"), "")),
            **more,
        )


class OfApplication(Here):
    """A page on one application: who may not see it is told there is none."""

    permission_required = "cooperation.see_application"

    @cached_property
    def application(self) -> Application:
        found = selectors.application(self.institution, self.kwargs["uid"])
        if found is None or not may(self.reader, "cooperation.see_application", found):
            raise Http404
        return found

    def permission_about(self) -> Any:
        return self.application

    @cached_property
    def gate(self) -> Clause:
        found = self.charter.get(self.application.gate)
        if found is None:
            raise Http404
        return found

    @property
    def here(self) -> str:
        return self.url("application", uid=self.application.uid)


class OneApplication(OfApplication, TemplateView):
    """An application: for every reader what is public of it once it is admitted; its answers for who may see them."""

    template_name = "cooperation/application.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        one = self.application
        inside = may(self.reader, "cooperation.see_answers", one)
        [row] = showing.rows([one], to_members=self.is_member or inside)
        gate = self.charter.get(one.gate)
        mends = may(self.reader, "cooperation.mend", one)
        waits = one.state == State.SUBMITTED
        decides = waits and may(self.reader, "cooperation.decide", one)
        is_ones_own = waits and not decides and may(self.reader, "cooperation.see_all", self.institution)
        return super().get_context_data(
            **{
                "one": one,
                "row": row,
                "gate": gate,
                "gate_name": Words(gate.name.as_dict()) if gate else one.gate,
                "inside": inside,
                "way": Words(gate["channel"].as_dict()) if gate and "channel" in gate.values else None,
                "by_gate": one.channel == gates.THE_GATES,
                "answered": selectors.answered(one, self.charter) if inside else [],
                "refusals": selectors.found(one) if inside and one.state == State.REFUSED else (),
                "turned_away": inside and one.state == State.REFUSED,
                "may_mend": mends and gate is not None and one.state in (State.DRAFT, State.REFUSED),
                "may_send": mends and gate is not None and one.state == State.DRAFT,
                "form": forms.Refuse() if decides else None,
                "is_ones_own": is_ones_own,
                "decides_another": is_ones_own and selectors.decides_another(one, on=localdate()),
                "decided_by": self._decided_by(gate),
                "trail": self.trail((one.title, "")),
                **more,
            }
        )

    def _decided_by(self, gate: Clause | None) -> Words | None:
        named = self.charter.get(gate.get("decided_by", "")) if gate else None
        return Words(named.name.as_dict()) if named else None


class Mend(OfApplication, _Form):
    permission_required = "cooperation.mend"

    def get_initial(self) -> dict[str, Any]:
        return forms.initial(self.application, self.charter)

    def keep(self, form: forms.Ask) -> Application:
        return services.mend(self.application, self.charter, form.told(), by=self.actor, at=now())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        trail = self.trail((self.application.title, self.here), (_("Change"), ""))
        return super().get_context_data(
            title=self.application.title, eyebrow=_("Change"), cancel_url=self.here, trail=trail, **more
        )


class Send(Act, OneApplication):
    """Put it before the gate: it waits for a decision, or every reason why not is shown."""

    permission_required = "cooperation.mend"

    def act(self) -> HttpResponseBase:
        one = services.send(self.application, self.charter, on=localdate(), by=self.actor, at=now())
        if one.state == State.REFUSED:
            return self.render_to_response(self.get_context_data(), status=409)
        return self.done(_("Sent. It waits for a decision."))


class Admit(Act, OneApplication):
    permission_required = "cooperation.decide"

    def act(self) -> HttpResponseBase:
        services.admit(self.application, self.charter, by=self.actor, at=now())
        return self.done(_("Admitted."))


class Refuse(Act, OneApplication):
    permission_required = "cooperation.decide"

    def act(self) -> HttpResponseBase:
        form = forms.Refuse(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        services.refuse(self.application, reason=form.cleaned_data["reason"], by=self.actor, at=now())
        return self.done(_("Refused, with the reason."))
