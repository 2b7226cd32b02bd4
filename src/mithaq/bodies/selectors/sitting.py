"""Who sits, watches and votes in which body on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django_scopes import scope

from mithaq.bodies import clauses, parties
from mithaq.bodies.models import Alternate, Body, Mandate, Observer, Tenure
from mithaq.bodies.receipts import Given, currencies, given, weighs
from mithaq.bodies.rolls import with_holders
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people import selectors as people
from mithaq.people.selectors import Person, Voices, Who, holding


def bodies(institution: Institution, *, on: date) -> QuerySet[Body]:
    """The bodies that are there on a day, in the order they were opened."""
    found: QuerySet[Body] = Body.objects.filter(holding(on), institution=institution)
    return found.select_related("institution")


def body(institution: Institution, key: str) -> Body | None:
    """A body by its key, also one that has ended."""
    found: Body | None = Body.objects.filter(institution=institution, key=key).select_related("institution").first()
    return found


def sitting(body: Body, *, on: date) -> QuerySet[Tenure]:
    """Who sits in a body on a day: tenures with seat, holder and occupant, in the order of the seats."""
    found = Tenure.objects.filter(holding(on), holding(on, "seat__body__"), seat__body=body)
    return with_holders(found).order_by("seat__clause", "seat__number")


def sits(account: Any, body: Body, *, on: date) -> Tenure | None:
    """The seat whose rights somebody has on a day: as its occupant, else as an alternate; only while they still speak
    for its holder. On the day a term ends they do no more.
    """
    with scope(institution=body.institution):
        person = _person(account)
        if person is None or not body.holds(on):
            return None
        found = with_holders(_acting(person, on).filter(seat__body=body))
        mine = sorted(found, key=lambda one: (one.occupant_id != person.pk and one.person_id != person.pk, one.pk))
        told = people.voices(body.institution, person, on=on) if mine else Voices()
        return next((one for one in mine if _speaks(told, one, person, one.seat.body.key)), None)


def observes(account: Any, body: Body, *, on: date) -> bool:
    """Whether somebody is there on a day without deciding: invited in person, or speaking for who was (as far as this
    institution knows them: `people.voices_here`).
    """
    with scope(institution=body.institution):
        person = _person(account)
        if person is None or not body.holds(on):
            return False
        invited = list(Observer.objects.filter(holding(on), body=body))
        told = people.voices_here(body.institution, person, on=on) if invited else Voices()
        return any(_speaks(told, one, person, body.key) for one in invited)


def bodies_of(account: Any, institution: Institution, *, on: date) -> frozenset[int]:
    """The keys of the bodies where somebody sits or observes on a day; the same few questions however many."""
    with scope(institution=institution):
        person = _person(account)
        if person is None:
            return frozenset()
        there = holding(on, "seat__body__")
        seated = list(_acting(person, on).filter(there, institution=institution).select_related("seat__body"))
        told = people.voices(institution, person, on=on) if seated else Voices()
        found = {one.seat.body_id for one in seated if _speaks(told, one, person, one.seat.body.key)}
        invited = Observer.objects.filter(holding(on), holding(on, "body__"), institution=institution)
        watching = list(invited.select_related("body"))
        here = people.voices_here(institution, person, on=on) if watching else Voices()
        return frozenset(found | {one.body_id for one in watching if _speaks(here, one, person, one.body.key)})


def _person(account: Any) -> Person | None:
    if not isinstance(account, Account) or not account.is_active:
        return None
    return people.person_of(account)


def _acting(person: Person, on: date) -> QuerySet[Tenure]:
    stands_in = Q(alternates__in=_alternates(person, on))
    found: QuerySet[Tenure] = Tenure.objects.filter(holding(on), Q(occupant=person) | Q(person=person) | stands_in)
    return found.distinct()


def _alternates(person: Person, on: date) -> QuerySet[Any]:
    found: QuerySet[Any] = Alternate.objects.filter(holding(on), person=person)
    return found


def _speaks(told: Voices, held: Tenure | Observer, person: Person, body: str) -> bool:
    """Whether a person still may act for a holder; for a person that sits, themselves or who stands in."""
    who = parties.key_of(held)
    if who.kind == "person":
        return who.key == person.pk or isinstance(held, Tenure)
    organisation = int(who.key) if who.kind == "organisation" else None
    return told.speaks_for(organisation=organisation, country=held.country, body=body)


@dataclass(frozen=True, slots=True)
class Voter:
    """Who decides: the seat it is for, how many votes, and what each weighs (what was given, or one)."""

    tenure: Tenure
    votes: int
    weight: Decimal

    @property
    def holder(self) -> Who:
        return parties.key_of(self.tenure)


def voters(body: Body, *, on: date, charter: Charter, matter: str = "", given_until: date | None = None) -> list[Voter]:
    """Who may decide in a body on a day, each holder once, whatever seats they hold.

    Contributions count that had come by the end of `given_until`; of the day itself where that is not told.
    Nobody where the body may not act (`hindered`), or where it is denied the vote. No observers; no seats that are
    denied it, or have no votes; who gave less than the threshold of the seat or of the rule does not vote.
    """
    if hindered(body, on=on, charter=charter):
        return []
    rule = deciding(charter, body, matter)
    seated = list(sitting(body, on=on))
    return count_votes(charter, body, seated, rule, given([body.pk], on=given_until or on))


def count_votes(
    charter: Charter, body: Body, seated: Iterable[Tenure], rule: Clause | None, sums: Given
) -> list[Voter]:
    """The votes of those who sit."""
    mute = clauses.denied(charter, body.clause, "vote", "decide")
    no_more = clauses.denied(charter, body.clause, "additional-decision")
    if "" in mute:
        return []
    by_holder: dict[Who, list[tuple[Tenure, int]]] = defaultdict(list)
    for tenure in seated:
        clause = charter.get(tenure.seat.clause)
        if clause is not None and clause.id not in mute and _gave_enough(body, tenure, clause, rule, sums):
            by_holder[parties.key_of(tenure)].append((tenure, clause.get("votes", 1)))
    found = []
    for who, held in by_holder.items():
        plain = [(tenure, votes) for tenure, votes in held if tenure.seat.clause not in no_more]
        tenure, votes = max(plain or [(held[0][0], min(1, held[0][1]))], key=lambda one: one[1])
        if votes:
            found.append(Voter(tenure, votes, _weight(body, who, rule, sums)))
    return sorted(found, key=lambda one: (one.tenure.seat.clause, one.tenure.seat.number))


def _gave_enough(body: Body, tenure: Tenure, clause: Clause, rule: Clause | None, sums: Given) -> bool:
    asked = [one["threshold"] for one in (clause, rule) if one is not None and "threshold" in one.values]
    who = parties.key_of(tenure)
    return all(sums.get((body.pk, one.currency, who), Decimal()) >= one.amount for one in asked)


def _weight(body: Body, who: Who, rule: Clause | None, sums: Given) -> Decimal:
    """One; where votes weigh by contribution, what was given in the currency of the rule.

    Where the rule names no currency and several were given, sums cannot be compared: nothing weighs, and nothing is
    decided (`incomparable`).
    """
    if rule is None or rule.get("weighted") != "contribution":
        return Decimal(1)
    found = currencies(body.pk, sums) if weighs(rule) else (rule["threshold"].currency,)
    return max(Decimal(), sums.get((body.pk, found[0], who), Decimal())) if len(found) == 1 else Decimal()


def incomparable(body: Body, *, on: date, charter: Charter, matter: str = "") -> list[Finding]:
    """Why a body cannot decide on a matter with what was given by the end of a day: votes weigh by it, and it was
    given in several currencies of which the rule names none. Nothing where it can.
    """
    rule = deciding(charter, body, matter)
    found = currencies(body.pk, given([body.pk], on=on)) if rule is not None and weighs(rule) else ()
    if rule is None or len(found) < 2:
        return []
    facts = {"body": dict(body.name), "currencies": list(found), "on": on.isoformat()}
    return [Finding(rule.id, "bodies.currencies", facts)]


def deciding(charter: Charter, body: Body, matter: str = "") -> Clause | None:
    """The clause by which a body decides on a matter: the one that names it, else the one for any."""
    told = clauses.parts(charter, body.clause, "decision")
    named = [one for one in told if matter and matter in one.get("on", ())]
    return next(iter(named or [one for one in told if "any" in one.get("on", ("any",))]), None)


def hindered(body: Body, *, on: date, charter: Charter) -> list[Finding]:
    """Why a body may not act on a day: it is not there, or its mandate does not hold. Nothing where it may."""
    told = {"body": dict(body.name), "on": on.isoformat()}
    if not body.holds(on):
        facts = {"begins": body.from_date.isoformat(), "until": body.until.isoformat() if body.until else ""}
        return [Finding(body.clause, "bodies.body-not-there", told | facts | {"seat": {}, "who": ""})]
    mandates = [one for one in clauses.parts(charter, body.clause, "mandate") if one.binds]
    if not mandates or Mandate.objects.filter(holding(on), body=body).exists():
        return []
    last = Mandate.objects.filter(body=body, until__lte=on).order_by("-until").first()
    ended = last.until.isoformat() if last is not None and last.until is not None else ""
    by = next((one["extended_by"] for one in reversed(mandates) if "extended_by" in one.values), "")
    return [Finding(mandates[-1].id, "bodies.no-mandate-now", told | {"until": ended, "by": by})]
