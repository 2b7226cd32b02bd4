"""Refusals and acts of this room, worded for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mithaq.compacts.official import TextRefused


def refusal(error: TextRefused) -> str:
    """Why a file with the official text was not taken, and what would be."""
    return _SENTENCES[error.key](error.facts)


def _numbers(facts: Mapping[str, Any]) -> dict[str, str]:
    return {"numbers": ", ".join(str(number) for number in facts["numbers"])}


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "unknown-language": lambda f: _("“%(language)s” is not one of the three languages: ar, en, fr.") % f,
    "too-large": lambda f: _("The file is larger than %(megabytes)s MB: this is not the text of a resolution.") % f,
    "not-utf-8": lambda f: _("The file is not plain text in UTF-8 (byte %(position)s). Save it as UTF-8 text.") % f,
    "not-text": lambda f: _("The file is not plain text. Save the resolution as UTF-8 text first."),
    "empty": lambda f: _("The file is empty."),
    "broken-json": lambda f: _("The JSON is broken at line %(line)s.") % f,
    "no-objectives-in-json": lambda f: _(
        "The JSON has no list “objectives” whose entries have a number, a title and a commitment."
    ),
    "says-unofficial": lambda f: _("The file calls itself unofficial: only the official text is taken."),
    "broken-action": lambda f: (
        _("An action of objective %(number)s has no letter, no text, or a letter used twice.") % f
    ),
    "unknown-objectives": lambda f: _("The compact has no objective %(numbers)s.") % _numbers(f),
    "objective-twice": lambda f: _("Objective %(numbers)s is in the file twice.") % _numbers(f),
    "nothing-found": lambda f: _(
        "No objective with its commitment was found: the file needs lines such as “Objective 1: …” followed by “17. …”."
    ),
    "other-language": lambda f: _("The file is written in “%(found)s”, not in “%(asked)s”.") % f,
}
KEYS = tuple(_SENTENCES)

ACTS = {
    "compact.load": _lazy("The facts of the compact are loaded."),
    "compact.load_text": _lazy("The official text of the compact is loaded (%(language)s), from %(source)s."),
}
