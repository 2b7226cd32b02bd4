"""votes.csv and participants-votes.csv written from columns, many rows at once, a part after the other: however many
votes there are, little of the file is held at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from mithaq.kernels.opinion.model import AGREE, DISAGREE, Votes
from mithaq.kernels.opinion.polis_files.rows import VOTES
from mithaq.kernels.opinion.polis_files.writing import safe

ROWS = 100_000  # of votes.csv written together
CELLS = 2_000_000  # of participants-votes.csv
FROM_DISAGREE = np.array([b"-1", b"0", b"1"])


def write_votes(votes: Votes, *, when: int, day: str) -> Iterator[bytes]:
    """votes.csv: person by person, statement by statement, all of one moment. `people` and `statements` are numbers."""
    yield ",".join(["timestamp", "datetime", *VOTES]).encode() + b"\n"
    if not votes.cast:
        return
    who = _texts(votes.people)
    what = _texts(votes.statements)
    head = np.frombuffer(f"{when},{safe(day)},".encode(), dtype=np.uint8)
    comma, end = (np.frombuffer(mark, dtype=np.uint8) for mark in (b",", b"\n"))
    for first in range(0, votes.cast, ROWS):
        some = slice(first, min(first + ROWS, votes.cast))
        places = np.searchsorted(votes.starts, np.arange(some.start, some.stop), side="right") - 1
        answers = FROM_DISAGREE[votes.values[some].astype(np.int64) - DISAGREE]
        yield _joined([head, what[votes.columns[some]], comma, who[places], comma, _letters(answers), end], len(places))


def write_matrix(votes: Votes, groups: Mapping[Any, int]) -> Iterator[bytes]:
    """participants-votes.csv: by person the group (empty: none), how many votes, and what they are."""
    head = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *votes.statements]
    yield ",".join(map(str, head)).encode() + b"\n"
    step = max(1, CELLS // max(1, len(votes.statements)))
    for first in range(0, len(votes.people), step):
        last = min(first + step, len(votes.people))
        yield _people(votes, groups, first, last)


def _people(votes: Votes, groups: Mapping[Any, int], first: int, last: int) -> bytes:
    own = slice(int(votes.starts[first]), int(votes.starts[last]))
    cast = np.diff(votes.starts[first : last + 1])
    row, values = np.repeat(np.arange(last - first), cast), votes.values[own]
    cells = np.zeros((last - first, len(votes.statements), 3), dtype=np.uint8)
    cells[:, :, 0] = ord(",")
    cells[row, votes.columns[own], 1] = np.where(values == DISAGREE, ord("-"), 0)
    cells[row, votes.columns[own], 2] = np.where(values == 0, ord("0"), ord("1"))
    people = votes.people[first:last]
    counts = [np.bincount(row[values == one], minlength=last - first) for one in (AGREE, DISAGREE)]
    lead = [
        f"{person},{groups.get(person, '')},0,{number},{agreed},{disagreed}"
        for person, number, agreed, disagreed in zip(
            people, cast.tolist(), *(one.tolist() for one in counts), strict=True
        )
    ]
    end = np.frombuffer(b"\n", dtype=np.uint8)
    return _joined([_letters(np.array(lead, dtype=np.bytes_)), cells.reshape(last - first, -1), end], last - first)


def _texts(numbers: Sequence[Any]) -> Any:
    return _letters(np.array([str(one) for one in numbers], dtype=np.bytes_))


def _letters(texts: Any) -> Any:
    """A row of letters a text, with zeros where it is shorter than the longest."""
    return np.ascontiguousarray(texts).view(np.uint8).reshape(len(texts), -1)


def _joined(parts: Sequence[Any], rows: int) -> bytes:
    """The parts side by side, a row after the other, without the zeros."""
    widths = [part.shape[-1] for part in parts]
    whole = np.empty((rows, sum(widths)), dtype=np.uint8)
    begin = 0
    for part, width in zip(parts, widths, strict=True):
        whole[:, begin : begin + width] = part
        begin += width
    return bytes(whole[whole != 0].tobytes())
