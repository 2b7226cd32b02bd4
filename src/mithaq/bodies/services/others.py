"""What rests beside the seats: observers, contributions, and the time a body may act."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import clauses, parties, receipts
from mithaq.bodies.models import Body, Contribution, Mandate, Observer
from mithaq.bodies.rolls import Roll
from mithaq.bodies.services import noting
from mithaq.bodies.services.seating import locked
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import Charter, CharterRefuses, Finding
from mithaq.people.selectors import Organisation, Person

FOR_ONE = ("meeting", "session", "topic")


def invite_observer(
    body: Body,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    session: str = "",
    may_speak: bool = False,
    on: date,
    until: date | None = None,
    by: Actor,
    at: datetime,
) -> Observer:
    """Somebody is there without deciding, from the day `on`.

    Refused (CharterRefuses): a body that has no observers; an invitation that is for one meeting or session and names
    none; speech where observers only read; who sits there.
    """
    party = parties.one_of(organisation, country, person)
    with transaction.atomic():
        body = locked(body)
        charter = charter_of(body.institution, on=on)
        told = {"who": party.name, "body": dict(body.name), "on": on.isoformat()}
        if refusals := _against_observer(charter, body, party, told, session=session, may_speak=may_speak, on=on):
            raise CharterRefuses(refusals)
        ends = min((day for day in (until, body.until) if day), default=None)
        observer = Observer(
            institution=body.institution,
            body=body,
            session=session.strip(),
            may_speak=may_speak,
            from_date=on,
            until=ends,
            **party.fields,
        )
        observer.full_clean(exclude=["institution", "body"])
        observer.save()
        clause = clauses.part(charter, body.clause, "observers")
        said = {**noting.about_body(body), "name": noting.named(party, body.institution), "session": observer.session}
        noting.write("bodies.invite_observer", observer, clause=clause.id if clause else "", by=by, at=at, after=said)
    return observer


def _against_observer(
    charter: Charter,
    body: Body,
    party: parties.Party,
    told: dict[str, object],
    *,
    session: str,
    may_speak: bool,
    on: date,
) -> list[Finding]:
    clause = clauses.part(charter, body.clause, "observers")
    if clause is None:
        return [Finding(body.clause, "bodies.no-observers", told)]
    found = []
    if not body.holds(on):
        facts = {"begins": body.from_date.isoformat(), "until": noting.day(body.until) or "", "seat": {}}
        found.append(Finding(body.clause, "bodies.body-not-there", told | facts))
    if clause.get("for") in FOR_ONE and not session.strip():
        found.append(Finding(clause.id, "bodies.observer-for-one", told | {"for": clause["for"]}))
    if may_speak and "speak" not in clause.get("may", ("read",)):
        found.append(Finding(clause.id, "bodies.observer-speaks", told))
    if any(parties.key_of(one) == party.key for one in Roll.of(body, since=on).sitting(on)):
        found.append(Finding(clause.id, "bodies.observer-sits", told))
    return found


def release_observer(observer: Observer, *, on: date, by: Actor, at: datetime) -> Observer:
    """They observe no more from the day `on`. Refused (ValidationError): who does not by then, or only from then."""
    with transaction.atomic():
        body = locked(observer.body)
        observer = Observer.objects.select_related("organisation", "person", "institution").get(pk=observer.pk)
        if not observer.holds(on) or observer.from_date == on:
            raise ValidationError(_("An invitation ends after the day it began, and once."), code="ended")
        observer.until = on
        observer.save(update_fields=["until"])
        said = {**noting.about_body(body), "name": noting.named(parties.of(observer), body.institution)}
        noting.write("bodies.release_observer", observer, by=by, at=at, after=said | {"until": on.isoformat()})
    return observer


def record_contribution(
    body: Body,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    amount: Decimal,
    currency: str,
    received_on: date,
    note: str = "",
    is_simulated: bool = False,
    by: Actor,
    at: datetime,
) -> Contribution:
    """What somebody gave to a body, in one currency; less than nothing takes an earlier one back.

    Refused (CharterRefuses): a second currency where votes weigh by what was given, and no clause names one; of a
    second one that is no longer there, more taken back than this holder had given by that day.
    Refused (ValidationError): nothing, a currency not of three letters, a day that has not come.
    """
    party = parties.one_of(organisation, country, person)
    if received_on > localdate(at):
        raise ValidationError({"received_on": _("It cannot have been received on a day that has not come.")})
    contribution = Contribution(
        institution=body.institution,
        body=body,
        amount=amount,
        currency=currency.strip().upper(),
        received_on=received_on,
        note=note.strip(),
        is_simulated=is_simulated,
        **party.fields,
    )
    contribution.full_clean(exclude=["institution", "body"])
    with transaction.atomic():
        body = locked(body)
        if refusals := _in_a_second_currency(body, contribution, on=localdate(at)):
            raise CharterRefuses(refusals)
        contribution.save()
        said = {
            **noting.about_body(body),
            "name": noting.named(party, body.institution),
            "amount": str(contribution.amount),
            "currency": contribution.currency,
            "on": received_on.isoformat(),
        }
        noting.write("bodies.record_contribution", contribution, by=by, at=at, after=said)
    return contribution


def _in_a_second_currency(body: Body, contribution: Contribution, *, on: date) -> list[Finding]:
    """Sums in two currencies cannot be compared: votes that weigh by them would all weigh nothing. What somebody
    gave by a day can be taken back from them as of that day, also where it was taken back as of a later one already: a
    vote may count up to it. More than they gave is refused.
    """
    charter = charter_of(body.institution, on=on)
    weighed = [one for one in clauses.parts(charter, body.clause, "decision") if one.binds and receipts.weighs(one)]
    there = receipts.currencies(body.pk, receipts.given([body.pk], on=date.max)) if weighed else ()
    if not there or contribution.currency in there:
        return []
    if contribution.amount < 0:
        who, day = parties.key_of(contribution), contribution.received_on
        if receipts.given_by(body, who, contribution.currency, on=day) + contribution.amount >= 0:
            return []
    facts = {"body": dict(body.name), "currencies": list(there), "given": contribution.currency}
    return [Finding(weighed[0].id, "bodies.second-currency", facts)]


def extend_mandate(body: Body, *, until: date | None, decided_by: str, on: date, by: Actor, at: datetime) -> Mandate:
    """A body may act longer, by a decision that is named. It begins when the last mandate ends, or on the day `on`.

    Refused (CharterRefuses): a body without mandate, or whose mandate nobody may extend; no decision named.
    Refused (ValidationError): an extension that ends before it begins.
    """
    with transaction.atomic():
        body = locked(body)
        charter = charter_of(body.institution, on=on)
        told = {"body": dict(body.name), "until": noting.day(until) or "", "on": on.isoformat()}
        mandates = clauses.parts(charter, body.clause, "mandate")
        extending = [one for one in mandates if "extended_by" in one.values]
        if not mandates:
            raise CharterRefuses([Finding(body.clause, "bodies.no-mandate", told)])
        if not extending:
            raise CharterRefuses([Finding(mandates[-1].id, "bodies.mandate-not-extended", told)])
        clause = extending[-1]
        if not decided_by.strip():
            facts = told | {"by": clause["extended_by"], "rule": clause.get("rule", "")}
            raise CharterRefuses([Finding(clause.id, "bodies.mandate-undecided", facts)])
        last = Mandate.objects.filter(body=body).order_by("-from_date", "-pk").first()
        if last is not None and last.until is None:
            raise ValidationError(_("The mandate has no end to extend."), code="open")
        begins = last.until if last is not None and last.until is not None and last.until > on else on
        mandate = Mandate(
            institution=body.institution,
            body=body,
            clause=clause.id,
            decided_by=decided_by.strip(),
            from_date=begins,
            until=until,
        )
        mandate.full_clean(exclude=["institution", "body"])
        mandate.save()
        said = {**noting.about_body(body), "from": begins.isoformat(), "until": noting.day(until)}
        decision = {"decided_by": mandate.decided_by}
        noting.write("bodies.extend_mandate", mandate, clause=clause.id, by=by, at=at, after=said | decision)
    return mandate
