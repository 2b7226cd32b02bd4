"""Votes in Parquet files: rows of participant, statement, vote and, if told, moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from os import PathLike, fspath
from typing import Any

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.blocks import Chunk, NoAnswers, parted
from mithaq.kernels.opinion.scale.columns import Cast, Column, Order, ordered
from mithaq.kernels.opinion.votes import NotVotes

Group = tuple[str, range, int]  # row groups that follow one another: the file, which of its groups, how many rows
ANSWERS_ONLY = "values: +1, -1 or 0 in one column are needed"
TOGETHER = 1 << 20  # rows of small row groups that are read together


@dataclass(frozen=True)
class Parquet:
    """Files of votes in the order they were cast (file after file, row after row), or with moments in any order.

    `names` are the columns participant, statement, vote and moment, in that order; the last need not be there.
    """

    paths: tuple[str, ...]
    names: tuple[str, str, str, str] = ("participant", "statement", "vote", "moment")

    def cut(self, pieces: int) -> list[ParquetPiece]:
        """About so many pieces of about as many votes each, one after the other."""
        groups, timed = _groups(self)
        rows = sum(count for _, _, count in groups)
        found: list[list[Group]] = [[] for _ in range(max(1, pieces))]
        for group, before in zip(groups, accumulate((count for _, _, count in groups), initial=0), strict=False):
            found[(before + group[2] // 2) * len(found) // max(rows, 1)].append(group)
        return [ParquetPiece(self.names, tuple(one), timed) for one in found if one]


@dataclass(frozen=True)
class ParquetPiece:
    """Some row groups, one after the other."""

    names: tuple[str, str, str, str]
    groups: tuple[Group, ...]
    timed: bool

    def pack(self) -> list[Chunk] | None:
        """The votes parted by block of people, however many times somebody voted on a statement; moments are not asked.
        None where ids are texts, or whole numbers too far apart."""
        return _packed(self.groups, self.names)

    def read(self) -> Cast:
        return _read(self.groups, self.names, timed=self.timed)

    def order(self) -> Order | None:
        """How the moments of the votes go, where they are told."""
        return ordered(_moments_of(self.groups, self.names[3])) if self.timed else None


def parquet(paths: str | PathLike[str] | Sequence[str | PathLike[str]], **names: str) -> Parquet:
    """The votes of one file or several, in this order. `participant`, `statement`, `vote`, `moment` name the columns,
    where they are called otherwise."""
    several = [paths] if isinstance(paths, (str, PathLike)) else list(paths)
    known = Parquet.names
    if not several or set(names) - set(known):
        raise NotVotes(f"files are needed, and of columns only {', '.join(known)} can be named")
    one, two, three, four = (names.get(name, name) for name in known)
    return Parquet(tuple(fspath(one) for one in several), (one, two, three, four))


def facets_of(path: str | PathLike[str], participant: str) -> tuple[Column, Mapping[str, Column]]:
    """Who there is and what they are: every other column of the file is a facet. Not told is null or empty."""
    table = _parquet().read_table(fspath(path))
    if participant not in table.column_names:
        raise NotVotes(f"{fspath(path)} has no column {participant}")
    facets = {name: _texts(table.column(name), name) for name in table.column_names if name != participant}
    return _ids(table.column(participant), participant), facets


def _parquet() -> Any:
    try:
        import pyarrow.parquet  # inline: mithaq[scale] only
    except ImportError as missing:
        raise ModuleNotFoundError("Parquet files are read by pyarrow: install mithaq[scale]") from missing
    return pyarrow.parquet


def _groups(source: Parquet) -> tuple[list[Group], bool]:
    """Every row group, and whether all files tell moments. Refused (NotVotes): a file without the other columns."""
    groups, timed = list[Group](), True
    for path in source.paths:
        with _parquet().ParquetFile(path) as file:
            missing = set(source.names) - set(file.schema_arrow.names)
            if missing - {source.names[3]}:
                raise NotVotes(f"{path} has no column {', '.join(sorted(missing - {source.names[3]}))}")
            timed = timed and not missing
            first, rows = 0, 0
            for at in range(file.num_row_groups):
                more = file.metadata.row_group(at).num_rows
                if at > first and rows + more > TOGETHER:
                    groups.append((path, range(first, at), rows))
                    first, rows = at, 0
                rows += more
            if rows:
                groups.append((path, range(first, file.num_row_groups), rows))
    return groups, timed


def _packed(groups: Sequence[Group], names: Sequence[str]) -> list[Chunk] | None:
    """As many groups at once as there are threads, each parted while it is in the cache."""
    wide: list[Group] = []
    if groups and any(_kind(groups[:1], name) is None for name in names[:2]):
        return None

    def pack(group: Group) -> Chunk | None:
        if wide:
            return None
        who, what, values, _ = _read_group(group, list(names[:3]))
        found = None if who.names is not None or what.names is not None else parted(who.numbers, what.numbers, values)
        if found is None:
            wide.append(group)
        return found

    try:
        chunks = native.each(pack, groups)
    except NoAnswers as wrong:
        raise NotVotes(ANSWERS_ONLY) from wrong
    return None if wide else [chunk for chunk in chunks if chunk is not None]


def _moments_of(groups: Sequence[Group], name: str) -> Any:
    def read(group: Group) -> Any:
        path, which, _ = group
        with _parquet().ParquetFile(path) as file:
            return _moments(file.read_row_groups(which, columns=[name], use_threads=False).column(name), name)

    return np.concatenate([np.zeros(0, dtype=np.int64), *native.each(read, groups)])


def _read(groups: Sequence[Group], names: Sequence[str], *, timed: bool) -> Cast:
    """Row groups side by side, as many at once as there are threads, each straight to its place among the rows."""
    wanted = list(names if timed else names[:3])
    ends = list(accumulate((count for _, _, count in groups), initial=0))
    values, moments = np.empty(ends[-1], dtype=np.int8), np.empty(ends[-1] if timed else 0, dtype=np.int64)
    who, what = (_kind(groups, name) for name in wanted[:2])
    ids = tuple(None if kind is None else np.empty(ends[-1], dtype=kind) for kind in (who, what))

    def read(number: int) -> list[Column]:
        part = slice(ends[number], ends[number + 1])
        *found, values[part], told = _read_group(groups[number], wanted)
        if told is not None:
            moments[part] = told
        for which, numbers in enumerate(ids):
            if numbers is not None:
                numbers[part] = found[which].numbers
                found[which] = _DONE
        return found

    columns = native.each(read, range(len(groups)))
    people, statements = (
        _joined([one[which] for one in columns]) if numbers is None else Column(numbers)
        for which, numbers in enumerate(ids)
    )
    return Cast(people, statements, values, moments if timed else None)


_DONE = Column(np.zeros(0, dtype=np.int8))


def _kind(groups: Sequence[Group], name: str) -> Any:
    """The kind of whole numbers a column has in every file; None where it has no such or not everywhere the same."""
    import pyarrow as pa  # inline: mithaq[scale] only

    kinds = set()
    for path in {path for path, _, _ in groups}:
        with _parquet().ParquetFile(path) as file:
            kinds.add(file.schema_arrow.field(name).type)
    only = kinds.pop() if len(kinds) == 1 else None
    return None if only is None or not pa.types.is_integer(only) or only == pa.uint64() else only.to_pandas_dtype()


def _read_group(group: Group, wanted: list[str]) -> tuple[Column, Column, Any, Any]:
    import pyarrow as pa  # inline: mithaq[scale] only

    path, which, _ = group
    with _parquet().ParquetFile(path, read_dictionary=wanted[:2]) as file:
        table = file.read_row_groups(which, columns=wanted, use_threads=False)
    who, what = (_ids(table.column(name), name) for name in wanted[:2])
    try:
        values = _whole(table.column(wanted[2]), wanted[2]).cast(pa.int8()).to_numpy()
    except pa.ArrowInvalid as outside:
        raise NotVotes(ANSWERS_ONLY) from outside
    moments = _moments(table.column(wanted[3]), wanted[3]) if len(wanted) > 3 else None
    return who, what, values, moments


def _moments(column: Any, name: str) -> Any:
    import pyarrow as pa  # inline: mithaq[scale] only

    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    return _whole(column, name).cast(pa.int64()).to_numpy()


def _whole(column: Any, name: str) -> Any:
    import pyarrow as pa  # inline: mithaq[scale] only

    if column.null_count:
        raise NotVotes(f"{name}: {column.null_count} rows tell none")
    if not pa.types.is_integer(column.type):
        raise NotVotes(f"{name}: whole numbers are needed, not {column.type}")
    return column


def _ids(column: Any, name: str) -> Column:
    """Whole numbers as they are (as int32 or narrower where they are so in the file), texts as places of names."""
    import pyarrow as pa  # inline: mithaq[scale] only

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_integer(kind):
        plain = column.cast(kind) if kind is not column.type else column
        numbers = _whole(plain, name).to_numpy()
        return Column(numbers if numbers.dtype != np.uint64 else numbers.astype(np.int64))
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise NotVotes(f"{name}: whole numbers or texts are needed, not {kind}")
    if column.null_count:
        raise NotVotes(f"{name}: {column.null_count} rows tell none")
    return _texts(column, name)


def _texts(column: Any, name: str) -> Column:
    """Texts as places of names; null is the empty text."""
    import pyarrow as pa  # inline: mithaq[scale] only

    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    if not column.num_chunks:
        return Column(np.zeros(0, dtype=np.int32), ())
    whole = column.unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    names = ["" if one is None else str(one) for one in whole.dictionary.to_pylist()]
    codes = whole.indices.fill_null(len(names)).to_numpy(zero_copy_only=False)
    return named(codes, [*names, ""] if whole.null_count else names)


def named(codes: Any, names: Sequence[str]) -> Column:
    """A column of names, each once."""
    place = {name: number for number, name in enumerate(dict.fromkeys(names))}
    if len(place) == len(names):
        return Column(codes, tuple(names))
    return Column(np.array([place[name] for name in names], dtype=np.int32)[codes], tuple(place))


def _joined(columns: Sequence[Column]) -> Column:
    if not columns:
        return Column(np.zeros(0, dtype=np.int64))
    if len({column.names is None for column in columns}) > 1:
        raise NotVotes("ids are whole numbers, or all of them texts")
    if columns[0].names is None:
        return Column(np.concatenate([column.numbers for column in columns]))
    place: dict[str, int] = {}
    codes = []
    for column in columns:
        of_name = [place.setdefault(name, len(place)) for name in column.names or ()]
        codes.append(np.array(of_name or [0], dtype=np.int32)[column.numbers])
    return Column(np.concatenate(codes), tuple(place))
