"""What is said of files: what was brought in or deposited, and why a file is not understood."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

ACTS: Mapping[str, Any] = {
    "dialogues.import": _(
        "The dialogue %(title)s was brought in from files: statements %(statements)s, people %(people)s, "
        "answers %(answers)s."
    ),
    "dialogues.deposit": _("The dialogue %(title)s was deposited as a document, with its map and method."),
}
JOB, CLEARING = "dialogues.import", "dialogues.clear"
FINDINGS: Mapping[str, Any] = {}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {}

OF_SOMEBODY = "somebody/"  # the fault is in a cell that says who somebody is: what stands there is not told again
FAULTS: Mapping[str, Any] = {
    "empty": _("The file is empty."),
    "not-utf-8": _("The text is not UTF-8. Save the file again as “CSV UTF-8”."),
    "not-csv": _("This is not a table of comma-separated values."),
    "other-file": _("This is another file: its first line is “%(found)s”."),
    "columns-twice": _("The column “%(column)s” stands there twice."),
    "short-row": _("The row has %(found)s cells; the columns are %(needed)s."),
    "not-a-number": _("“%(found)s” in the column “%(column)s” is not a whole number."),
    "too-large": _("“%(found)s” in the column “%(column)s” is too large."),
    "negative": _("“%(found)s” in the column “%(column)s” is negative."),
    "not-a-vote": _("“%(found)s” is not an answer: 1 agrees, -1 disagrees, 0 passes."),
    "no-id": _("“%(found)s” in the column “%(column)s” names nobody and nothing."),
    "id-too-long": _("“%(found)s…” in the column “%(column)s” is longer than %(most)d characters."),
    "id-unseen": _("“%(found)s” in the column “%(column)s” has a sign in it that is not seen."),
    "id-shortened": _(
        "“%(found)s” in the column “%(column)s” was shortened by a spreadsheet. Take the file as it was exported."
    ),
    "mixed-ids": _(
        "“%(found)s” in the column “%(column)s” is not a number, as most others are. Correct it, or say on the page of "
        "the files that people and statements have codes."
    ),
    "twice": _("“%(found)s” stands there twice."),
    "no-statement": _("The file holds no statement."),
    "too-long": _("Statement %(number)s is longer than %(most)d characters."),
    "no-vote": _("The file holds no vote."),
    "too-many": lambda facts: ngettext(
        "The file holds %(found)d vote; at most %(most)d are brought in here.",
        "The file holds %(found)d votes; at most %(most)d are brought in here.",
        facts["found"],
    ),
    "none-known": _("None of the votes is on one of the statements of the other file."),
    "somebody/negative": _("The number in the column “%(column)s” is negative."),
    "somebody/no-id": _("The cell in the column “%(column)s” names nobody and nothing."),
    "somebody/id-too-long": _("The cell in the column “%(column)s” is longer than %(most)d characters."),
    "somebody/id-unseen": _("The cell in the column “%(column)s” has a sign in it that is not seen."),
    "somebody/id-shortened": _(
        "The cell in the column “%(column)s” was shortened by a spreadsheet. Take the file as it was exported."
    ),
    "somebody/mixed-ids": _(
        "The cell in the column “%(column)s” is not a number, as most others are. Correct it, or say on the page of "
        "the files that people and statements have codes."
    ),
    "somebody/twice": _("The same code stands in the column “%(column)s” twice."),
}
FILES: Mapping[str, Any] = {
    "comments": _("Statements (comments.csv)"),
    "votes": _("Answers (votes.csv or participants-votes.csv)"),
}


class Wrong(Protocol):
    """What is wrong with a file: why, on which line, and what fills the sentence."""

    @property
    def key(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


def fault(error: Wrong) -> str:
    """Why a file is not understood, and on which line."""
    return _fault(error.key, error.line, error.facts)


def _fault(key: str, line: int | None, facts: Mapping[str, Any]) -> str:
    known = FAULTS[key]
    said = known(facts) if callable(known) else str(known)
    told = said % facts if facts else said
    return told if line is None else _now("Line %(line)d: %(what)s") % {"line": line, "what": told}


def stopped(outcome: Mapping[str, Any]) -> str:
    """Why a job that brings files in stopped, where a file was the cause: which, and on which line; else nothing."""
    try:
        told = json.loads(outcome["detail"])
        name, why = str(FILES[told["field"]]), _fault(told["key"], told["line"], told["facts"])
    except (ValueError, KeyError, TypeError):
        return ""
    return _now("%(file)s: %(what)s") % {"file": name, "what": why}


JOBS: Mapping[str, Any] = {
    "dialogues.import": _("Bringing in a conversation from files"),
    "dialogues.import/reading": _("Reading the files"),
    "dialogues.import/writing": _("Writing the answers"),
    "dialogues.import/drawing": _("Drawing the map"),
    "dialogues.clear": _("Taking away what an import left that was stopped"),
    "dialogues.import!": stopped,
}
