"""Whether those who stand can be made up as the quotas ask: while nominations come in, and once they are closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from mithaq.bodies import selectors as bodies
from mithaq.elections import naming, quoting
from mithaq.elections.enums import Method, Standing, State
from mithaq.elections.models import Candidacy, Election
from mithaq.institutions.selectors import charter_of
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.kernels.elections import Attributes, Makeup, Quota
from mithaq.people import selectors as people
from mithaq.people.selectors import Who

_HOLDER = "holder"
_FREE = ("at-least", "share")


@dataclass(frozen=True)
class Made:
    """Who is to be made up how. `candidacies` are in the order of their numbers, or while nominations come in of their
    records; `out` are the places of those who stand no more. `asked` are put forward and have not answered yet.
    """

    election: Election
    makeup: Makeup
    candidacies: tuple[Candidacy, ...]
    out: frozenset[int] = frozenset()
    asked: tuple[Attributes, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.uid for one in self.candidacies)

    @property
    def standing(self) -> int:
        return len(self.candidacies) - len(self.out)

    @property
    def fills(self) -> int:
        """How many are elected: as many as there are seats, or all who stand where they are fewer."""
        return min(self.election.seats, self.standing)

    @property
    def total(self) -> int:
        """How many sit in the end, with those who stay."""
        return len(self.makeup.sitting) + self.election.seats

    @cached_property
    def conflict(self) -> tuple[str, ...]:
        """The keys of quotas that those who stand cannot meet together: a smallest set; empty where they can."""
        return kernel.conflict(self.makeup, self.fills, out=self.out)

    @cached_property
    def further(self) -> tuple[kernel.Nomination, ...] | None:
        """The fewest further candidates with whom all seats could be filled as asked; None: none would help."""
        left = [told for place, told in enumerate(self.makeup.attributes) if place not in self.out]
        return kernel.nominations(Makeup(self.makeup.quotas, tuple(left), self.makeup.sitting), self.election.seats)

    def findings(self) -> list[Finding]:
        """Why the quotas cannot be met: the bounds that stand against each other, which of them are aims only, who else
        would have to stand, and the cheapest loosening. Nothing where they can.
        """
        told = {"body": dict(self.election.body.name), "seats": self.fills}
        try:
            if not self.conflict:
                return self._not_parted()
            return [Finding(clause, key, {**facts, **told}) for clause, key, facts in self._against()]
        except kernel.CannotCount:
            return [Finding(self.election.clause, "elections.too-hard", told)]

    def _against(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """By clause and key; a loosening or further candidates that take too long to find are left out."""
        total = len(self.makeup.sitting) + self.fills
        for bound in kernel.bounds_in_conflict(self.makeup, self.fills, out=self.out):
            yield self._clause(bound.key), "elections.out-of-reach", {**bound.as_dict(), "total": total}
        charter = charter_of(self.election.institution, on=self.election.term_from)
        for key in self.conflict:
            clause = charter.get(key)
            if clause is not None and not clause.binds:
                yield clause.id, "elections.aim-kept", {"aim": clause.name.as_dict()}
        with suppress(kernel.CannotCount):
            if self.further:
                more = [one.as_dict() for one in self.further]
                yield self.election.clause, "elections.nominate-more", {"more": more}
        with suppress(kernel.CannotCount):
            left = [one for place, one in enumerate(self.makeup.attributes) if place not in self.out]
            changes = kernel.repair(Makeup(self.makeup.quotas, tuple(left), self.makeup.sitting), self.fills)
            if changes:
                loosened = [one.as_dict() for one in changes]
                yield self._clause(changes[0].key), "elections.loosen", {"changes": loosened}

    def _not_parted(self) -> list[Finding]:
        """A count by sections, where the quotas do not part the seats."""
        if self.election.method != Method.SECTIONS:
            return []
        if kernel.sections(self.makeup, self.fills, out=self.out) is not None:
            return []
        return [Finding(self.election.clause, "elections.no-sections", {"body": dict(self.election.body.name)})]

    def _clause(self, key: str) -> str:
        """The clause a quota rests on; further quotas rest on the clause of the seats."""
        return self.election.clause if key.startswith(quoting.OWN) else key


@dataclass(frozen=True, slots=True)
class Count:
    """Of one value of a quota: how many stay in their seats, stand, and are asked; how many are needed at least, and
    may be at most (None: no bound), of all who sit in the end.
    """

    value: str
    sitting: int
    standing: int
    asked: int
    least: int
    most: int | None

    @property
    def have(self) -> int:
        return self.sitting + self.standing

    @property
    def missing(self) -> int:
        return max(0, self.least - self.have)


@dataclass(frozen=True, slots=True)
class Meter:
    """A quota as those who stand could meet it by itself: "met"; at "risk" while somebody may still be put forward;
    "broken" where nobody may any more. `clause` is what it rests on; None for further quotas.
    """

    quota: Quota
    clause: Clause | None
    total: int
    values: tuple[Count, ...]
    state: Literal["met", "risk", "broken"]

    @property
    def key(self) -> str:
        return self.clause.id if self.clause else ""

    @property
    def said(self) -> str:
        """In the reader's language."""
        return naming.quota(self.quota.as_dict(), self.total)

    @property
    def counts(self) -> list[tuple[str, int, int]]:
        """For each value, in the reader's language: who sits and stays or stands, and how many are needed at least."""
        return [(naming.value(self.quota.over, one.value), one.have, one.least) for one in self.values]

    @property
    def missing(self) -> dict[str, int]:
        return {one.value: one.missing for one in self.values if one.missing}


