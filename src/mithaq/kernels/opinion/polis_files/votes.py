"""votes.csv: over its bytes at once where it is plain, else row by row. Ids that are texts are cut out of the bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.polis_files.model import Columns, Identity, NotPolis
from mithaq.kernels.opinion.polis_files.rows import (
    VOTES,
    check_id,
    first_line,
    head,
    identities,
    names_of,
    table,
    text_of,
    vote_of,
    whole,
)

DENSE = 20_000_000  # ids up to it, and tables of as many places, are held as masks: faster than sorting
PART = 1_000_000  # bytes read at once by the compiled loop
BLOCK = 32_768  # rows read together: what they need stays near


@dataclass(frozen=True, eq=False)
class Texts:
    """A column of ids that are texts: by row the place of its text; a text may stand there twice."""

    texts: Sequence[str]
    places: Any


class _Cells(dict[bytes, int]):
    """The place of every cell that occurs, in the order of their first."""

    def __missing__(self, cell: bytes) -> int:
        place = self[cell] = len(self)
        return place


def read_votes(data: bytes) -> Columns:
    """The votes of a votes.csv. Refused (NotPolis): a missing column, an id or vote that is none, rows cut short."""
    names = names_of(first_line(data))
    if not set(VOTES) <= set(names):
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    for read in (plainly, by_cells):
        found = read(data, names)
        if found is not None:
            return _columns(*found)
    return _columns(*row_by_row(data))


def plainly(data: bytes, names: Sequence[str]) -> tuple[Any, Any, Any, Any] | None:
    """The columns who, what, vote and moment of a file without quotes or faults, over its bytes at once; else None."""
    if not _is_simple(data, names):
        return None
    if b"\0" in data or not data.isascii():
        text_of(data)
    lib = native.library()
    if lib is not None:
        return _by_library(lib, data, names)
    digits = partial(_digits, np.frombuffer(data, dtype=np.uint8))
    return _in_blocks(data, names, digits, digits)


def by_cells(data: bytes, names: Sequence[str]) -> tuple[Any, Any, Any, Any] | None:
    """The same where ids are texts, or numbers written otherwise; None where a row is not plain, or an id is none."""
    if not _is_simple(data, names):
        return None
    who, what = _Cells(), _Cells()

    def places(cells: _Cells, begin: Any, end: Any) -> Any:
        cut = map(data.__getitem__, map(slice, begin.tolist(), end.tolist()))
        return np.fromiter(map(cells.__getitem__, cut), dtype=np.int64, count=len(begin))

    found = _in_blocks(data, names, partial(places, who), partial(places, what))
    if found is None:
        return None
    try:
        ids = [identities([cell.decode() for cell in cells], "") for cells in (who, what)]
    except NotPolis:
        return None  # row by row it is found where
    return _named(ids[0], found[0]), _named(ids[1], found[1]), found[2], found[3]


def _named(ids: Sequence[Identity], places: Any) -> Any:
    """The column of ids: of numbers, or of texts."""
    texts = [one for one in ids if isinstance(one, str)]
    if texts:
        return Texts(texts, places)
    return np.array(ids, dtype=np.int64)[places]


def _is_simple(data: bytes, names: Sequence[str]) -> bool:
    """Whether every comma parts two cells, and every end of a line two rows."""
    head = data[: data.find(b"\n") + 1]
    return not (b'"' in data or b"\r" in head.rstrip(b"\r\n") or len(set(names)) < len(names))


def _in_blocks(
    data: bytes, names: Sequence[str], who: Callable[[Any, Any], Any], what: Callable[[Any, Any], Any]
) -> tuple[Any, Any, Any, Any] | None:
    """The four columns, some rows after the others; `who` and `what` read the ids between two places of every row."""
    raw = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(raw == 10)
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(raw))
    starts, ends = ends[:-1] + 1, ends[1:]  # without the first line, which names the columns
    if not len(ends):
        return None
    columns: Any = tuple(np.empty(len(ends), dtype) for dtype in (np.int64, np.int64, np.int8, np.int64))
    for first in range(0, len(ends), BLOCK):
        some = slice(first, first + BLOCK)
        found = _some_rows(raw, names, starts[some], ends[some], who, what)
        if found is None:
            return None
        for column, values in zip(columns, found, strict=True):
            column[some] = values
    return columns


def _by_library(lib: Any, data: bytes, names: Sequence[str]) -> tuple[Any, Any, Any, Any] | None:
    """The same in the compiled loop, some parts of the file at once."""
    text = np.frombuffer(data, dtype=np.uint8)
    place, begin = native.at(text), data.find(b"\n") + 1
    if begin == 0 or begin == len(data):
        return None
    cuts = {begin, len(data)}
    for about in range(begin + PART, len(data), PART):
        cuts.add(data.find(b"\n", about) + 1 or len(data))
    parts = list(pairwise(sorted(cuts)))
    lines = native.each(lambda part: lib.count_lines(place, *part), parts)
    lines[-1] += not data.endswith(b"\n")
    before = [sum(lines[:part]) for part in range(len(parts) + 1)]
    columns: Any = tuple(np.empty(before[-1], dtype) for dtype in (np.int64, np.int64, np.int8, np.int64))
    order = [names.index(name) if name in names else -1 for name in ("voter-id", "comment-id", "vote", "timestamp")]

    def read(part: int) -> bool:
        into = [native.at(column[before[part] :]) for column in columns]
        return bool(lib.read_lines(place, *parts[part], len(names), *order, *into) == lines[part])

    return columns if all(native.each(read, range(len(parts)))) else None


def _some_rows(
    raw: Any,
    names: Sequence[str],
    starts: Any,
    ends: Any,
    read_who: Callable[[Any, Any], Any],
    read_what: Callable[[Any, Any], Any],
) -> tuple[Any, Any, Any, Any] | None:
    """The four columns of some rows that follow one another, by where they begin and end; None if one is not plain."""
    width = len(names)
    commas = np.flatnonzero(raw[starts[0] : ends[-1]] == 44)
    if len(commas) != len(ends) * (width - 1):
        return None
    commas = np.ascontiguousarray(commas.reshape(len(ends), width - 1).T) + starts[0]
    marked = raw[ends - 1] == 13  # lines end with one mark or with two
    if np.count_nonzero(raw[starts[0] : ends[-1]] == 13) != np.count_nonzero(marked):
        return None
    ends = ends - marked
    if (commas[0] < starts).any() or (commas[-1] >= ends).any():
        return None

    def within(name: str) -> tuple[Any, Any]:
        at = names.index(name)
        return starts if at == 0 else commas[at - 1] + 1, ends if at == width - 1 else commas[at]

    votes = _signed(raw, *within("vote"))
    when = _digits(raw, *within("timestamp")) if "timestamp" in names else 0
    if votes is None or when is None:
        return None
    who, what = read_who(*within("voter-id")), read_what(*within("comment-id"))
    return None if who is None or what is None else (who, what, votes, when)


def _digits(raw: Any, begin: Any, end: Any) -> Any:
    """The whole numbers between two places of every row; None if any is not made of 1 to 15 digits."""
    width = end - begin
    longest = int(width.max())
    if int(width.min()) < 1 or longest > 15 or int(end[0]) < 16:
        return None
    words = np.ndarray(len(raw) - 7, dtype="<u8", buffer=raw.data, strides=(1,))  # eight letters from every place
    found = _eight(words[end - 8], np.minimum(width, 8))
    if longest > 8 and found is not None:
        high = _eight(words[end - 16], np.clip(width - 8, 0, 8))
        found = None if high is None else found + high * 100_000_000
    return found


def _eight(words: Any, width: Any) -> Any:
    """The number that the last `width` letters of each word of eight make; None if any is no digit."""
    blank = (8 * (8 - width)).astype(np.uint64)
    half = blank >> np.uint64(1)  # shifted in two steps: one of 64 bits is none
    x = ((words ^ np.uint64(0x3030303030303030)) >> half >> (blank - half)) << half << (blank - half)
    if (((x + np.uint64(0x7676767676767676)) | x) & np.uint64(0x8080808080808080)).any():
        return None
    x = (x * np.uint64(10) + (x >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    x = (x * np.uint64(100) + (x >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    x = (x * np.uint64(10_000) + (x >> np.uint64(32))) & np.uint64(0xFFFFFFFF)
    return x.astype(np.int64)


def _signed(raw: Any, begin: Any, end: Any) -> Any:
    """The votes between two places of every row: exactly 1, 0 or -1; None if any is written otherwise."""
    width = end - begin
    if int(width.min()) < 1 or int(width.max()) > 2:
        return None
    last, minus = raw[end - 1], width == 2
    if ((last | 1) != 49).any() or ((raw[begin] != 45) | (last != 49))[minus].any():
        return None
    return (last - np.uint8(48)).astype(np.int8) * np.where(minus, np.int8(-1), np.int8(1))


def row_by_row(data: bytes) -> tuple[Any, Any, Any, Any]:
    rows = table(data)
    names = head(rows)
    who_at, what_at, vote_at = names.index("voter-id"), names.index("comment-id"), names.index("vote")
    when_at = names.index("timestamp") if "timestamp" in names else None
    people, statements = _Ids("voter-id"), _Ids("comment-id")
    who, what, votes, when = [], [], [], []
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        what.append(statements.place(row[what_at], line))
        who.append(people.place(row[who_at], line))
        votes.append(vote_of(row[vote_at], line))
        when.append(0 if when_at is None else whole(row[when_at], line, "timestamp"))
    ids = people.named(who), statements.named(what)
    return *ids, np.array(votes, dtype=np.int8), np.array(when, dtype=np.int64)


class _Ids:
    """The cells of a column of ids, each with the line of its first."""

    def __init__(self, column: str) -> None:
        self.column, self.cells, self.lines = column, dict[str, int](), list[int]()

    def place(self, cell: str, line: int) -> int:
        found = self.cells.get(cell)
        if found is None:
            check_id(cell, line, self.column)
            found = self.cells[cell] = len(self.cells)
            self.lines.append(line)
        return found

    def named(self, places: Sequence[int]) -> Any:
        found = np.array(places, dtype=np.int64)
        return _named(identities(list(self.cells), self.column, self.lines), found)


def _columns(who: Any, what: Any, votes: Any, when: Any) -> Columns:
    people, who = _placed(who)
    statements, what = _placed(what)
    if (when[1:] < when[:-1]).any() and _twice(who, what, len(people), len(statements)):
        order = np.argsort(when, kind="stable")
        who, what, votes = who[order], what[order], votes[order]
    return Columns(who, what, votes, people, statements)


def _placed(ids: Any) -> tuple[Any, Any]:
    """The ids that occur, ascending, and the place of each among them."""
    if isinstance(ids, Texts):
        texts = sorted(set(ids.texts))
        place = {one: number for number, one in enumerate(texts)}
        return texts, np.array([place[one] for one in ids.texts], dtype=np.int64)[ids.places]
    found, places = _numbered(ids)
    return found.tolist(), places


def _numbered(ids: Any) -> tuple[Any, Any]:
    if len(ids) and int(ids.max()) < DENSE:
        there = np.zeros(int(ids.max()) + 1, dtype=bool)
        there[ids] = True
        return np.flatnonzero(there), (np.cumsum(there) - 1)[ids]
    found, places = np.unique(ids, return_inverse=True)
    return found, places


def _twice(who: Any, what: Any, n: int, m: int) -> bool:
    """Whether anybody voted twice on a statement."""
    key = who * m + what
    if n * m <= DENSE:
        there = np.zeros(n * m, dtype=bool)
        there[key] = True
        return int(np.count_nonzero(there)) < len(key)
    return len(np.unique(key)) < len(key)
