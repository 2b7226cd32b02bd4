"""Taking a seat, asking for one, leaving it, and who is there for its holder."""

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

from mithaq.bodies import forms, services
from mithaq.bodies.enums import Ended
from mithaq.bodies.models import Body, Tenure, Waiting
from mithaq.bodies.showing import Named
from mithaq.bodies.views.here import Form, InBody, OnBody, OnTenure
from mithaq.kernels.charter import Clause
from mithaq.people import selectors as people


class Seat(OnBody, InBody):
    permission_required = "bodies.seat"
    form_class = forms.Seat

    @property
    def title(self) -> str:
        return _("Seat somebody")

    @property
    def submit(self) -> str:
        return _("Seat them")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "clause": self.request.GET.get("clause", "")}

    def done(self, form: forms.Seat) -> str:
        told = form.cleaned_data
        services.seat(
            self.body,
            told["clause"],
            **told["holder"],
            occupant=told["occupant"],
            basis=form.found,
            on=told["on"],
            until=told["until"],
            by=self.actor,
            at=now(),
        )
        return _("The seat is taken.")


class Ask(OnBody, Form):
    """A member takes a seat that is for the asking, or waits for one."""

    permission_required = "bodies.ask"
    form_class = forms.Ask

    @property
    def title(self) -> str:
        return _("Join %(body)s") % {"body": self.body.name}

    @property
    def submit(self) -> str:
        return _("Join")

    @property
    def lead(self) -> str:
        return _("Where all seats are taken and the charter has a waiting list, you wait for the next one.")

    @cached_property
    def for_asking(self) -> tuple[Clause, ...]:
        return tuple(one for one in self.seats if one["selection"] == "self-selection")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "seats": self.for_asking, "mine": self._mine()}

    def _mine(self) -> list[tuple[str, str, forms.Holder]]:
        """Whom the reader may ask for: themselves, and those they act for, of the kinds these seats are for."""
        person = people.person_of(self.reader)
        if person is None:
            return []
        kinds = {kind for clause in self.for_asking for kind in clause["holder"]}
        found: dict[str, tuple[str, str, forms.Holder]] = {}
        if kinds & {"organisation", "donor"}:
            organisations = [*people.speaks_for(self.reader, on=self.today)]
            organisations += [m.organisation for m in people.mandates_of(person, on=self.today) if m.organisation]
            found |= {one.uid: (one.uid, str(one), {"organisation": one}) for one in organisations}
        if kinds & {"state", "donor"}:
            countries = [m.country for m in people.mandates_of(person, on=self.today) if m.country]
            found |= {code: (code, str(forms.parties.state(code)), {"country": code}) for code in countries}
        if "person" in kinds:
            found["person"] = ("person", str(person), {"person": person})
        return list(found.values())

    def done(self, form: forms.Ask) -> str:
        told = form.cleaned_data
        person = people.person_of(self.reader)
        occupant = person if "person" not in told["holder"] else None
        found = services.ask(
            self.body,
            told["clause"],
            **told["holder"],
            occupant=occupant,
            by=self.actor,
            at=now(),
            on=self.today,
        )
        return (
            _("You have the seat.") if isinstance(found, Tenure) else _("All seats are taken: you wait for the next.")
        )


class Vacate(OnTenure, Form):
    """An officer writes down that somebody left, or was released."""

    permission_required = "bodies.release"
    form_class = forms.Vacate

    @property
    def title(self) -> str:
        return _("Free the seat of %(name)s") % {"name": self.holder}

    @property
    def submit(self) -> str:
        return _("Free the seat")

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.today, "ended": Ended.RESIGNED}

    def done(self, form: forms.Vacate) -> str:
        services.vacate(self.tenure, **form.cleaned_data, by=self.actor, at=now())
        return _("The seat is free.")


class Leave(OnTenure, Form):
    """Who holds a seat, or acts for who does, gives it up from today."""

    permission_required = "bodies.leave"
    form_class = forms.Leave

    def permission_about(self) -> Any:
        return self.tenure

    @property
    def title(self) -> str:
        return _("Give up the seat of %(name)s") % {"name": self.holder}

    @property
    def submit(self) -> str:
        return _("Give it up")

    @property
    def lead(self) -> str:
        return _("The seat is free from today. Who waits first takes it.")

    def done(self, form: forms.Leave) -> str:
        reason = form.cleaned_data["reason"]
        services.vacate(self.tenure, on=self.today, ended=Ended.RESIGNED, reason=reason, by=self.actor, at=now())
        return _("The seat is free.")


class Occupy(OnTenure, InBody):
    """Another person is there for the holder."""

    permission_required = "bodies.seat"
    form_class = forms.Occupy

    @property
    def title(self) -> str:
        return _("Who sits there for %(name)s") % {"name": self.holder}

    @property
    def submit(self) -> str:
        return _("Save")

    def done(self, form: forms.Occupy) -> str:
        told = form.cleaned_data
        services.occupy(self.tenure, told["occupant"], on=told["on"], by=self.actor, at=now())
        return _("Saved.")


class NameAlternate(OnTenure, InBody):
    permission_required = "bodies.seat"
    form_class = forms.NameAlternate

    @property
    def title(self) -> str:
        return _("Name an alternate for %(name)s") % {"name": self.holder}

    @property
    def submit(self) -> str:
        return _("Name them")

    def done(self, form: forms.NameAlternate) -> str:
        told = form.cleaned_data
        services.name_alternate(
            self.tenure, told["person"], on=told["on"], until=told["until"], by=self.actor, at=now()
        )
        return _("The alternate is named.")


class StopWaiting(OnBody, View):
    """Who waits, or acts for who does, leaves the list; an officer may take somebody off it."""

    permission_required = "bodies.stop_waiting"
    http_method_names = ["post"]

    @cached_property
    def waiting(self) -> Waiting:
        found: Waiting | None = (
            Waiting.objects.filter(institution=self.institution, uid=self.kwargs["uid"])
            .select_related("body", "organisation", "person", "institution")
            .first()
        )
        if found is None:
            raise Http404
        return found

    def permission_about(self) -> Any:
        return self.waiting

    @cached_property
    def body(self) -> Body:
        return self.waiting.body

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.stop_waiting(self.waiting, by=self.actor, at=now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.back)
        name = Named(True, frozenset()).holder(self.waiting)
        messages.success(request, _("%(name)s does not wait any more.") % {"name": name})
        return redirect(self.back)
