"""What can be wrong with the text of a charter, as people read it: what it is, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from mithaq.blueprints.pieces import Listed, Piece, Raw, Sentence
from mithaq.blueprints.values import number
from mithaq.kernels.charter import Fault

MOST_ALLOWED = 12

WHAT: Mapping[str, Any] = {
    "not-toml": _("The text cannot be read from here on: it is not TOML (%(detail)s)."),
    "too-deep": _("Tables or lists stand in each other deeper than any charter needs."),
    "unknown-section": _("There is no kind of clause called %(word)s."),
    "unknown-word": _("A clause of this kind has no word %(word)s."),
    "missing": _("The clause lacks the word %(word)s, which it must have."),
    "no-institution": _("The text does not say whose charter it is: the clause %(word)s is missing."),
    "not-a-table": _("Under %(word)s a clause must stand, with its own header."),
    "bad-key": _("%(word)s cannot name a clause: use small Latin letters, digits and hyphens."),
    "not-text": _("A text must stand under %(word)s; there stands %(said)s."),
    "empty": _("Nothing stands under %(word)s."),
    "not-words": _("Under %(word)s a text must stand, or one text in each language; there stands %(said)s."),
    "unknown-language": _("%(word)s is no language of a charter: words are said in Arabic, English or French."),
    "not-a-number": _("A whole number must stand under %(word)s; there stands %(said)s."),
    "negative": _("The number under %(word)s must not be below zero; there stands %(said)s."),
    "too-large": _("What stands under %(word)s is larger than any charter needs: %(said)s; at most %(most)s."),
    "not-true-or-false": _("true or false must stand under %(word)s; there stands %(said)s."),
    "not-a-count": _("%(said)s does not say how many (%(word)s)."),
    "backwards": _("What stands under %(word)s ends before it begins: %(said)s."),
    "not-a-fraction": _("A fraction must stand under %(word)s; there stands %(said)s."),
    "not-a-part": _(
        "The fraction under %(word)s must be more than nothing and at most the whole; there stands %(said)s."
    ),
    "not-money": _("%(said)s does not say an amount and its currency (%(word)s)."),
    "not-a-span": _("%(said)s does not say how long (%(word)s)."),
    "not-a-cadence": _("%(said)s does not say how often (%(word)s)."),
    "not-a-time": _("%(said)s does not say when (%(word)s)."),
    "no-such-moment": _("The time under %(word)s is told from %(said)s, which is neither a clause nor a known moment."),
    "not-a-choice": _("%(said)s may not stand under %(word)s."),
    "twice": _("%(said)s stands twice under %(word)s."),
    "not-a-party": _("%(said)s (%(word)s) is neither a party nor the address of a clause."),
    "not-a-source": _("A source is a document and a quoted sentence; there stands %(said)s."),
    "not-a-key": _("%(said)s cannot be a key (%(word)s): use small Latin letters, digits and hyphens."),
    "not-an-action": _("%(said)s is no action (%(word)s): an action is a room and a verb."),
    "not-a-country": _("%(said)s is no State (%(word)s): a State is told by two capital letters."),
    "not-a-clause": _("%(said)s is no address of a clause (%(word)s)."),
    "no-such-clause": _("There is no clause %(said)s, which %(word)s names."),
    "wrong-kind-of-clause": _("%(word)s names %(said)s, and that clause is of another kind (%(kind)s)."),
    "balance-impossible": _(
        "These rules of balance (%(over)s) cannot all be met together, however many seats there are: %(clauses)s."
    ),
    "balance-beyond-seats": _(
        "These rules of balance (%(over)s) cannot be met with the seats there are (%(said)s): %(clauses)s."
    ),
    "no-such-level": _("There is no level %(said)s (%(word)s)."),
    "option-without-condition": _(
        "The condition does not take these values, or does not tell them (%(word)s): %(said)s."
    ),
    "bound-without-value": _("A bound is on one value, and %(word)s is not told."),
    "bound-without-number": _("A bound needs a number or a share: %(word)s is not told."),
    "balance-without-values": _(
        "No values are told for %(over)s (%(word)s): the balance can be shown, but not watched."
    ),
    "more-than-among": _(
        "%(said)s are to be chosen (%(word)s), and there are only %(most)s to choose from: %(other)s."
    ),
    "among-other-body": _(
        "They are to be taken from %(said)s (%(word)s), and neither body is a part of the other: %(other)s."
    ),
    "seat-of-another-body": _("%(said)s (%(word)s) are not seats of this body: %(other)s."),
    "seat-of-none": _("There is none of these seats: %(word)s is %(said)s."),
    "turn-without-rotation": _("A turn is told of a seat that does not rotate (%(word)s is %(said)s)."),
    "turn-without-current": _(
        "There is a seat for the past or the next turn, and none for the current one (%(word)s is %(said)s)."
    ),
    "contribution-without-threshold": _(
        "Seats are had by contribution, and from which amount on (%(word)s) is not told."
    ),
    "waitlist-open": _("Nobody waits for seats without end: %(word)s is %(said)s, and the number of seats %(count)s."),
    "stagger-uneven": _("A term of %(term)s does not divide into %(said)s equal parts (%(word)s)."),
    "term-outlives-body": _("A term of %(said)s (%(word)s) is longer than the body lives, %(most)s: %(other)s."),
    "more-chairs-than-seats": _("%(said)s are to preside (%(word)s), and only %(most)s have a seat: %(other)s."),
    "granted-and-denied": _("%(said)s is granted here (%(word)s) and denied there, or the other way round: %(other)s."),
    "two-rules": _("Two rules decide the same (%(word)s, %(said)s): %(rule)s here, %(other_rule)s in %(other)s."),
    "share-missing": _("How large the qualified majority is (%(word)s) is not told."),
    "qualified-too-small": _("A qualified majority is more than half; %(word)s is %(said)s."),
    "consults-nobody": _("Whom to consult (%(word)s) is not told."),
    "recommends-to-nobody": _("To whom it is a recommendation (%(word)s) is not told."),
    "no-chair": _("The chair is to decide (%(word)s is %(said)s), and the body has none."),
    "decides-without-seats": _("A body in which nobody sits is to decide (%(word)s is %(said)s): %(other)s."),
    "grants-without-seats": _("A body in which nobody sits may decide (%(word)s is %(said)s): %(other)s."),
    "amends-without-seats": _("A body in which nobody sits is to amend the charter (%(word)s is %(said)s): %(other)s."),
    "circular": _("These clauses follow each other in a circle (%(word)s): %(clauses)s."),
    "phase-too-early": _("It begins (%(word)s: %(said)s) before the phase that it follows ends, %(most)s: %(other)s."),
    "opens-after-deadline": _("It begins (%(word)s: %(said)s) after it is over, %(most)s."),
    "after-deadline": _(
        "The step (%(word)s: %(said)s) lies after the deadline %(most)s of what it belongs to: %(other)s."
    ),
    "gate-without-criteria": _("Nothing is asked of what is to pass: %(word)s is missing."),
    "membership-without-criteria": _("Members are found by criteria, and none is told (%(word)s)."),
    "count-differs": _("The text says %(said)s (%(word)s) and tells %(have)s."),
    "same-number": _("Another clause has the same number %(said)s (%(word)s): %(other)s."),
    "without-effect": _("%(word)s (%(said)s) does nothing here: it needs %(needs)s."),
    "finding-of-one": _("A finding keeps at least the two things that are said; it has %(have)s (%(word)s)."),
}

# Where neither a likely word nor what is allowed nor an example says what would be right.
RIGHT: Mapping[str, Any] = {
    "not-toml": _("Look for a missing quotation mark, bracket or equals sign."),
    "too-deep": _("Close the brackets, or give each clause a header of its own."),
    "missing": _("Add a line that begins with %(word)s =."),
    "empty": _("Say something there, or leave the word out."),
    "too-large": _("Write a smaller value."),
    "twice": _("Leave it there once."),
    "no-such-clause": _("Name a clause that stands in the text, or write that clause."),
    "balance-impossible": _("Change or leave out any one of these clauses: without it the others can be met."),
    "balance-beyond-seats": _("Change or leave out any one of these clauses: without it the others can be met."),
    "more-than-among": _("Ask for fewer, or give the other clause more seats."),
    "among-other-body": _("Name seats of the same body, or say by part_of which body belongs to which."),
    "seat-of-another-body": _("Name seats of this body."),
    "term-outlives-body": _("Shorten the term, or let the body last longer."),
    "more-chairs-than-seats": _("Let fewer preside, or add seats."),
    "granted-and-denied": _("Keep one of the two."),
    "two-rules": _("Keep one rule, or say for each on which matters it holds."),
    "circular": _("Let one of them begin: take %(word)s out of it."),
    "phase-too-early": _("Let it begin later, or the phase before it end earlier."),
    "opens-after-deadline": _("Let it begin before its deadline."),
    "after-deadline": _("Let the step come earlier, or move the deadline."),
    "count-differs": _("Correct the number, or declare both by a clause [finding]."),
    "same-number": _("Give one of them another number."),
    "without-effect": _("Leave it out, or add what it needs."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A fault in words: where it stands, what is wrong, and what would be right."""

    fault: Fault
    what: Sentence
    right: tuple[Sentence, ...]

    @property
    def line(self) -> int:
        return self.fault.place.line

    @property
    def column(self) -> int:
        return self.fault.place.column

    @property
    def place(self) -> Sentence:
        """Line, column and clause."""
        facts: dict[str, Piece] = {"line": str(self.line), "column": str(self.column)}
        if not self.fault.clause:
            return Sentence(gettext("Line %(line)s, column %(column)s"), facts)
        facts["clause"] = Raw(self.fault.clause)
        return Sentence(gettext("Line %(line)s, column %(column)s, clause %(clause)s"), facts)

    @property
    def text(self) -> str:
        """What is wrong and what would be right, in one go."""
        return " ".join(str(one) for one in (self.what, *self.right))

    def __str__(self) -> str:
        return pgettext("where: what", "%(place)s: %(text)s") % {"place": self.place, "text": self.text}


