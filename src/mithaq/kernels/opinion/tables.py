"""How many agreed, disagreed, passed: by statement, by group, by what people are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.coded import Coded as Coded
from mithaq.kernels.opinion.coded import coded as coded
from mithaq.kernels.opinion.model import ANSWERS, Votes
from mithaq.kernels.opinion.votes import owners

if TYPE_CHECKING:
    import numpy.typing as npt

    Table = npt.NDArray[np.int64]

PART = 500_000  # votes a task
ROWS = (1 << 21) - 1  # rows whose counts fit the library's words
KINDS = 64  # labellings the library takes at once
PLACE = {answer: place for place, answer in enumerate(ANSWERS)}  # on the last axis of a table


def table(votes: Votes, labels: Any, cells: int) -> Table:
    """Counts (cells, statements, answers) of the votes of people labelled 0..cells-1; others are not counted."""
    lib = native.library()
    if lib is None or type(votes) is not Votes or votes.cast > PART or len(votes.people) > ROWS:
        return tables(votes, {"": (labels, cells)})[""]
    label = np.asarray(labels)
    label = np.where((label >= 0) & (label < cells), label, -1).astype(np.int32)
    m, at = len(votes.statements), native.at
    found = np.empty((cells, m, len(ANSWERS)), dtype=np.int64)
    given = (at(votes.starts), at(votes.columns), at(votes.values), len(votes.people), m)
    native.done(lib.count_table(*given, at(label), cells, at(found)))
    return found


@singledispatch
def tables(votes: Votes, labellings: Mapping[str, tuple[Any, int]]) -> dict[str, Table]:
    """Several tables in one pass: by name, the labels of all people and how many cells there are."""
    m = len(votes.statements)
    lib = native.library()
    if lib is not None:
        return _by_library(lib, votes, labellings)
    place = np.array([PLACE[0], PLACE[1], PLACE[-1]], dtype=np.int64)[votes.values]
    owner = owners(votes)
    found = {}
    for name, (labels, cells) in labellings.items():
        label = np.asarray(labels, dtype=np.int64)[owner]
        inside = (label >= 0) & (label < cells)
        key = ((label * m + votes.columns) * len(ANSWERS) + place)[inside]
        found[name] = np.bincount(key, minlength=cells * m * len(ANSWERS)).reshape(cells, m, len(ANSWERS))
    return found


def _by_library(lib: Any, votes: Votes, labellings: Mapping[str, tuple[Any, int]]) -> dict[str, Table]:
    m, n, at = len(votes.statements), len(votes.people), native.at
    names = list(labellings)[:KINDS]
    cells = [labellings[name][1] for name in names]
    labels = np.empty((n, len(names)), dtype=np.int32)
    for kind, name in enumerate(names):
        label = np.asarray(labellings[name][0])
        labels[:, kind] = np.where((label >= 0) & (label < cells[kind]), label, -1)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(cells, dtype=np.int64)])
    whole = np.zeros((int(offsets[-1]), m, len(ANSWERS)), dtype=np.int64)
    given = (at(votes.starts), at(votes.columns), at(votes.values))
    tasks = iter(native.parts(votes.starts, PART, ROWS))
    lock = Lock()

    def take(_: int) -> None:
        counts, rows, own = np.zeros(whole.size // len(ANSWERS), dtype=np.uint64), 0, np.zeros_like(whole)
        while True:
            with lock:
                task = next(tasks, None)
            if task is None:
                break
            if rows + task[1] - task[0] > ROWS:
                lib.flush_cells(at(counts), len(counts), at(own))
                rows = 0
            lib.count_cells(*given, *task, m, at(labels), len(names), at(offsets), at(counts))
            rows += task[1] - task[0]
        lib.flush_cells(at(counts), len(counts), at(own))
        with lock:
            np.add(whole, own, out=whole)

    native.each(take, range(native.threads() if votes.cast > PART else 1))
    found = {name: whole[offsets[kind] : offsets[kind + 1]] for kind, name in enumerate(names)}
    rest = {name: labellings[name] for name in list(labellings)[KINDS:]}
    return found | (_by_library(lib, votes, rest) if rest else {})


@singledispatch
def totals(votes: Votes) -> Table:
    """Counts (statements, answers) of all votes."""
    return table(votes, np.zeros(len(votes.people), dtype=np.int32), 1)[0]
