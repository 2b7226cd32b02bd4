"""How a body would be made up if those elected sat there: what the charter says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mithaq.bodies import selectors as bodies
from mithaq.elections.models import Candidacy, Election
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Charter, Finding, Holder
from mithaq.people import selectors as people
from mithaq.people.records import HeldBy
from mithaq.people.selectors import Attributes, Who


@dataclass(frozen=True)
class Would:
    """Who would sit on the day the terms begin: those who stay, and those elected."""

    election: Election
    charter: Charter
    holders: tuple[Holder, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The binding rules of balance that would be broken.

        Seats of other kinds that are still free may yet mend it: then only what no holder of them could mend. Seats of
        the kind that was voted on are not counted on, unless there are fewer than there must be: those are empty
        because nobody was elected.
        """
        broken = kernel.composition(self.charter, self.election.body.clause, self.holders)
        left = self._left()
        if broken and any(number is None or number for number in left.values()):
            broken = kernel.unreachable(self.charter, self.election.body.clause, self.holders, left)
        names = {one.clause: self.charter.get(one.clause) for one in broken}
        return tuple(
            Finding(
                one.clause,
                "elections.balance-broken",
                {
                    **one.facts,
                    "body": dict(self.election.body.name),
                    "rule": one.key.removeprefix("charter.balance-"),
                    "clause": clause.name.as_dict() if (clause := names[one.clause]) else {},
                },
            )
            for one in broken
        )

    def _left(self) -> dict[str, int | None]:
        taken = [one.seat for one in self.holders]
        left: dict[str, int | None] = {}
        for clause in self.charter.under(self.election.body.clause, "seat"):
            count = clause["count"]
            most = count.least if clause.id == self.election.clause else count.most
            left[clause.id] = None if most is None else max(0, most - taken.count(clause.id))
        return left

    @property
    def seated(self) -> int:
        """How many seats of the kind that was voted on would be held."""
        return sum(one.seat == self.election.clause for one in self.holders)


def would(election: Election, charter: Charter, elected: Iterable[Candidacy], *, on: date) -> Would:
    """Those who sit on a day and those elected, by what they are that day: three queries."""
    elected = list(elected)
    sitting = list(bodies.sitting(election.body, on=on))
    known = people.attributes_of(election.institution, map(Who.of, [*sitting, *elected]))
    held = [holder(one, one.seat.clause, known) for one in sitting]
    held += [holder(one, election.clause, known) for one in elected]
    return Would(election, charter, tuple(held))


def holder(record: HeldBy, seat: str, known: Mapping[Who, Attributes]) -> Holder:
    """As the charter weighs it: the kind of holder is an attribute as well."""
    who = Who.of(record)
    kind = "state" if who.kind == "country" else who.kind
    return Holder(f"{who.kind}:{who.key}", seat, {**known.get(who, {}), "holder": (kind,)})
