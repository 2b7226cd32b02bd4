"""Putting somebody forward, and what who was put forward answers: consent, decline, withdraw, a statement."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mithaq.elections import forms_calling as forms
from mithaq.elections import naming, selectors, services
from mithaq.elections.models import Candidacy
from mithaq.elections.views.here import Form, OnElection
from mithaq.foundation import languages
from mithaq.people import selectors as people
from mithaq.people.selectors import Person


class Nominate(OnElection, Form):
    """A member puts forward their own organisation, or another; who did not put themselves forward is asked."""

    permission_required = "elections.take_part"
    form_class = forms.Nominate

    @property
    def title(self) -> str:
        return _("Put somebody forward")

    @property
    def submit(self) -> str:
        return _("Put forward")

    @property
    def lead(self) -> str:
        return _(
            "Whoever stands for themselves has consented by that; anybody else is asked, and stands only when they "
            "have said yes. To stand means to be named on the public page of the election."
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        clause = self.charter.get(self.election.clause)
        members = list(people.members(self.institution, on=self.today))
        return super().get_form_kwargs() | {
            "kinds": clause.get("holder", ()) if clause else (),
            "organisations": people.organisations().filter(
                pk__in={one.organisation_id for one in members if one.organisation_id}
            ),
            "persons": people.persons().filter(pk__in={one.person_id for one in members if one.person_id}),
        }

    def done(self, form: forms.Nominate) -> str:
        told = form.cleaned_data
        made = services.nominate(
            self.election,
            organisation=told.get("organisation"),
            country=(told.get("country") or "").upper(),
            person=told.get("person"),
            nominated_by=people.person_of(self.reader),
            by=self.actor,
            at=now(),
        )
        name = naming.holder(made)
        if made.standing == "stands":
            return _("%(name)s stands.") % {"name": name}
        return _("%(name)s was put forward and is asked to consent.") % {"name": name}


class OnCandidacy(OnElection):
    """A page on one who stands or was asked to; only who speaks for them acts, and officers where it says so."""

    @cached_property
    def candidacy(self) -> Candidacy:
        found = selectors.candidacy(self.election, self.kwargs["candidacy"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @cached_property
    def person(self) -> Person:
        """Who acts for it. Refused (PermissionDenied): who does not speak for who stands."""
        found = people.person_of(self.reader)
        if found is None or not selectors.spoken_for(self.election, [self.candidacy], found, on=self.today):
            raise PermissionDenied("elections.speak_for")
        return found

    @property
    def name(self) -> Any:
        return naming.holder(self.candidacy)


class _Answers(OnCandidacy, Form):
    permission_required = "elections.take_part"

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.person  # asked before anything is shown
        return super().get_form_kwargs()


class Consent(_Answers):
    form_class = forms.Confirm

    @property
    def title(self) -> str:
        return _("Consent to stand")

    @property
    def submit(self) -> str:
        return _("Yes, stand")

    @property
    def lead(self) -> str:
        return _(
            "%(name)s will stand for election. The name is shown on the public page of the election, with what the "
            "charter counts by."
        ) % {"name": self.name}

    def done(self, form: forms.Confirm) -> str:
        services.consent(self.candidacy, by=self.actor, at=now())
        return _("%(name)s stands.") % {"name": self.name}


class Decline(_Answers):
    form_class = forms.Confirm

    @property
    def title(self) -> str:
        return _("Decline to stand")

    @property
    def submit(self) -> str:
        return _("Decline")

    @property
    def lead(self) -> str:
        return _("%(name)s will not stand. Nothing of it is shown in public.") % {"name": self.name}

    def done(self, form: forms.Confirm) -> str:
        services.decline(self.candidacy, by=self.actor, at=now())
        return _("Declined.")


class Withdraw(_Answers):
    form_class = forms.Because

    @property
    def title(self) -> str:
        return pgettext("from an election", "Withdraw")

    @property
    def submit(self) -> str:
        return _("Withdraw the candidacy")

    @property
    def lead(self) -> str:
        return _("%(name)s no longer stands. Preferences for others on the same ballots move on.") % {"name": self.name}

    def done(self, form: forms.Because) -> str:
        services.withdraw(self.candidacy, reason=form.cleaned_data["because"], by=self.actor, at=now())
        return _("The candidacy is withdrawn.")


class State(_Answers):
    """A campaign statement, and its translations."""

    form_class = forms.Statement

    @property
    def title(self) -> str:
        return _("Campaign statement")

    @property
    def submit(self) -> str:
        return _("Save")

    @property
    def lead(self) -> str:
        return _(
            "Write in the language you write best, and translate what you can; readers see which text is the original."
        )

    def get_initial(self) -> dict[str, Any]:
        one = self.candidacy
        told = {f"statement_{code}": text for code, text in one.statement.items()}
        return told | {"language": one.statement_language or languages.current()}

    def done(self, form: forms.Statement) -> str:
        services.state(self.candidacy, form.statement, language=form.cleaned_data["language"], by=self.actor, at=now())
        return _("Saved.")


class Refuse(OnCandidacy, Form):
    """An officer does not admit a candidacy, and says why; the charter's own refusals need no officer."""

    permission_required = "elections.run"
    form_class = forms.Because

    @property
    def title(self) -> str:
        return _("Do not admit")

    @property
    def submit(self) -> str:
        return _("Do not admit")

    @property
    def lead(self) -> str:
        return _("%(name)s will not stand; the reason is told to them and stands in the register of acts.") % {
            "name": self.name
        }

    def done(self, form: forms.Because) -> str:
        services.refuse(self.candidacy, reason=form.cleaned_data["because"], by=self.actor, at=now())
        return _("Not admitted.")
