"""What a command line says of a text: its faults, its plan, as plain lines in the active language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.blueprints import examining, planning
from mithaq.blueprints import faults as wording
from mithaq.blueprints.examining import Examined
from mithaq.blueprints.pieces import text
from mithaq.foundation import habits
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter

_ISOLATES = re.compile("[\u2066-\u2069]")


def check(written: str) -> Examined:
    return examining.examine(written)


def size(written: str) -> None:
    """Refused (ValidationError): a text larger than half a megabyte."""
    examining.check_size(written)


def faults(found: Examined) -> Iterator[tuple[int, int, str, str]]:
    """Each fault: line, column, clause, and a sentence with what would be right. Terminals show no isolates."""
    for fault in found.faults:
        said = wording.say(fault)
        yield said.line, said.column, fault.clause, _plainly(said.text)


def as_json(found: Examined) -> dict[str, Any]:
    return {
        "clauses": len(found.charter.clauses),
        "faults": [
            {
                "line": fault.place.line,
                "column": fault.place.column,
                "clause": fault.clause,
                "key": fault.key,
                "severity": fault.severity,
                "facts": dict(fault.facts),
                "sentence": _plainly(wording.say(fault).text),
            }
            for fault in found.faults
        ],
    }


def summary(found: Examined) -> str:
    count = len(found.charter.clauses)
    said = ngettext("no fault in %(n)s clause", "no fault in %(n)s clauses", count)
    return said % {"n": habits.counted(count)}


def refused() -> str:
    return _("The text has faults. Mend them first; nothing was changed.")


def plan(institution: Institution | None, charter: Charter, *, on: date) -> Iterator[str]:
    """What adopting it would do: one line a record, with the sentence of its clause; then what the text changes."""
    found = planning.preview(institution, charter, on=on)
    if found.is_empty:
        yield _("Everything this text asks for stands already. Adopting it would change nothing.")
    for sign, steps in (("-", found.closes), ("~", found.changes), ("+", found.opens)):
        for one in steps:
            said = text(one.sentences[0]) if one.sentences else text(one.name)
            words = f" ({', '.join(one.words)})" if one.words else ""
            yield f"{sign} {one.clause}{words}: {_plainly(said)}"
    for change in found.clauses:
        yield f"  {change.clause} – {change.label}"


def _plainly(said: str) -> str:
    return _ISOLATES.sub("", said)
