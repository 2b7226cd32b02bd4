"""What Polis' files hold, and why one cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.votes import from_columns

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


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


@dataclass(frozen=True)
class Matrix:
    """A participants-votes.csv: the votes, and by participant the group Polis gave (None: none)."""

    cast: Columns
    groups: Mapping[int, int | None] = field(default_factory=dict)