def makeup_of(election: Election) -> Made:
    """As it was frozen when nominations closed (one query), or as it is while they come in: six, whoever stands."""
    if election.state == State.NOMINATING:
        return made_now(election)
    found = Candidacy.objects.filter(election=election, number__isnull=False).order_by("number")
    rows = tuple(found.select_related("organisation", "person"))
    makeup = Makeup(
        quoting.read(election.quotas),
        tuple(_attributes(one.attributes) for one in rows),
        tuple(_attributes(one) for one in election.sitting),
    )
    out = frozenset(place for place, one in enumerate(rows) if one.standing != Standing.STANDS)
    return Made(election, makeup, rows, out)


def made_now(election: Election, charter: Charter | None = None) -> Made:
    """By the charter of the day terms begin, and by what everybody is counted as today."""
    charter = charter or charter_of(election.institution, on=election.term_from)
    clause = bodies.seats_of(charter, election.body, election.clause)
    sitting: Sequence[Any] = ()
    if clause is not None:
        there = bodies.places(charter, election.body, clause, on=election.term_from, until=election.term_until)
        sitting = there.sitting
    quotas = _quotas(election, charter, sitting)
    named = (Standing.STANDS, Standing.PROPOSED)
    rows = list(
        Candidacy.objects.filter(election=election, standing__in=named)
        .select_related("organisation", "person")
        .order_by("pk")
    )
    known = people.attributes_of(election.institution, map(Who.of, [*rows, *sitting]))
    counting = {
        rule.clause.id: rule.seats for rule in quoting.rules(charter, election.body, election.clause, aims=True)
    }

    def told(one: Any, seat: str) -> Attributes:
        return _told(one, known, quotas, [key for key, seats in counting.items() if seat in seats])

    stands = tuple(one for one in rows if one.standing == Standing.STANDS)
    return Made(
        election,
        Makeup(
            quotas,
            tuple(told(one, election.clause) for one in stands),
            tuple(told(one, one.seat.clause) for one in sitting),
        ),
        stands,
        asked=tuple(told(one, election.clause) for one in rows if one.standing == Standing.PROPOSED),
    )


def meters(election: Election, *, made: Made | None = None) -> tuple[Meter, ...]:
    """Each quota by itself, those of the charter first; nothing where nothing is asked for."""
    made = made or makeup_of(election)
    charter = charter_of(election.institution, on=election.term_from)
    return tuple(_meter(made, quota, charter) for quota in made.makeup.quotas)


def _meter(made: Made, quota: Quota, charter: Charter) -> Meter:
    standing = [told for place, told in enumerate(made.makeup.attributes) if place not in made.out]
    values = tuple(_count(made, quota, value, standing) for value in _values(quota))
    state: Literal["met", "risk", "broken"] = "met"
    if not _can_be(made, quota, standing, values):
        state = "risk" if made.election.state == State.NOMINATING else "broken"
    return Meter(quota, charter.get(quota.key), made.total, values, state)


def _can_be(made: Made, quota: Quota, standing: Sequence[Attributes], values: Iterable[Count]) -> bool:
    """Whether those who stand can meet it, or with those who are still missing to fill the seats could."""
    if len(standing) < made.election.seats:
        return not any(one.missing for one in values)
    alone = Makeup((quota,), tuple(standing), made.makeup.sitting)
    return kernel.feasible(alone, made.election.seats) is not None


def _count(made: Made, quota: Quota, value: str, standing: Sequence[Attributes]) -> Count:
    def many(all_: Iterable[Attributes]) -> int:
        return sum(kernel.counts_for(quota, value, one) for one in all_)

    least, most = _bounds(quota, made.total)
    return Count(value, many(made.makeup.sitting), many(standing), many(made.asked), least, most)


def _bounds(quota: Quota, total: int) -> tuple[int, int | None]:
    if quota.rule == "every":
        return 1, None
    if quota.rule == "equal":
        each = len(_values(quota))
        return total // each, -(-total // each)
    return (kernel.bound(quota, total), None) if quota.rule in _FREE else (0, kernel.bound(quota, total))


def _values(quota: Quota) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quota.values))


def _quotas(election: Election, charter: Charter, sitting: Sequence[Any]) -> tuple[Quota, ...]:
    told = quoting.of_charter(
        charter, election.body, election.clause, aims=election.keeps_aims, seats=election.seats, sitting=sitting
    )
    return (*told, *quoting.read(election.own_quotas))


def told_of(
    election: Election, charter: Charter, quotas: Sequence[Quota], holders: Sequence[tuple[Any, str]]
) -> tuple[Attributes, ...]:
    """What is kept today of these holders, each with the id of the clause of their seats: a few queries in all."""
    known = people.attributes_of(election.institution, [Who.of(one) for one, _ in holders])
    counting = quoting.rules(charter, election.body, election.clause, aims=True)
    return tuple(
        _told(one, known, quotas, [rule.clause.id for rule in counting if seat in rule.seats]) for one, seat in holders
    )


def _told(one: Any, known: Mapping[Who, Attributes], quotas: Iterable[Quota], counted: list[str]) -> Attributes:
    """What is kept of a holder: of a person only what a quota asks for; all that an organisation or a State is."""
    asked = {quota.over for quota in quotas} | {over for quota in quotas for over, _ in quota.where}
    who = Who.of(one)
    told = {over: values for over, values in known.get(who, {}).items() if who.kind != "person" or over in asked}
    if _HOLDER in asked:
        told[_HOLDER] = ("state" if who.kind == "country" else who.kind,)
    if quoting.COUNTED in asked:
        told[quoting.COUNTED] = tuple(counted)
    return {over: tuple(value.lower() for value in values) for over, values in told.items()}


def _attributes(told: Mapping[str, Iterable[str]]) -> Attributes:
    return {over: tuple(values) for over, values in told.items()}
