"""Keys of double readings and of what was learned, as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from mithaq.evidence.wording import isolated
from mithaq.foundation import habits

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own advice: rely on 0.800 and more, draw tentative conclusions from 0.667."""

REFUSED: Mapping[str, Promise] = {
    "same-person": _("Two different persons must read; this is the same person twice."),
    "no-officer": _("%(name)s is no officer of this institution, and only officers code."),
    "no-passages": _("There is no passage to be read by this rule: all are decided, or lie in another double reading."),
    "too-many": _("A double reading has at most %(most)s passages."),
    "reserved": _("One of these passages lies in another double reading since a moment ago. Ask once more."),
    "schemes": _("Choose what is to be compared."),
    "not-read": _("Both must have read every passage before anything can be compared or settled."),
    "closed": _("This double reading is closed; nothing in it changes any more."),
    "foreign": _("Choose among the codes that one of the two gave, and one kind of statement and one speaker at most."),
}
OPEN_DIFFERENCES = ngettext_lazy(
    "%(left)s passage where the two differ is not settled yet.",
    "%(left)s passages where the two differ are not settled yet.",
    "left",
)


def refused(why: str, facts: Mapping[str, Any]) -> str:
    """One sentence: what was asked for, and why it was not done."""
    if why == "open-differences":
        return str(OPEN_DIFFERENCES % {"left": habits.counted(int(facts["left"]))})
    told = {name: isolated(value) if isinstance(value, str) else habits.counted(value) for name, value in facts.items()}
    return str(REFUSED[why]) % told


def strength(alpha: float | None) -> str:
    """How far an agreement carries."""
    if alpha is None:
        return str(_("cannot be told: nothing could have differed"))
    shown = round(alpha, 3)
    if shown >= RELIABLE:
        return str(_("good enough to rely on"))
    return str(_("for tentative conclusions only") if shown >= TENTATIVE else _("too low to rely on"))


def has_read(name: str) -> str:
    return str(_("%(name)s has read")) % {"name": isolated(name)}


def drawn(told: Mapping[str, Any]) -> str:
    """By what rule the passages of a double reading were chosen."""
    word = _DRAWN.get(str(told.get("rule", "")))
    return word(told) if word else ""


_DRAWN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "doubt": lambda told: str(_("those whose suggestions were least sure")),
    "document": lambda told: str(_("the first undecided ones of one document")),
    "sample": lambda told: str(_("a random sample (seed %(seed)s)")) % {"seed": str(told.get("seed", ""))},
}

WHY_NOT: Mapping[str, Promise] = {
    "": _("used"),
    "few": _("not used: too few decisions to measure it"),
    "no-better": _("not used: not better than the software’s own order by more than chance"),
}


def missing(count: int) -> str:
    return ngettext(
        "%(count)s more decided suggestion is needed before anything can be learned.",
        "%(count)s more decided suggestions are needed before anything can be learned.",
        count,
    ) % {"count": habits.counted(count)}
