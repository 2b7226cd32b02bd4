"""Acts and jobs of this room, as the register and the list of jobs show them; no titles: some are confidential."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mithaq.evidence.wording import language, listed
from mithaq.foundation import habits, minute


def _with_passages(sentence: Any) -> Callable[[Mapping[str, Any]], str]:
    """`sentence` is an `ngettext_lazy` that counts `passages`."""

    def word(facts: Mapping[str, Any]) -> str:
        told = {name: minute.shown(value) for name, value in facts.items()}
        return str(sentence % (told | {"passages": habits.counted(int(facts.get("passages", 0)))}))

    return word


_TOLD = {
    "title": _("title"),
    "contributor": _("contributor"),
    "year": _("year"),
    "origin": _("source"),
    "licence": _("licence"),
    "consent": _("consent"),
    "visibility": _("visible to"),
    "body": _("the body concerned"),
}


def _changed(facts: Mapping[str, Any]) -> str:
    """Which of what is told about a document changed, not what it says: some are confidential."""
    changed = [str(label) for name, label in _TOLD.items() if name in facts]
    return str(_("What is told about a document is changed: %(what)s.")) % {"what": listed(changed)}


def _in_language(facts: Mapping[str, Any]) -> str:
    told = {"language": language(str(facts.get("language", "")))}
    return str(_("A translation of a document is added: %(language)s.")) % told


ACTS: Mapping[str, Any] = {
    "evidence.deposit": _with_passages(
        ngettext_lazy(
            "A document is deposited; %(passages)s passage was read in it.",
            "A document is deposited; %(passages)s passages were read in it.",
            "passages",
        )
    ),
    "evidence.reread": _("A document is read anew; its passages kept: %(kept)s, new: %(new)s, put aside: %(aside)s."),
    "evidence.replace": _(
        "The file of a document is replaced; its passages kept: %(kept)s, new: %(new)s, put aside: %(aside)s. "
        "Why: %(because)s"
    ),
    "evidence.describe": _changed,
    "evidence.translate": _in_language,
    "evidence.withdraw": _("A document is withdrawn. Why: %(because)s"),
    "evidence.code": _with_passages(
        ngettext_lazy(
            "The software suggests codes for %(passages)s passage of a document.",
            "The software suggests codes for %(passages)s passages of a document.",
            "passages",
        )
    ),
    "evidence.decide": _("The codes of a passage are decided; confirmed: %(confirmed)s, rejected: %(rejected)s."),
    "evidence.read": _("A passage is read for a double reading; what was said stays unseen until both have read."),
    "evidence.settle": _(
        "The codes of a passage are settled for a double reading; confirmed: %(confirmed)s, rejected: %(rejected)s."
    ),
    "evidence.ask_reading": _with_passages(
        ngettext_lazy(
            "A double reading of %(passages)s passage is asked for.",
            "A double reading of %(passages)s passages is asked for.",
            "passages",
        )
    ),
    "evidence.close_reading": _with_passages(
        ngettext_lazy(
            "A double reading of %(passages)s passage is closed.",
            "A double reading of %(passages)s passages is closed.",
            "passages",
        )
    ),
    "evidence.give_up_reading": _with_passages(
        ngettext_lazy(
            "A double reading of %(passages)s passage ends without a result.",
            "A double reading of %(passages)s passages ends without a result.",
            "passages",
        )
    ),
    "evidence.tell": _("Telling who keeps a search of what is new"),
    "evidence.learn": _("The order of suggestions is learned from %(decisions)s decisions."),
    "evidence.undo": _("A decision at the coding desk is taken back."),
    "evidence.split": _("A passage is split in two."),
    "evidence.merge": _("Two passages are merged into one."),
}

JOBS: Mapping[str, Promise] = {
    "evidence.code": _("Suggesting codes"),
    "evidence.code/code": _("Suggesting codes for the passages"),
    "evidence.tell": _("Telling who keeps a search of what is new"),
    "evidence.learn": _("Learning from decisions"),
    "evidence.learn/reading": _("Collecting the decisions"),
    "evidence.learn/learning": _("Learning, and measuring on what was held out"),
    "evidence.learn/ordering": _("Ordering the open suggestions"),
}
