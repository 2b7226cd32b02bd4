"""What Polis' files hold, and why one cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.votes import from_columns

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


Identity = int | str  # of a person or a statement: the numbers of Polis, or texts as others write them


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
    "no-id": "“{found}” in the column “{column}” names nobody and nothing",
    "id-too-long": "“{found}…” in the column “{column}” is longer than {most} signs",
    "id-unseen": "“{found}” in the column “{column}” has a sign in it that is not seen",
    "id-shortened": "“{found}” in the column “{column}” was shortened by a spreadsheet",
    "not-a-vote": "“{found}” is not a vote: 1 agrees, -1 disagrees, 0 passes",
    "mixed-ids": "“{found}” in the column “{column}” is no number, as {numbers} others are: all are told as texts",
    "twice": "{what} {found} stands there twice",
}


@dataclass(frozen=True)
class Comment:
    """A statement as Polis' comments.csv has it. `moderated`: 1 let in, 0 not looked at, -1 out. None: not told."""

    id: Identity
    body: str
    moderated: int = 0
    author: Identity | None = None
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
    people: Sequence[Identity]
    statements: Sequence[Identity]

    def votes(self, comments: Iterable[Comment] = ()) -> Votes:
        """As votes. Statements that only `comments` know stand there without a vote; those moderated out are hidden."""
        ids, known = of_one_kind(self.statements, comments)
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
    groups: Mapping[Identity, int | None] = field(default_factory=dict)


def of_one_kind(statements: Sequence[Identity], comments: Iterable[Comment]) -> tuple[list[Identity], list[Comment]]:
    """The statements of the votes and those of the other file by ids that can be compared.

    Where one file knows only numbers and the other has texts among them, the numbers are told as that one writes them
    (“7”, or “007”).
    """
    ids, known = list(statements), list(comments)
    texts = [one for one in (*ids, *(comment.id for comment in known)) if isinstance(one, str)]
    if not texts:
        return ids, known
    digits = [one for one in texts if one.isascii() and one.isdigit()]
    written = {int(one): one for one in sorted(digits, key=len, reverse=True)}  # the shortest, where there are several

    def told(one: Identity) -> str:
        return one if isinstance(one, str) else written.get(one, str(one))

    return [told(one) for one in ids], [replace(one, id=told(one.id)) for one in known]
