"""What a motion has so far, and whether that is enough by its rule: the kernel counts, this room tells it of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel import Locale
from django.utils.timezone import localdate

from mithaq.bodies import selectors as bodies
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Charter, Clause, Finding, Money
from mithaq.meetings import clauses
from mithaq.meetings.enums import Capacity, Stance
from mithaq.meetings.models import Attendance, Motion, Position
from mithaq.people.selectors import holding

_MORE_THAN = frozenset({"simple-majority", "absolute-majority", "qualified-majority", "recommendation"})
BY_CONSENSUS = (Stance.FOR, Stance.ABSTAINS, Stance.OBJECTS)
BY_MAJORITY = (Stance.FOR, Stance.AGAINST, Stance.ABSTAINS)
CHOICES: Mapping[str, Any] = {
    Stance.FOR: "for",
    Stance.AGAINST: "against",
    Stance.OBJECTS: "against",
    Stance.ABSTAINS: "abstain",
}


def stances(clause: Clause | None) -> tuple[Stance, ...]:
    """What may be said under a rule: under consensus nobody votes against, they object."""
    return BY_CONSENSUS if clause is not None and clause["rule"] in clauses.CONSENSUS else BY_MAJORITY


@dataclass(frozen=True, slots=True)
class Counted:
    """The outcome, and every figure of it as JSON."""

    adopted: bool
    figures: dict[str, Any]


def counted(motion: Motion, charter: Charter, clause: Clause, *, on: date) -> Counted:
    """How the motion would be decided with what is said so far."""
    voters = eligible(motion, charter, clause, on=on)
    said = Position.objects.filter(motion=motion).select_related("tenure").order_by("at", "pk")  # the last word counts
    by_holder = {key(one.tenure): one.stance for one in said}
    votes = kernel.Votes(
        entitled=[voter for _tenure, voter in voters],
        choices={holder: CHOICES[stance] for holder, stance in by_holder.items()},
        present=frozenset(_present(motion)),
        chair=_chair(motion, on=on),
    )
    outcome = kernel.majority(clause, votes)
    seats = {voter.key: tenure for tenure, voter in voters}
    power = powers(clause, votes.entitled)
    tally = {stance.value: sum(by_holder.get(holder) == stance for holder in seats) for stance in Stance}
    figures: dict[str, Any] = {
        "adopted": outcome.adopted,
        "why": outcome.why,
        "rule": outcome.rule,
        "share": _exact(clause.get("share")),
        "of": clause.get("of", ""),
        "seats": len(seats),
        "silent": sum(holder not in by_holder for holder in seats),
        **({"given_until": given_until(motion).isoformat()} if by_contribution(motion, charter, clause) else {}),
        **({"weighted": clause["weighted"]} if "weighted" in clause.values else {}),
        "proposed_rule": clause.get("status", "adopted") != "adopted",
        **tally,
        "against": tally["against"] + tally["objects"],
        "steps": [
            {
                "key": step.key,
                "have": _exact(step.have),
                "of": _exact(step.of),
                "need": _exact(step.need),
                "strict": step.strict,
                "met": step.met,
            }
            for step in outcome.steps
        ],
        "votes": [
            {"tenure": tenure.uid, "votes": voter.votes, "stance": by_holder.get(voter.key, "")}
            | ({"gave": str(voter.contribution.amount)} if voter.contribution else {})
            | ({"power": str(power[voter.key])} if power else {})
            for tenure, voter in voters
        ],
    }
    return Counted(outcome.adopted, figures)


def key(record: Any) -> str:
    """One holder, whatever seats it has: who holds two seats of a body has one voice."""
    who = bodies.holder_of(record)
    return f"{who.kind}:{who.key}"


def eligible(motion: Motion, charter: Charter, clause: Clause | None, *, on: date) -> list[tuple[Any, kernel.Voter]]:
    """Who decides on a motion: each holder that has a vote on the day, with the seat it goes by.

    Whoever gave less than the threshold is not among them; to the kernel the others gave as much as it asks, or, where
    votes weigh by it, what they gave. Contributions count up to the day the motion was put (`given_until`).
    """
    asked: Money | None = clause.get("threshold") if clause is not None else None
    weighted = clause is not None and clause.get("weighted") == "contribution"
    currency = asked.currency if asked is not None else ""
    found = []
    until = given_until(motion)
    for one in bodies.voters(motion.body, on=on, charter=charter, matter=motion.matter, given_until=until):
        gave = Money(one.weight, currency, f"{one.weight} {currency}") if weighted else asked
        found.append((one.tenure, kernel.Voter(key(one.tenure), one.votes, gave)))
    return found


def given_until(motion: Motion) -> date:
    """The cut-off date of contributions: the day the vote was opened. What comes later changes nobody's vote."""
    return localdate(motion.proposed_at)


