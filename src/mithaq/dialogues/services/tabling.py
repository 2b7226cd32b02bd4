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
LOTS = 3  # of so many newcomers one is kept for the tables
MANY = 5  # a cell has so many times its own before anybody is kept for it

Cell = tuple[str, str]  # facet and what it is


@dataclass(frozen=True, eq=False)
class Tabled:
    """By cell counted anew who is told of in it, and whose own the versions are: a cell's (from 0, in their order),
    TOLD, or UNSEEN where no table tells of them. `kept` still wait."""

    told: dict[Cell, Any]
    mine: Any
    kept: Any


def kept(
    key: str, people: Any, newcomers: Any, placed: Any, cells: Mapping[str, list[str]], shown: Mapping[Cell, int],
    floor: int,
) -> Any:  # fmt: skip
    """Of `newcomers` who waits for the tables. `placed` are all who answered enough, `shown` how many each cell tells
    of now. The same people wait at every look, until their answers are counted."""
    found, need = np.zeros(len(people), dtype=bool), floor + SPARE
    of = _members(cells)
    many = {cell: int(np.count_nonzero(placed & there)) for cell, there in of.items()}
    wanted = [one for one in of if many[one] >= max(MANY * need, GROWTH * shown.get(one, 0))]
    wanted = _compared(wanted, shown)
    if not wanted:
        return found
    lots = np.zeros(len(people), dtype=np.uint64)
    who = np.flatnonzero(newcomers)
    lots[who] = [_lot(key, one) for one in people[who].tolist()]
    drawn = newcomers & (lots % np.uint64(LOTS) == 0)
    for one in sorted(wanted, key=lambda one: (np.count_nonzero(drawn & of[one]), one)):
        some = np.flatnonzero(drawn & ~found & of[one])
        found[some[np.argsort(lots[some])][:need]] = True
    return found


def issued(
    group: Any, fresh: Any, waits: Any, steady: Any, cells: Mapping[str, list[str]], shown: Mapping[Cell, int],
    floor: int, *, is_last: bool = False,
) -> Tabled:  # fmt: skip
    """Which cells are counted anew with a map, and whom they tell of.

    `group` is that of who is counted, and of who waits; `fresh` have a version that stood in nothing before, `steady`
    one that did and is counted. Of each group as many fresh as it needs are told of in no table, whoever they are.
    """
    free, need = fresh & (group != NOBODY), floor + SPARE
    for one in range(int(group.max(initial=NOBODY)) + 1):
        there = np.flatnonzero(free & ~waits & (group == one)).tolist()
        free[batches.CHANCE.sample(there, min(len(there), need))] = False
    tells, of = (steady & (group != NOBODY)) | free, _members(cells)
    many = {cell: int(np.count_nonzero(tells & there)) for cell, there in of.items()}
    least = {cell: (shown.get(cell, 0) + 1 if is_last else GROWTH * shown.get(cell, 0)) for cell in of}
    mine, anew = np.full(len(group), UNSEEN), []
    for one in sorted(of, key=lambda one: (np.count_nonzero(free & of[one]), one)):
        some = np.flatnonzero(free & of[one] & (mine == UNSEEN)).tolist()
        if many[one] >= least[one] and len(some) >= need:
            chosen = sorted(batches.CHANCE.sample(some, len(some)), key=lambda place: not waits[place])[:need]
            mine[chosen] = len(anew)
            anew.append(one)
    stay = _compared(anew, shown)
    number = np.array([stay.index(one) if one in stay else UNSEEN for one in anew] + [UNSEEN])
    mine = number[mine]
    still = waits & (mine == UNSEEN)
    told = {one: tells & ~still & of[one] & ((mine == UNSEEN) | (mine == place)) for place, one in enumerate(stay)}
    for there in told.values():
        mine = np.where(there & fresh & (mine == UNSEEN), TOLD, mine)
    return Tabled({one: np.flatnonzero(there) for one, there in told.items()}, mine, still)


def _members(cells: Mapping[str, list[str]]) -> dict[Cell, Any]:
    """By cell who is in it; who did not tell is in none."""
    found = {}
    for facet, values in cells.items():
        value = np.array(values, dtype=object)
        found |= {(facet, one): value == one for one in sorted(set(values)) if one}
    return found


def _compared(anew: list[Cell], shown: Iterable[Cell]) -> list[Cell]:
    """Those of which there is another in their facet to compare them with."""
    facets = [facet for facet, _one in {*anew, *shown}]
    return [one for one in anew if facets.count(one[0]) > 1]


def _lot(key: str, person: int) -> int:
    told = blake2b(f"kept {person}".encode(), digest_size=8, key=key.encode()[:64]).digest()
    return int.from_bytes(told, "little")
