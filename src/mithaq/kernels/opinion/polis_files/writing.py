"""Polis' files written, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.polis_files.model import Comment
from mithaq.kernels.opinion.polis_files.rows import VOTES

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


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
