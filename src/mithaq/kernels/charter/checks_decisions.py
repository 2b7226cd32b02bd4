"""Contradictions in what bodies may and how they decide, and in who is let in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from mithaq.kernels.charter.checks_bodies import fault
from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.faults import Fault
from mithaq.kernels.charter.plainly import plain

COUNTED = ("consensus", "unanimity", "simple-majority", "absolute-majority", "qualified-majority", "double-majority")
SHARED = ("qualified-majority", "double-majority")  # of which a share can be told
MAJORITIES = COUNTED[2:]
DECIDING = (*COUNTED, "chair-decides")
_SEATS = '[body.{}.seat.members]\ncount = "5-6"'


def powers(charter: Charter) -> Iterator[Fault]:
    """Nobody is granted and denied the same; a denial to one kind of seats narrows what the body may, and may stand."""
    for body in charter.of("body"):
        told = charter.under(body.id, "power")
        for one in told:
            for other in told:
                if one.get("to") != other.get("to") or _apart(one, other):
                    continue
                both = [power for power in one.get("grants", ()) if power in other.get("denies", ())]
                if both:
                    yield fault(other, "denies", "granted-and-denied", said=both, other=one.id)


def _apart(one: Clause, other: Clause) -> bool:
    """Whether two powers are told to be over different things."""
    return "over" in one.values and "over" in other.values and one["over"] != other["over"]


def one_rule(charter: Charter) -> Iterator[Fault]:
    """On one matter a body decides by one rule; a rule for a matter goes before the rule for any."""
    for body in charter.of("body"):
        told = [one for one in charter.under(body.id, "decision") if one.binds and one["rule"] in DECIDING]
        for one, other in combinations(told, 2):
            both = sorted(_matters(one) & _matters(other))
            if both:
                facts = {"said": both, "rule": other["rule"], "other": one.id, "other_rule": one["rule"]}
                yield fault(other, "on", "two-rules", **facts)
    for amendment in charter.of("amendment"):
        for one in charter.under(amendment.get("by", ""), "decision"):
            same = all(one.get(word) == amendment.get(word) for word in ("rule", "share"))
            if "charter" in _matters(one) and one["rule"] in COUNTED and one.binds and not same:
                facts = {"said": ["charter"], "rule": amendment["rule"], "other": one.id, "other_rule": one["rule"]}
                yield fault(amendment, "rule", "two-rules", **facts)


def _matters(decision: Clause) -> set[str]:
    told = set(decision.get("on", ("any",)))
    return {"any"} if "any" in told else told


def rules_whole(charter: Charter) -> Iterator[Fault]:
    """A rule has what it needs to be applied."""
    for clause in (*charter.of("decision"), *charter.of("amendment")):
        rule = clause["rule"]
        if rule == "qualified-majority" and "share" not in clause.values:
            yield fault(clause, "share", "share-missing", example='share = "2/3"')
        if rule in SHARED and "share" in clause.values and clause["share"] <= Fraction(1, 2):
            yield fault(clause, "share", "qualified-too-small", said=str(clause["share"]), example='share = "2/3"')
        if rule == "consultation" and "consults" not in clause.values:
            yield fault(clause, "consults", "consults-nobody", example='consults = "members"')
        if rule == "recommendation" and "recommends_to" not in clause.values and clause.kind == "decision":
            yield fault(clause, "recommends_to", "recommends-to-nobody", example='recommends_to = "members"')
        body = clause.under or clause.get("by", "")
        if rule == "chair-decides" and body and not charter.one(body, "chair"):
            yield fault(clause, "rule", "no-chair", said=rule, example=f"[{body}.chair]")


def somebody_decides(charter: Charter) -> Iterator[Fault]:
    """Where something is decided by counting, somebody sits to be counted."""
    for body in charter.of("body"):
        if charter.under(body.id, "seat"):
            continue
        facts = {"other": body.id, "example": _SEATS.format(body.key)}
        for decision in charter.under(body.id, "decision"):
            if decision["rule"] in COUNTED and "decided_by" not in decision.values and decision.binds:
                yield fault(decision, "rule", "decides-without-seats", said=decision["rule"], **facts)
        for power in charter.under(body.id, "power"):
            deciding = [one for one in power.get("grants", ()) if one in ("decide", "vote")]
            if deciding and power.binds and not charter.under(body.id, "decision"):
                yield fault(power, "grants", "grants-without-seats", said=deciding, **facts)
    for amendment in charter.of("amendment"):
        by = charter.get(amendment.get("by", ""))
        if by and not charter.under(by.id, "seat"):
            facts = {"other": by.id, "example": _SEATS.format(by.key)}
            yield fault(amendment, "by", "amends-without-seats", said=by.id, **facts)


def criteria_told(charter: Charter) -> Iterator[Fault]:
    for gate in charter.of("gate"):
        if gate.binds and not charter.under(gate.id, "criterion"):
            example = f'[{gate.id}.criterion.area]\nname = "…"'
            yield fault(gate, "criterion", "gate-without-criteria", example=example)
    for membership in charter.of("membership"):
        found = charter.under(membership.id, "criterion") or "criteria_in" in membership.values
        if membership["selection"] == "criteria" and membership.binds and not found:
            example = '[membership.criterion.area]\nname = "…"'
            yield fault(membership, "criterion", "membership-without-criteria", example=example)


def options_taken(charter: Charter) -> Iterator[Fault]:
    """The values a condition takes are those it tells in words, where it tells any."""
    for criterion in charter.of("criterion"):
        told = [option.key for option in charter.under(criterion.id, "option")]
        taken = list(criterion.get("one_of", ()))
        if told and set(told) != set(taken):
            odd = [one for one in (*told, *taken) if one not in told or one not in taken]
            yield fault(criterion, "one_of", "option-without-condition", said=odd, allowed=told)


# A word of a kind of clause that does nothing unless another word stands there, or says one of these.
_NEEDS: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "seat": (
        *(("renewal", "term", ()), ("stagger", "term", ())),
        ("pause", "renewal", ("none", "once", "twice")),
    ),
    "decision": (
        *(("share", "rule", SHARED), ("of", "rule", MAJORITIES)),
        *(("weighted", "rule", MAJORITIES), ("consults_for", "consults", ())),
    ),
    "amendment": (
        *(("share", "rule", SHARED), ("of", "rule", MAJORITIES)),
        ("consults_for", "consults", ()),
    ),
    "balance": (
        *(("number", "rule", ("at-least", "at-most")), ("share", "rule", ("at-least", "at-most", "share"))),
        *(("value", "rule", ("at-least", "at-most", "share")), ("values", "rule", ("equal", "every"))),
    ),
    "observers": (("for", "admitted", ("invitation",)),),
    "mandate": (("rule", "extended_by", ()),),
    "call": (("extension", "deadline", ()),),
}


def words_without_effect(charter: Charter) -> Iterator[Fault]:
    for kind, needs in _NEEDS.items():
        for clause in charter.of(kind):
            for word, other, values in needs:
                there = clause.get(other)
                if word in clause.values and (there is None or (values and there not in values)):
                    needed = f"{other} = {' | '.join(values)}" if values else other
                    yield fault(clause, word, "without-effect", said=plain(clause[word]), needs=needed)


CHECKS = (powers, one_rule, rules_whole, somebody_decides, criteria_told, options_taken, words_without_effect)
