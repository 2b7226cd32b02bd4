"""Acts and findings of this room, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mithaq.blueprints import vocabulary
from mithaq.foundation import habits, minute


def _adopted(facts: Mapping[str, Any]) -> str:
    count = int(facts.get("records") or 0)
    said = ngettext(
        "The charter is adopted in its version %(number)s; %(n)s record was made or changed by it.",
        "The charter is adopted in its version %(number)s; %(n)s records were made or changed by it.",
        count,
    )
    return said % {"number": habits.counted(facts.get("number", "–")), "n": habits.counted(count)}


def _needs_decision(facts: Mapping[str, Any]) -> str:
    rule = str(vocabulary.table("amendment", "rule").get(str(facts.get("rule")), "–"))
    return str(
        _("The charter is changed only by a decision of a body, taken %(rule)s: propose it as an amendment.")
    ) % {"rule": rule}


def _proposed(facts: Mapping[str, Any]) -> str:
    count = int(facts.get("changes") or 0)
    said = ngettext(
        "An amendment of the charter is proposed that changes %(n)s clause: %(reason)s",
        "An amendment of the charter is proposed that changes %(n)s clauses: %(reason)s",
        count,
    )
    return said % {"n": habits.counted(count), "reason": minute.shown(facts.get("reason"))}


ACTS: dict[str, Any] = {
    "blueprints.begin": _("A draft of a charter is begun: %(title)s."),
    "blueprints.save": _("The draft of a charter %(title)s is saved in its version %(version)s."),
    "blueprints.discard": _("The draft of a charter %(title)s is put away."),
    "blueprints.adopt": _adopted,
    "blueprints.propose": _proposed,
    "blueprints.withdraw": _("An amendment of the charter is withdrawn: %(because)s"),
    "blueprints.refuse": _("An amendment of the charter was not adopted."),
}
JOBS: dict[str, Any] = {"blueprints.tend": _("What the charter asks for on a day is done")}
FINDINGS: dict[str, Any] = {
    "blueprints.needs-decision": _needs_decision,
    "blueprints.not-decided": _(
        "The decision that the charter asks for is not taken yet. Once it is adopted, it can come into force."
    ),
    "blueprints.no-such-body": _("The body that decides on amendments does not stand: %(body)s."),
}
