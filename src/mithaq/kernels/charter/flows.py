"""Whether so many can be spread over so many places with bounds on each: an exact answer by maximal flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping

Bounds = tuple[int, int | None]  # at least, at most (None: no bound)
_FREE = 10**9


def can_spread(
    supplies: Mapping[str, Bounds],
    lanes: Mapping[tuple[str, str], Bounds],
    places: Mapping[str, Bounds],
    *,
    common: tuple[Collection[str], Bounds] = ((), (0, None)),
    total: Bounds = (0, None),
) -> bool:
    """Whether amounts of the supplies can be found and spread over the places they have a lane to, within all bounds.

    Each supply, lane and place has its bounds; `common` bounds what some of the supplies give together, `total` what
    all give. A circulation with lower bounds, answered by one maximal flow (Ford and Fulkerson 1962, chapter I.8).
    """
    together, shared = common
    edges: list[tuple[Hashable, Hashable, int, int]] = [
        ("from", "all", total[0], _open(total[1])),
        ("all", "common", shared[0], _open(shared[1])),
        ("to", "from", 0, _FREE),
    ]
    for key, (least, most) in supplies.items():
        edges.append(("common" if key in together else "all", ("s", key), least, _open(most)))
    edges += [(("s", a), ("p", b), least, _open(most)) for (a, b), (least, most) in lanes.items()]
    edges += [(("p", key), "to", least, _open(most)) for key, (least, most) in places.items()]
    if any(least > most for _, _, least, most in edges):
        return False
    room: dict[Hashable, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    owed: dict[Hashable, int] = defaultdict(int)
    for start, end, least, most in edges:
        room[start][end] += most - least
        owed[end] += least
        owed[start] -= least
    for node, amount in owed.items():
        if amount > 0:
            room["source"][node] += amount
        elif amount < 0:
            room[node]["sink"] -= amount
    return _most(room) == sum(amount for amount in owed.values() if amount > 0)


def _open(most: int | None) -> int:
    return _FREE if most is None else most


def _most(room: dict[Hashable, dict[Hashable, int]]) -> int:
    """The largest flow from "source" to "sink"; shortest ways first."""
    total = 0
    while True:
        came: dict[Hashable, Hashable] = {"source": "source"}
        wave: list[Hashable] = ["source"]
        while wave and "sink" not in came:
            then = []
            for node in wave:
                for end, left in room[node].items():
                    if left > 0 and end not in came:
                        came[end] = node
                        then.append(end)
            wave = then
        if "sink" not in came:
            return total
        way: list[tuple[Hashable, Hashable]] = []
        end = "sink"
        while end != "source":
            way.append((came[end], end))
            end = came[end]
        amount = min(room[start][end] for start, end in way)
        for start, end in way:
            room[start][end] -= amount
            room[end][start] += amount
        total += amount
