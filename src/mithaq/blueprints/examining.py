"""Reading a text as a charter: everything that is wrong with it, and which of its clauses state a rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mithaq.kernels import charter
from mithaq.kernels.charter import Charter, Clause, Fault

MOST_BYTES = 500_000

# Kinds of clause that say what must be so; the others say what is, what was said, or what is aimed at.
RULING = (
    *("body", "seat", "balance", "power", "decision", "observers", "publication", "meeting", "mandate", "duty"),
    *("chair", "membership", "criterion", "consultation", "right", "gate", "amendment", "milestone", "phase"),
    *("cycle", "event", "call", "output"),
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A text, read: the charter it is as far as it could be read, and its faults in the order of the text."""

    text: str
    charter: Charter
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.severity == "error")


class Faulty(ValidationError):
    """A text that is not adopted: `faults` say where and why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(_("The text has faults. Mend them first; nothing was changed."))
        self.faults = faults


def examine(text: str) -> Examined:
    """Read a text and look for contradictions in it. Refused (ValidationError): a text larger than half a megabyte."""
    check_size(text)
    reading = charter.read(text)
    return Examined(text, reading.charter, reading.faults or charter.check(reading.charter))


def check_size(text: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise ValidationError(
            _("The text has %(size)s kB; a charter has at most %(most)s kB."),
            code="too-large",
            params={"size": size // 1000, "most": MOST_BYTES // 1000},
        )


def sound(text: str) -> Charter:
    """The charter a text is. Refused: `Faulty` where it has a fault that is more than a warning."""
    examined = examine(text)
    if examined.errors:
        raise Faulty(examined.errors)
    return examined.charter


def rules(of: Charter) -> tuple[Clause, ...]:
    """The clauses that state a rule; what is superseded stands only for the record."""
    return tuple(one for one in of if one.kind in RULING and one.get("status") != "superseded")
