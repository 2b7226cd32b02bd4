"""Seats that the quotas part into sections, each counted by itself; and two who chair together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mithaq.kernels.elections.ahead import LookAhead
from mithaq.kernels.elections.conflicts import must_be_feasible
from mithaq.kernels.elections.makeup import Line, filled, lines
from mithaq.kernels.elections.model import SCALE, Ballots, CannotCount, Figure, Makeup, Quota, Result, Step
from mithaq.kernels.elections.search import Space
from mithaq.kernels.elections.transfer import scottish


def sections(makeup: Makeup, seats: int, *, out: Iterable[int] = ()) -> dict[str, int] | None:
    """How many seats each value of an attribute has, where the quotas part the seats so; None where they do not.

    They do where all are over one attribute, every candidate (but those who are `out`) has exactly one value of it, and
    the quotas fix how many of each value are elected. Each part can then be counted by itself, with the same quotas
    met: nothing is easier to explain.
    """
    outside = frozenset(out)
    over = {quota.over for quota in makeup.quotas}
    if len(over) != 1 or any(quota.where for quota in makeup.quotas):
        return None
    members = _members(makeup, next(iter(over)), outside)
    if members is None or len(members) < 2:
        return None
    size = filled(makeup, seats)
    each = [Line(makeup.quotas[0], -1, value, those, 0, 0, None) for value, those in members.items()]
    space = Space([*lines(makeup, size), *each], len(makeup.attributes), size)
    least, most = space.box((), outside)
    mix = space.find(least, most)
    if mix is None:
        return None
    split = {value: mix[space.kind_of[those[0]]] for value, those in members.items()}
    for value, those in members.items():
        kind = space.kind_of[those[0]]
        fewer, more = [*most], [*least]
        fewer[kind], more[kind] = split[value] - 1, split[value] + 1
        if space.find(least, fewer) or space.find(more, most):
            return None
    return split


def by_sections(ballots: Ballots, seats: int, order: Sequence[int], *, makeup: Makeup) -> Result:
    """One count by the Scottish rule for each section, in the order of the values of the quotas: on the same papers,
    in which only the candidates of the section are read.

    Refused with CannotCount "no-sections" where the quotas do not part the seats. There is no quota of votes of the
    whole; each section's stands in its steps.
    """
    must_be_feasible(ballots, makeup, seats)
    size = min(seats, ballots.candidates - len(ballots.withdrawn))
    split = sections(makeup, size, out=ballots.withdrawn)
    if split is None:
        raise CannotCount("no-sections", seats=seats)
    members = _members(makeup, makeup.quotas[0].over, ballots.withdrawn) or {}
    winners: list[int] = []
    stages: list[tuple[Figure, ...]] = []
    steps: list[Step] = []
    for value, number in split.items():
        steps.append(
            Step(len(stages), "section", None, {"section": value, "seats": number, "candidates": list(members[value])})
        )
        if not number:
            continue
        others = frozenset(range(ballots.candidates)) - set(members[value])
        part = scottish(replace(ballots, seats=number, withdrawn=others), order=order, method="sections")
        steps += [replace(step, stage=step.stage + len(stages), facts=_moved(step, len(stages))) for step in part.steps]
        winners += part.winners
        stages += part.stages
    return Result("sections", tuple(winners), tuple(stages), tuple(steps), scale=SCALE)


def co_chairs(ballots: Ballots, seats: int, order: Sequence[int], *, makeup: Makeup) -> Result:
    """Two who chair together: balanced STV of two seats.

    Where the make-up has no quotas, both share no value of any attribute it tells. (A quota "equal" over an attribute
    asks the same of that attribute: of two seats no value can have two.)
    """
    if seats != 2:
        raise CannotCount("two-seats-only", method="co-chairs", seats=seats)
    if not makeup.quotas:
        makeup = replace(makeup, quotas=apart(makeup))
    must_be_feasible(ballots, makeup, seats)
    return scottish(ballots, order=order, ahead=LookAhead(makeup, seats), seats=seats, method="co-chairs")


def apart(makeup: Makeup) -> tuple[Quota, ...]:
    """One quota for each value of each attribute that more than one candidate, or who sits, has: one seat at most."""
    found: dict[tuple[str, str], int] = {}
    for attributes in (*makeup.attributes, *makeup.sitting):
        for over, told in attributes.items():
            for value in {one.lower() for one in told}:
                found[over, value] = found.get((over, value), 0) + 1
    return tuple(
        Quota(f"{over}: {value}", over, "at-most", (value,), number=1)
        for (over, value), many in sorted(found.items())
        if many > 1
    )


def _members(makeup: Makeup, over: str, outside: frozenset[int]) -> dict[str, tuple[int, ...]] | None:
    """The candidates of each value, those of the quotas first; None where one has no value, or several."""
    found: dict[str, list[int]] = {value.lower(): [] for quota in makeup.quotas for value in quota.values}
    for number, attributes in enumerate(makeup.attributes):
        told = {one.lower() for one in attributes.get(over, ())}
        if number in outside:
            continue
        if len(told) != 1:
            return None
        found.setdefault(told.pop(), []).append(number)
    return {value: tuple(those) for value, those in found.items() if those}


def _moved(step: Step, stages: int) -> dict[str, object]:
    """The facts of a step with the stage they name counted from the first section."""
    return {name: value + stages if name == "at" else value for name, value in step.facts.items()}
