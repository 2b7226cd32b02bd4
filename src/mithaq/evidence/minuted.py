"""Acts and jobs of this room, as the minute and the list of jobs show them; no titles: some are confidential."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mithaq.foundation import minute


def _with_passages(sentence: Any) -> Callable[[Mapping[str, Any]], str]:
    """`sentence` is an `ngettext_lazy` that counts `passages`."""

    def word(facts: Mapping[str, Any]) -> str:
        told = {name: minute.shown(value) for name, value in facts.items()}
        return str(sentence % (told | {"passages": int(facts.get("passages", 0))}))

    return word


ACTS: Mapping[str, Any] = {
    "evidence.deposit": _with_passages(
        ngettext_lazy(
            "A document is deposited; %(passages)d passage was read in it.",
            "A document is deposited; %(passages)d passages were read in it.",
            "passages",
        )
    ),
    "evidence.reread": _("A document is read anew; its passages kept: %(kept)s, new: %(new)s, put aside: %(aside)s."),
    "evidence.withdraw": _("A document is withdrawn. Why: %(because)s"),
    "evidence.code": _with_passages(
        ngettext_lazy(
            "The software suggests codes for %(passages)d passage of a document.",
            "The software suggests codes for %(passages)d passages of a document.",
            "passages",
        )
    ),
    "evidence.decide": _("The codes of a passage are decided; confirmed: %(confirmed)s, rejected: %(rejected)s."),
    "evidence.read": _("A passage is read for a double reading; said yes: %(confirmed)s, said no: %(rejected)s."),
    "evidence.undo": _("A decision at the coding desk is taken back."),
    "evidence.split": _("A passage is split in two."),
    "evidence.merge": _("Two passages are merged into one."),
}

JOBS: Mapping[str, Promise] = {
    "evidence.code": _("Suggesting codes"),
    "evidence.code/code": _("Suggesting codes for the passages"),
}
