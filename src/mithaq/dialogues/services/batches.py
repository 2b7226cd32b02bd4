"""What may be published after what: the rules by which no two published maps, and no more of them, tell of few people.

Whoever has every map ever published may add and subtract them. What is counted of a person at one time is a version.
Every figure of a map is a sum over the versions of the people of a group or cell. The rules:

1. A map is drawn anew only if in every group of it at least `floor` people have a version that stood in no map before.
   Take any sum of published figures, and of the maps in it the latest: of a group of that map which is in the sum, all
   those new versions are in it, and in no other figure. So it tells of `floor` people or more, however people moved
   between groups.
2. Otherwise the groups stay as they were, and each is counted anew for itself if `floor` people of it have a new
   version (or nothing changed). What is not counted anew stays in the map as it was.
3. Somebody withdraws: of their group those stay whose answers are as counted, less as many, chosen by secret chance,
   as make `floor` people who leave. Of the new versions of each group of each earlier map at least `floor` must be
   people who never left so (`room`), and nobody is chosen twice: else a sum of figures could be all of a map's new
   versions less those who left, a few. Where that cannot be, the group is told of no more.
4. Only people in a group of `floor` or more are counted, so that all together is the sum of the groups.
5. A facet's table is published anew only if of every cell (those not shown together are one) `floor` people have a
   version that stood in no table of this facet, or nothing differs from the last; where somebody of it withdrew it is
   not shown until then. It waits until a third of the people are new in it. And no sum of its cells may come nearer
   than `floor` people to a sum of those counted together, or of another facet's cells (the smallest cut, Stoer and
   Wagner 1997).
"""

from __future__ import annotations

import io
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

NOBODY = -1
SELDOM = 3  # a facet's table is published anew when this part of its people answered anew: few tables, few sums


@dataclass(frozen=True, eq=False)
class Counted:
    """What of a facet was published last: the cell and the version of everybody in it; every version that stood in a
    table of it (`seen`); and of which cells somebody is gone since (`lost`). Kept also while no table is shown."""

    cells: tuple[str, ...]
    shown: tuple[bool, ...]
    people: Any
    code: Any
    version: Any
    seen: Any
    lost: Any

    def of(self, people: Any) -> Counted:
        """The same with nothing of who is not among these people any more."""
        stay = np.isin(self.people, people)
        gone = np.bincount(self.code[~stay], minlength=len(self.cells)).astype(np.int64)
        return replace(
            self,
            people=self.people[stay],
            code=self.code[stay],
            version=self.version[stay],
            seen=self.seen[np.isin(self.seen["person"], people)],
            lost=self.lost + gone,
        )


@dataclass(frozen=True, eq=False)
class Ledger:
    """What the last map counted, and every version that ever stood in one. Never published, gone after the close.

    By person (ascending): `group` (NOBODY: not counted now), `version`, `block` (the number of the map that first
    counted this version), `points`. By group: `counts` (groups, statements, answers). `stand` is how people are placed.
    """

    number: int
    people: Any
    group: Any
    version: Any
    block: Any
    points: Any
    seen: Any  # (person, version, cell: of which group of which map it was new in) as records
    room: Any  # by such a cell, how many of its people never left a map beside somebody who withdrew
    spent: Any  # who did
    statements: Any
    counts: Any
    stand: dict[str, Any]
    facets: dict[str, Counted] = field(default_factory=dict)

    @property
    def inside(self) -> Any:
        return self.group != NOBODY


SEEN = np.dtype([("person", np.int64), ("version", np.uint64), ("cell", np.int64)])
PAIR = np.dtype([("person", np.int64), ("version", np.uint64)])


def pairs(people: Any, version: Any) -> Any:
    found = np.empty(len(people), dtype=PAIR)
    found["person"], found["version"] = people, version
    return found


