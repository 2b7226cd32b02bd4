"""Draw opinion maps: which groups of opinion there are, what each holds, what unites and what divides.

mithaq map votes.csv                                   one map, as a table
mithaq map votes.csv comments.csv                      with the texts; statements moderated out are left out
mithaq map */votes.csv --json                          one JSON object a line
mithaq map votes.csv --mode polis                      as Polis draws it
mithaq map votes.csv --max-groups 8 --floor 5 --seed 7 at most eight groups, none of fewer than five people

Files are those of Polis: votes.csv (timestamp,datetime,comment-id,voter-id,vote; the last vote of a person on a
statement counts) or participants-votes.csv. What a file is shows in its first line. Ids of people and statements may be
texts: where one of a column is no whole number, all of it are told as written; where most are numbers, a note on
stderr says where the first is that is none. A comments.csv or summary.csv
belongs to the votes of its own folder before it (are they only named after it, to all of them), else to those named
right before it.
Out, with --json: {"file", "participants", "statements", "votes", "k", "groups", "coordinates", "representative",
"consensus", "group_aware_consensus", "divisive", "stability", "digest", …, "seconds"}; groups count from 0, the same
votes and options have the same digest and the same map, in whatever order the rows stand. Seconds are of reading and
drawing. A file that cannot be drawn has its reason in "error"; the others go on, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mithaq.kernels import opinion
from mithaq.kernels.opinion import CannotDraw, Map, Options, Votes
from mithaq.kernels.opinion import polis_files as polis

WORDS = {
    **polis.WHY,
    "unreadable": "the file cannot be read: {found}",
    "no-file": "this is a pipe or a device; write what comes out of it to a file first",
    "no-votes": "it belongs to no votes: name the file of votes before it",
    "told-twice": "the votes before it have a {kind} already",
    "beside": "{beside} beside it cannot be read: {why}",
    "mode": "there is no mode {mode}",
    "empty-votes": "there is not one vote",
    "facet": "{facet} is told of {told} people, and there are {people}",
    "too-large-to-draw": "this is larger than the memory here allows",
}
SHOWN = 5  # of each list, in the table for people; --json has all


@dataclass
class Conversation:
    """A file of votes, and what was named to go with it."""

    path: Path
    kind: str
    comments: Path | None = None
    summary: Path | None = None
    fault: polis.NotPolis | None = None


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--mode", choices=sorted(opinion.MODES), default="stable", help="stable (the default) or polis")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of the resamples; the same seed, the same map"
    )
    parser.add_argument("--max-groups", type=_groups, default=Options.max_groups, metavar="K", help="at most so many")
    parser.add_argument("--floor", type=_people, default=0, metavar="N", help="no group of fewer people is told of")


def run(told: argparse.Namespace) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):  # names of files may be no text, and terminals not know all letters
        sys.stdout.reconfigure(encoding="utf-8" if told.json else None, errors="backslashreplace")
    collects = gc.isenabled()
    gc.disable()  # a map makes no circles; looking for them costs more than drawing
    try:
        return 1 if sum(_one(one, told) for one in _conversations(told.files)) else 0
    finally:
        if collects:
            gc.enable()


def _groups(told: str) -> int:
    number = int(told)
    if not 1 <= number <= 50:
        raise argparse.ArgumentTypeError("a map has from 1 to 50 groups")
    return number


def _people(told: str) -> int:
    number = int(told)
    if number < 0:
        raise argparse.ArgumentTypeError("a number of people is meant")
    return number


# which files belong together


def _conversations(paths: list[Path]) -> list[Conversation]:
    """What is to be drawn, in the order of the files; a file that cannot be is there with its fault."""
    kinds = [_kind(path) for path in paths]
    found: list[Conversation] = []
    of_votes: dict[int, Conversation] = {}
    for place, (path, kind) in enumerate(zip(paths, kinds, strict=True)):
        if isinstance(kind, polis.NotPolis):
            found.append(Conversation(path, "", fault=kind))
        elif kind in ("votes", "participants-votes"):
            of_votes[place] = Conversation(path, kind)
            found.append(of_votes[place])
    for place, (path, kind) in enumerate(zip(paths, kinds, strict=True)):
        if kind in ("comments", "summary"):
            owners = _owners(place, path, of_votes)
            if not owners:
                found.append(Conversation(path, kind, fault=polis.NotPolis("no-votes")))
            elif any(getattr(owner, kind) is not None for owner in owners):
                found.append(Conversation(path, kind, fault=polis.NotPolis("told-twice", kind=f"{kind}.csv")))
            else:
                for owner in owners:
                    setattr(owner, kind, path)
    return found


def _owners(place: int, path: Path, of_votes: dict[int, Conversation]) -> list[Conversation]:
    """The votes of its own folder before it; where only after it there are such, all of them; where there are none, the
    votes named right before it (at most a summary or comments between), so that no other conversation's get them."""
    own = {at: one for at, one in of_votes.items() if one.path.parent == path.parent}
    if own:
        return [one for at, one in own.items() if at < place][-1:] or list(own.values())
    return [of_votes[at] for at in (place - 1, place - 2) if at in of_votes][:1]


