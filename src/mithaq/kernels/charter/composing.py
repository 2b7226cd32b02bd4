"""Whether those who sit, or would sit, are made up as the charter asks: met, at risk, or broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mithaq.kernels.charter.balances import Holder, Measure, Rule, measured, rules
from mithaq.kernels.charter.clauses import Charter
from mithaq.kernels.charter.feasible import Group, Work, can_be_met, conflict, groups
from mithaq.kernels.charter.findings import Finding

Left = int | None | Mapping[str, int | None]
State = Literal["met", "at-risk", "broken"]


@dataclass(frozen=True, slots=True)
class Meter:
    """A rule of balance as it stands: "at-risk" is not met yet, but can be with the seats that are free; "broken"
    cannot.
    """

    measure: Measure
    state: State

    @property
    def clause(self) -> str:
        return self.measure.rule.clause.id


def composition(
    charter: Charter, body_id: str, holders: Sequence[Holder], *, aims: bool = False
) -> tuple[Finding, ...]:
    """Every rule of balance that those who sit break as they are, whatever seats are still free.

    Keys `charter.balance-equal`, `-every`, `-at-least`, `-at-most`, `-share`; facts `over`, `value`, `have`, `need`,
    `of`, `counts`, `missing`, for a share also `share`. Rules that are aims only with `aims`.
    """
    found = (measured(rule, holders) for rule in rules(charter, body_id, aims=aims))
    return tuple(measure.finding for measure in found if not measure.met)


def unreachable(charter: Charter, body_id: str, holders: Sequence[Holder], seats_left: Left) -> tuple[Finding, ...]:
    """The binding rules that can no longer all be met, however the free seats are filled; empty where they can.

    A smallest set of rules that stand against each other, each as `composition` words it, with the fact `left`. A
    holder whose seat makes this set not empty is to be refused. `seats_left`: how many in all, or by id of the seats'
    clause; None for as many as wanted.
    """
    told = rules(charter, body_id)
    free, most = _free(charter, body_id, holders, seats_left)
    work = Work()
    stuck = conflict(told, lambda some: can_be_met(some, free, holders, total=(0, most), work=work))
    left = seats_left if isinstance(seats_left, int) else most
    return tuple(_with_left(measured(rule, holders).finding, left) for rule in stuck)


def reachable(charter: Charter, body_id: str, holders: Sequence[Holder], seats_left: Left) -> bool:
    """Whether all binding rules of balance are met, or can still be with the seats that are free."""
    free, most = _free(charter, body_id, holders, seats_left)
    return can_be_met(rules(charter, body_id), free, holders, total=(0, most))


def meters(charter: Charter, body_id: str, holders: Sequence[Holder], seats_left: Left) -> tuple[Meter, ...]:
    """Every rule of balance of a body, aims too, with how it stands."""
    found = [measured(rule, holders) for rule in rules(charter, body_id, aims=True)]
    if all(measure.met for measure in found):
        return tuple(Meter(measure, "met") for measure in found)
    binding = [measure.rule for measure in found if measure.rule.clause.binds]
    free, most = _free(charter, body_id, holders, seats_left)
    work = Work()

    def can(some: Sequence[Rule]) -> bool:
        return can_be_met(some, free, holders, total=(0, most), work=work)

    answer = []
    for measure in found:
        rule = measure.rule
        state: State = "met"
        if not measure.met:
            others = [one for one in binding if one.clause.id != rule.clause.id]
            state = "broken" if rule in conflict([*others, rule], can) else "at-risk"
        answer.append(Meter(measure, state))
    return tuple(answer)


def _free(charter: Charter, body: str, holders: Sequence[Holder], left: Left) -> tuple[tuple[Group, ...], int | None]:
    """The seats that may still be filled, group by group, and how many in all."""
    taken = [holder.seat for holder in holders]
    found = []
    for group in groups(charter, body):
        if isinstance(left, Mapping):
            most = left.get(group.seat, 0)
        else:
            most = None if group.most is None else max(0, group.most - taken.count(group.seat))
            most = left if most is None or (left is not None and left < most) else most
        found.append(Group(group.seat, 0, most, group.domain))
    if not isinstance(left, Mapping):
        return tuple(found), left
    whole = [group.most for group in found]
    return tuple(found), None if None in whole else sum(one for one in whole if one is not None)


def _with_left(finding: Finding, left: int | None) -> Finding:
    return Finding(finding.clause, finding.key, {**finding.facts, "left": left})
