"""The result of an election: who is elected, the count stage by stage, and why not somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from mithaq.elections import (
    figures,
    files,
    lacking,
    selectors,
    shelves,
    showing_counts,
    showing_lots,
    showing_quotas,
    showing_results,
    showing_withdrawals,
    stages,
    tallying,
    vacant,
)
from mithaq.elections.enums import FEW, Marks, Method
from mithaq.elections.explaining import SENTENCES
from mithaq.elections.selectors import accounts, results, whys
from mithaq.elections.selectors.results import Contender, Outcome
from mithaq.elections.views.here import OnElection
from mithaq.foundation import attached, minute, pacing
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter
from mithaq.kernels.elections import Step


class OnResult(OnElection):
    """A page on what a count came to: of everybody once it is declared, before that of those who run the election.

    For everybody else there is nothing here yet (404).
    """

    permission_required = "elections.see"

    @cached_property
    def outcome(self) -> Outcome:
        found = results.result(self.election, to=self.reader)
        if found is None:
            raise Http404
        return found

    @cached_property
    def charter_then(self) -> Charter:
        """What is in force when the terms begin: the quotas are its."""
        return institutions.charter_of(self.institution, on=self.election.term_from)

    def why_url(self, one: Contender) -> str:
        return self.url("why", uid=self.election.uid, candidacy=one.uid)

    @property
    def result_url(self) -> str:
        return self.url("result", uid=self.election.uid)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            election=self.election,
            outcome=self.outcome,
            is_declared=self.outcome.is_declared,
            declare_url="" if self.outcome.is_declared else self.url("declare", uid=self.election.uid),
            result_url=self.result_url,
            **more,
        )


class Result(OnResult, TemplateView):
    """Who is elected, beside what would have been without the quotas; how to count it again."""

    template_name = "elections/result.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        outcome, election = self.outcome, self.election
        telling = accounts.telling(outcome)
        approves = outcome.source.marks == Marks.APPROVE
        pictures = showing_counts.pictures(outcome)
        papers = tallying.tally(election).papers if approves else ()
        return super().get_context_data(
            lead=showing_results.lead(outcome),
            elected=showing_results.elected(outcome, self.why_url, inside=self.may("elections.take_part")),
            is_ordered=showing_results.is_ordered(outcome),
            stayed=telling.names(one.number for one in outcome.stayed),
            vacancies=self._vacancies(),
            countback_url=self.url("countback", uid=election.uid),
            is_gained=any(one.gained for one in outcome.changed),
            vacant=showing_results.vacant(outcome),
            others=self.shelf(showing_results.others(outcome, self.why_url), "others"),
            withdrew=self.shelf(showing_withdrawals.left(telling), "withdrew"),
            had_they_stood=showing_withdrawals.had_they_stood(telling),
            is_unsigned=bool(election.declaration) and not election.declaration["signature"],
            quotas=showing_quotas.quotas(outcome, self.charter_then),
            beside=showing_quotas.beside(outcome, self.why_url, lambda one: whys.change(telling, one)),
            pictures=pictures,
            pairs=showing_counts.pairs(outcome),
            scores=self.shelf(showing_counts.scores(outcome, papers, self.why_url), "scores") if approves else (),
            account=() if pictures else [telling.step(step) for step in outcome.result.steps if step.key not in _LONG],
            ties=[telling.step(step) for step in outcome.ties],
            lots=self.shelf(showing_lots.lots(outcome), "lots"),
            command=showing_lots.command(outcome),
            seed_from=showing_lots.seed_from(election, outcome),
            method_name=Method(outcome.result.method).label,
            method=SENTENCES[outcome.result.method],
            turnout=selectors.turnout(outcome.source),
            declared_by=showing_results.declared_by(election) if outcome.is_declared else None,
            few=FEW if outcome.few else 0,
            files=self._files(),
            recount_command="" if outcome.few else "python3 recount.pyz",
            trail=self.trail((_("Result"), "")),
            **more,
        )

    def shelf(self, rows: Sequence[Any], key: str) -> shelves.Shelf:
        return shelves.shelf(rows, key, self.request.GET)

    def _vacancies(self) -> int:
        """How many of the seats it filled are vacant before their time: for those who can do something about it."""
        if not self.outcome.is_declared or not self.may("elections.run"):
            return 0
        found = vacant.vacancies(self.election, self.charter, on=self.today)
        return found.number if found.until is None or self.today < found.until else 0

    def _files(self) -> list[tuple[str, str, str]]:
        """Each with its address, its label and what it is for; those of ballots only where they are published."""
        ranked = self.outcome.source.marks == Marks.RANK
        ballots = (
            ("ballots", _("Ballots (BLT)") if ranked else _("Ballots (JSON)"), _("for counting programs")),
            ("ballots_csv", _("Ballots (CSV)"), _("for spreadsheets")),
            ("recount", _("Recount (Python)"), _("counts again, offline, and compares")),
        )
        account = (
            ("account_csv", _("Account (CSV)"), _("every step in words")),
            ("account_json", _("Account (JSON)"), _("the whole result, exactly, in three languages")),
        )
        told = (*(ballots if files.publishes_ballots(self.outcome) else ()), *account)
        return [(self.url(name, uid=self.election.uid), label, hint) for name, label, hint in told]


_LONG = ("pair", "tie")  # told in a table, and among the ties


class Rounds(OnResult, TemplateView):
    """The count stage by stage: a picture, and under it every figure and every step in words."""

    template_name = "elections/rounds.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        outcome = self.outcome
        telling = accounts.telling(outcome)
        parts = showing_counts.parts(outcome)
        if not parts:
            raise Http404
        links = {one.number: self.why_url(one) for one in outcome.candidates}
        names = [one.name for one in outcome.candidates]
        told = [
            (
                showing_counts.title_of(outcome, part),
                picture,
                stages.folds(names, outcome.result, part, telling.step, links=links),
            )
            for part, picture in zip(parts, showing_counts.pictures(outcome), strict=True)
        ]
        return super().get_context_data(
            parts=told, trail=self.trail((_("Result"), self.result_url), (_("Stage by stage"), "")), **more
        )


@pacing.paced(pacing.FILES)
class RoundsFile(OnResult, View):
    """The picture of a part of the count on its own, or all its figures."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        outcome, number = self.outcome, int(kwargs["part"])
        parts = showing_counts.parts(outcome)
        if number >= len(parts):
            raise Http404
        names = [str(one.name) for one in outcome.candidates]
        part = parts[number]
        drawn = figures.rounds(showing_counts.title_of(outcome, part), names, outcome.result, part)
        return attached.figure(drawn, kwargs["form"], f"{self.institution.slug}-{self.election.uid}-{number + 1}")


