"""votes.csv: over its bytes at once where it is plain, else row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.polis_files.model import Columns, NotPolis
from mithaq.kernels.opinion.polis_files.rows import (
    VOTES,
    first_line,
    head,
    identity,
    names_of,
    table,
    text_of,
    vote_of,
    whole,
)

DENSE = 20_000_000  # ids up to it, and tables of as many places, are held as masks: faster than sorting
PART = 1_000_000  # bytes read at once by the compiled loop
BLOCK = 32_768  # rows read together: what they need stays near


def read_votes(data: bytes) -> Columns:
    """The votes of a votes.csv. Refused (NotPolis): a missing column, an id or vote that is none, rows cut short."""
    names = names_of(first_line(data))
    if not set(VOTES) <= set(names):
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    found = plainly(data, names)
    return _columns(*(row_by_row(data) if found is None else found))


def plainly(data: bytes, names: Sequence[str]) -> tuple[Any, Any, Any, Any] | None:
    """The columns who, what, vote and moment of a file without quotes or faults, over its bytes at once; else None."""
    head = data[: data.find(b"\n") + 1]
    if b'"' in data or b"\r" in head.rstrip(b"\r\n") or len(set(names)) < len(names):
        return None
    if b"\0" in data or not data.isascii():
        text_of(data)
    lib = native.library()
    if lib is not None:
        return _by_library(lib, data, names)
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
        found = _some_rows(raw, names, starts[some], ends[some])
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


def _some_rows(raw: Any, names: Sequence[str], starts: Any, ends: Any) -> tuple[Any, Any, Any, Any] | None:
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

    who, what = _digits(raw, *within("voter-id")), _digits(raw, *within("comment-id"))
    votes = _signed(raw, *within("vote"))
    when = _digits(raw, *within("timestamp")) if "timestamp" in names else 0
    if who is None or what is None or votes is None or when is None:
        return None
    return who, what, votes, when


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
    who, what, votes, when = [], [], [], []
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        what.append(identity(row[what_at], line, "comment-id"))
        who.append(identity(row[who_at], line, "voter-id"))
        votes.append(vote_of(row[vote_at], line))
        when.append(0 if when_at is None else whole(row[when_at], line, "timestamp"))
    as_numbers = (np.array(column, dtype=np.int64) for column in (who, what, when))
    people, statements, moments = as_numbers
    return people, statements, np.array(votes, dtype=np.int8), moments


def _columns(who: Any, what: Any, votes: Any, when: Any) -> Columns:
    people, who = _placed(who)
    statements, what = _placed(what)
    if (when[1:] < when[:-1]).any() and _twice(who, what, len(people), len(statements)):
        order = np.argsort(when, kind="stable")
        who, what, votes = who[order], what[order], votes[order]
    return Columns(who, what, votes, people.tolist(), statements.tolist())


def _placed(ids: Any) -> tuple[Any, Any]:
    """The ids that occur, ascending, and the place of each among them."""
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
