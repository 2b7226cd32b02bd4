"""What can be wrong with the text of a charter: every key, how grave it is, and the facts it carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from mithaq.kernels.charter.places import Place

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Told:
    """A key of a fault: what it says (English, for those who word it), its facts, and how grave it is.

    Facts are JSON. A name that ends in "?" is there only where it helps. The same name means the same everywhere:
    `word` the word of the charter that is wrong or missing, `said` what stands there, `allowed` what may stand there
    (a list), `near` the likeliest of these, `example` something that would be right, `clauses` the ids of all clauses
    that stand against each other (a list, that of the fault first), `other` the id of one other clause.
    """

    says: str
    facts: tuple[str, ...] = ()
    severity: Severity = "error"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a text: where, in which clause, and a key of `FAULTS` with facts that a room words.

    A text with an "error" is not adopted. A "warning" is shown, and no longer where the charter declares it itself by
    a `[finding.…]` about one of the clauses it names.
    """

    place: Place
    clause: str
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def severity(self) -> Severity:
        return FAULTS[self.key].severity

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause it names, its own first."""
        named = (self.clause, *self.facts.get("clauses", ()), *filter(None, (self.facts.get("other"),)))
        return tuple(dict.fromkeys(filter(None, named)))


_VALUE = ("word", "said", "example")

_READING: Mapping[str, Told] = {
    "not-toml": Told("The text is no TOML: reading stopped here.", ("detail",)),
    "too-deep": Told("Tables or lists stand in each other deeper than any charter needs."),
    "unknown-section": Told("There is no such kind of clause at the top.", ("word", "allowed", "near?")),
    "unknown-word": Told("The clause has no such word.", ("word", "allowed", "near?")),
    "missing": Told("The clause lacks a word it must have.", ("word", "allowed?", "example?")),
    "no-institution": Told("The text does not say whose charter it is.", ("word", "example")),
    "not-a-table": Told("Here a clause must stand, under its own header.", ("word", "example")),
    "bad-key": Told("A key is made of small letters, digits and hyphens.", ("word", "example")),
    "not-text": Told("Here a text must stand.", _VALUE),
    "empty": Told("Nothing stands here.", ("word", "example")),
    "not-words": Told("Here a text must stand, or one in each language.", _VALUE),
    "unknown-language": Told("Words are said in Arabic, English or French.", ("word", "allowed", "near?")),
    "not-a-number": Told("Here a whole number must stand.", _VALUE),
    "negative": Told("The number must not be below zero.", _VALUE),
    "too-large": Told("It is larger than any charter needs.", ("word", "said", "most", "example")),
    "not-true-or-false": Told("Here true or false must stand.", _VALUE),
    "not-a-count": Told("It does not say how many.", _VALUE),
    "backwards": Told("It ends before it begins.", _VALUE),
    "not-a-fraction": Told("Here a fraction must stand.", _VALUE),
    "not-a-part": Told("The fraction must be more than nothing and at most the whole.", _VALUE),
    "not-money": Told("It does not say an amount and its currency.", _VALUE),
    "not-a-span": Told("It does not say how long.", ("word", "said", "example", "at")),
    "not-a-cadence": Told("It does not say how often.", ("word", "said", "example", "at")),
    "not-a-time": Told("It does not say when.", _VALUE),
    "no-such-moment": Told(
        "A time is told from something that is neither a clause nor a known moment.",
        ("word", "said", "allowed", "near?", "example"),
    ),
    "not-a-choice": Told("The word is none of those that may stand here.", ("word", "said", "allowed", "near?")),
    "twice": Told("It stands in the list already.", ("word", "said")),
    "not-a-party": Told(
        "It is neither a party nor the id of a clause.", ("word", "said", "allowed", "near?", "example")
    ),
    "not-a-source": Told("A source is a document and a quoted sentence.", _VALUE),
    "not-a-key": Told("A key is made of small letters, digits and hyphens.", _VALUE),
    "not-an-action": Told("An action is a room and a verb.", _VALUE),
    "not-a-country": Told("A State is told by the two capital letters of ISO 3166.", _VALUE),
    "not-a-clause": Told("It is no id of a clause.", _VALUE),
    "no-such-clause": Told("No clause has this id.", ("word", "said", "allowed", "near?")),
    "wrong-kind-of-clause": Told("That clause is of another kind.", ("word", "said", "kind", "allowed")),
}

_CHECKING: Mapping[str, Told] = {
    "balance-impossible": Told(
        "These rules of balance cannot all be met together, however many seats there are.", ("clauses", "over")
    ),
    "balance-beyond-seats": Told(
        "These rules of balance cannot be met with these seats; `said` is how many there are.",
        ("clauses", "over", "said", "example?"),
    ),
    "bound-without-value": Told("A bound is on one value, and none is told.", ("word", "example")),
    "bound-without-number": Told("A bound needs a number or a share.", ("word", "example")),
    "no-such-level": Told("There is no such level.", ("word", "said", "allowed", "near?")),
    "option-without-condition": Told(
        "The condition does not take this value, or names one that it does not tell.", ("word", "said", "allowed")
    ),
    "balance-without-values": Told(
        "No values are told, so that it can be shown but not watched.", ("word", "over", "example"), "warning"
    ),
    "more-than-among": Told("More are to be chosen than there are to choose from.", ("word", "said", "most", "other")),
    "among-other-body": Told(
        "They are to be taken from a body that this one is no part of, nor the other way round.",
        ("word", "said", "allowed", "other"),
    ),
    "seat-of-another-body": Told("These are not seats of this body.", ("word", "said", "allowed", "other")),
    "seat-of-none": Told("A kind of seats of which there is none.", ("word", "said", "example")),
    "turn-without-rotation": Told("A turn is told of a seat that does not rotate.", ("word", "said", "allowed")),
    "turn-without-current": Told(
        "There is a seat for the past or next turn, and none for the current one.", ("word", "said", "example")
    ),
    "contribution-without-threshold": Told(
        "Seats are had by contribution, and from which on is not told.", ("word", "example")
    ),
    "waitlist-open": Told("Nobody waits for seats of which there is no end.", ("word", "said", "example", "count")),
    "stagger-uneven": Told("The term does not divide into so many equal parts.", ("word", "said", "term", "example")),
    "term-outlives-body": Told("A term is longer than the body lives.", ("word", "said", "most", "other")),
    "more-chairs-than-seats": Told("More preside than have a seat.", ("word", "said", "most", "other")),
    "granted-and-denied": Told("The same is granted and denied.", ("word", "said", "other")),
    "two-rules": Told("Two rules for decisions on the same.", ("word", "said", "rule", "other", "other_rule")),
    "share-missing": Told("How large the qualified majority is, is not told.", ("word", "example")),
    "qualified-too-small": Told("A qualified majority is more than half.", ("word", "said", "example")),
    "consults-nobody": Told("Whom to consult is not told.", ("word", "example")),
    "recommends-to-nobody": Told("To whom it is a recommendation is not told.", ("word", "example")),
    "no-chair": Told("The chair is to decide, and the body has none.", ("word", "said", "example")),
    "decides-without-seats": Told("A body is to decide in which nobody sits.", ("word", "said", "example", "other")),
    "grants-without-seats": Told(
        "A body in which nobody sits may decide.", ("word", "said", "example", "other"), "warning"
    ),
    "amends-without-seats": Told(
        "A body is to amend the charter in which nobody sits.", ("word", "said", "example", "other")
    ),
    "circular": Told("The clauses follow each other in a circle.", ("word", "clauses")),
    "phase-too-early": Told("It begins before the phase that it is to follow ends.", ("word", "said", "most", "other")),
    "opens-after-deadline": Told("It begins after it is over.", ("word", "said", "most")),
    "after-deadline": Told(
        "A step lies after the deadline of what it is a step of.", ("word", "said", "most", "other"), "warning"
    ),
    "gate-without-criteria": Told("Nothing is asked of what is to pass.", ("word", "example")),
    "membership-without-criteria": Told("Members are found by criteria, and none is told.", ("word", "example")),
    "count-differs": Told("The text says another number than it tells.", ("word", "said", "have"), "warning"),
    "same-number": Told("Two of the same have the same number.", ("word", "said", "other"), "warning"),
    "without-effect": Told("The word does nothing here.", ("word", "said", "needs"), "warning"),
    "finding-of-one": Told(
        "A finding keeps at least the two things that are said.", ("word", "have", "example"), "warning"
    ),
}

FAULTS: Mapping[str, Told] = {**_READING, **_CHECKING}
