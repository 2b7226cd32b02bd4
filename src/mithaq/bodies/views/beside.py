"""What rests beside the seats: groups, observers, contributions, the chair and the time a body may act."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import View

from mithaq.bodies import clauses, forms, services
from mithaq.bodies.models import Body, Observer
from mithaq.bodies.views.here import Form, Here, InBody, OnBody
from mithaq.foundation.fields import Words
from mithaq.kernels.charter import Clause


class OpenGroup(Here, Form):
    """Open one of several bodies of a kind."""

    permission_required = "bodies.open"
    form_class = forms.OpenGroup

    @cached_property
    def clause(self) -> Clause:
        groups = [one for one in clauses.bodies(self.charter) if clauses.is_group(one)]
        found = next((one for one in groups if one.key == self.kwargs["key"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def back(self) -> str:
        return self.url("bodies")

    @property
    def title(self) -> str:
        return _("Open: %(group)s") % {"group": Words(self.clause.name.as_dict())}

    @property
    def submit(self) -> str:
        return _("Open")

    @property
    def lead(self) -> str:
        if "lasts" not in self.clause.values:
            return ""
        return _("It ends by itself when its time is over.")

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def done(self, form: forms.OpenGroup) -> str:
        on = form.cleaned_data["on"]
        body = services.open_group(
            self.institution, self.clause.id, theme=form.theme or None, on=on, by=self.actor, at=now()
        )
        return _("%(body)s is open.") % {"body": body.name}


class Close(OnBody, Form):
    permission_required = "bodies.open"
    form_class = forms.Close

    @property
    def title(self) -> str:
        return _("Close %(body)s") % {"body": self.body.name}

    @property
    def submit(self) -> str:
        return _("Close it")

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def done(self, form: forms.Close) -> str:
        services.close(self.body, **form.cleaned_data, by=self.actor, at=now())
        return _("It is closed.")


class InviteObserver(OnBody, InBody):
    permission_required = "bodies.seat"
    form_class = forms.InviteObserver

    @property
    def title(self) -> str:
        return _("Invite an observer")

    @property
    def submit(self) -> str:
        return _("Invite")

    def done(self, form: forms.InviteObserver) -> str:
        told = dict(form.cleaned_data)
        services.invite_observer(self.body, **told.pop("holder"), **told, by=self.actor, at=now())
        return _("The observer is invited.")


class ReleaseObserver(OnBody, View):
    permission_required = "bodies.seat"
    http_method_names = ["post"]

    @cached_property
    def observer(self) -> Observer:
        rows = Observer.objects.filter(institution=self.institution, uid=self.kwargs["uid"])
        found: Observer | None = rows.select_related("body", "organisation", "person", "institution").first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def body(self) -> Body:
        return self.observer.body

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.release_observer(self.observer, on=self.today, by=self.actor, at=now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The invitation ends today."))
        return redirect(self.back)


class RecordContribution(OnBody, InBody):
    permission_required = "bodies.record"
    form_class = forms.RecordContribution

    @property
    def title(self) -> str:
        return _("Record a contribution")

    @property
    def submit(self) -> str:
        return _("Record")

    def done(self, form: forms.RecordContribution) -> str:
        told = dict(form.cleaned_data)
        services.record_contribution(self.body, **told.pop("holder"), **told, by=self.actor, at=now())
        return _("The contribution is recorded.")


class PassChair(OnBody, InBody):
    permission_required = "bodies.seat"
    form_class = forms.PassChair

    @property
    def title(self) -> str:
        return _("Pass the chair")

    @property
    def submit(self) -> str:
        return _("Pass it on")

    @property
    def lead(self) -> str:
        return _("Seats that go by the turns of the chair are held anew from that day.")

    def done(self, form: forms.PassChair) -> str:
        told = form.cleaned_data
        services.pass_chair(
            self.institution,
            to=form.to,
            body=self.body,
            edition=told["edition"],
            on=told["on"],
            until=told["until"],
            by=self.actor,
            at=now(),
        )
        return _("The chair passes on.")


class ExtendMandate(OnBody, Form):
    permission_required = "bodies.record"
    form_class = forms.ExtendMandate

    @property
    def title(self) -> str:
        return _("Extend the mandate")

    @property
    def submit(self) -> str:
        return _("Extend")

    def done(self, form: forms.ExtendMandate) -> str:
        services.extend_mandate(self.body, **form.cleaned_data, on=self.today, by=self.actor, at=now())
        return _("The mandate is extended.")
