"""A running dialogue: votes that change, their moments always up to date, the map drawn anew when it is asked for.

A changed vote costs as much as its person has votes, however many people there are; whatever the order in which votes
came or were changed, and of however many parts a state was merged, the moments are the same whole numbers and the map
is the same, bit for bit.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.axes import MANY
from mithaq.kernels.opinion.drawing import draw, told
from mithaq.kernels.opinion.model import ANSWERS, Map, Options, Votes
from mithaq.kernels.opinion.moments import Moments, moments, nothing
from mithaq.kernels.opinion.refreshing import Kept, carried_on, fits
from mithaq.kernels.opinion.votes import NotVotes, from_columns, order_of, owners

if TYPE_CHECKING:
    import numpy.typing as npt

    Row = tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]]

Change = tuple[Hashable, Hashable, int | None]  # participant, statement, the vote now; None: taken back


class State:
    """The votes of a dialogue as they stand. `update` changes it in place; `votes` and `moments` tell how it is now.

    `known` are the moments of the votes, where they are known already; they become the state's own.
    """

    def __init__(self, votes: Votes, known: Moments | None = None) -> None:
        self._base = votes
        self._rows: dict[Hashable, Row] = {}  # of those who changed something since `_base`
        self._gone: set[Hashable] = set()
        self._place = {person: place for place, person in enumerate(votes.people)}
        self._column = {statement: place for place, statement in enumerate(votes.statements)}
        if known is None and len(votes.statements) <= MANY:
            known = moments(votes)
        self._moments = known
        self.last: Map | None = None  # as it was last drawn or refreshed
        self.moved: set[Hashable] = set()  # whose votes changed since the last full drawing
        self._touched: set[Hashable] = set()  # since the last map
        self._kept: Kept | None = None

    @property
    def votes(self) -> Votes:
        """All votes in canonical order."""
        if self._rows or self._gone:
            self._gather()
        return self._base

    @property
    def moments(self) -> Moments | None:
        """The co-vote counts of now (they go on changing with the state); None where statements are very many."""
        if self._moments is None:
            return None
        people = len(self._place) - len(self._gone)
        return Moments(people, self._moments.vv, self._moments.ov, self._moments.oo)

    def change(self, person: Hashable, statement: Hashable, value: int | None) -> None:
        """One vote cast, changed, or taken back (None). Who or what is new is taken in."""
        if value is not None and value not in ANSWERS:
            raise NotVotes(f"a vote is +1, -1 or 0, not {value!r}")
        column = self._column.get(statement)
        if column is None:
            column = self._take_in(statement)
        columns, values = self._row(person)
        self._touched.add(person)
        at = int(np.searchsorted(columns, column))
        held = at < len(columns) and int(columns[at]) == column
        before = int(values[at]) if held else None
        if self._moments is not None:
            _shift(self._moments, column, before, value, columns, values)
        if value is None:
            if held:
                columns, values = np.delete(columns, at), np.delete(values, at)
        elif held:
            values = values.copy()
            values[at] = value
        else:
            columns = np.insert(columns, at, np.int32(column))
            values = np.insert(values, at, np.int8(value))
        self._rows[person] = (columns, values)

    def leave(self, person: Hashable) -> None:
        """Somebody goes, with every vote: as if they had never been there. Nothing happens where they were not."""
        if person not in self._place or person in self._gone:
            return
        columns, values = self._row(person)
        if self._moments is not None:
            cast = np.ones(len(columns), dtype=np.int64)
            told = values.astype(np.int64)
            where = np.ix_(columns, columns)
            self._moments.vv[where] -= np.outer(told, told)
            self._moments.ov[where] -= np.outer(cast, told)
            self._moments.oo[where] -= 1
        self._rows.pop(person, None)
        self._gone.add(person)
        self._touched.add(person)

    def moderate(self, *, hidden: Iterable[Hashable] = (), meta: Iterable[Hashable] = ()) -> None:
        """From now on these statements, and only these, are hidden, or ask who one is."""
        for statement in (*hidden, *meta):
            if statement not in self._column:
                self._take_in(statement)
        base = self._base
        self._base = Votes(
            base.people,
            base.statements,
            base.starts,
            base.columns,
            base.values,
            frozenset(self._column[one] for one in hidden),
            frozenset(self._column[one] for one in meta),
        )

    def draw(self, options: Options | None, start: npt.NDArray[np.float64] | None = None) -> Map:
        """The map of now, drawn in full."""
        self.last = draw(self.votes, options, moments=self.moments, start=start)
        self.moved, self._touched, self._kept = set(), set(), None
        return self.last

    def carry_on(self, options: Options) -> Map | None:
        """The map of now from the last one; None where there is none that fits."""
        if self.last is None or not fits(self.last, options) or not self.votes.cast:
            return None
        told(self.votes, options)
        votes = self.votes
        self.last, self._kept = carried_on(self.last, self._kept, votes, self.moments, self._touched, options)
        self.moved |= self._touched
        self._touched = set()
        return self.last

    def _row(self, person: Hashable) -> Row:
        if person in self._gone:
            self._gone.discard(person)
            self._rows[person] = _NONE
        elif person not in self._place:
            self._place[person] = len(self._place)
            self._rows[person] = _NONE
        found = self._rows.get(person)
        if found is None:
            place = self._place[person]
            begin, end = self._base.starts[place], self._base.starts[place + 1]
            found = self._base.columns[begin:end], self._base.values[begin:end]
        return found

    def _take_in(self, statement: Hashable) -> int:
        """Room for a statement at its place in the order; those after it move up."""
        ids: list[Hashable] = [*self._base.statements, statement]
        order = order_of(ids, len(ids))
        place = len(ids) - 1 if order is None else int(np.flatnonzero(order == len(ids) - 1)[0])
        ids.insert(place, ids.pop())
        base = self._base
        columns = base.columns
        if place < len(ids) - 1:
            columns = columns + (columns >= place)
            self._rows = {who: (its + (its >= place), values) for who, (its, values) in self._rows.items()}
        hidden, meta = (frozenset(one + (one >= place) for one in which) for which in (base.hidden, base.meta))
        self._base = Votes(
            base.people, ids, base.starts, columns.astype(np.int32, copy=False), base.values, hidden, meta
        )
        self._column = {one: at for at, one in enumerate(ids)}
        if self._moments is not None:
            self._moments = _wider(self._moments, place) if len(ids) <= MANY else None
        return place

    def _gather(self) -> None:
        """The changed rows go back among the others, whose votes are copied in pieces as long as can be."""
        base, n = self._base, len(self._base.people)
        new = [who for who in self._rows if self._place[who] >= n and who not in self._gone]
        everybody = [*base.people, *new] if new or self._gone else base.people
        order = order_of(everybody, len(everybody)) if new else None
        rank = np.arange(len(everybody))
        if order is not None:
            rank[order] = np.arange(len(everybody))
        # what stands at whose place: (rank, place in `base` or that before which they come, row)
        events = [(int(rank[n + number]), False, 0, self._rows[who]) for number, who in enumerate(new)]
        for who, row in self._rows.items():
            if self._place[who] < n:
                events.append((int(rank[self._place[who]]), True, self._place[who], row))
        for who in self._gone:
            if self._place[who] < n:
                events.append((int(rank[self._place[who]]), True, self._place[who], _NONE))
        events.sort(key=lambda event: event[0])
        lengths = np.empty(len(everybody), dtype=np.int64)
        lengths[rank[:n]] = np.diff(base.starts)
        pieces: list[Row] = []
        copied = strangers = 0
        for number, stood, place, row in events:
            until = int(base.starts[place if stood else number - strangers])
            pieces += [(base.columns[copied:until], base.values[copied:until]), row]
            copied = int(base.starts[place + 1]) if stood else until
            strangers += not stood
            lengths[number] = len(row[0])
        pieces.append((base.columns[copied:], base.values[copied:]))
        ordered = everybody if order is None else [everybody[place] for place in order.tolist()]
        if self._gone:
            stay = np.array([who not in self._gone for who in ordered], dtype=bool)
            ordered = [who for who, stays in zip(ordered, stay.tolist(), strict=True) if stays]
            lengths = lengths[stay]
        starts = np.zeros(len(ordered) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        self._base = Votes(
            ordered,
            base.statements,
            starts,
            np.concatenate([columns for columns, _ in pieces]).astype(np.int32, copy=False),
            np.concatenate([values for _, values in pieces]),
            base.hidden,
            base.meta,
        )
        if self._gone or order is not None:
            self._place = {person: place for place, person in enumerate(ordered)}
        else:
            self._place.update((who, n + number) for number, who in enumerate(new))
        self._rows, self._gone = {}, set()


_NONE: Row = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int8))


def update(state: State, changed: Iterable[Change]) -> State:
    """The state with these votes cast, changed or taken back, in their order. It is the state given, changed in place.

    Each costs as much as its person has votes. Refused (NotVotes): a vote other than +1, -1, 0 or None; those before it
    are then taken in.
    """
    for person, statement, value in changed:
        state.change(person, statement, value)
    return state


def merge(states: Sequence[State]) -> State:
    """One state of several, of different people, on one machine or many: votes side by side, moments added.

    Refused (NotVotes): somebody in two of them.
    """
    parts = [state.votes for state in states]
    people = [person for part in parts for person in part.people]
    if len(set(people)) < len(people):
        raise NotVotes("the same person is in two states")
    column: dict[Hashable, int] = {}
    for part in parts:
        for statement in part.statements:
            column.setdefault(statement, len(column))
    places = [np.array([column[one] for one in part.statements], dtype=np.int64) for part in parts]
    before = np.cumsum([0, *(len(part.people) for part in parts)])
    ids = list(column)
    votes = from_columns(
        np.concatenate([owners(part) + first for part, first in zip(parts, before, strict=False)]),
        np.concatenate([place[part.columns] for part, place in zip(parts, places, strict=True)]),
        np.concatenate([part.values for part in parts]),
        len(people),
        len(ids),
        people=people,
        statement_ids=ids,
        hidden={int(place[one]) for part, place in zip(parts, places, strict=True) for one in part.hidden},
        meta={int(place[one]) for part, place in zip(parts, places, strict=True) for one in part.meta},
    )
    if len(ids) > MANY:
        return State(votes)
    at = {one: place for place, one in enumerate(votes.statements)}
    whole = nothing(len(ids))
    for state, part in zip(states, parts, strict=True):
        here = np.array([at[one] for one in part.statements], dtype=np.int64)
        known = state.moments or moments(part)
        for total, one in ((whole.vv, known.vv), (whole.ov, known.ov), (whole.oo, known.oo)):
            total[np.ix_(here, here)] += one
    return State(votes, whole)


def refresh(state: State, options: Options | None = None, *, full: bool = False, warm: bool = False) -> Map:
    """The map of now. The first of a state, in mode `polis`, with other options than the last or with `full`, it is
    drawn in full: the same as `draw` makes of the same votes, without reading them all for the moments again. Else it
    is carried on from the last map (refreshing.py): a picture in passing, soon there, whose groups and their stability
    are those of the last full drawing.

    When to draw in full is for the caller to say: before a map is kept or published, and at the latest when those in
    `state.moved` (whose votes changed since) are one in a hundred of all.

    `warm` begins the axes of a full drawing at those of the last map, which saves steps where directions are nearly
    equal and moves the result by rounding.
    """
    found = None if full else state.carry_on(options or Options())
    if found is not None:
        return found
    start = state.last.axes if warm and state.last is not None else None
    if start is not None and start.shape[1] != len(state.votes.statements):
        start = None
    return state.draw(options, start)


def _shift(
    of: Moments,
    column: int,
    before: int | None,
    after: int | None,
    columns: npt.NDArray[np.int32],
    values: npt.NDArray[np.int8],
) -> None:
    """What one vote of a person with these votes changes."""
    others = columns != column
    along, told = columns[others], values[others].astype(np.int64)
    more_cast = (after is not None) - (before is not None)
    was, now = before or 0, after or 0
    more_told = now - was
    if more_told:
        of.vv[column, along] += told * more_told
        of.vv[along, column] += told * more_told
        of.ov[along, column] += more_told
        of.vv[column, column] += now * now - was * was
        of.ov[column, column] += more_told
    if more_cast:
        of.ov[column, along] += told * more_cast
        of.oo[column, along] += more_cast
        of.oo[along, column] += more_cast
        of.oo[column, column] += more_cast


def _wider(of: Moments, place: int) -> Moments:
    """With a statement more, on which nobody voted."""
    vv, ov, oo = (np.insert(np.insert(one, place, 0, axis=0), place, 0, axis=1) for one in (of.vv, of.ov, of.oo))
    return Moments(of.people, vv, ov, oo)
