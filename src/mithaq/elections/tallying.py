"""What is counted: the ballots of an election, its make-up, the ids its lots are drawn by; and a result as it is kept.

An election that is a countback counts the ballots of the election it follows: it has none of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from mithaq.elections import quoting
from mithaq.elections.enums import BALANCED, Kind, Marks, Method, Standing
from mithaq.elections.models import Ballot, Candidacy, Elected, Election
from mithaq.kernels import elections as kernel

SITS = "elections.sits"  # the key of the quota by which nobody who sits loses the seat in a countback
_SITS_HERE = "sits-here"
# Where those who sit are to be kept, or quotas, the count must look ahead.
_LOOKS_AHEAD: Mapping[str, str] = {
    Method.SCOTTISH_STV: Method.BALANCED_STV,
    Method.MEEK: Method.BALANCED_STV,
    Method.PAV: Method.BALANCED_PAV,
    Method.PHRAGMEN: Method.BALANCED_PHRAGMEN,
    Method.SECTIONS: Method.BALANCED_STV,
    Method.CO_CHAIRS: Method.BALANCED_STV,
}


@dataclass(frozen=True)
class Tally:
    """Everything a count of an election rests on, read once.

    `keeps` are the candidates (numbers) who sit already by these ballots and stay: a countback elects them first.
    """

    election: Election
    source: Election
    candidacies: tuple[Candidacy, ...]
    papers: tuple[tuple[int, ...], ...]
    ids: tuple[str, ...]
    keeps: tuple[int, ...] = ()

    @property
    def seats(self) -> int:
        """How many the count elects: in a countback those who sit as well."""
        return self.election.seats + len(self.keeps)

    @cached_property
    def method(self) -> str:
        """The one the election names. Where that cannot count what is asked, balanced STV keeps the same quotas: where
        those who sit are to be kept, where the quotas do not (or no longer) part the seats into sections, and for two
        who chair together where no quota says in what they are to differ.
        """
        method = str(self.election.method)
        if self.keeps:
            return _LOOKS_AHEAD.get(method, method)
        if method == Method.SECTIONS and kernel.sections(self.makeup, self.seats, out=self.withdrawn) is None:
            return Method.BALANCED_STV
        if method == Method.CO_CHAIRS and not self.election.quotas:
            return Method.BALANCED_STV
        return method

    @property
    def withdrawn(self) -> tuple[int, ...]:
        return tuple(number for number, one in enumerate(self.candidacies) if one.standing != Standing.STANDS)

    @property
    def left(self) -> tuple[int, ...]:
        """Of those who withdrew, who did so once voting was open: they stand on the ballots."""
        return tuple(number for number, one in enumerate(self.candidacies) if one.withdrawal)

    @cached_property
    def ballots(self) -> kernel.Ballots:
        """Papers that are alike are one, in an order that says nothing of who cast them."""
        ranked = self.source.marks == Marks.RANK
        many = Counter(paper if ranked else tuple(sorted(paper)) for paper in self.papers)
        return kernel.Ballots(
            len(self.candidacies),
            tuple((many[paper], paper) for paper in sorted(many)),
            self.seats,
            self.ids,
            self.source.uid,
            frozenset(self.withdrawn),
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the papers, how often each was cast, and of who stands: it tells what a count was of."""
        said = [
            len(self.candidacies),
            list(self.withdrawn),
            [[many, list(paper)] for many, paper in self.ballots.papers],
        ]
        return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()

    @property
    def makeup(self) -> kernel.Makeup:
        """The quotas as they were frozen, and what each candidate and those who sit are."""
        quotas = quoting.read(self.election.quotas)
        attributes = tuple(listed(one.attributes) for one in self.candidacies)
        if self.keeps:
            quotas = (kernel.Quota(SITS, _SITS_HERE, "at-least", ("yes",), number=len(self.keeps)), *quotas)
            attributes = tuple(
                {**told, _SITS_HERE: ("yes",)} if number in self.keeps else told
                for number, told in enumerate(attributes)
            )
        return kernel.Makeup(quotas, attributes, tuple(listed(one) for one in self.election.sitting))

    @property
    def heeded(self) -> kernel.Makeup | None:
        """The make-up, where the method looks ahead: also where nothing is asked for."""
        return self.makeup if self.method in BALANCED else None

    @property
    def facts(self) -> dict[str, Any]:
        """All the count rests on but the papers, as JSON: kept with its result, and compared when it is declared."""
        makeup = self.makeup
        return {
            "method": self.method,
            "seats": self.seats,
            "digest": self.digest,
            "ids": list(self.ids),
            "withdrawn": list(self.withdrawn),
            "keeps": list(self.keeps),
            "quotas": [one.as_dict() for one in makeup.quotas],
            "attributes": [{over: list(values) for over, values in one.items()} for one in makeup.attributes],
            "sitting": [{over: list(values) for over, values in one.items()} for one in makeup.sitting],
        }


