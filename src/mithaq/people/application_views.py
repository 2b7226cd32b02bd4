"""Asking to be a member, and what becomes of it, criterion by criterion."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from mithaq.foundation.access import RoomPage, may
from mithaq.foundation.heeding import Act, Heeds
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import Charter
from mithaq.people import application_forms as forms
from mithaq.people import asked, selectors, services
from mithaq.people.criteria import criteria, membership
from mithaq.people.enums import ApplicationState
from mithaq.people.models import MembershipApplication
from mithaq.people.wording import HOLDERS, SELECTIONS


class Here(RoomPage):
    namespace, first_page, first_title = "people", "list", gettext_lazy("People")
    kwargs: dict[str, Any]

    @cached_property
    def charter(self) -> Charter:
        return charter_of(self.institution, on=localdate())


class Apply(Heeds, Here, FormView):
    """Ask to be a member, or to stay one: for oneself or an organisation one speaks for; officers for any member."""

    permission_required = "people.apply"
    template_name = "people/apply.html"
    form_class = forms.Apply

    @cached_property
    def applicants(self) -> dict[str, dict[str, Any]]:
        person = selectors.person_of(self.reader)
        if person is None:
            raise PermissionDenied("people.apply")
        theirs = asked.speaks_for(self.reader, on=localdate())
        found: dict[str, dict[str, Any]] = {one.uid: {"organisation": one} for one in theirs}
        if may(self.reader, "people.decide", self.institution):
            here = selectors.members(self.institution, on=localdate()).exclude(organisation=None)
            found |= {m.organisation.uid: {"organisation": m.organisation} for m in here if m.organisation}
        return {**found, "person": {"person": person}}

    def get_form_kwargs(self) -> dict[str, Any]:
        choices = [(key, str(next(iter(of.values())))) for key, of in self.applicants.items()]
        return {**super().get_form_kwargs(), "applicants": choices, "charter": self.charter}

    def act(self, form: forms.Apply) -> HttpResponseBase:
        try:
            application = services.apply(
                self.institution,
                self.charter,
                **self.applicants[form.cleaned_data["applicant"]],
                letter=form.cleaned_data["letter"],
                given=form.given,
                asked_by=selectors.person_of(self.reader),
                on=localdate(),
                by=self.actor,
                at=now(),
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return self.form_invalid(form)
        accepted = application.state == ApplicationState.ACCEPTED
        messages.success(self.request, _("You are a member.") if accepted else _("Your application is sent."))
        return redirect(self.url("application", uid=application.uid))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("Become a member")
        clause = membership(self.charter)
        told: dict[str, Any] = {"title": title, "clause": clause, "trail": self.trail((title, ""))}
        if clause is not None:
            told["holders"] = [HOLDERS[holder] for holder in clause["holder"]]
            told["selection"] = SELECTIONS[clause["selection"]]
            told["criteria"] = criteria(self.charter)
            told["criteria_in"] = clause.get("criteria_in")
        return super().get_context_data(**{**told, **more})


class Mine(Here, ListView):
    """What the reader asked for, or what was asked for an organisation they speak for."""

    permission_required = "people.apply"
    template_name = "people/applications.html"
    context_object_name = "applications"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[MembershipApplication]:
        return asked.applications_of(self.institution, self.reader, on=localdate())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("My applications")
        return super().get_context_data(**{"title": title, "trail": self.trail((title, "")), **more})


class Applications(Mine):
    """All of them, for the officers."""

    permission_required = "people.decide"

    def get_queryset(self) -> QuerySet[MembershipApplication]:
        return asked.applications(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("Applications for membership")
        return super().get_context_data(**{"title": title, "trail": self.trail((title, "")), **more})


class OneApplication(Here, TemplateView):
    """An application with each criterion and what was found; for who asked and for officers. Others: there is none."""

    permission_required = "people.see_application"
    template_name = "people/application.html"

    @cached_property
    def application(self) -> MembershipApplication:
        found = asked.application(self.institution, self.kwargs["uid"])
        if found is None or not may(self.reader, self.permission_required, found):
            raise Http404
        return found

    def permission_about(self) -> Any:
        return self.application

    @property
    def here(self) -> str:
        return self.url("application", uid=self.application.uid)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        one = self.application
        open_ = one.state == ApplicationState.OPEN
        decides = open_ and may(self.reader, "people.decide", one)
        told = asked.checked(one, self.charter)
        form = more.pop("check_form", None)
        rows = [(checked, self._form(checked, form) if decides else None) for checked in told]
        title = _("Application for membership")
        return super().get_context_data(
            **{
                "one": one,
                "title": title,
                "rows": rows,
                "met": sum(1 for checked in told if checked.is_met),
                "decides": decides,
                "may_take_back": open_ and asked.is_applicant(self.reader, one, on=localdate()),
                "refuse_form": forms.Refuse() if decides else None,
                "trail": self.trail((title, "")),
                **more,
            }
        )

    def _form(self, checked: asked.Checked, shown: Any) -> Any:
        """The form of a criterion; the one that came back with an error keeps what was entered."""
        if shown is not None and shown.data.get("clause") == checked.clause.id:
            return shown
        answer = {True: "yes", False: "no", None: ""}[checked.is_met]
        note = checked.check.note if checked.check else ""
        told = {"clause": checked.clause.id, "met": answer, "note": note}
        return forms.Check(initial=told, auto_id=f"id_{checked.clause.key}_%s")


class _Act(Act, OneApplication):
    permission_required = "people.decide"


class Check(_Act):
    """Say of one criterion whether it is met."""

    def act(self) -> HttpResponseBase:
        form = forms.Check(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(check_form=form))
        told = form.cleaned_data
        services.check(self.application, told["clause"], met=form.is_met, note=told["note"], by=self.actor, at=now())
        return self.done(_("Saved."))


class Accept(_Act):
    def act(self) -> HttpResponseBase:
        services.accept(self.application, self.charter, on=localdate(), by=self.actor, at=now())
        return self.done(_("Accepted."))


class Refuse(_Act):
    def act(self) -> HttpResponseBase:
        form = forms.Refuse(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(refuse_form=form))
        services.refuse(self.application, reason=form.cleaned_data["reason"], by=self.actor, at=now())
        return self.done(_("Refused, with the reason."))


class TakeBack(_Act):
    permission_required = "people.take_back"

    def act(self) -> HttpResponseBase:
        services.take_back(self.application, by=self.actor, at=now())
        return self.done(_("The application is taken back."))
