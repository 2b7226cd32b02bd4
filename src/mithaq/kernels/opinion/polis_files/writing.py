"""comments.csv and summary.csv written, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from mithaq.kernels.opinion.polis_files.model import Comment, Identity

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what begins like one (or like that)."""
    return f"'{text}" if _FORMULA.match(text) else text


def told(text: str) -> str:
    """The text that `safe` made safe."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def write_comments(comments: Iterable[Comment], *, days: Mapping[Identity, str] | None = None) -> str:
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


def _cell(told: Identity | None) -> int | str:
    """What is not told is an empty cell, never a zero."""
    return "" if told is None else safe(told) if isinstance(told, str) else told


def _written(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