def _cells(ledger: Ledger, people: Any, version: Any) -> Any:
    """In which cell each version was new; NOBODY where it stood in no map."""
    order = np.argsort(pairs(ledger.seen["person"], ledger.seen["version"]))
    known, asked = ledger.seen[order], pairs(people, version)
    keys = pairs(known["person"], known["version"])
    if not len(keys):
        return np.full(len(people), NOBODY)
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[place] == asked, known["cell"][place], NOBODY)


def noted(ledger: Ledger | None, people: Any, version: Any, group: Any) -> tuple[Any, Any]:
    """Every version seen, with those a map shows for the first time, and the room of their cells."""
    inside = group != NOBODY
    new = inside & fresh(ledger, people, version)
    room = np.zeros(0, dtype=np.int64) if ledger is None else ledger.room
    spent = np.zeros(0, dtype=np.int64) if ledger is None else ledger.spent
    added = np.empty(int(np.count_nonzero(new)), dtype=SEEN)
    added["person"], added["version"], added["cell"] = people[new], version[new], len(room) + group[new]
    groups = int(group.max(initial=NOBODY)) + 1
    more = np.bincount(group[new & ~np.isin(people, spent)], minlength=groups)
    before = np.zeros(0, dtype=SEEN) if ledger is None else ledger.seen[np.isin(ledger.seen["person"], people)]
    return np.concatenate([before, added]), np.concatenate([room, more])


def fresh(ledger: Ledger | None, people: Any, version: Any) -> Any:
    """Of whom this version stood in no map yet."""
    if ledger is None or not len(ledger.seen):
        return np.ones(len(people), dtype=bool)
    return _cells(ledger, people, version) == NOBODY


def aligned(ledger: Ledger, people: Any, values: Any, none: Any) -> Any:
    """Values of the ledger's people in the order of others; `none` for who is not in it."""
    found = np.full((len(people), *values.shape[1:]), none, dtype=values.dtype)
    if len(ledger.people):
        place = np.minimum(np.searchsorted(ledger.people, people), len(ledger.people) - 1)
        known = ledger.people[place] == people
        found[known] = values[place[known]]
    return found


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
    """Groups that stayed: who is now in which, which were counted anew, who is held back, which are told of no more."""

    group: Any
    renewed: tuple[int, ...]
    held: tuple[int, ...]
    ended: tuple[int, ...]
    room: Any
    spent: Any


def settled(ledger: Ledger, people: Any, version: Any, near: Any, floor: int) -> Settled | None:
    """What may be published of the groups as they were; `near` is the group each stands nearest to (NOBODY: answered
    too little). Nothing where nothing may be, or nothing changed."""
    before, counted = aligned(ledger, people, ledger.group, NOBODY), aligned(ledger, people, ledger.version, 0)
    now = np.where(before != NOBODY, before, near)
    new = fresh(ledger, people, version)
    gone = ledger.inside & ~np.isin(ledger.people, people)
    group, room, spent = before.copy(), ledger.room, ledger.spent
    renewed: list[int] = []
    held: list[int] = []
    ended: list[int] = []
    for one in range(len(ledger.counts)):
        members, leaving = now == one, gone & (ledger.group == one)
        if np.count_nonzero(members & new) >= floor:
            group[members] = one
            renewed.append(one)
        elif leaving.any():
            there = before == one
            told = _staying(ledger, room, spent, leaving, people, there, counted, version, floor)
            stays = np.zeros_like(there) if told is None else told[0]
            left = people[there & ~stays]
            group[there & ~stays] = NOBODY
            held += left.tolist()
            (ended if told is None else renewed).append(one)
            if told is not None:
                room, spent = told[1], np.union1d(spent, left)
    if not renewed and not ended:
        return None
    return Settled(group, tuple(renewed), tuple(held), tuple(ended), room, spent)


