"""Polis' files, in and out: summary.csv, comments.csv, votes.csv, participants-votes.csv.

votes.csv is `timestamp,datetime,comment-id,voter-id,vote`; of several votes of one person on one statement the last by
timestamp counts, of equal timestamps the last in the file. Columns may stand in any order and others may be there. A
plain file is read in one go over its bytes; whatever is not plain (quotes, blank lines, a fault) is read again row by
row, so both ways give the same, and a fault is told with its line. Written texts are safe in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.votes import from_columns

if TYPE_CHECKING:
    import numpy.typing as npt

LARGEST = 10**15  # an id beyond it, or a moment, is a mistake
DENSE = 20_000_000  # ids up to it, and tables of as many places, are held as masks: faster than sorting
BLOCK = 32_768  # rows read together: what they need stays near
FIRST_LINE = 10_000_000  # bytes: the first line of a participants-votes.csv names every statement
VOTES = ("comment-id", "voter-id", "vote")
BOM = b"\xef\xbb\xbf"
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_WHOLE = re.compile(r"[+-]?[0-9]{1,16}(?:\.0{1,6})?")


class NotPolis(ValueError):
    """The file cannot be read. `key` says why (see WHY), `line` where (from 1, or None), `facts` fill the sentence."""

    def __init__(self, key: str, line: int | None = None, **facts: object) -> None:
        super().__init__(f"{key} at line {line}: {facts}")
        self.key, self.line, self.facts = key, line, facts


WHY = {
    "empty": "the file is empty",
    "not-utf-8": "the text is not UTF-8",
    "not-csv": "this is not a table of comma-separated values: {found}",
    "other-file": "this is not one of Polis' files: its first line is “{found}”",
    "columns-twice": "the column “{column}” stands there twice",
    "short-row": "the row has {found} cells, and the columns are {needed}",
    "not-a-number": "“{found}” in the column “{column}” is not a whole number",
    "too-large": "“{found}” in the column “{column}” is too large",
    "negative": "“{found}” in the column “{column}” is negative",
    "not-a-vote": "“{found}” is not a vote: 1 agrees, -1 disagrees, 0 passes",
    "twice": "{what} {found} stands there twice",
}


@dataclass(frozen=True)
class Comment:
    """A statement as Polis' comments.csv has it. `moderated`: 1 let in, 0 not looked at, -1 out. None: not told."""

    id: int
    body: str
    moderated: int = 0
    author: int | None = None
    agrees: int | None = 0
    disagrees: int | None = 0
    timestamp: int = 0
    meta: bool = False


@dataclass(frozen=True)
class Matrix:
    """A participants-votes.csv: the votes, and by participant the group Polis gave (None: none)."""

    cast: Columns
    groups: Mapping[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Columns:
    """Votes in columns, in the order in which they count: `who` and `what` are places in `people` and `statements`."""

    who: npt.NDArray[np.int64]
    what: npt.NDArray[np.int64]
    values: npt.NDArray[np.int8]
    people: Sequence[int]
    statements: Sequence[int]

    def votes(self, comments: Iterable[Comment] = ()) -> Votes:
        """As votes. Statements that only `comments` know stand there without a vote; those moderated out are hidden."""
        known = list(comments)
        ids = list(self.statements)
        place = {one: number for number, one in enumerate(ids)}
        for comment in known:
            if comment.id not in place:
                place[comment.id] = len(ids)
                ids.append(comment.id)
        return from_columns(
            self.who,
            self.what,
            self.values,
            len(self.people),
            len(ids),
            people=self.people,
            statement_ids=ids,
            hidden=[place[one.id] for one in known if one.moderated < 0],
            meta=[place[one.id] for one in known if one.meta],
        )


# which file it is


def kind_of(data: bytes) -> str:
    """“votes”, “comments”, “participants-votes” or “summary”, by the first line. Refused (NotPolis): anything else."""
    names = _names(_first(data))
    if set(VOTES) <= set(names):
        return "votes"
    if {"comment-id", "comment-body"} <= set(names):
        return "comments"
    if "participant" in names and any(name.isascii() and name.isdigit() for name in names):
        return "participants-votes"
    if names[:1] == ["topic"]:
        return "summary"
    raise NotPolis("other-file", 1, found=",".join(names)[:80])


def _first(data: bytes) -> list[str]:
    line = data.removeprefix(BOM)[:FIRST_LINE].split(b"\n", 1)[0].rstrip(b"\r")
    if not line.strip():
        raise NotPolis("empty", 1 if data.strip() else None)
    if b'"' in line:
        return next(_table(data))[1]
    return _text(line).split(",")


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip().lower().replace("_", "-") for cell in cells]


