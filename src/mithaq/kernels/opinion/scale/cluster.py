"""Votes read and held by the workers of a Dask cluster.

Every thread of the cluster reads a piece of the source and puts its votes in rows. People are then parted among the
threads, by place, so that each part has about as much work; the rows of a part come together from all pieces (of files
already parted by participant, from one). Of somebody's several votes on one statement the last counts, wherever they
stood, since the pieces are put together in their order.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.scale.columns import Cast, Ids, distinct, union
from mithaq.kernels.opinion.scale.parted import Answer, Work
from mithaq.kernels.opinion.votes import LEAF, from_columns, voted

if TYPE_CHECKING:
    import numpy.typing as npt

TOGETHER = 8  # sums made of so many parts before they are sent on


class Piece(Protocol):
    """Some of the votes of a source, in the order they were cast."""

    def read(self) -> Cast: ...


class Slots:
    """The threads of a cluster, each named by its worker's address; work is done where what it needs lies."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.where = [where for where, threads in sorted(client.nthreads().items()) for _ in range(threads)]

    def do(self, slot: int, work: Work, *given: Any) -> Any:
        """What comes of the work, as soon as it does, at that place; if its worker is gone, elsewhere."""
        where = self.where[slot % len(self.where)]
        return self.client.submit(_alone, work, *given, workers=[where], allow_other_workers=True, pure=False)

    def have(self, futures: Sequence[Any]) -> list[Any]:
        return list(self.client.gather(list(futures)))


class Held:
    """The parts, by slot, as those who ask for a map know them."""

    def __init__(self, slots: Slots, parts: Sequence[Any]) -> None:
        self.slots, self.parts = slots, list(parts)

    def ask(self, work: Work, *given: Sequence[Any]) -> Answer:
        asked = [
            self.slots.do(slot, work, part, *each)
            for slot, (part, *each) in enumerate(zip(self.parts, *given, strict=True))
        ]
        return _once(lambda: self.slots.have(asked))

    def ask_sum(self, work: Work) -> Answer:
        asked = [self.slots.do(slot, work, part) for slot, part in enumerate(self.parts)]
        while len(asked) > TOGETHER:
            several = [asked[first : first + TOGETHER] for first in range(0, len(asked), TOGETHER)]
            asked = [self.slots.do(place * TOGETHER, _sum, some) for place, some in enumerate(several)]
        return _once(lambda: _sum(self.slots.have(asked)))


def held(
    client: Any,
    pieces: Sequence[Piece],
    people: Sequence[Ids],
    statements: Iterable[Hashable],
) -> tuple[Slots, Ids, Ids, list[Any], list[int], npt.NDArray[np.int64]]:
    """Read the pieces and part the people: the ids, the parts, where they are cut, how many votes each person has."""
    slots = Slots(client)
    read = [slots.do(slot, _read, piece) for slot, piece in enumerate(pieces)]
    seen = slots.have([slots.do(slot, _seen, one) for slot, one in enumerate(read)])
    everybody = union([*people, *(one.people for one in seen)])
    everything = union([one.statements for one in seen], statements)
    n, m = len(everybody), len(everything)
    ids = client.scatter((everybody, everything), broadcast=True, hash=False)
    rows = [slots.do(slot, _rows, one, ids) for slot, one in enumerate(read)]
    in_order = all(one.in_order for one in seen) and all(a.last <= b.first for a, b in pairwise(seen))
    if in_order:
        read = []  # nobody asks for them again: the workers may let go of them
    counted = slots.have([slots.do(slot, _counted, one) for slot, one in enumerate(rows)])
    lengths = np.zeros(n, dtype=np.int64)
    for first, some in counted:
        lengths[first : first + len(some)] += some
    cuts = shares(lengths, len(slots.where))
    parts = []
    for slot, (first, last) in enumerate(pairwise(cuts)):
        near = [
            g for g, (begin, some) in enumerate(counted) if some[max(first - begin, 0) : max(last - begin, 0)].any()
        ]
        if in_order:
            slices = [slots.do(g, _slice, rows[g], first, last, m) for g in near]
            parts.append(slots.do(slot, _part, slices, last - first, m))
        else:
            raw = [slots.do(g, _raw, read[g], ids, first, last) for g in near]
            parts.append(slots.do(slot, _sorted, raw, last - first, m))
    lengths = np.concatenate(slots.have([slots.do(slot, voted, part) for slot, part in enumerate(parts)]))
    return slots, everybody, everything, parts, cuts, lengths


