"""What may be published after what: the rules by which no two published maps, and no more of them, tell of few people.

Whoever has every map ever published may add and subtract them. What is counted of a person at one time is a version.
Every figure of a map is a sum over the versions of the people of a group or cell. The rules:

1. A map is drawn anew only if in every group of it at least `floor` people have a version that stood in nothing before:
   the group's *own*.
2. Otherwise the groups stay as they were, and each is counted anew for itself if `floor` people of it have a new
   version, its own (or nothing changed). What is not counted anew stays in the map as it was.
3. Somebody withdraws: of their group those stay whose answers are as counted, less as many, chosen by secret chance,
   as make `floor` versions that leave together and never did before. These are the own of those who leave, and no
   longer of a group or cell; of no group or cell fewer than `floor` may remain (`room`). Where that cannot be, the
   group is told of no more.
4. Only people in a group of `floor` or more are counted, so that all together is the sum of the groups.
5. A cell of a table is counted anew only with a map, and only if at least `floor` people of it have a version that
   stood in nothing before and is told of in none of the larger cells counted anew: the cell's own (`tabling`). Who is
   told of for the first time in a cell is not the group's own of that map.

So no version is of two's own. Put all that was published in this order: those who left together; then by time the
cells counted anew with a map, the largest first, and its groups. Nobody of anything's own is in what stands before it
(a shrunken group is the group less who left): it stood in nothing earlier, and did not leave. Take any sum, and of what
has a weight in it the last: its own have that weight and no other. So the sum tells of `floor` people.
"""

from __future__ import annotations

import io
import json
import random
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

NOBODY = -1
UNSEEN = -1  # a version that stood in no map and no table
SHARED = -2  # one that left a group with others, and is no longer anything's own
TOLD = -3  # one that never left and is nothing's own: a table told of it with its first map, or answers moved
SPARE = 3  # people more than the floor in a cell's own, so that somebody may still withdraw
CHANCE: random.Random = secrets.SystemRandom()  # nobody can know whom it takes; tests put a seed in its place


def new_seed() -> str:
    """Of a dialogue: what is drawn by lot in it hangs on it, and nobody can know it."""
    return f"{CHANCE.getrandbits(128):032x}"


@dataclass(frozen=True, eq=False)
class Ledger:
    """What the last map counted, and every version that ever stood in one. Never published.

    By person (ascending): `group` (NOBODY: not counted now), `version`, `points`. By group: `counts` (groups,
    statements, answers). `stand` is how people are placed. `cells`: by facet and cell who is told of in the tables.
    """

    number: int
    people: Any
    group: Any
    version: Any
    points: Any
    seen: Any  # (person, version, cell: of which group or table's cell it is the own) as records
    room: Any  # by such a cell, how many are its own, whoever of them has withdrawn since
    statements: Any
    counts: Any
    stand: dict[str, Any]
    cells: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def inside(self) -> Any:
        return self.group != NOBODY


SEEN = np.dtype([("person", np.int64), ("version", np.uint64), ("cell", np.int64)])
PAIR = np.dtype([("person", np.int64), ("version", np.uint64)])


def pairs(people: Any, version: Any) -> Any:
    found = np.empty(len(people), dtype=PAIR)
    found["person"], found["version"] = people, version
    return found


def own(ledger: Ledger, people: Any, version: Any) -> Any:
    """Whose own each version is: a cell, SHARED, TOLD, or UNSEEN where it stood in nothing."""
    order = np.argsort(pairs(ledger.seen["person"], ledger.seen["version"]))
    known, asked = ledger.seen[order], pairs(people, version)
    keys = pairs(known["person"], known["version"])
    if not len(keys):
        return np.full(len(people), UNSEEN)
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[place] == asked, known["cell"][place], UNSEEN)


def owned(seen: Any, people: Any, version: Any, cell: Any) -> Any:
    """The versions seen, where these are now the own of these cells (or SHARED)."""
    order = np.argsort(pairs(people, version))
    keys, asked = pairs(people, version)[order], pairs(seen["person"], seen["version"])
    found = seen.copy()
    if len(keys):
        place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        found["cell"] = np.where(keys[place] == asked, cell[order][place], seen["cell"])
    return found