@pacing.paced(pacing.FILES)
class ResultFile(OnResult, View):
    """A result as a file; ballots only where nobody can be known by them."""

    file = ""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            content, ending = _FILES[self.file](self.outcome)
        except files.NotPublished:
            raise Http404(_("So few voted that the ballots are not published, only totals.")) from None
        answer = HttpResponse(content, content_type=_TYPES[ending])
        name = f"{self.institution.slug}-{self.election.uid}-{self.file.partition('_')[0]}.{ending}"
        if self.file == "recount":
            return attached.attached(answer, "recount.pyz")
        return attached.attached(answer, name if self.file == "account_json" else attached.spoken(name))


_FILES: Mapping[str, Callable[[Outcome], tuple[str | bytes, str]]] = {
    "ballots": files.ballots,
    "ballots_csv": lambda outcome: (files.ballots_csv(outcome), "csv"),
    "account_csv": lambda outcome: (files.account_csv(outcome), "csv"),
    "account_json": lambda outcome: (files.account_json(outcome), "json"),
    "recount": lambda outcome: (files.recount(outcome), "pyz"),
}
_TYPES = {
    "blt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pyz": "application/octet-stream",
}


class Why(OnResult, TemplateView):
    """Why somebody is elected or not: what kept them out, what would have been needed, their way through the count."""

    template_name = "elections/why.html"

    @cached_property
    def one(self) -> Contender:
        found = next((one for one in self.outcome.candidates if one.uid == self.kwargs["candidacy"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> str:
        told = {"name": minute.isolate(self.one.name)}
        return (_("Why %(name)s is elected") if self.one.place else _("Why %(name)s is not elected")) % told

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        outcome, one = self.outcome, self.one
        telling = accounts.telling(outcome)
        step = outcome.why_not(one.number)
        course = [told for told in outcome.result.steps if concerns(told, one.number)]
        because = next((told for told in outcome.changed if told.candidate == one.number), None)
        keys = {*step.facts.get("quotas", ()), *(because.quotas if because else ())}
        keys |= {key for told in course for key in told.facts.get("quotas", ()) if told.candidate == one.number}
        return super().get_context_data(
            one=one,
            title=self.title,
            answer=whys.answer(telling, step),
            needed=lacking.needed(telling, step),
            values=showing_results.values(one),
            clauses=showing_quotas.quotas(outcome, self.charter_then, only=keys),
            beside=whys.change(telling, because) if because else "",
            course=[(told.stage + 1 if len(outcome.result.stages) > 1 else 0, telling.step(told)) for told in course],
            trail=self.trail((_("Result"), self.result_url), (self.title, "")),
            **more,
        )


def concerns(step: Step, number: int) -> bool:
    """Whether a step tells of a candidate: what happened to them, or between them and others."""
    facts = step.facts
    among = [*facts.get("among", ()), *facts.get("elected", ())]
    return number in (step.candidate, facts.get("against"), facts.get("excluded"), *among)
