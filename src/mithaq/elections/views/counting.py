"""What officers do after the close: count, look at the result, declare it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections import forms_results, selectors, services, showing_quotas, showing_results, tallying
from mithaq.elections.enums import Kind, State
from mithaq.elections.forms_calling import Confirm
from mithaq.elections.models import Count, Election
from mithaq.elections.selectors import results
from mithaq.elections.selectors.results import Contender, Outcome
from mithaq.elections.services.declaring import forbids
from mithaq.elections.views.here import Form, OnElection
from mithaq.elections.wording_counting import fault
from mithaq.foundation import habits, jobs, minute
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions


class CountBallots(OnElection, Form):
    """Opens the box where it is still shut, counts as a job, and shows how far that is; may be counted again."""

    permission_required = "elections.run"
    template_name = "elections/count.html"
    form_class = forms_results.Seed

    @property
    def title(self) -> str:
        return _("Count the ballots")

    @property
    def submit(self) -> str:
        if self.election.state == State.COUNTED:
            return _("Count again")
        return _("Count the ballots back") if self.is_countback else _("Open the box and count")

    @property
    def is_countback(self) -> bool:
        """The ballots are those of the first election: its box is open, its seed was entered."""
        return bool(self.election.kind == Kind.COUNTBACK)

    @cached_property
    def source(self) -> Election:
        return tallying.source_of(self.election)

    @cached_property
    def count(self) -> Count | None:
        """The last that was asked for."""
        found: Count | None = Count.objects.filter(election=self.election).first()
        return found

    @cached_property
    def job(self) -> Job | None:
        return jobs.get(self.count.job, scope=self.institution.uid) if self.count and self.count.job else None

    @property
    def back(self) -> str:
        return self.url("count", uid=self.election.uid)

    def get_form_kwargs(self) -> dict[str, Any]:
        election = self.election
        asks = not self.is_countback and not election.seed and bool(election.seed_source or not election.head)
        return super().get_form_kwargs() | {"asks": asks}

    def done(self, form: forms_results.Seed) -> str:
        if self.election.header and not self.election.closing:
            services.open_box(self.election, by=self.actor, at=now())
        services.count(self.election, seed=form.cleaned_data.get("seed", ""), by=self.actor, at=now())
        return _("The ballots are being counted.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        election, count, job = self.election, self.count, self.job
        running = job is not None and job.is_open
        told = dict(count.result) if count else {}
        return super().get_context_data(
            election=election,
            turnout=selectors.turnout(self.source),
            source=self.source if self.is_countback else None,
            source_url=self.url("result", uid=self.source.uid) if self.is_countback else "",
            seed=election.seed or self.source.seed,
            count=count,
            running=running,
            done=job.done if job else 0,
            total=job.total if job else 0,
            said=minute.step(job) if job else "",
            is_stuck=running and job is not None and jobs.is_stuck(job, at=now()),
            fault=self._fault(told, job),
            may_count=election.state in (State.CLOSED, State.COUNTED) and not running,
            is_counted=election.state in (State.COUNTED, State.DECLARED),
            is_declared=election.state == State.DECLARED,
            has_result="winners" in told,
            result_url=self.url("result", uid=election.uid),
            declare_url=self.url("declare", uid=election.uid),
            election_url=self.url("election", uid=election.uid),
            **more,
        )

    def _fault(self, told: dict[str, Any], job: Job | None) -> str:
        """Why it could not be counted; nothing where it was, or nobody has tried."""
        if "fault" in told:
            names = results.names_of(
                institutions.charter_of(self.institution, on=self.election.term_from), self.election.quotas
            )
            return fault(
                told["fault"]["key"], told["fault"]["facts"], lambda key: minute.isolate(names.get(key) or key)
            )
        if job is not None and job.state == Job.State.FAILED:
            return _("The count stopped before its end. It can be tried again; nothing was changed.")
        return ""


class Declare(OnElection, Form):
    """Who is elected takes a seat, all of them or nobody: what the charter has against it stands here before."""

    permission_required = "elections.run"
    template_name = "elections/declare.html"
    form_class = Confirm

    @cached_property
    def outcome(self) -> Outcome:
        found = results.result(self.election, to=self.reader)
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> str:
        return _("Declare the result")

    @property
    def submit(self) -> str:
        return _("Declare the result")

    @property
    def lead(self) -> str:
        number = len(self.outcome.elected)
        return ngettext(
            "Once declared, the result is public, whoever is elected takes the seat with their term, and everybody who "
            "takes part is told. It cannot be taken back.",
            "Once declared, the result is public, the %(number)s elected take their seats with their terms, and "
            "everybody who takes part is told. It cannot be taken back.",
            number,
        ) % {"number": habits.counted(number)}

    @property
    def back(self) -> str:
        return self.url("result", uid=self.election.uid)

    def _off(self, one: Contender) -> str:
        """Where it is said that somebody does not want the seat."""
        return self.url("drop_out", uid=self.election.uid, candidacy=one.uid)

    def done(self, form: Any) -> str:
        services.declare(self.outcome.count, on=self.today, by=self.actor, at=now())
        return _("The result is declared.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        outcome, election = self.outcome, self.election
        begins = max(election.term_from, self.today)
        charter = institutions.charter_of(self.institution, on=begins)
        chosen = [one.candidacy for one in outcome.elected]
        return super().get_context_data(
            election=election,
            elected=showing_results.elected(outcome, self._off, inside=True),
            quotas=showing_quotas.quotas(outcome, charter),
            forbidden=() if outcome.is_declared else forbids(election, charter, chosen, on=begins),
            result_url=self.back,
            **more,
        )
