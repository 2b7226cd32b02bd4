"""Acts, findings and notices of this room, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mithaq.foundation import habits, languages, minute
from mithaq.foundation.fields import Words

ACTS: dict[str, Any] = {
    "gate.draft": _("An application is begun: %(title)s"),
    "gate.mend": _("The application %(title)s is changed; it is version %(version)s."),
    "gate.send": _("The application %(title)s is sent and waits for a decision."),
    "gate.turn_away": _("The gate does not let the application %(title)s in, by these clauses: %(clauses)s"),
    "gate.admit": _("The application %(title)s is admitted."),
    "gate.refuse": _("The application %(title)s is refused: %(reason)s"),
}


_BETWEEN = {"ar": "؛ ", "en": "; ", "fr": "\u00a0; "}


def _inside(name: Any) -> str:
    """A name that may stand inside a sentence: clauses are often sentences of their own."""
    return str(Words(name)).rstrip(" .")


def _criterion(sentence: Any) -> Any:
    """A sentence about one condition."""
    return lambda facts: str(sentence) % {"criterion": minute.isolate(_inside(facts["criterion"]))}


def _among(facts: Mapping[str, Any]) -> str:
    listed = minute.isolate(_BETWEEN[languages.current()].join(_inside(one) for one in facts["allowed"]))
    told = {"criterion": minute.isolate(_inside(facts["criterion"])), "allowed": listed}
    return str(_("This condition is not met: %(criterion)s. What meets it: %(allowed)s.")) % told


def _counted(facts: Mapping[str, Any]) -> str:
    facts = {name: habits.counted(value) for name, value in facts.items()}
    return " ".join(
        (
            ngettext("%(admitted)s application admitted.", "%(admitted)s applications admitted.", facts["admitted"])
            % facts,
            ngettext("%(refused)s refused.", "%(refused)s refused.", facts["refused"]) % facts,
            ngettext("%(waiting)s waits for a decision.", "%(waiting)s wait for a decision.", facts["waiting"]) % facts,
        )
    )


FINDINGS: dict[str, Any] = {
    "cooperation.other-channel": _("It must come this way: %(channel)s. This application says: %(given)s."),
    "cooperation.not-among": _among,
    "cooperation.not-answered": _criterion(_("Nothing was answered to this condition: %(criterion)s.")),
    "cooperation.nothing-shown": _criterion(_("Nothing is said that shows this condition to be met: %(criterion)s.")),
    "cooperation.gate-counted": _counted,
    "cooperation.criterion-kept": _(
        "Applications admitted: %(of)s; of them, by their answers, not meeting it: %(failing)s."
    ),
}
NOTICES: dict[str, Any] = {
    "cooperation.admitted": _("Your application is admitted: %(title)s"),
    "cooperation.refused": _("Your application %(title)s is refused: %(reason)s"),
    "cooperation.application_waits": _("An application to a gate waits for a decision: %(title)s"),
}
