"""Tables by category, country, level and language: which cells are counted anew with a map, and who is told of in them.

A cell needs its own (`batches`, rule 5), so it is counted anew only when it is worth it: when it is not shown yet, or
would tell of half as many people again; until then it stays as it was. Of a facet two cells are shown or none. So that
the own come together also where maps follow one another closely, every third newcomer, chosen by a lot nobody knows,
is counted in no map before a cell that waits for its own has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from mithaq.dialogues.services import batches
from mithaq.dialogues.services.batches import NOBODY, SPARE, TOLD, UNSEEN

GROWTH = 1.5  # a cell is counted anew when it tells of so many times as many people
LOTS = 3  # of so many newcomers one waits for the tables
MANY = 3  # a cell has so many times its own before it is shown, and all cells together: each is told of by many

Cell = tuple[str, str]  # facet and what it is


@dataclass(frozen=True, eq=False)
class Tabled:
    """By cell counted anew who is told of in it, and whose own the versions are: a cell's (from 0, in their order),
    TOLD, or UNSEEN where no table tells of them. `wait`: who still does, and is not counted."""

    told: dict[Cell, Any]
    mine: Any
    wait: Any


def waiting(
    key: str,
    people: Any,
    newcomers: Any,
    placed: Any,
    cells: Mapping[str, list[str]],
    shown: Mapping[Cell, int],
    floor: int,
) -> Any:
    """By person the cell they wait for, as a number of them; NOBODY for who does not, as only newcomers do.

    `placed` are all who answered enough, `shown` how many each cell tells of now. The same people wait for the same
    cells at every look, until their answers are counted.
    """
    found, need, of = np.full(len(people), NOBODY), floor + SPARE, _members(cells)
    many = {cell: int(np.count_nonzero(placed & there)) for cell, there in of.items()}
    wanted = _wanted(many, {one: of - need for one, of in many.items()}, shown, need, int(np.count_nonzero(placed)))
    if not wanted:
        return found
    lots = np.zeros(len(people), dtype=np.uint64)
    who = np.flatnonzero(newcomers)
    lots[who] = [_lot(key, one) for one in people[who].tolist()]
    drawn, number = newcomers & (lots % np.uint64(LOTS) == 0), {cell: place for place, cell in enumerate(of)}
    for one in sorted(wanted, key=lambda one: (np.count_nonzero(drawn & of[one]), one)):
        some = np.flatnonzero(drawn & (found == NOBODY) & of[one])
        found[some[np.argsort(lots[some])][:need]] = number[one]
    return found


def issued(
    group: Any,
    fresh: Any,
    waits: Any,
    steady: Any,
    cells: Mapping[str, list[str]],
    shown: Mapping[Cell, int],
    floor: int,
    *,
    is_last: bool = False,
) -> Tabled:
    """Which cells are counted anew with a map, and whom they tell of.

    `group` is that of who is counted, and of who waits; `fresh` have a version that stood in nothing before, `steady`
    one that did and is counted. Of each group as many fresh as it needs are told of in no table, whoever they are.
    With the last map nobody waits any more. The cells stand in order, the largest first: what is a cell's own is told
    of in none before it, so that small ones tell of nearly everybody in them.
    """
    free, need, of = fresh & (group != NOBODY), floor + SPARE, _members(cells)
    free[_groups_own(group, free, waits, floor, is_last=is_last)] = False
    tells = (steady & (group != NOBODY)) | free
    inside = group != NOBODY
    many, tell = ({cell: int(np.count_nonzero(some & there)) for cell, there in of.items()} for some in (inside, tells))
    wanted = _wanted(many, tell, shown, need, int(np.count_nonzero(inside)), is_last=is_last)
    number = {cell: place for place, cell in enumerate(of)}
    taken = np.full(len(group), UNSEEN)
    found: dict[Cell, int] = {}
    for one in wanted:
        may = (waits == NOBODY) | (waits == number[one]) | is_last
        some = np.flatnonzero(free & of[one] & (taken == UNSEEN) & may).tolist()
        if len(some) >= need:
            chosen = sorted(batches.CHANCE.sample(some, len(some)), key=lambda place: waits[place] == NOBODY)
            taken[chosen[:need]] = found[one] = len(found)
    mine = np.full(len(group), UNSEEN)
    stay = sorted(_compared(list(found), shown), key=lambda one: (-many[one], one))
    for place, one in enumerate(stay):
        mine[taken == found[one]] = place
    wait = (waits != NOBODY) & (mine == UNSEEN) & (not is_last)
    told = {one: tells & ~wait & of[one] & (mine <= place) for place, one in enumerate(stay)}
    for there in told.values():
        mine = np.where(there & fresh & (mine == UNSEEN), TOLD, mine)
    return Tabled({one: np.flatnonzero(there) for one, there in told.items()}, mine, wait)


def _groups_own(group: Any, free: Any, waits: Any, floor: int, *, is_last: bool) -> list[int]:
    """Who stays each group's own, by chance; with the last map, where these are too few, also of who waited."""
    found: list[int] = []
    for one in range(int(group.max(initial=NOBODY)) + 1):
        there = free & (group == one)
        own, others = (np.flatnonzero(there & some).tolist() for some in (waits == NOBODY, waits != NOBODY))
        found += batches.CHANCE.sample(own, min(len(own), floor + SPARE))
        if is_last and len(own) < floor:
            found += batches.CHANCE.sample(others, min(len(others), floor - len(own)))
    return found


def _members(cells: Mapping[str, list[str]]) -> dict[Cell, Any]:
    """By cell who is in it; who did not tell is in none."""
    found: dict[Cell, Any] = {}
    for facet, values in cells.items():
        value = np.array(values, dtype=np.str_)
        found |= {(facet, one): value == one for one in sorted(set(values)) if one}
    return found


def _wanted(
    many: Mapping[Cell, int], tell: Mapping[Cell, int], shown: Mapping[Cell, int], need: int, everybody: int, *,
    is_last: bool = False,
) -> list[Cell]:  # fmt: skip
    """The cells that are due, those of the facets first that compare the most; no more than may have their own. `many`
    are in each, and it would `tell` of so many."""
    times = 1.0 if is_last else GROWTH
    due = [
        one
        for one in many
        if many[one] >= MANY * need and (one not in shown or tell[one] >= times * shown[one] + is_last)
    ]
    compares: dict[str, int] = {}
    for facet in {facet for facet, _one in due}:
        sizes = sorted(many.get(one, 0) for one in {*due, *shown} if one[0] == facet)
        compares[facet] = sizes[-2] if len(sizes) > 1 else 0
    due = [one for one in due if compares[one[0]]]
    due.sort(key=lambda one: (-compares[one[0]], one[0], -many[one], one[1]))
    return _compared(due[: everybody // (MANY * need)], shown)


def _compared(anew: list[Cell], shown: Iterable[Cell]) -> list[Cell]:
    """Those of which there is another in their facet to compare them with."""
    facets = [facet for facet, _one in {*anew, *shown}]
    return [one for one in anew if facets.count(one[0]) > 1]


def _lot(key: str, person: int) -> int:
    told = blake2b(f"waits {person}".encode(), digest_size=8, key=key.encode()[:64]).digest()
    return int.from_bytes(told, "little")
