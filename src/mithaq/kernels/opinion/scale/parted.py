"""Votes in parts, each with a worker of its own: what a map asks of them is asked of every part and put together.

Co-vote counts and tables are whole numbers and add up; where somebody stands, and what tells their row from others, is
of their own votes alone; the digest is of leaves of rows. So a map of parts is that of the whole, bit for bit, and the
votes stay where they are: of each person some twenty bytes travel.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.moments import Moments, moments
from mithaq.kernels.opinion.polis import polis_marks
from mithaq.kernels.opinion.projection import added, considered
from mithaq.kernels.opinion.tables import tables, totals
from mithaq.kernels.opinion.votes import cast_on, leaves, marks, places_of, subset

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints
    from mithaq.kernels.opinion.tables import Table

Answer = Callable[[], Any]  # asked already; called, it waits
Work = Callable[..., Any]


class Workers(Protocol):
    """Who holds the parts."""

    def ask(self, work: Work, *given: Sequence[Any]) -> Answer:
        """work(part, …) of every part, in a list, with what is given for each."""

    def ask_sum(self, work: Work) -> Answer:
        """The sum of work(part) over the parts."""


class Parted(Votes):
    """Votes whose rows lie with workers. Part p has the people from place cuts[p] to cuts[p + 1]; each cut but the last
    is a multiple of LEAF; `counted` is the sum of their counts. `columns` and `values` fetch all rows here: no map
    needs them."""

    def __init__(
        self,
        people: Sequence[Hashable],
        statements: Sequence[Hashable],
        lengths: npt.NDArray[np.int64],
        cuts: Sequence[int],
        workers: Workers,
        hidden: frozenset[int],
        meta: frozenset[int],
        counted: Answer,
    ) -> None:
        starts = np.zeros(len(people) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        own = vars(self)  # a frozen dataclass, two of whose fields are not here
        own |= {"people": people, "statements": statements, "starts": starts, "hidden": hidden, "meta": meta}
        own |= {"_cuts": tuple(cuts), "_workers": workers, "_asked": {counts: counted}}

    _cuts: tuple[int, ...]
    _workers: Workers
    _asked: dict[Any, Answer]

    @property
    def cast(self) -> int:
        return int(self.starts[-1])

    @cached_property
    def _rows(self) -> Votes:
        return self.taken(np.arange(len(self.people)))

    @property
    def columns(self) -> npt.NDArray[np.int32]:
        return self._rows.columns

    @property
    def values(self) -> npt.NDArray[np.int8]:
        return self._rows.values

    def begin(self, seed: int) -> None:
        """Ask already for what a map will need after its counts; meanwhile other things can be thought about here."""
        self.asked(marks, seed)

    @cached_property
    def known(self) -> Moments:
        """The co-vote counts of all votes."""
        found: Moments = self._asked[counts]()
        return Moments(found.people, *(one.astype(np.int64) for one in (found.vv, found.ov, found.oo)))

    def asked(self, work: Work, *alike: Any) -> Answer:
        """What every part says, asked once; `alike` is given to each."""
        if (work, alike) not in self._asked:
            self._asked[work, alike] = self._workers.ask(work, *([one] * (len(self._cuts) - 1) for one in alike))
        return self._asked[work, alike]

    def of_all(self, work: Work, *alike: Any) -> Answer:
        """What every part says of each of its people, of all."""
        answer = self._workers.ask(work, *([one] * (len(self._cuts) - 1) for one in alike))
        return lambda: np.concatenate(answer())

    def counted(self, labellings: Mapping[str, tuple[Any, int]]) -> dict[str, Table]:
        """Tables, of labels sent to the parts as narrow as can be."""
        sent = []
        for first, last in pairwise(self._cuts):
            sent.append(
                {name: (_narrow(labels[first:last], cells), cells) for name, (labels, cells) in labellings.items()}
            )
        found = self._workers.ask(tables, sent)()
        return {name: sum(part[name] for part in found[1:]) + found[0][name] for name in labellings}

    def taken(self, places: Ints) -> Votes:
        """The rows of some people, here; their places ascend."""
        ends = np.searchsorted(places, self._cuts)
        wanted = [places[a:b] - first for (a, b), first in zip(pairwise(ends), self._cuts, strict=False)]
        rows = self._workers.ask(_rows_of, wanted)()
        starts = np.zeros(len(places) + 1, dtype=np.int64)
        np.cumsum(np.diff(self.starts)[places], out=starts[1:])
        columns, values = (np.concatenate([part[which] for part in rows]) for which in range(2))
        everybody = len(places) == len(self.people)
        people = self.people if everybody else [self.people[place] for place in places.tolist()]
        return Votes(people, self.statements, starts, columns, values, self.hidden, self.meta)


def _rows_of(part: Votes, places: Ints) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]]:
    some = part if len(places) == len(part.people) else subset(part, rows=places)
    return some.columns, some.values


def _narrow(labels: Any, cells: int) -> npt.NDArray[np.signedinteger[Any]]:
    given = np.asarray(labels)
    inside = np.where((given >= 0) & (given < cells), given, -1)
    return inside.astype(np.int8 if cells < 128 else np.int32)


def counts(part: Votes) -> Moments:
    """Its co-vote counts, in half the bytes: none is larger than there are people, who are fewer than 2^31."""
    found = moments(part)
    narrow: list[Any] = [one.astype(np.int32) for one in (found.vv, found.ov, found.oo)]
    return Moments(found.people, *narrow)


@moments.register(Parted)
def _(votes: Parted) -> Moments:
    return votes.known


@added.register(Parted)
def _(votes: Parted, steps: Floats) -> Floats:
    answer = votes.of_all(added, steps)
    votes.asked(leaves)  # for the digest, at the end: workers make them while groups are looked for here
    found: Floats = answer()
    return found


@considered.register(Parted)
def _(votes: Parted, left_out: frozenset[int]) -> Ints:
    found: Ints = votes.of_all(considered, left_out)() if left_out else np.diff(votes.starts)
    return found


@marks.register(Parted)
def _(votes: Parted, seed: int = 0) -> npt.NDArray[np.uint64]:
    return np.concatenate(votes.asked(marks, seed)())


@polis_marks.register(Parted)
def _(votes: Parted, seed: int) -> npt.NDArray[np.uint64]:
    found: npt.NDArray[np.uint64] = votes.of_all(polis_marks, seed)()
    return found


@leaves.register(Parted)
def _(votes: Parted) -> list[bytes]:
    return [leaf for part in votes.asked(leaves)() for leaf in part]


@cast_on.register(Parted)
def _(votes: Parted) -> Ints:
    return moments(votes).cast


@totals.register(Parted)
def _(votes: Parted) -> Table:
    known = moments(votes)
    return np.stack([known.agreed, known.disagreed, known.cast - known.agreed - known.disagreed], axis=1)


@tables.register(Parted)
def _(votes: Parted, labellings: Mapping[str, tuple[Any, int]]) -> dict[str, Table]:
    return votes.counted(labellings)


@subset.register(Parted)
def _(votes: Parted, *, rows: Any = None, columns: Any = None) -> Votes:
    people = len(votes.people)
    some = votes.taken(np.arange(people) if rows is None else places_of(rows, people))
    return some if columns is None else subset(some, columns=columns)
