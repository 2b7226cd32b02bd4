"""Whether the seats of a committee can be carried by its voters, none more than a load: a flow of whole numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from fractions import Fraction

from mithaq.kernels.elections.profile import Profile


def carried(voters: Profile, committee: Sequence[int], load: Fraction) -> frozenset[int] | None:
    """None where no voter need carry more than `load`; else a part of the committee that is too many for its voters.

    Each member sends one seat to those who approve it, each voter takes `load` at most; both are multiplied so that
    they are whole. What cannot be sent, and all that could make room for it, is the part.
    """
    groups: dict[frozenset[int], int] = {}
    members = frozenset(committee)
    for weight, approved in zip(voters.weights, voters.approved, strict=True):
        if there := members.intersection(approved):
            groups[there] = groups.get(there, 0) + weight * load.numerator
    kinds = sorted(groups, key=sorted)
    room = [groups[kind] for kind in kinds]
    reach = {member: [number for number, kind in enumerate(kinds) if member in kind] for member in committee}
    sent: list[dict[int, int]] = [{} for _ in kinds]  # what each kind takes, from whom
    for member in sorted(committee):
        left = load.denominator
        for number in reach[member]:
            if left and room[number]:
                left -= (now := min(left, room[number]))
                room[number] -= now
                sent[number][member] = now
        while left:
            moved, seen = _more(member, left, reach, room, sent)
            if not moved:
                return seen
            left -= moved
    return None


def _more(
    member: int, left: int, reach: dict[int, list[int]], room: list[int], sent: list[dict[int, int]]
) -> tuple[int, frozenset[int]]:
    """Send more of a seat by the shortest way, others making room; or who is in the way where there is none."""
    came: dict[int, int] = {}  # kind -> the member that reaches it
    gave: dict[int, int] = {member: -1}  # member -> the kind in which it makes room
    waiting = deque([member])
    while waiting:
        one = waiting.popleft()
        for number in reach[one]:
            if number in came:
                continue
            came[number] = one
            if room[number]:
                return _send(number, left, came, gave, room, sent), frozenset()
            for other, share in sent[number].items():
                if share and other not in gave:
                    gave[other] = number
                    waiting.append(other)
    return 0, frozenset(gave)


def _send(
    number: int, left: int, came: dict[int, int], gave: dict[int, int], room: list[int], sent: list[dict[int, int]]
) -> int:
    way = [(number, came[number])]
    moved = min(left, room[number])
    while (before := gave[way[-1][1]]) >= 0:
        moved = min(moved, sent[before][way[-1][1]])
        way.append((before, came[before]))
    room[number] -= moved
    for place, (kind, taker) in enumerate(way):
        sent[kind][taker] = sent[kind].get(taker, 0) + moved
        if place + 1 < len(way):
            sent[way[place + 1][0]][taker] -= moved
    return moved
