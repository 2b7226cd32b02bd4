"""Somebody elected leaves, or does not take the seat: the ballots are counted back, or the members vote again."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import get_current_timezone, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections import forms_results, naming, services, tallying, vacant
from mithaq.elections.enums import Standing, State
from mithaq.elections.forms_calling import Because
from mithaq.elections.models import Candidacy, Election
from mithaq.elections.vacant import Vacancies
from mithaq.elections.views.here import Form, OnElection
from mithaq.foundation import habits, languages, minute

_NOMINATING, _READING, _VOTING = timedelta(days=14), timedelta(days=3), timedelta(days=7)


class _Fills(OnElection, Form):
    """A page for seats that fell vacant; 404 where none did."""

    permission_required = "elections.run"
    made: Election | None = None

    @cached_property
    def vacancies(self) -> Vacancies:
        found = vacant.vacancies(self.election, self.charter, on=self.today)
        if not found.number:
            raise Http404
        return found

    @property
    def lead(self) -> str:
        found = self.vacancies
        who = languages.comma().join(minute.isolate(naming.holder(one.candidacy)) for one in found.left)
        told = {"number": habits.counted(found.number), "who": who}
        if found.until is None:
            said = ngettext(
                "%(number)s seat is to be filled for the rest of the term. Who left: %(who)s.",
                "%(number)s seats are to be filled for the rest of the term. Who left: %(who)s.",
                found.number,
            )
        else:
            told["day"] = minute.shown(found.until.isoformat())
            said = ngettext(
                "%(number)s seat is to be filled for the rest of the term, until %(day)s. Who left: %(who)s.",
                "%(number)s seats are to be filled for the rest of the term, until %(day)s. Who left: %(who)s.",
                found.number,
            )
        return f"{said % told} {self._taken(len(found.left) - found.number)}".strip()

    def _taken(self, number: int) -> str:
        """Those of the seats that another election has filled, or is about to."""
        if number < 1:
            return ""
        return ngettext(
            "Another election fills, or has filled, %(number)s other seat of theirs.",
            "Another election fills, or has filled, %(number)s other seats of theirs.",
            number,
        ) % {"number": habits.counted(number)}


class Countback(_Fills):
    """The same ballots are counted again, as if who left had never stood; who sits stays."""

    form_class = forms_results.Countback
    template_name = "elections/countback.html"

    @property
    def title(self) -> str:
        return _("Count the ballots back")

    @property
    def submit(self) -> str:
        return _("Prepare the countback")

    @property
    def back(self) -> str:
        return self.url("count", uid=self.made.uid) if self.made else self.url("result", uid=self.election.uid)

    @cached_property
    def candidates(self) -> dict[str, Candidacy]:
        """Who stood and was not elected, by their ids."""
        sat = {one.candidacy_id for one in tallying.elected_by(self.vacancies.source)}
        stood = tallying.numbered(self.vacancies.source)
        return {one.uid: one for one in stood if one.pk not in sat and one.standing == Standing.STANDS}

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def get_form_kwargs(self) -> dict[str, Any]:
        named = [(uid, str(naming.holder(one))) for uid, one in self.candidates.items()]
        return super().get_form_kwargs() | {"candidates": named}

    def done(self, form: forms_results.Countback) -> str:
        told = form.cleaned_data
        without = [self.candidates[uid] for uid in told.get("without", ())]
        self.made = services.countback(self.election, without=without, on=told["on"], by=self.actor, at=now())
        return _("The ballots can be counted back; whoever might be elected is told.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(by_election_url=self.url("by_election", uid=self.election.uid), **more)


class ByElection(_Fills):
    """A new vote for the rest of the term, called as the election before it was."""

    form_class = forms_results.ByElection
    template_name = "elections/by_election.html"

    @property
    def title(self) -> str:
        return _("Call a by-election")

    @property
    def submit(self) -> str:
        return _("Call it and open nominations")

    @property
    def back(self) -> str:
        return self.url("election", uid=self.made.uid) if self.made else self.url("result", uid=self.election.uid)

    def get_initial(self) -> dict[str, Any]:
        midday = datetime.combine(self.today, time(12), tzinfo=get_current_timezone())
        opens = midday + _NOMINATING + _READING
        return {
            "nominations_until": localtime(midday + _NOMINATING),
            "roll_on": (midday + _NOMINATING).date(),
            "opens_at": localtime(opens),
            "closes_at": localtime(opens + _VOTING),
            "term_from": (opens + _VOTING + timedelta(days=2)).date(),
        }

    def done(self, form: forms_results.ByElection) -> str:
        told = {name: value for name, value in form.cleaned_data.items() if name != "term_until"}
        self.made = services.by_election(self.election, **told, on=self.today, by=self.actor, at=now())
        return _("The election is called and nominations are open; members are told.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        countback_url = self.url("countback", uid=self.election.uid)
        return super().get_context_data(source=self.vacancies.source, countback_url=countback_url, **more)


class DropOut(OnElection, Form):
    """Somebody does not stand any more, after the close: the ballots are then counted again without them."""

    permission_required = "elections.run"
    form_class = Because

    @cached_property
    def candidacy(self) -> Candidacy:
        found = Candidacy.objects.filter(election=self.election, uid=self.kwargs["candidacy"], number__isnull=False)
        one: Candidacy | None = found.select_related("organisation", "person", "election").first()
        if one is None or self.election.state not in (State.CLOSED, State.COUNTED):
            raise Http404
        return one

    @property
    def title(self) -> str:
        return _("%(name)s no longer stands") % {"name": minute.isolate(naming.holder(self.candidacy))}

    @property
    def submit(self) -> str:
        return _("Take the candidate off")

    @property
    def lead(self) -> str:
        return _("Votes for them go on to the next on each ballot. Count again after this.")

    @property
    def back(self) -> str:
        return self.url("count", uid=self.election.uid)

    def done(self, form: Because) -> str:
        services.drop_out(self.candidacy, because=form.cleaned_data["because"], by=self.actor, at=now())
        return _("They no longer stand. Count the ballots again.")
