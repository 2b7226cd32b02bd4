"""A result as everything reads it that shows one: who is elected, how it came to that, what the quotas did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from mithaq.elections import naming, quoting, tallying
from mithaq.elections.enums import FEW, Secrecy, State
from mithaq.elections.models import Candidacy, Count, Election
from mithaq.foundation import access
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import charter_of
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import Charter
from mithaq.kernels.elections import Changed, Result, Step

_BOUNDED = ("at-least", "at-most", "share")


@dataclass(frozen=True, slots=True)
class Contender:
    """One who stood. `place` in the order of election, from 1 (None: not elected); `lot` in that of the lots, from 1.

    `sits`: sat already by the same ballots and stays (in a countback).
    """

    number: int
    uid: str
    name: Words | str
    kind: str
    attributes: Mapping[str, tuple[str, ...]]
    place: int | None
    lot: int
    is_withdrawn: bool
    sits: bool
    candidacy: Candidacy

    @property
    def is_elected(self) -> bool:
        return self.place is not None and not self.sits


@dataclass(frozen=True, slots=True)
class Have:
    """Of one value of a quota: how many of those who would sit have it, `sat` of them because they sit already; and how
    many are asked for, at least and at most (None: no bound).
    """

    value: str
    have: int
    sat: int
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Meter:
    """A quota against those who would sit. `name` is that of the clause; empty where the election itself asks it."""

    key: str
    name: Words
    told: Mapping[str, Any]
    total: int
    values: tuple[Have, ...]
    is_met: bool

    @property
    def over(self) -> str:
        return str(self.told["over"])


@dataclass(frozen=True, slots=True)
class Round:
    """A stage: what each candidate has at its end (in votes, cut off after five decimals), and what happened in it."""

    number: int
    votes: tuple[Decimal, ...]
    moved: tuple[Decimal, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Outcome:
    """All of a count. `result` is what the kernel gave, `plain` the one without quotas beside it.

    `few`: so few voted that only totals are published: no ballots.
    """

    election: Election
    source: Election
    count: Count
    candidates: tuple[Contender, ...]
    result: Result
    plain: Result | None
    changed: tuple[Changed, ...]
    names: Mapping[str, Words]

    @property
    def is_declared(self) -> bool:
        return self.election.state == State.DECLARED

    @property
    def cast(self) -> int:
        return int(self.count.result["cast"])

    @property
    def few(self) -> bool:
        return self.source.secrecy == Secrecy.CONFIDENTIAL and self.cast < FEW

    @property
    def empty(self) -> int:
        """Ballots that name nobody, as far as the method tells."""
        return next((int(s.facts.get("empty", 0)) for s in self.result.steps if s.key == "first-preferences"), 0)

    @property
    def seats(self) -> int:
        return int(self.count.result["of"]["seats"])

    @property
    def seed(self) -> str:
        return self.count.seed

    @cached_property
    def elected(self) -> tuple[Contender, ...]:
        """In the order of their election; in a countback without those who sit already."""
        return tuple(one for one in self._in_order(self.result.winners) if not one.sits)

    @cached_property
    def stayed(self) -> tuple[Contender, ...]:
        """Who sat already and was elected first, in a countback."""
        return tuple(one for one in self._in_order(self.result.winners) if one.sits)

    @cached_property
    def without(self) -> tuple[Contender, ...]:
        """Who would have been elected without quotas; nobody where there were none."""
        return self._in_order(self.plain.winners) if self.plain else ()

    @cached_property
    def lots(self) -> tuple[Contender, ...]:
        """In the order of their lots: the first wins a tie."""
        return tuple(sorted(self.candidates, key=lambda one: one.lot))

    @property
    def ties(self) -> tuple[Step, ...]:
        return self.result.ties

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        found, before = [], None
        for number, stage in enumerate(self.result.stages):
            votes = tuple(decimal(one, self.result.scale) for one in stage)
            moved = tuple(a - b for a, b in zip(votes, before, strict=True)) if before else votes
            steps = tuple(step for step in self.result.steps if step.stage == number)
            found.append(Round(number, votes, moved, steps))
            before = votes
        return tuple(found)

    @cached_property
    def quotas(self) -> tuple[kernel.Quota, ...]:
        """Those the count kept, or would have kept had it known quotas; not the one that keeps who sits."""
        return tuple(one for one in quoting.read(self.count.result["of"]["quotas"]) if one.key != tallying.SITS)

    @cached_property
    def makeup(self) -> kernel.Makeup:
        of = self.count.result["of"]
        return kernel.Makeup(
            self.quotas,
            tuple(tallying.listed(one) for one in of["attributes"]),
            tuple(tallying.listed(one) for one in of["sitting"]),
        )

    @cached_property
    def meters(self) -> tuple[Meter, ...]:
        return self._meters(self.result.winners)

    def name(self, key: str) -> Words:
        """What a quota is called: as its clause; nothing for one the election itself asks for."""
        return self.names.get(key, Words())

    def why_not(self, number: int) -> Step:
        """What kept a candidate out; a step whose key is one of `kernel.ANSWERS`. One query, for the ballots."""
        found = tallying.tally(self.election, keep=self.count.result["of"]["keeps"])
        order = [one.number for one in self.lots]
        return kernel.why_not(found.ballots, found.method, found.heeded, self.result, number, order=order)

    def _in_order(self, numbers: Sequence[int]) -> tuple[Contender, ...]:
        return tuple(self.candidates[number] for number in numbers)

    def _meters(self, winners: Sequence[int]) -> tuple[Meter, ...]:
        missed = kernel.missed(self.makeup, winners)
        total = len(self.makeup.sitting) + len(winners)
        return tuple(
            Meter(
                quota.key,
                self.name(quota.key),
                quota.as_dict(),
                total,
                tuple(self._have(quota, value, winners, total) for value in _values(quota)),
                quota.key not in missed,
            )
            for quota in self.quotas
        )

    def _have(self, quota: kernel.Quota, value: str, winners: Sequence[int], total: int) -> Have:
        sat = sum(kernel.counts_for(quota, value, one) for one in self.makeup.sitting)
        have = sat + sum(kernel.counts_for(quota, value, self.makeup.attributes[one]) for one in winners)
        return Have(value, have, sat, *asked(quota, total))


def result(election: Election, *, to: Any) -> Outcome | None:
    """The result of an election: for everybody once it is declared, before that for those who run it. None where there
    is none for the reader. The same few queries however many stood.
    """
    if election.state != State.DECLARED and not access.may(to, "elections.run", election.institution):
        return None
    count = Count.objects.filter(election=election, counted_at__isnull=False).order_by("-pk").first()
    return None if count is None else outcome(election, count)


def outcome(election: Election, count: Count) -> Outcome:
    """One count of an election: services and officers' pages compare several."""
    kept = count.result
    found = tallying.from_kept(kept)
    of = kept["of"]
    source = tallying.source_of(election)
    candidacies = tallying.numbered(election)
    place = {number: nth for nth, number in enumerate(found.winners, start=1)}
    lot = {number: nth for nth, number in enumerate(kernel.lots(count.seed, of["ids"]), start=1)}
    candidates = tuple(
        Contender(
            number,
            one.uid,
            naming.holder(one),
            "organisation" if one.organisation_id else "state" if one.country else "person",
            tallying.listed(of["attributes"][number]),
            place.get(number),
            lot[number],
            number in of["withdrawn"],
            number in of["keeps"],
            one,
        )
        for number, one in enumerate(candidacies)
    )
    return Outcome(
        election,
        source,
        count,
        candidates,
        found,
        tallying.from_kept(kept["plain"]) if "plain" in kept else None,
        tuple(_changed(one) for one in kept.get("changed", ())),
        names_of(charter_of(election.institution, on=election.term_from), of["quotas"]),
    )


