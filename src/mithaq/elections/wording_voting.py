"""Acts and notices of voting, as people read them. No act says of a confidential vote that it was cast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mithaq.foundation import minute

_with = minute.saying(lambda facts: {name: minute.shown(value) for name, value in facts.items()})
_FIXED_BY: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "head": _with(
        _(
            "%(title)s: voting is closed. The head of its board is %(head)s. Keep it: it stands for every entry, so "
            "that whoever has it can show it if one is changed, taken out or added afterwards."
        )
    ),
    "digest": _with(
        _(
            "%(title)s: voting is closed. The digest of its ballots is %(digest)s. Keep it: it stands for every "
            "ballot, so that whoever has it can show it if one is changed, taken out or added afterwards."
        )
    ),
}
_nobody_voted = _with(_("%(title)s: voting is closed. Nobody voted."))


def _closed(facts: Mapping[str, Any]) -> str:
    """What fixes the board, and what it is for."""
    return next((say(facts) for name, say in _FIXED_BY.items() if name in facts), "") or _nobody_voted(facts)


ACTS: Mapping[str, Any] = {
    "elections.close": _("Voting is closed in %(title)s. Have voted: %(cast)s of %(electors)s."),
    "elections.close_early": _(
        "Voting is closed before its time in %(title)s (%(because)s). Have voted: %(cast)s of %(electors)s."
    ),
    "elections.open_box": _("The box of %(title)s is opened. Ballots: %(ballots)s; their SHA-256: %(digest)s."),
    "elections.remind": _("Those who have not voted yet in %(title)s are reminded."),
}
NOTICES: Mapping[str, Any] = {
    "elections.closed": _closed,
    "elections.reminder": _(
        "A vote of yours, or of whom you speak for, is still missing in %(title)s; voting closes on %(until)s."
    ),
}