def _staying(
    ledger: Ledger, room: Any, spent: Any, leaving: Any, people: Any, there: Any, counted: Any, version: Any, floor: int
) -> tuple[Any, Any] | None:
    """Who stays in a group somebody left, and the room that is left in the cells; nothing where it cannot be."""
    room, stays = room.copy(), there & (counted == version)
    cell = _cells(ledger, people, counted)
    changed = there & ~stays & ~np.isin(people, spent)
    lost = leaving & ~np.isin(ledger.people, spent)
    touched = np.concatenate([cell[changed], _cells(ledger, ledger.people[lost], ledger.version[lost])])
    np.subtract.at(room, touched, 1)
    if (room[touched] < floor).any():
        return None
    away = int(np.count_nonzero(leaving) + np.count_nonzero(there & ~stays))
    choice = np.flatnonzero(stays & ~np.isin(people, spent)).tolist()
    for one in secrets.SystemRandom().sample(choice, len(choice)):
        if away >= floor:
            break
        if room[cell[one]] > floor:
            room[cell[one]] -= 1
            stays[one] = False
            away += 1
    return (stays, room) if away >= floor and np.count_nonzero(stays) >= floor else None


# rule 5


def shown_cells(
    before: Counted | None, cells: tuple[str, ...], code: Any, people: Any, version: Any, blocks: Any,
    others: list[Any], floor: int,
) -> tuple[bool, ...] | None:  # fmt: skip
    """Which cells of a facet may be shown of these people; nothing where its last table stays.

    `code` by person the cell, `blocks` what is counted together, `others` the cells of other facets as they are shown.
    """
    sizes = np.bincount(code, minlength=len(cells))
    shown = sizes >= floor
    while shown.any():
        shown = _complementary(sizes, shown, floor)
        if not shown.any():
            break
        if before is not None and not _enough(before, cells, shown, code, people, version, floor):
            return None
        rest = np.where(shown[code], code, len(cells))
        worst = next((cut for other in (blocks, *others) if (cut := _thin(rest, other, floor)) is not None), None)
        if worst is None:
            break
        inside = [cell for cell in worst if cell < len(cells) and shown[cell]] or np.flatnonzero(shown).tolist()
        shown[min(inside, key=lambda cell: sizes[cell])] = False
    return tuple(shown.tolist())


def _complementary(sizes: Any, shown: Any, floor: int) -> Any:
    """What is not shown is nobody, or `floor` people in at least two cells."""
    hidden = ~shown & (sizes > 0)
    while hidden.any() and shown.any() and (sizes[hidden].sum() < floor or np.count_nonzero(hidden) < 2):
        smallest = min(np.flatnonzero(shown).tolist(), key=lambda one: sizes[one])
        shown[smallest], hidden[smallest] = False, True
    return shown


def _enough(
    before: Counted, cells: tuple[str, ...], shown: Any, code: Any, people: Any, version: Any, floor: int
) -> bool:
    """Whether of every cell that is or was shown, and of the rest, `floor` people have a version that stood in no table
    of this facet, or nothing differs from the last."""
    number = {name: place for place, name in enumerate(dict.fromkeys([*before.cells, *cells]))}
    told = {name for name, one in zip(cells, shown, strict=True) if one} | {
        name for name, one in zip(before.cells, before.shown, strict=True) if one
    }
    place_of = np.array([place if name in told else len(number) for name, place in number.items()] or [0])
    was = place_of[[number[one] for one in before.cells]][before.code]
    now = place_of[[number[one] for one in cells]][code]
    differ = np.zeros(len(number) + 1, dtype=bool)
    np.logical_or.at(differ, place_of[[number[one] for one in before.cells]], before.lost > 0)
    old, new = pairs(before.people, before.version), pairs(people, version)
    differ[was[~np.isin(old, new)]] = True
    differ[now[~np.isin(new, old)]] = True
    news = np.bincount(now[~np.isin(new, before.seen)], minlength=len(number) + 1)
    return bool((~differ | (news >= floor)).all()) and news.sum() * SELDOM >= len(people)