def names_of(charter: Charter, quotas: Sequence[Mapping[str, Any]]) -> dict[str, Words]:
    """What the clauses are called whose quotas were kept."""
    found = {one["key"]: charter.get(one["key"]) for one in quotas}
    return {key: Words(clause.name.as_dict()) for key, clause in found.items() if clause is not None}


def asked(quota: kernel.Quota, total: int) -> tuple[int | None, int | None]:
    """How many of a value there are to be, at least and at most, among so many who sit."""
    if quota.rule == "equal":
        each, left = divmod(total, len(_values(quota)))
        return each, each + bool(left)
    if quota.rule == "every":
        return 1, None
    bound = kernel.bound(quota, total)
    return (None, bound) if quota.rule == "at-most" else (bound, None)


def decimal(figure: int | Fraction, scale: int) -> Decimal:
    """In votes, cut off after five decimals."""
    units = int(Fraction(figure) * kernel.SCALE / scale)
    return Decimal(units).scaleb(-5)


def _values(quota: kernel.Quota) -> tuple[str, ...]:
    told = tuple(dict.fromkeys(value.lower() for value in quota.values))
    return told[:1] if quota.rule in _BOUNDED else told


def _changed(told: Mapping[str, Any]) -> Changed:
    return Changed(told["candidate"], told["gained"], told["because"], tuple(told["quotas"]), tuple(told["beside"]))
