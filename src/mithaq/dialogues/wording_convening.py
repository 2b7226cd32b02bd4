"""What is said of convening, statements and renditions: in the register of acts, in notices, in what is owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from mithaq.dialogues.enums import Audience, Entry, Ground, Shown, Standing, State
from mithaq.foundation import habits, languages, minute
from mithaq.foundation.templatetags import mithaq as edge

_MOMENTS = ("opens_at", "closes_at")
_WORDED: Mapping[str, Mapping[str, Any]] = {
    "entry": dict(Entry.choices),
    "audience": dict(Audience.choices),
    "shown": dict(Shown.choices),
    "state": dict(State.choices),
    "standing": dict(Standing.choices),
    "ground": dict(Ground.choices),
}


def told(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts as they stand in a sentence: moments by the reader's calendar, our own words worded."""
    shown = {name: minute.shown(value) for name, value in facts.items()}
    for name in _MOMENTS:
        for key in (name, f"before_{name}"):
            if isinstance(facts.get(key), str) and facts[key]:
                shown[key] = minute.isolate(strip_tags(edge.moment(datetime.fromisoformat(facts[key]))))
    for name, words in _WORDED.items():
        for key in (name, f"before_{name}"):
            if facts.get(key) in words:
                shown[key] = str(words[facts[key]])
    if isinstance(code := facts.get("language"), str):
        shown["language"] = minute.isolate(languages.OWN_NAMES.get(code, code))
    return shown


_with = minute.saying(told)


def _because(sentence: str | Promise, without: str | Promise) -> Callable[[Mapping[str, Any]], str]:
    def word(facts: Mapping[str, Any]) -> str:
        return str(sentence if facts.get("because") else without) % minute.Facts(told(facts))

    return word


def _counted(sentence: Any) -> Callable[[Mapping[str, Any]], str]:
    def word(facts: Mapping[str, Any]) -> str:
        return str(sentence % (minute.Facts(told(facts)) | {"number": habits.counted(facts.get("number", 0))}))

    return word


ACTS: Mapping[str, Any] = {
    "dialogues.prepare": _with(_("Dialogue prepared: %(title)s, from %(opens_at)s until %(closes_at)s.")),
    "dialogues.change": _with(_("Dialogue changed: %(title)s, from %(opens_at)s until %(closes_at)s.")),
    "dialogues.open": _with(_("Dialogue opened: %(title)s, until %(closes_at)s.")),
    "dialogues.close": _with(_("Dialogue closed: %(title)s.")),
    "dialogues.cancel": _with(_("Dialogue cancelled: %(title)s. Reason: %(because)s")),
    "dialogues.remind": _with(_("Members who have not answered were told that “%(title)s” ends soon.")),
    "dialogues.seed": _with(_("Statement added to “%(title)s”: %(statement)s")),
    "dialogues.propose": _with(_("A participant of “%(title)s” proposed a statement: %(statement)s")),
    "dialogues.admit": _with(_("Statement admitted to “%(title)s”: %(statement)s")),
    "dialogues.refuse": _because(
        _("Statement not admitted to “%(title)s”: %(statement)s Reason: %(ground)s. %(because)s"),
        _("Statement not admitted to “%(title)s”: %(statement)s Reason: %(ground)s."),
    ),
    "dialogues.merge": _with(_("Statement of “%(title)s” joined with another: %(statement)s → %(into)s")),
    "dialogues.reopen": _with(_("Statement of “%(title)s” taken up again: %(statement)s")),
    "dialogues.render": _because(
        _("Statement of “%(title)s” translated (%(language)s): %(statement)s Reason: %(because)s"),
        _("Statement of “%(title)s” translated (%(language)s): %(statement)s"),
    ),
    "dialogues.correct": _because(
        _("Original of a statement of “%(title)s” corrected: %(statement)s Reason: %(because)s"),
        _("Original of a statement of “%(title)s” corrected: %(statement)s"),
    ),
    "dialogues.review": _with(_("Translation reviewed in “%(title)s” (%(language)s): %(statement)s")),
}
FINDINGS: Mapping[str, Any] = {}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {
    "dialogues.open": _with(_("%(title)s: say what you think of each statement, until %(closes_at)s.")),
    "dialogues.ending": _with(_("%(title)s ends on %(closes_at)s. You can still say what you think.")),
    "dialogues.cancelled": _with(pgettext_lazy("a dialogue", "%(title)s is cancelled: %(because)s")),
    # what is due
    "dialogues.to-open": _with(_("%(title)s could not be opened in time. Look at what stands against it.")),
    "dialogues.to-close": _with(_("%(title)s: the time for answers is over. Close it.")),
    "dialogues.to-moderate": _with(_("%(title)s: proposed statements wait for a decision.")),
    "dialogues.to-review": _counted(
        ngettext_lazy(
            "%(title)s: %(number)s statement lacks a reviewed translation.",
            "%(title)s: %(number)s statements lack a reviewed translation.",
            "number",
        )
    ),
}
JOBS: Mapping[str, Any] = {}