def _kind(path: Path) -> str | polis.NotPolis:
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            return polis.NotPolis("no-file")
        with path.open("rb") as file:
            return polis.kind_of(file.readline(polis.FIRST_LINE))
    except OSError as error:
        return polis.NotPolis("unreadable", found=error.strerror or type(error).__name__)
    except polis.NotPolis as fault:
        return fault


# one map


def _one(asked: Conversation, told: argparse.Namespace) -> bool:
    """Draw one and print it. Whether it was refused."""
    if asked.fault is not None:
        return _refuse(asked.path, asked.fault, as_json=told.json)
    options = Options(mode=told.mode, max_groups=told.max_groups, seed=told.seed, floor=told.floor)
    try:
        began = time.perf_counter()
        comments = _beside(asked.comments, polis.read_comments) if asked.comments else ()
        votes = _votes(asked, comments)
        drawn = opinion.told_of(opinion.draw(votes, options), options.floor)
        seconds = time.perf_counter() - began
        topic = _beside(asked.summary, polis.read_summary).get("topic", "") if asked.summary else ""
    except (polis.NotPolis, CannotDraw) as fault:
        return _refuse(asked.path, fault, as_json=told.json)
    except MemoryError:
        return _refuse(asked.path, polis.NotPolis("too-large-to-draw"), as_json=told.json)
    if told.json:
        print(opinion.as_line({"file": str(asked.path), **opinion.as_json(drawn), "seconds": round(seconds, 6)}))
    else:
        texts = {comment.id: comment.body for comment in comments}
        print("\n".join(_table(asked.path, topic, drawn, texts)), end="\n\n")
    _note_mixed(asked, votes, comments)
    return False


def _note_mixed(asked: Conversation, votes: Votes, comments: tuple[polis.Comment, ...]) -> None:
    """Says on stderr where one id made texts of a column of numbers; the line of JSON stays as it is."""
    known = [*votes.people, *votes.statements, *(one.id for one in comments)]
    if not any(isinstance(one, str) for one in known):
        return
    for path in (asked.path, asked.comments):
        for one in polis.mixed_ids(_bytes(path)) if path else ():
            told = polis.WHY["mixed-ids"].format(found=one.found, column=one.column, numbers=one.numbers)
            print(f"{path}:{one.line}: note: {told}.", file=sys.stderr)


def _votes(asked: Conversation, comments: tuple[polis.Comment, ...]) -> Votes:
    data = _bytes(asked.path)
    cast = polis.read_votes(data) if asked.kind == "votes" else polis.read_matrix(data).cast
    return cast.votes(comments)


def _beside(path: Path, read: Any) -> Any:
    try:
        return read(_bytes(path))
    except polis.NotPolis as fault:
        raise polis.NotPolis("beside", fault.line, beside=path.name, why=_said(fault)) from fault


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise polis.NotPolis("unreadable", found=error.strerror or type(error).__name__) from error


def _said(fault: polis.NotPolis | CannotDraw) -> str:
    key = "empty-votes" if isinstance(fault, CannotDraw) and fault.key == "empty" else fault.key
    return WORDS.get(key, key).format(**fault.facts)


