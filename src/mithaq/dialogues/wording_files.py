"""What is said of files: what was brought in or deposited, and why a file is not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mithaq.kernels.opinion import polis_files

ACTS: Mapping[str, Any] = {
    "dialogues.import": _(
        "The dialogue %(title)s was brought in from files: statements %(statements)s, people %(people)s, "
        "answers %(answers)s."
    ),
    "dialogues.deposit": _("The dialogue %(title)s was deposited as a document, with its map and method."),
}
FINDINGS: Mapping[str, Any] = {}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {}
JOBS: Mapping[str, Any] = {}

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
    "twice": _("The number %(found)s stands there twice."),
}


def fault(error: polis_files.NotPolis) -> str:
    """Why a file is not understood, and on which line."""
    told = str(FAULTS[error.key]) % error.facts if error.facts else str(FAULTS[error.key])
    if error.line is None:
        return told
    return _now("Line %(line)d: %(what)s") % {"line": error.line, "what": told}