def noted(
    seen: Any, room: Any, people: Any, version: Any, group: Any, mine: Any = None, *, there: Any = None
) -> tuple[Any, Any]:
    """Every version seen, with those a map shows for the first time; of who takes part (`there`, also without answers:
    who takes all of them back and gives them again is nobody new). Each is its group's own, but
    for those of whom `mine` tells a cell of the tables (from 0), or TOLD."""
    mine = np.full(len(people), UNSEEN) if mine is None else mine
    told = (group != NOBODY) | (mine != UNSEEN)
    new = told & ~np.isin(pairs(people, version), pairs(seen["person"], seen["version"]))
    groups = int(group.max(initial=NOBODY)) + 1
    cell = np.where(mine == UNSEEN, group, np.where(mine >= 0, groups + mine, TOLD))[new]
    added = np.empty(len(cell), dtype=SEEN)
    added["person"], added["version"] = people[new], version[new]
    added["cell"] = np.where(cell >= 0, len(room) + cell, cell)
    more = np.bincount(cell[cell >= 0], minlength=groups + int(mine.max(initial=UNSEEN)) + 1)
    there = people if there is None else there
    return np.concatenate([seen[np.isin(seen["person"], there)], added]), np.concatenate([room, more])


def nothing_seen() -> tuple[Any, Any]:
    return np.zeros(0, dtype=SEEN), np.zeros(0, dtype=np.int64)


def fresh(ledger: Ledger | None, people: Any, version: Any) -> Any:
    """Of whom this version stood in no map yet."""
    if ledger is None or not len(ledger.seen):
        return np.ones(len(people), dtype=bool)
    return own(ledger, people, version) == UNSEEN


def aligned(ledger: Ledger, people: Any, values: Any, none: Any) -> Any:
    """Values of the ledger's people in the order of others; `none` for who is not in it."""
    return aligned_to(people, ledger.people, values, none)


def aligned_to(people: Any, of: Any, values: Any, none: Any) -> Any:
    """Values `of` people (ascending) in the order of others; `none` for who is not among them."""
    found = np.full((len(people), *values.shape[1:]), none, dtype=values.dtype)
    if len(of):
        place = np.minimum(np.searchsorted(of, people), len(of) - 1)
        known = of[place] == people
        found[known] = values[place[known]]
    return found


def moved(ledger: Ledger, people: Any, was: Any, version: Any) -> Ledger:
    """The ledger after answers moved between statements: who stood in a map before is not new by that."""
    same = (was != version) & (own(ledger, people, was) != UNSEEN) & (own(ledger, people, version) == UNSEEN)
    added = np.empty(int(np.count_nonzero(same)), dtype=SEEN)
    added["person"], added["version"], added["cell"] = people[same], version[same], TOLD
    return replace(ledger, seen=np.concatenate([ledger.seen, added]))


# rule 1


def renumbered(labels: Any, new: Any, floor: int) -> Any | None:
    """The groups of a map drawn anew, those of fewer than `floor` left out; nothing where it may not be published."""
    sizes = np.bincount(labels[labels >= 0], minlength=1)
    told = np.flatnonzero(sizes >= floor)
    if not len(told) or any(np.count_nonzero(new & (labels == one)) < floor for one in told.tolist()):
        return None
    number = np.full(len(sizes), NOBODY)
    number[told] = np.arange(len(told))
    return np.where(labels >= 0, number[np.maximum(labels, 0)], NOBODY)


# rules 2 and 3


@dataclass(frozen=True, eq=False)
class Settled:
    """Groups that stayed: who is now in which, which were counted anew, who is held back, which are told of no more,
    and whose own the versions are."""

    group: Any
    renewed: tuple[int, ...]
    held: tuple[int, ...]
    ended: tuple[int, ...]
    seen: Any
    room: Any


