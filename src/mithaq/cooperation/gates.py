"""The gates of a charter: what each asks, and what it says to an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mithaq.cooperation.models import Application
from mithaq.kernels.charter import Charter, Clause, Finding

THE_GATES = "gate"  # what an application says that comes by the gate's own channel
NONE = "none-of-these"  # the answer of who meets none of the values a condition names
APPLY = "cooperation.apply"


def gates(charter: Charter) -> tuple[Clause, ...]:
    """What lets projects and the like in, in the order of the charter; membership has its own way in."""
    return tuple(clause for clause in charter.of("gate") if clause["for"] != "membership")


def gate(charter: Charter, key: str) -> Clause | None:
    return next((clause for clause in gates(charter) if clause.key == key), None)


def criteria(charter: Charter, gate: str) -> tuple[Clause, ...]:
    """The conditions of a gate; not what the text itself calls superseded."""
    return tuple(c for c in charter.under(gate, "criterion") if c.get("status", "adopted") != "superseded")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a condition with its words; where the charter has none for it, the key stands for itself."""

    key: str
    name: Mapping[str, str]


def choices(charter: Charter, criterion: Clause) -> tuple[Choice, ...]:
    worded = {option.key: option.name.as_dict() for option in charter.under(criterion.id, "option")}
    return tuple(Choice(key, worded.get(key) or {"en": key}) for key in criterion.get("one_of", ()))


def missing(criterion: Clause, answer: Sequence[str]) -> bool:
    """Whether an answer fails a condition: none of its values, or nothing said where it names none."""
    wanted = criterion.get("one_of", ())
    return set(wanted).isdisjoint(answer) if wanted else not any(text.strip() for text in answer)


def said(charter: Charter, gate: Clause, application: Application) -> list[Finding]:
    """Every reason why the gate does not let the application in; aims are no reason."""
    found = []
    if "channel" in gate.values and application.channel != THE_GATES:
        facts = {"channel": gate["channel"].as_dict(), "given": application.channel}
        found.append(Finding(gate.id, "cooperation.other-channel", facts))
    for criterion in criteria(charter, gate.id):
        answer = application.answers.get(criterion.id, [])
        if criterion.binds and missing(criterion, answer):
            found.append(_missing(charter, criterion, answer))
    return found


def _missing(charter: Charter, criterion: Clause, answer: Sequence[str]) -> Finding:
    facts = {"criterion": criterion.name.as_dict()}
    allowed = [dict(choice.name) for choice in choices(charter, criterion)]
    if not allowed:
        return Finding(criterion.id, "cooperation.nothing-shown", facts)
    key = "cooperation.not-among" if any(answer) else "cooperation.not-answered"
    return Finding(criterion.id, key, {**facts, "allowed": allowed})