def _refuse(path: Path, fault: polis.NotPolis | CannotDraw, *, as_json: bool) -> bool:
    line = getattr(fault, "line", None)
    if as_json:
        told: dict[str, Any] = {"file": str(path), "error": _said(fault), "key": fault.key, **fault.facts}
        if line:
            told["line"] = line
        print(json.dumps(told, ensure_ascii=False, default=str))
    else:
        print(f"{path}:{line}: {_said(fault)}." if line else f"{path}: {_said(fault)}.", file=sys.stderr)
    return True


# for people


def _table(path: Path, topic: str, drawn: Map, texts: dict[Any, str]) -> Iterator[str]:
    votes, ids = drawn.votes, list(drawn.votes.statements)
    of = {figure.statement: figure for figure in drawn.figures}

    def statement(place: int, told: str) -> Iterator[str]:
        text = texts.get(ids[place], "")
        line = f"    {ids[place]:>5}  {told}" + (f"  {' '.join(text.split())}" if text else "")
        width = max(shutil.get_terminal_size((110, 24)).columns, 60)
        yield from textwrap.wrap(line, width, subsequent_indent=" " * 11) if text else [line]

    def listed(title: str, lines: list[Iterator[str]]) -> Iterator[str]:
        yield f"{title}: {len(lines) or 'nothing for sure'}"
        for some in lines[:SHOWN]:
            yield from some
        if len(lines) > SHOWN:
            yield f"           and {len(lines) - SHOWN} more (--json has all)"
        yield ""

    def answers(one: Any) -> str:
        return f"{one.agreed} agree, {one.disagreed} disagree, {one.passed} pass"

    yield topic or path.name
    out = len(votes.hidden)
    hidden = f" · {_many(out, 'statement')} moderated out" if out else ""
    yield (
        f"{path.name} · mode {drawn.mode} · {_people_of(len(votes.people))} · {_many(len(ids), 'statement')}"
        f" · {_many(votes.cast, 'vote')}{hidden}"
    )
    yield from _sure(drawn)
    yield ""
    for group in drawn.groups:
        holds = "" if group.holds is None else f", two of it are together again in {group.holds:.0%} of resamples"
        lines = [
            statement(one.statement, f"{opinion.WAYS[one.direction]:<8} {one.share:4.0%}  ({answers(one)})")
            for one in group.stances
        ]
        yield from listed(f"Group {group.number}, {_people_of(group.size)}{holds}; what sets it apart", lines)
    both = [(place, "agree") for place in drawn.agreed_by_all] + [
        (place, "disagree") for place in drawn.rejected_by_all
    ]
    yield from listed(
        "What unites: every group agrees, or every group disagrees" if drawn.mode == "stable" else "What unites",
        [statement(place, f"{way:<8} ({answers(of[place])})") for place, way in both],
    )
    yield from listed(
        "What bridges: held on every side by those nearest to the others",
        [statement(one.statement, f"{one.value:4.0%}") for one in opinion.bridges_of(drawn)],
    )
    yield from listed(
        "What divides: the difference in agreement, and between which groups",
        [
            statement(one.statement, f"{one.divides:4.0%}  {'–'.join(map(str, one.divides_between or ()))}")
            for one in opinion.dividing(drawn.figures)
        ],
    )
    yield from listed(
        "Where more pass than elsewhere",
        [
            statement(one.statement, f"{one.passing:4.0%}  (elsewhere {one.usual:.0%})")
            for one in opinion.unsure(drawn.tables["group"], skip=votes.hidden | votes.meta)
        ],
    )
    yield f"digest {drawn.digest}"


def _sure(drawn: Map) -> Iterator[str]:
    parts = f"{drawn.k} groups" if drawn.k > 1 else "No clear groups"
    yield f"{parts} · {_people_of(len(drawn.group_of))} placed"
    sure = drawn.stability
    if sure is None:
        return
    if sure.resamples and sure.significant:
        yield (
            f"How sure: drawn again from {sure.resamples} resamples, the groups agree to {sure.agreement:.2f}"
            f" (1 is all), {sure.k_share:.0%} have as many groups; silhouette {sure.silhouette:.2f}"
        )
    if not sure.significant:
        yield "The votes do not part people more clearly than chance would."


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _people_of(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
