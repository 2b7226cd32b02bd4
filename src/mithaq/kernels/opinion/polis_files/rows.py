"""Which file it is, and its rows and cells one by one, each fault with its line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mithaq.kernels.opinion.polis_files.model import Identity, NotPolis

LARGEST = 10**15  # a moment beyond it is a mistake; an id is a text
LONGEST = 200  # signs of an id that is a text
FIRST_LINE = 10_000_000  # bytes: the first line of a participants-votes.csv names every statement
VOTES = ("comment-id", "voter-id", "vote")
LAST_OWN = "n-disagree"  # column of participants-votes.csv before its statements
BOM = b"\xef\xbb\xbf"
_WHOLE = re.compile(r"[+-]?[0-9]{1,16}(?:\.0{1,6})?")
_NOBODY = frozenset(("", "nan", "null", "none", "undefined"))  # what programs write where there is no id
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}")  # as spreadsheets show long numbers: several become one


def kind_of(data: bytes) -> str:
    """“votes”, “comments”, “participants-votes” or “summary”, by the first line. Refused (NotPolis): anything else."""
    names = names_of(first_line(data))
    if set(VOTES) <= set(names):
        return "votes"
    if {"comment-id", "comment-body"} <= set(names):
        return "comments"
    if "participant" in names and statements_at(names):
        return "participants-votes"
    if names[:1] == ["topic"]:
        return "summary"
    raise NotPolis("other-file", 1, found=",".join(names)[:80])


def first_line(data: bytes) -> list[str]:
    begin = len(BOM) if data.startswith(BOM) else 0
    end = data.find(b"\n", begin, begin + FIRST_LINE)
    line = data[begin : begin + FIRST_LINE if end < 0 else end].rstrip(b"\r")
    if not line.strip():
        raise NotPolis("empty", 1 if data.strip() else None)
    if b'"' in line or b"\r" in line:
        return next(table(data))[1]
    return text_of(line).split(",")


def names_of(cells: Sequence[str]) -> list[str]:
    return [cell.strip().lower().replace("_", "-") for cell in cells]


def text_of(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotPolis("not-utf-8", data.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise NotPolis("not-csv", text.count("\n", 0, text.index("\0")) + 1, found="a zero byte")
    return text


def table(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank with the line it begins on."""
    reader = csv.reader(io.StringIO(text_of(data.removeprefix(BOM)), newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NotPolis("not-csv", reader.line_num, found=str(error)) from error


def head(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    line, cells = next(rows, (0, []))
    if not cells:
        raise NotPolis("empty")
    names = names_of(cells)
    once(names, line)
    return names


def once(names: Sequence[str], line: int) -> None:
    """Refuses (NotPolis) columns of one name."""
    for name, times in Counter(names).items():
        if name and times > 1:
            raise NotPolis("columns-twice", line, column=name[:40])


def statements_at(names: Sequence[str]) -> list[int]:
    """The columns of a participants-votes.csv that are statements: those with a number for a name; where there is none,
    all after the last of Polis' own."""
    found = [at for at, name in enumerate(names) if name.isascii() and name.isdigit()]
    if found or LAST_OWN not in names:
        return found
    return [at for at in range(names.index(LAST_OWN) + 1, len(names)) if names[at]]


def whole(cell: str, line: int, column: str) -> int:
    said = cell.strip()
    if not _WHOLE.fullmatch(said):
        long = said.lstrip("+-").isascii() and said.lstrip("+-").isdigit()
        raise NotPolis("too-large" if long else "not-a-number", line, found=said[:40], column=column)
    number = int(said.split(".")[0])
    if abs(number) > LARGEST:
        raise NotPolis("too-large", line, found=said[:40], column=column)
    return number


def identities(cells: Sequence[str], column: str, lines: Sequence[int] = ()) -> Sequence[Identity]:
    """What the cells of a column name: whole numbers if each of them is one, else texts, as they are written.

    `lines` are those of the cells, to tell a fault with. Refused (NotPolis): see `check_id`; a negative number.
    """
    told = [cell.strip() for cell in cells]
    numbers = [number for one in told if (number := number_of(one)) is not None]
    if len(numbers) < len(told):
        for place, cell in enumerate(cells):
            check_id(cell, lines[place] if lines else None, column)
        return told
    for place, number in enumerate(numbers):
        if number < 0:
            raise NotPolis("negative", lines[place] if lines else None, found=told[place], column=column)
    return numbers


def number_of(told: str) -> int | None:
    """The whole number, where it is one that is kept as such."""
    if not _WHOLE.fullmatch(told):
        return None
    number = int(told.split(".")[0])
    return None if abs(number) > LARGEST else number


def check_id(cell: str, line: int | None, column: str) -> None:
    """Refuses (NotPolis) what is no id of anybody: nothing, what programs write for nothing, a text with signs that are
    not seen, a very long one, or a number a spreadsheet has shortened, so that several may have become one."""
    told = cell.strip()
    if number_of(told) is not None:
        return
    found = "".join(one if one.isprintable() else "�" for one in told[:40])
    if told.lower() in _NOBODY:
        raise NotPolis("no-id", line, found=found, column=column)
    if len(told) > LONGEST:
        raise NotPolis("id-too-long", line, found=found, column=column, most=LONGEST)
    if not cell.strip(" \t").isprintable():
        raise NotPolis("id-unseen", line, found=found, column=column)
    if _SHORTENED.fullmatch(told):
        raise NotPolis("id-shortened", line, found=found, column=column)


def told_id(cell: str) -> Identity:
    """One id by itself: a number, or what stands there."""
    told = cell.strip()
    number = number_of(told)
    return told if number is None else number


def vote_of(cell: str, line: int) -> int:
    try:
        number = whole(cell, line, "vote")
    except NotPolis as fault:
        raise NotPolis("not-a-vote", line, found=cell.strip()[:40]) from fault
    if number not in (1, -1, 0):
        raise NotPolis("not-a-vote", line, found=cell.strip()[:40])
    return number
