"""Acts and notices of voting, as people read them. No act says of a confidential vote that it was cast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, Any] = {
    "elections.close": _("Voting is closed in %(title)s. Have voted: %(cast)s of %(electors)s."),
    "elections.close_early": _(
        "Voting is closed before its time in %(title)s (%(because)s). Have voted: %(cast)s of %(electors)s."
    ),
    "elections.open_box": _("The box of %(title)s is opened. Ballots: %(ballots)s; their SHA-256: %(digest)s."),
    "elections.remind": _("Those who have not voted yet in %(title)s are reminded."),
}
NOTICES: Mapping[str, Any] = {
    "elections.reminder": _(
        "A vote of yours, or of whom you speak for, is still missing in %(title)s; voting closes on %(until)s."
    ),
}
