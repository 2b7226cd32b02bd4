"""Which file it is, and its rows and cells one by one, each fault with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from mithaq.kernels.opinion.polis_files.model import NotPolis

LARGEST = 10**15  # an id beyond it, or a moment, is a mistake
FIRST_LINE = 10_000_000  # bytes: the first line of a participants-votes.csv names every statement
VOTES = ("comment-id", "voter-id", "vote")
BOM = b"\xef\xbb\xbf"
_WHOLE = re.compile(r"[+-]?[0-9]{1,16}(?:\.0{1,6})?")


def kind_of(data: bytes) -> str:
    """“votes”, “comments”, “participants-votes” or “summary”, by the first line. Refused (NotPolis): anything else."""
    names = names_of(first_line(data))
    if set(VOTES) <= set(names):
        return "votes"
    if {"comment-id", "comment-body"} <= set(names):
        return "comments"
    if "participant" in names and any(name.isascii() and name.isdigit() for name in names):
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
    for name in names:
        if name and names.count(name) > 1:
            raise NotPolis("columns-twice", line, column=name)
    return names


def whole(cell: str, line: int, column: str) -> int:
    said = cell.strip()
    if not _WHOLE.fullmatch(said):
        long = said.lstrip("+-").isascii() and said.lstrip("+-").isdigit()
        raise NotPolis("too-large" if long else "not-a-number", line, found=said[:40], column=column)
    number = int(said.split(".")[0])
    if abs(number) > LARGEST:
        raise NotPolis("too-large", line, found=said[:40], column=column)
    return number


def identity(cell: str, line: int, column: str) -> int:
    number = whole(cell, line, column)
    if number < 0:
        raise NotPolis("negative", line, found=cell.strip()[:40], column=column)
    return number


def vote_of(cell: str, line: int) -> int:
    try:
        number = whole(cell, line, "vote")
    except NotPolis as fault:
        raise NotPolis("not-a-vote", line, found=cell.strip()[:40]) from fault
    if number not in (1, -1, 0):
        raise NotPolis("not-a-vote", line, found=cell.strip()[:40])
    return number