def tally(election: Election, *, on: date | None = None, keep: Iterable[int] | None = None) -> Tally:
    """Read what is counted: a few queries. In a countback `on` is the day on which who sits is asked for; `keep` are
    those who sat when it was counted before.
    """
    source = source_of(election)
    own = numbered(election)
    papers = Ballot.objects.filter(election=source).order_by().values_list("choices", flat=True)
    ids = own if source.pk == election.pk else numbered(source)
    return Tally(
        election,
        source,
        tuple(own),
        tuple(tuple(int(choice) for choice in paper) for paper in papers),
        tuple(one.uid for one in ids),
        tuple(keep) if keep is not None else keeps(election, on=on or election.term_from),
    )


def source_of(election: Election) -> Election:
    """The election whose ballots are counted."""
    while election.kind == Kind.COUNTBACK and election.follows is not None:
        election = election.follows
    return election


def numbered(election: Election) -> list[Candidacy]:
    """Who is on the ballot, by number."""
    found = Candidacy.objects.filter(election=election, number__isnull=False)
    return list(found.select_related("organisation", "person", "occupant").order_by("number"))


def elected_by(source: Election) -> list[Elected]:
    """Whoever took a seat by the ballots of an election: then, and by the countbacks that followed."""
    rows = Elected.objects.filter(election__in=[source.pk, *countbacks_of(source)])
    return list(rows.select_related("candidacy", "tenure", "election").order_by("election", "place"))


def countbacks_of(source: Election) -> list[int]:
    """The primary keys of the countbacks of an election: each follows it directly."""
    return list(
        Election.objects.filter(follows=source, kind=Kind.COUNTBACK).order_by("pk").values_list("pk", flat=True)
    )


def keeps(election: Election, *, on: date) -> tuple[int, ...]:
    """The numbers of those who sit by the same ballots on a day; nobody but in a countback."""
    if election.kind != Kind.COUNTBACK:
        return ()
    sitting = [
        one.candidacy.number
        for one in elected_by(source_of(election))
        if one.election_id != election.pk and one.tenure is not None and one.tenure.holds(on)
    ]
    return tuple(sorted(number for number in sitting if number is not None))


def listed(told: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {str(over): tuple(values) for over, values in told.items()}


# A result as it is kept


def as_kept(result: kernel.Result) -> dict[str, Any]:
    """Exact: whole numbers as they are, fractions as text."""
    told: dict[str, Any] = {
        "method": result.method,
        "winners": list(result.winners),
        "stages": [[_figure(one) for one in stage] for stage in result.stages],
        "steps": [step.as_dict() for step in result.steps],
        "scale": result.scale,
    }
    if result.quota is not None:
        told["quota"] = _figure(result.quota)
    if result.without is not None:
        told["without"] = list(result.without)
    if result.all_winning:
        told["all_winning"] = [list(committee) for committee in result.all_winning]
    return told


def from_kept(told: Mapping[str, Any]) -> kernel.Result:
    """The other way."""
    return kernel.Result(
        told["method"],
        tuple(told["winners"]),
        tuple(tuple(_read(one) for one in stage) for stage in told["stages"]),
        tuple(step_of(one) for one in told["steps"]),
        _read(told["quota"]) if "quota" in told else None,
        told["scale"],
        tuple(tuple(committee) for committee in told.get("all_winning", ())),
        tuple(told["without"]) if "without" in told else None,
    )


def step_of(told: Mapping[str, Any]) -> kernel.Step:
    facts = {name: value for name, value in told.items() if name not in ("stage", "key", "candidate")}
    return kernel.Step(told["stage"], told["key"], told.get("candidate"), facts)


def _figure(figure: int | Fraction) -> int | str:
    if isinstance(figure, int) or figure.denominator == 1:
        return int(figure)
    return str(figure)


def _read(told: int | str) -> int | Fraction:
    return told if isinstance(told, int) else Fraction(told)