def shares(lengths: npt.NDArray[np.int64], parts: int) -> list[int]:
    """Where people are parted: every cut but the last is a multiple of LEAF, the parts have about as much to do."""
    n = len(lengths)
    work = np.cumsum(lengths * (lengths + 50))[LEAF - 1 :: LEAF] if n else np.zeros(0)
    whole = float((lengths * (lengths + 50)).sum())
    wanted = np.searchsorted(work, whole * np.arange(1, parts) / parts, side="left") + 1
    return [0, *sorted({int(leaf) * LEAF for leaf in wanted.tolist() if 0 < leaf * LEAF < n}), n]


@dataclass(frozen=True, eq=False)
class Seen:
    """What ids a piece has; whether its votes are in the order of their moments, which go from `first` to `last`."""

    people: Ids
    statements: Ids
    in_order: bool
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Slice:
    """Rows of some people who follow one another, the first at place `first` of a part."""

    first: int
    lengths: npt.NDArray[np.int32]
    columns: npt.NDArray[Any]
    values: npt.NDArray[np.int8]


def _read(piece: Piece) -> Cast:
    return piece.read()


def _seen(cast: Cast) -> Seen:
    moments = cast.moments
    if moments is None or not len(moments):
        return Seen(distinct(cast.people), distinct(cast.statements), True, 0, 0)
    in_order = bool((moments[1:] >= moments[:-1]).all())
    return Seen(distinct(cast.people), distinct(cast.statements), in_order, int(moments.min()), int(moments.max()))


def _rows(cast: Cast, ids: tuple[Ids, Ids]) -> tuple[int, Votes]:
    """The rows of a piece, from the first of its people to the last."""
    who, what = ids[0].places(cast.people), ids[1].places(cast.statements)
    first, last = (int(who.min()), int(who.max())) if len(who) else (0, -1)
    return first, from_columns(who - first if first else who, what, cast.values, last - first + 1, len(ids[1]))


def _counted(rows: tuple[int, Votes]) -> tuple[int, npt.NDArray[np.int32]]:
    first, votes = rows
    return first, voted(votes).astype(np.int32)


def _slice(rows: tuple[int, Votes], first: int, last: int, m: int) -> Slice:
    begin, votes = rows
    a, b = max(first - begin, 0), min(last - begin, len(votes.people))
    of = slice(int(votes.starts[a]), int(votes.starts[b]))
    lengths = np.diff(votes.starts[a : b + 1]).astype(np.int32)
    columns = votes.columns[of].astype(np.uint16) if m <= 1 << 16 else votes.columns[of]
    return Slice(begin + a - first, lengths, columns, votes.values[of])


def _part(slices: Sequence[Slice], n: int, m: int) -> Votes:
    """A part of the people, of their slices in the order of the pieces."""
    if len(slices) == 1:
        only = slices[0]
        starts = np.zeros(n + 1, dtype=np.int64)
        starts[only.first + 1 : only.first + len(only.lengths) + 1] = only.lengths
        starts = np.cumsum(starts)
        return Votes(range(n), range(m), starts, only.columns.astype(np.int32), only.values)
    who = [np.repeat(np.arange(one.first, one.first + len(one.lengths), dtype=np.int32), one.lengths) for one in slices]
    what, values = [one.columns for one in slices], [one.values for one in slices]
    return from_columns(_end_to_end(who), _end_to_end(what), _end_to_end(values), n, m)


def _raw(cast: Cast, ids: tuple[Ids, Ids], first: int, last: int) -> tuple[Any, ...]:
    """Of the people from one place to another, votes as they were cast, with their moments."""
    who, what = ids[0].places(cast.people), ids[1].places(cast.statements)
    inside = (who >= first) & (who < last)
    assert cast.moments is not None
    return who[inside] - first, what[inside], cast.values[inside], cast.moments[inside]


def _sorted(raw: Sequence[tuple[Any, ...]], n: int, m: int) -> Votes:
    who, what, values, moments = (_end_to_end([one[which] for one in raw]) for which in range(4))
    order = np.argsort(moments, kind="stable")
    return from_columns(who[order], what[order], values[order], n, m)


def _end_to_end(arrays: Sequence[Any]) -> Any:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int8)


def _sum(several: Sequence[Any]) -> Any:
    whole = several[0]
    for one in several[1:]:
        whole = whole + one
    return whole


def _alone(work: Work, *given: Any) -> Any:
    """Work in one thread: the cluster has as many tasks as threads already."""
    with native.alone():
        return work(*given)


def _once(answer: Answer) -> Answer:
    had: list[Any] = []

    def asked() -> Any:
        if not had:
            had.append(answer())
        return had[0]

    return asked
