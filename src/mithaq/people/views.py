"""Who takes part: the list, an organisation, joining, changing, leaving, agreeing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from mithaq.foundation import accounts
from mithaq.foundation.access import Permission, may
from mithaq.people import forms, selectors, services
from mithaq.people.enums import Role
from mithaq.people.models import Membership, Organisation


class Here(Permission):
    """A page of this room: knows its institution, its trail and its way back to the list."""

    title = ""

    @property
    def institution(self) -> Any:
        return self.request.institution  # type: ignore[attr-defined]

    @property
    def list_url(self) -> str:
        return reverse("people:list", kwargs={"institution": self.institution.slug})

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        home = self.list_url.removesuffix("people/")
        trail = [(self.institution.name, home), (_("People"), self.list_url if self.title else "")]
        if self.title:
            trail.append((self.title, ""))
        return super().get_context_data(title=self.title, trail=trail, list_url=self.list_url, **more)


class People(Here, TemplateView):
    """Everybody who takes part today: persons with whom they speak for, and organisations."""

    permission_required = "people.see"
    template_name = "people/list.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        on = localdate()
        current = list(selectors.members(self.institution, on=on))
        return super().get_context_data(
            persons=sorted((m for m in current if m.person), key=lambda m: (-Role(m.role).rank, str(m.person))),
            organisations=sorted((m for m in current if m.organisation), key=lambda m: str(m.organisation)),
            past=list(selectors.past_members(self.institution, on=on)[:100]),
            may_admit=may(self.request.user, "people.admit", self.institution),
            may_decide=may(self.request.user, "people.decide", self.institution),
            **more,
        )


class OneOrganisation(Here, TemplateView):
    """An organisation that takes part here, or for which a member speaks; any other is not found."""

    permission_required = "people.see"
    template_name = "people/organisation.html"

    @cached_property
    def organisation(self) -> Organisation:
        found = selectors.organisation_in(self.institution, self.kwargs["uid"], on=localdate())
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> Any:  # type: ignore[override]
        return self.organisation.name

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        speaking = selectors.representatives(self.organisation, institution=self.institution, on=localdate())
        return super().get_context_data(
            organisation=self.organisation, speaking=speaking, words_url=self._words_url(), **more
        )

    def _words_url(self) -> str:
        """Where the words of the organisation went, if an installation has the room that tells."""
        place = {"institution": self.institution.slug, "uid": self.organisation.uid}
        try:
            return reverse("synthesis:organisation_words", kwargs=place)
        except NoReverseMatch:
            return ""


class Form(Here, FormView):
    """A form of this room; what a service refuses stands above it (a day at its field), and what was entered stays."""

    template_name = "people/form.html"
    submit = ""
    lead = ""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            done = self.act(form)
        except ValidationError as refused:
            place = "on" if getattr(refused, "code", "") == "too-early" and "on" in form.fields else None
            form.add_error(place, refused.messages)
            return self.form_invalid(form)
        except accounts.AccountRefused as refused:
            form.add_error("email", refused.messages)
            return self.form_invalid(form)
        messages.success(self.request, done)
        return redirect(self.list_url)

    def act(self, form: Any) -> str:
        """Call the service; give back what was done, in a sentence."""
        raise NotImplementedError

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(submit=self.submit, lead=self.lead, **more)


class AdmitPerson(Form):
    permission_required = "people.admit"
    form_class = forms.AdmitPerson

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Admit a person")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Admit")

    def get_initial(self) -> dict[str, Any]:
        return {"on": localdate(), "language": self.request.LANGUAGE_CODE}

    def act(self, form: forms.AdmitPerson) -> str:
        told = form.cleaned_data
        membership = services.welcome(
            self.institution,
            name=form.name,
            language=told["language"],
            organisation=told["organisation"],
            role=told["role"],
            email=told["email"],
            site=self.request.build_absolute_uri("/").rstrip("/"),
            on=told["on"],
            by=self.actor,
            at=now(),
        )
        return _("%(name)s takes part.") % {"name": membership.person}


class AdmitOrganisation(Form):
    permission_required = "people.admit"
    form_class = forms.AdmitOrganisation

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Admit an organisation")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Admit")

    def get_initial(self) -> dict[str, Any]:
        return {"on": localdate()}

    def act(self, form: forms.AdmitOrganisation) -> str:
        told = form.cleaned_data
        membership = services.welcome_organisation(
            self.institution,
            name=form.name,
            acronym=told["acronym"],
            category=told["category"],
            country=told["country"],
            level=told["level"],
            on=told["on"],
            by=self.actor,
            at=now(),
        )
        return _("%(name)s takes part.") % {"name": membership.organisation}


class OfMember(Form):
    """A form about one membership that still holds."""

    @cached_property
    def membership(self) -> Membership:
        found = selectors.membership(self.institution, self.kwargs["uid"])
        if found is None or found.until is not None:
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"on": localdate()}


class Appoint(OfMember):
    permission_required = "people.appoint"
    form_class = forms.Appoint

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Another role for %(name)s") % {"name": self.membership.holder}

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Give this role")

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("Now: %(role)s. The role so far ends the day the new one begins.") % {
            "role": self.membership.get_role_display()
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "membership": self.membership}

    def act(self, form: forms.Appoint) -> str:
        told = form.cleaned_data
        services.appoint(self.membership, Role(told["role"]), on=told["on"], by=self.actor, at=now())
        return _("The role is given.")


class Release(OfMember):
    permission_required = "people.appoint"
    form_class = forms.Release

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("End the membership of %(name)s") % {"name": self.membership.holder}

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("End the membership")

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("What they said and did stays; they stand among the former members.")

    def act(self, form: forms.Release) -> str:
        services.release(self.membership, on=form.cleaned_data["on"], by=self.actor, at=now())
        return _("The membership is ended.")


class Consents(Form):
    """What the reader agrees to here, one by one; emptied boxes are taken back."""

    permission_required = "people.consent"
    form_class = forms.Consents

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("What I agree to")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Save")

    @property
    def lead(self) -> str:  # type: ignore[override]
        return _("You decide for each use, and may change your mind at any time.")

    @cached_property
    def person(self) -> Any:
        return selectors.person_of(self.request.user)

    def get_initial(self) -> dict[str, Any]:
        given = selectors.consents(self.person, self.institution).filter(withdrawn_at=None)
        return {"purposes": [consent.purpose for consent in given]}

    def act(self, form: forms.Consents) -> str:
        services.agree_to(self.person, form.cleaned_data["purposes"], self.institution, by=self.actor, at=now())
        return _("Saved.")
