"""Maps of votes in Parquet files or in PostgreSQL, drawn in one process or on a cluster of several machines.

`draw_parquet(paths, options)` and `draw_postgres(address, query, options)` make the map `draw` makes of the same votes,
bit for bit. With `client`, a client of Dask distributed, the votes are read by the workers of its cluster and stay with
them. The libraries come with mithaq[scale]; they are imported where they are used, and only then.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from typing import Any, Protocol

import numpy as np

from mithaq.kernels.opinion.blocks import present, rows
from mithaq.kernels.opinion.coded import Coded
from mithaq.kernels.opinion.drawing import draw
from mithaq.kernels.opinion.model import CannotDraw, Map, Options, Votes
from mithaq.kernels.opinion.scale.columns import Cast, Column, Ids, distinct, follow, ordered, union
from mithaq.kernels.opinion.scale.database import postgres
from mithaq.kernels.opinion.scale.files import facets_of, parquet
from mithaq.kernels.opinion.scale.gathering import Piece, held
from mithaq.kernels.opinion.scale.parted import Parted
from mithaq.kernels.opinion.votes import NotVotes, from_columns

Path = str | PathLike[str]
Rows = tuple[Any, Any, Any]  # starts, columns, values


class Source(Protocol):
    """Where votes are. Its pieces, end to end, are all of them in the order they were cast."""

    def cut(self, pieces: int) -> Sequence[Piece]: ...


@dataclass(frozen=True)
class Told:
    """What is known beside the votes: a file of people (`participant` and a column a facet), statements nobody may have
    voted on, those hidden and those that ask who one is."""

    people: Path | None = None
    participant: str = "participant"
    statements: tuple[Hashable, ...] = ()
    hidden: tuple[Hashable, ...] = ()
    meta: tuple[Hashable, ...] = ()

    @property
    def also(self) -> tuple[Hashable, ...]:
        """Statements there are even without a vote."""
        return (*self.statements, *self.hidden, *self.meta)


def draw_parquet(
    paths: Path | Sequence[Path],
    options: Options | None = None,
    *,
    client: Any = None,
    people: Path | None = None,
    statements: Iterable[Hashable] = (),
    hidden: Iterable[Hashable] = (),
    meta: Iterable[Hashable] = (),
    **names: str,
) -> Map:
    """The map of the votes in Parquet files: columns participant, statement (whole numbers or texts) and vote.

    Of several votes of somebody on a statement that with the latest `moment` counts, where there is such a column, else
    the last in the order of the files and their rows. `people` is a Parquet file of participant and a column a facet;
    who stands there is on the map without a vote too. `names`: how columns are called otherwise.

    Refused: NotVotes where the files do not hold votes, CannotDraw as `draw` refuses.
    """
    source = parquet(paths, **names)
    told = Told(people, source.names[0], tuple(statements), tuple(hidden), tuple(meta))
    return _draw(source, options or Options(), told, client)


def draw_postgres(
    address: str,
    query: str,
    options: Options | None = None,
    *,
    client: Any = None,
    people: Path | None = None,
    statements: Iterable[Hashable] = (),
    hidden: Iterable[Hashable] = (),
    meta: Iterable[Hashable] = (),
) -> Map:
    """The map of the votes a query gives: participant, statement, vote and, if it gives one, moment (whole numbers;
    participants and statements may be texts), whatever it calls them.

    Of several votes of somebody on a statement that with the latest moment counts; without moments which one is chance,
    so the query must give one only. `query` is the operator's own: it is run as it stands.
    """
    with postgres(address, query) as source:
        told = Told(people, "participant", tuple(statements), tuple(hidden), tuple(meta))
        return _draw(source, options or Options(), told, client)


def _draw(source: Source, options: Options, told: Told, client: Any) -> Map:
    votes, facets = _here(source, told) if client is None else _there(source, told, client, options.seed)
    return draw(votes, replace(options, facets={**options.facets, **facets}))


def _here(source: Source, told: Told) -> tuple[Votes, Mapping[str, Coded]]:
    """All votes in this process."""
    piece = next(iter(source.cut(1)), None)
    known, facets = _people(told)
    found = (_parted(piece, known, told) or _placed(piece.read(), known, told)) if piece else None
    people, statements, (starts, columns, values) = found or _placed(_NOTHING, known, told)
    hidden, meta = (frozenset(statements.place_of(ids)) for ids in (told.hidden, told.meta))
    votes = Votes(people.told, statements.told, starts, columns, values, hidden, meta)
    return votes, _facets(facets, people)


def _parted(piece: Piece, known: Ids, told: Told) -> tuple[Ids, Ids, Rows] | None:
    """Rows made block by block; None where votes cannot be parted, or where several of somebody on a statement do not
    stand in the order of their moments."""
    chunks = piece.pack()
    seen = None if chunks is None else present(chunks)
    if chunks is None or seen is None:
        return None
    people = union([known, Ids(seen.numbers)])
    statements = union([Ids(seen.statements)], told.also)
    made = rows(chunks, people.plain, statements.plain)
    return (people, statements, made) if made[0][-1] == seen.votes.sum() or follow([piece.order()]) else None


def _placed(cast: Cast, known: Ids, told: Told) -> tuple[Ids, Ids, Rows]:
    """Rows of votes that were all read before any was put in its place."""
    people = union([known, distinct(cast.people)])
    statements = union([distinct(cast.statements)], told.also)
    who, what, values = people.places(cast.people), statements.places(cast.statements), cast.values
    shape = (len(people), len(statements))
    votes = from_columns(who, what, values, *shape)
    if cast.moments is not None and votes.cast < len(values) and not ordered(cast.moments).ascends:
        order = np.argsort(cast.moments, kind="stable")
        votes = from_columns(who[order], what[order], values[order], *shape)
    return people, statements, (votes.starts, votes.columns, votes.values)


def _there(source: Source, told: Told, client: Any, seed: int) -> tuple[Votes, Mapping[str, Coded]]:
    """The votes with the workers of a cluster."""
    threads = sum(client.nthreads().values())
    if not threads:
        raise CannotDraw("workers")
    found: list[Any] = []

    def known() -> Ids:
        found[:] = _people(told)
        return found[0]

    had = held(client, source.cut(threads), known, told.also)
    people, statements = had.people, had.statements
    hidden, meta = (frozenset(statements.place_of(ids)) for ids in (told.hidden, told.meta))
    votes = Parted(people.told, statements.told, had.lengths, had.cuts, had.held, hidden, meta, had.counted)
    if votes.cast:
        votes.begin(seed)
    return votes, _facets(found[1], people)


_NOTHING = Cast(Column(np.zeros(0, np.int64)), Column(np.zeros(0, np.int64)), np.zeros(0, np.int8))


def _people(told: Told) -> tuple[Ids, dict[str, tuple[Column, Column]]]:
    """Who the file of people names, and by facet (who, what they are)."""
    if told.people is None:
        return Ids(np.zeros(0, dtype=np.int64)), {}
    who, facets = facets_of(told.people, told.participant)
    known = distinct(who)
    if len(known) < len(who.numbers):
        raise NotVotes(f"{told.people} names somebody twice")
    return known, {name: (who, values) for name, values in facets.items()}


def _facets(facets: Mapping[str, tuple[Column, Column]], people: Ids) -> dict[str, Coded]:
    found = {}
    for name, (who, values) in facets.items():
        codes = np.full(len(people), -1, dtype=np.int32)
        codes[people.places(who)] = values.numbers
        found[name] = Coded(codes, values.names or ())
    return found