def unweighed(motion: Motion, charter: Charter) -> list[Finding]:
    """Why votes have no weight: what they weigh by was given in several currencies by the day of the cut-off."""
    until = given_until(motion)
    return bodies.incomparable(motion.body, on=until, charter=charter, matter=motion.matter)


def by_contribution(motion: Motion, charter: Charter, clause: Clause | None) -> bool:
    """Whether who votes, or how much, depends on what was given."""
    if clause is None:
        return False
    seats = charter.under(motion.body.clause, "seat")
    return clause.get("weighted") == "contribution" or any("threshold" in one.values for one in (clause, *seats))


def powers(clause: Clause, voters: Sequence[kernel.Voter]) -> dict[str, Fraction]:
    """The index of Banzhaf of each voter: its share of all cases in which one vote turns the outcome.

    Of all who may vote, whatever they say. Empty where all votes weigh the same, where no single majority decides, and
    where there are too many different coalitions to count.
    """
    if clause["rule"] not in _MORE_THAN:
        return {}
    weighted = clause.get("weighted") == "contribution"
    weights = [Fraction(v.contribution.amount) if weighted and v.contribution else Fraction(v.votes) for v in voters]
    if len(set(weights)) < 2:
        return {}
    share: Fraction | None = clause.get("share")
    need = sum(weights, Fraction()) * (share or Fraction(1, 2))
    try:
        told = kernel.banzhaf(weights, need, strict=share is None)
    except ValueError:
        return {}
    return {voter.key: power for voter, power in zip(voters, told, strict=True)}


def voting_seat(motion: Motion, charter: Charter, tenure: Any, *, on: date) -> Any:
    """The seat by which the holder of a seat votes; None where it has no vote."""
    clause = clauses.rule_of(charter, motion)
    mine = key(tenure)
    return next((seat for seat, voter in eligible(motion, charter, clause, on=on) if voter.key == mine), None)


def why_not(motion: Motion, charter: Charter, tenure: Any, *, on: date) -> Finding:
    """The clause by which a seat has no vote: too small a contribution, or a power it is denied."""
    facts: dict[str, Any] = {"body": dict(motion.body.name), "who": holder_name(tenure)}
    rules = (charter.get(tenure.seat.clause), clauses.rule_of(charter, motion))
    for clause in rules:
        asked: Money | None = clause.get("threshold") if clause is not None else None
        if clause is None or asked is None:
            continue
        gave = _given(tenure, asked.currency, given_until(motion))
        if gave < asked.amount:
            money = {"need": asked.text, "gave": f"{gave.normalize():f} {asked.currency}"}
            return Finding(clause.id, "meetings.below-threshold", facts | money)
    for power in charter.under(motion.body.clause, "power"):
        if {"vote", "decide"} & set(power.get("denies", ())) and power.get(
            "to", tenure.seat.clause
        ) == tenure.seat.clause:
            return Finding(power.id, "meetings.no-vote", facts)
    return Finding(tenure.seat.clause, "meetings.no-vote", facts)


def holder_name(record: Any) -> Any:
    """Who holds a seat, as a fact: an organisation in its languages, a State by its name, a person by theirs."""
    if record.organisation_id:
        return dict(record.organisation.name)
    country = getattr(record, "country", "")
    return dict(state(country)) if country else record.person.name


def spoken_name(record: Any) -> str:
    """The same in the language of the reader."""
    told = holder_name(record)
    return str(Words(told)) if isinstance(told, dict) else str(told)


def state(country: str) -> Words:
    return Words({code: Locale(code).territories.get(country, country) for code in languages.CODES})


def _given(tenure: Any, currency: str, on: date) -> Decimal:
    rows = bodies.Contribution.objects.filter(body=tenure.seat.body, currency=currency, received_on__lte=on)
    mine = rows.filter(organisation=tenure.organisation, country=tenure.country, person=tenure.person)
    return sum(mine.values_list("amount", flat=True), Decimal())


def _present(motion: Motion) -> set[str]:
    """Who of those who sit came to the meeting the motion is put at."""
    if motion.meeting_id is None:
        return set()
    came = Attendance.objects.filter(meeting=motion.meeting, came=True, capacity=Capacity.SEAT)
    return {key(one) for one in came}


def _chair(motion: Motion, *, on: date) -> str:
    presiding = bodies.Chair.objects.filter(holding(on), body=motion.body).first()
    return key(presiding) if presiding is not None else ""


def _exact(value: Fraction | int | None) -> str:
    """A figure as text: whole, or as a fraction in its lowest terms."""
    return "" if value is None else str(value)