def _thin(mine: Any, other: Any, floor: int) -> list[int] | None:
    """The cells of `mine` on one side of a cut of fewer than `floor` people between sums of the two; none if there is
    no such."""
    left, mine = np.unique(mine, return_inverse=True)
    right, other = np.unique(other, return_inverse=True)
    size = len(left) + len(right)
    weights = np.zeros((size, size), dtype=np.int64)
    np.add.at(weights, (mine, other + len(left)), 1)
    weights += weights.T
    for part in _parts(weights):
        if len(part) < 2:
            continue
        weight, side = smallest_cut(weights[np.ix_(part, part)])
        if weight < floor:
            found = [part[one] for one in side]
            lesser = found if len(found) * 2 <= len(part) else [one for one in part if one not in set(found)]
            return [int(left[one]) for one in lesser if one < len(left)] or [int(one) for one in left.tolist()]
    return None


def _parts(weights: Any) -> list[list[int]]:
    left, found = set(range(len(weights))), []
    while left:
        reached, edge = set(), [left.pop()]
        while edge:
            one = edge.pop()
            reached.add(one)
            new = {int(n) for n in np.flatnonzero(weights[one])} - reached
            edge += new & left
            left -= new
        found.append(sorted(reached))
    return found


def smallest_cut(weights: Any) -> tuple[int, list[int]]:
    """The least weight that parts a connected graph in two, and one of the parts."""
    graph, merged = weights.copy(), [[one] for one in range(len(weights))]
    alive = list(range(len(weights)))
    best: tuple[int, list[int]] = (int(np.iinfo(np.int64).max), [])
    while len(alive) > 1:
        sums, order = graph[alive[0]].copy(), [alive[0]]
        left = set(alive[1:])
        while left:
            nearest = max(left, key=lambda one: (sums[one], -one))
            left.discard(nearest)
            order.append(nearest)
            sums = sums + graph[nearest]
        last, before = order[-1], order[-2]
        weight = int(sum(graph[last, one] for one in alive if one != last))
        if weight < best[0]:
            best = (weight, list(merged[last]))
        graph[before] += graph[last]
        graph[:, before] += graph[:, last]
        merged[before] += merged[last]
        alive.remove(last)
    return best


# kept


def pack(ledger: Ledger) -> bytes:
    arrays = {name: getattr(ledger, name) for name in _ARRAYS}
    for facet, told in ledger.facets.items():
        arrays |= {f"{facet}.{name}": getattr(told, name) for name in ("people", "code", "version", "seen", "lost")}
    rest = {
        "number": ledger.number,
        "stand": {name: np.asarray(one).tolist() for name, one in ledger.stand.items()},
        "facets": {facet: (told.cells, told.shown) for facet, told in ledger.facets.items()},
    }
    out = io.BytesIO()
    np.savez_compressed(out, rest=np.frombuffer(json.dumps(rest).encode(), dtype=np.uint8), **arrays)
    return out.getvalue()


def unpack(data: bytes) -> Ledger:
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        rest = json.loads(found["rest"].tobytes())
        facets = {
            facet: Counted(
                tuple(cells),
                tuple(shown),
                *(found[f"{facet}.{name}"] for name in ("people", "code", "version", "seen", "lost")),
            )
            for facet, (cells, shown) in rest["facets"].items()
        }
        arrays = {name: found[name] for name in _ARRAYS}
    return Ledger(number=rest["number"], stand=rest["stand"], facets=facets, **arrays)


_ARRAYS = ("people", "group", "version", "block", "points", "seen", "room", "spent", "statements", "counts")


def without(ledger: Ledger, person: int) -> Ledger:
    """The ledger with nothing of somebody who is counted in no group now; tables of facets they stood in lost one."""
    stay = ledger.people != person
    return replace(
        ledger,
        people=ledger.people[stay],
        group=ledger.group[stay],
        version=ledger.version[stay],
        block=ledger.block[stay],
        points=ledger.points[stay],
        seen=ledger.seen[ledger.seen["person"] != person],
        spent=ledger.spent[ledger.spent != person],
        facets={facet: one.of(one.people[one.people != person]) for facet, one in ledger.facets.items()},
    )