def settled(ledger: Ledger, people: Any, version: Any, near: Any, floor: int, aside: Any = None) -> Settled | None:
    """What may be published of the groups as they were; `near` is the group each stands nearest to (NOBODY: answered
    too little). Who is `aside` is not counted yet (`tabling`). Nothing where nothing may be, or nothing changed."""
    before, counted = aligned(ledger, people, ledger.group, NOBODY), aligned(ledger, people, ledger.version, 0)
    now = np.where(before != NOBODY, before, near)
    now = now if aside is None else np.where(aside, before, now)
    new = fresh(ledger, people, version)
    gone = ledger.inside & ~np.isin(ledger.people, people)
    group = before.copy()
    renewed: list[int] = []
    held: list[int] = []
    ended: list[int] = []
    left = ledger
    for one in range(len(ledger.counts)):
        members, leaving = now == one, gone & (ledger.group == one)
        if np.count_nonzero(members & new) >= floor:
            group[members] = one
            renewed.append(one)
        elif leaving.any():
            there = before == one
            told = _staying(left, leaving, people, there, there & (counted == version), counted, floor)
            stays = np.zeros_like(there) if told is None else told[0]
            group[there & ~stays] = NOBODY
            held += people[there & ~stays].tolist()
            (ended if told is None else renewed).append(one)
            left = left if told is None else told[1]
    if not renewed and not ended:
        return None
    return Settled(group, tuple(renewed), tuple(held), tuple(ended), left.seen, left.room)


def _staying(
    ledger: Ledger, leaving: Any, people: Any, there: Any, stays: Any, counted: Any, floor: int
) -> tuple[Any, Ledger] | None:
    """Who stays in a group somebody left, and the ledger in which who left is nothing's own; nothing where it cannot
    be. `stays` are those who may stay."""
    room, stays = ledger.room.copy(), stays.copy()
    here, away = own(ledger, people, counted), own(ledger, ledger.people[leaving], ledger.version[leaving])
    touched = np.concatenate([here[there & ~stays], away])
    together = np.count_nonzero((touched >= 0) | (touched == TOLD))
    touched = touched[touched >= 0]
    np.subtract.at(room, touched, 1)
    if (room[touched] < floor).any():
        return None
    choice = np.flatnonzero(stays & ((here >= 0) | (here == TOLD))).tolist()
    for least in (floor + SPARE, floor):  # of what has few to spare only where it must be
        for one in CHANCE.sample(choice, len(choice)):
            if together < floor and stays[one] and (here[one] == TOLD or room[here[one]] > least):
                room[here[one]] -= here[one] != TOLD
                stays[one] = False
                together += 1
    if together < floor or np.count_nonzero(stays) < floor:
        return None
    left = there & ~stays
    who = np.concatenate([people[left], ledger.people[leaving]])
    what = np.concatenate([counted[left], ledger.version[leaving]])
    return stays, replace(ledger, room=room, seen=owned(ledger.seen, who, what, np.full(len(who), SHARED)))


# kept


def pack(ledger: Ledger) -> bytes:
    arrays = {name: getattr(ledger, name) for name in _ARRAYS}
    arrays |= {f"told.{number}": told for number, told in enumerate(ledger.cells.values())}
    rest = {
        "number": ledger.number,
        "stand": {name: np.asarray(one).tolist() for name, one in ledger.stand.items()},
        "cells": list(ledger.cells),
    }
    out = io.BytesIO()
    np.savez_compressed(out, rest=np.frombuffer(json.dumps(rest).encode(), dtype=np.uint8), **arrays)
    return out.getvalue()


def unpack(data: bytes) -> Ledger:
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        rest = json.loads(found["rest"].tobytes())
        cells = {(facet, key): found[f"told.{number}"] for number, (facet, key) in enumerate(rest["cells"])}
        arrays = {name: found[name] for name in _ARRAYS}
    return Ledger(number=rest["number"], stand=rest["stand"], cells=cells, **arrays)


_ARRAYS = ("people", "group", "version", "points", "seen", "room", "statements", "counts")


def without(ledger: Ledger, person: int) -> Ledger:
    """The ledger with nothing of somebody who is counted in no group now; nor are the cells they were told of in."""
    stay = ledger.people != person
    return replace(
        ledger,
        people=ledger.people[stay],
        group=ledger.group[stay],
        version=ledger.version[stay],
        points=ledger.points[stay],
        seen=ledger.seen[ledger.seen["person"] != person],
        cells=standing(ledger.cells, ledger.people[stay]),
    )


def standing(cells: dict[tuple[str, str], Any], people: Any, floor: int = 0) -> dict[tuple[str, str], Any]:
    """The cells of whose people, `floor` or more, all are among these still."""
    return {cell: told for cell, told in cells.items() if len(told) >= floor and np.isin(told, people).all()}