def say(fault: Fault) -> Said:
    """A fault in the reader's language."""
    return Said(fault, Sentence(str(WHAT[fault.key]), _facts(fault)), tuple(_right(fault)))


def _facts(fault: Fault) -> dict[str, Piece]:
    said: dict[str, Piece] = {}
    for name, value in fault.facts.items():
        said[name] = (
            Listed(tuple(Raw(str(one)) for one in value)) if isinstance(value, list | tuple) else Raw(str(value))
        )
    return said


def _right(fault: Fault) -> list[Sentence]:
    """The likeliest word, or what may stand there and an example; else what to do."""
    facts, right = fault.facts, []
    if "near" in facts:
        right.append(Sentence(gettext("Did you mean %(near)s?"), {"near": Raw(str(facts["near"]))}))
    elif facts.get("allowed"):
        right.append(_allowed([str(one) for one in facts["allowed"]]))
    if "example" in facts and "near" not in facts:
        right.append(
            Sentence(gettext("Right would be, for example: %(example)s."), {"example": Raw(str(facts["example"]))})
        )
    if fault.key in RIGHT and (fault.key not in _ONLY_ELSE or not right):
        right.append(Sentence(str(RIGHT[fault.key]), _facts(fault)))
    return right


_ONLY_ELSE = frozenset({"no-such-clause", "among-other-body", "seat-of-another-body", "too-large", "empty", "missing"})


def _allowed(allowed: list[str]) -> Sentence:
    shown, more = allowed[:MOST_ALLOWED], len(allowed) - MOST_ALLOWED
    facts: dict[str, Piece] = {"allowed": Listed(tuple(Raw(one) for one in shown))}
    if more <= 0:
        return Sentence(gettext("What may stand here: %(allowed)s."), facts)
    facts["n"] = number(more)
    said = ngettext(
        "What may stand here: %(allowed)s, and %(n)s more.", "What may stand here: %(allowed)s, and %(n)s more.", more
    )
    return Sentence(said, facts)