def _text(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotPolis("not-utf-8", data.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise NotPolis("not-csv", text.count("\n", 0, text.index("\0")) + 1, found="a zero byte")
    return text


def _table(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank with the line it begins on."""
    reader = csv.reader(io.StringIO(_text(data.removeprefix(BOM)), newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NotPolis("not-csv", reader.line_num, found=str(error)) from error


def _head(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    line, cells = next(rows, (0, []))
    if not cells:
        raise NotPolis("empty")
    names = _names(cells)
    for name in names:
        if name and names.count(name) > 1:
            raise NotPolis("columns-twice", line, column=name)
    return names


def _whole(cell: str, line: int, column: str) -> int:
    said = cell.strip()
    if not _WHOLE.fullmatch(said):
        long = said.lstrip("+-").isascii() and said.lstrip("+-").isdigit()
        raise NotPolis("too-large" if long else "not-a-number", line, found=said[:40], column=column)
    number = int(said.split(".")[0])
    if abs(number) > LARGEST:
        raise NotPolis("too-large", line, found=said[:40], column=column)
    return number


def _id(cell: str, line: int, column: str) -> int:
    number = _whole(cell, line, column)
    if number < 0:
        raise NotPolis("negative", line, found=cell.strip()[:40], column=column)
    return number


def _vote(cell: str, line: int) -> int:
    try:
        number = _whole(cell, line, "vote")
    except NotPolis as fault:
        raise NotPolis("not-a-vote", line, found=cell.strip()[:40]) from fault
    if number not in (1, -1, 0):
        raise NotPolis("not-a-vote", line, found=cell.strip()[:40])
    return number


# votes.csv


def read_votes(data: bytes) -> Columns:
    """The votes of a votes.csv. Refused (NotPolis): a missing column, an id or vote that is none, rows cut short."""
    names = _names(_first(data))
    if not set(VOTES) <= set(names):
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    found = _plainly(data, names)
    return _columns(*(_row_by_row(data) if found is None else found))


def _plainly(data: bytes, names: Sequence[str]) -> tuple[Any, Any, Any, Any] | None:
    """The columns who, what, vote and moment of a file without quotes or faults, over its bytes at once; else None."""
    if b'"' in data or len(set(names)) < len(names):
        return None
    if b"\0" in data or not data.isascii():
        _text(data)
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


def _some_rows(raw: Any, names: Sequence[str], starts: Any, ends: Any) -> tuple[Any, Any, Any, Any] | None:
    """The four columns of some rows that follow one another, by where they begin and end; None if one is not plain."""
    width = len(names)
    commas = np.flatnonzero(raw[starts[0] : ends[-1]] == 44)
    if len(commas) != len(ends) * (width - 1):
        return None
    commas = np.ascontiguousarray(commas.reshape(len(ends), width - 1).T) + starts[0]
    ends = ends - (raw[ends - 1] == 13)  # lines end with one mark or with two
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


def _row_by_row(data: bytes) -> tuple[Any, Any, Any, Any]:
    rows = _table(data)
    names = _head(rows)
    who_at, what_at, vote_at = names.index("voter-id"), names.index("comment-id"), names.index("vote")
    when_at = names.index("timestamp") if "timestamp" in names else None
    who, what, votes, when = [], [], [], []
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        what.append(_id(row[what_at], line, "comment-id"))
        who.append(_id(row[who_at], line, "voter-id"))
        votes.append(_vote(row[vote_at], line))
        when.append(0 if when_at is None else _whole(row[when_at], line, "timestamp"))
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


# comments.csv, participants-votes.csv, summary.csv


def read_comments(data: bytes) -> tuple[Comment, ...]:
    """The statements of a comments.csv, by id. Refused (NotPolis): missing columns, ids that are none or told twice."""
    rows = _table(data)
    names = _head(rows)
    if not {"comment-id", "comment-body"} <= set(names):
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    found: dict[int, Comment] = {}
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        cells = dict(zip(names, row, strict=True))

        def number(name: str, default: int = 0, cells: dict[str, str] = cells, line: int = line) -> int:
            return _whole(cells[name], line, name) if cells.get(name, "").strip() else default

        one = _id(cells["comment-id"], line, "comment-id")
        if one in found:
            raise NotPolis("twice", line, what="comment-id", found=one)
        found[one] = Comment(
            id=one,
            body=told(cells["comment-body"]),
            moderated=number("moderated"),
            author=number("author-id", -1) if cells.get("author-id", "").strip() else None,
            agrees=number("agrees"),
            disagrees=number("disagrees"),
            timestamp=number("timestamp"),
            meta=cells.get("is-meta", "").strip().lower() in ("1", "true", "t"),
        )
    return tuple(found[one] for one in sorted(found))


def read_matrix(data: bytes) -> Matrix:
    """A participants-votes.csv: one row a participant, one column a statement, an empty cell where there is no vote."""
    rows = _table(data)
    names = _head(rows)
    columns = [(at, name) for at, name in enumerate(names) if name.isascii() and name.isdigit()]
    if "participant" not in names or not columns:
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    person_at = names.index("participant")
    group_at = names.index("group-id") if "group-id" in names else None
    statements = [_id(name, 1, name) for _, name in columns]
    where = [at for at, _ in columns]
    groups: dict[int, int | None] = {}
    who: list[int] = []
    what: list[int] = []
    values: list[int] = []
    plain = {"": None, "1": 1, "-1": -1, "0": 0}
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        one = _id(row[person_at], line, "participant")
        if one in groups:
            raise NotPolis("twice", line, what="participant", found=one)
        group = "" if group_at is None else row[group_at].strip()
        place = len(groups)
        groups[one] = _whole(group, line, "group-id") if group else None
        for number, at in enumerate(where):
            cell = row[at]
            vote = plain[cell] if cell in plain else _vote(cell, line)
            if vote is not None:
                who.append(place)
                what.append(number)
                values.append(vote)
    cast = Columns(
        np.array(who, dtype=np.int64),
        np.array(what, dtype=np.int64),
        np.array(values, dtype=np.int8),
        list(groups),
        statements,
    )
    return Matrix(cast, groups)


def read_summary(data: bytes) -> dict[str, str]:
    """A summary.csv: a name and what it says, a row each."""
    return {row[0].strip(): ",".join(row[1:]).strip() for _, row in _table(data)}


# out


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what begins like one (or like that)."""
    return f"'{text}" if _FORMULA.match(text) else text


def told(text: str) -> str:
    """The text that `safe` made safe."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def write_votes(rows: Iterable[tuple[int, str, int, int, int]]) -> str:
    """votes.csv from (timestamp, datetime, comment id, voter id, vote)."""
    return _written(["timestamp", "datetime", *VOTES], ([when, safe(day), *rest] for when, day, *rest in rows))


def write_comments(comments: Iterable[Comment], *, days: Mapping[int, str] | None = None) -> str:
    """comments.csv; `days` has by comment the day as a text."""
    day = days or {}
    return _written(
        ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
        (
            [
                one.timestamp,
                safe(day.get(one.id, "")),
                one.id,
                _cell(one.author),
                _cell(one.agrees),
                _cell(one.disagrees),
                one.moderated,
                safe(one.body),
            ]
            for one in comments
        ),
    )


def write_matrix(votes: Votes, groups: Mapping[Any, int], *, written: Mapping[Any, int] | None = None) -> str:
    """participants-votes.csv: by person the group, how many statements they wrote (`written`), and their votes."""
    of = written or {}

    def rows() -> Iterator[list[object]]:
        starts = votes.starts.tolist()
        for place, person in enumerate(votes.people):
            columns = votes.columns[starts[place] : starts[place + 1]].tolist()
            values = votes.values[starts[place] : starts[place + 1]].tolist()
            cells: list[object] = [""] * len(votes.statements)
            for column, vote in zip(columns, values, strict=True):
                cells[column] = vote
            agreed, disagreed = values.count(1), values.count(-1)
            yield [person, groups.get(person, ""), of.get(person, 0), len(values), agreed, disagreed, *cells]

    head = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *votes.statements]
    return _written(head, rows())


def write_summary(
    *,
    topic: str,
    url: str,
    views: int,
    voters: int,
    placed: int,
    commenters: int,
    comments: int,
    groups: int,
    text: str,
) -> str:
    """summary.csv; `placed` are the voters who stand in a group, `text` describes the conversation."""
    rest: dict[str, object] = {
        "url": safe(url),
        "views": views,
        "voters": voters,
        "voters-in-conv": placed,
        "commenters": commenters,
        "comments": comments,
        "groups": groups,
        "conversation-description": safe(text),
    }
    return _written(["topic", safe(topic)], ([name, value] for name, value in rest.items()))


def _cell(number: int | None) -> int | str:
    """What is not told is an empty cell, never a zero."""
    return "" if number is None else number


def _written(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
