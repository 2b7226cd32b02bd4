"""Calling an election, changing it while nobody has voted, and cancelling it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.bodies.selectors import Body
from mithaq.elections import clauses, keys, quoting
from mithaq.elections.enums import BALANCED, METHODS_OF, ONE_SEAT, Kind, Marks, Method, Secrecy, State
from mithaq.elections.models import Election, Elector
from mithaq.elections.services.noting import locked, note
from mithaq.elections.services.telling import tell_called, tell_cancelled, tell_changed
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution, charter_of
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding

BEFORE_VOTING = (State.NOMINATING, State.NOMINATED)
RUNNING = (*BEFORE_VOTING, State.OPEN, State.CLOSED, State.COUNTED)
TIMES = ("nominations_until", "roll_on", "opens_at", "closes_at", "term_from", "term_until")


def call(
    institution: Institution,
    body: Body,
    clause: str,
    *,
    title: Mapping[str, str],
    seats: int,
    nominations_until: datetime,
    roll_on: date,
    opens_at: datetime,
    closes_at: datetime,
    term_from: date,
    term_until: date | None = None,
    marks: str = Marks.RANK,
    method: str = Method.BALANCED_STV,
    secrecy: str = Secrecy.CONFIDENTIAL,
    keeps_aims: bool = True,
    own_quotas: Iterable[Mapping[str, Any]] = (),
    about: Mapping[str, str] | None = None,
    seed_source: Mapping[str, str] | None = None,
    kind: str = Kind.ORDINARY,
    follows: Election | None = None,
    is_simulated: bool = False,
    by: Actor,
    at: datetime,
) -> Election:
    """Call an election for seats of a kind (`clause`) of a body, for terms from `term_from` on. Members are told.

    Refused by the charter (CharterRefuses, everything at once): seats it does not have, or fills otherwise; a body that
    is not there then; more seats than will be free; a term longer than it allows; an electorate of which there is no
    roll; a way of counting that would not keep its rules of balance. Refused (ValidationError, at its field): moments
    out of order or past; a method that does not count these ballots or so many seats; quotas that are not understood;
    an election that follows none, where it should.
    """
    election = Election(
        institution=institution,
        body=body,
        clause=clause,
        title=Words(title),
        about=Words(about or {}),
        kind=kind,
        follows=follows,
        seats=seats,
        marks=marks,
        method=method,
        secrecy=secrecy,
        keeps_aims=keeps_aims,
        nominations_until=nominations_until,
        roll_on=roll_on,
        opens_at=opens_at,
        closes_at=closes_at,
        term_from=term_from,
        term_until=term_until,
        seed_source=Words(seed_source or {}),
        is_simulated=is_simulated,
        called_at=at,
    )
    _check(election, own_quotas, at=at)
    with transaction.atomic():
        Body.objects.select_for_update(of=("self",)).get(pk=body.pk)  # two do not call for the same seats at once
        charter_allows(election)
        election.save()
        note("elections.call", election, by=by, at=at, clause=clause, after=said(election), public=True)
        tell_called(election, at=at)
    return election


def change(
    election: Election,
    *,
    seen: int | None = None,
    title: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
    seed_source: Mapping[str, str] | None = None,
    own_quotas: Iterable[Mapping[str, Any]] | None = None,
    by: Actor,
    at: datetime,
    **told: Any,
) -> Election:
    """Change an election before voting opens; what is not told stays. Nothing is written where nothing changes.

    `told`: seats, marks, method, secrecy, keeps_aims and the moments of `call`. Once nominations are closed, only the
    texts, the moments of voting and the end of terms may change (`prolong` opens nominations again). A roll that was
    fixed for another day is given up, and fixed anew. Refused (`Changed`): another change since `seen`. Refused
    (ValidationError): an election whose voting has opened, or that is over; what `call` refuses.
    """
    _known(told)
    with transaction.atomic():
        election = locked(election, seen=seen)
        if election.state not in BEFORE_VOTING:
            raise ValidationError(_("Voting has opened, or the election is over: it can no longer be changed."))
        before, former = said(election), {name: getattr(election, name) for name in TIMES}
        for name, value in told.items():
            setattr(election, name, value)
        for name, words in (("title", title), ("about", about), ("seed_source", seed_source)):
            if words is not None:
                setattr(election, name, Words(words))
        quotas = election.own_quotas if own_quotas is None else own_quotas
        _check(election, quotas, at=at, former=former)
        after = said(election)
        if before == after:
            return election
        if election.state == State.NOMINATED and (frozen := _frozen(before, after)):
            raise ValidationError(dict.fromkeys(frozen, _("Nominations are closed: open them again to change this.")))
        charter_allows(election)
        if election.roll_on != former["roll_on"]:
            Elector.objects.filter(election=election).delete()
        election.version += 1
        election.save()
        note(
            "elections.change",
            election,
            by=by,
            at=at,
            clause=election.clause,
            before=before,
            after=after,
            public=True,
        )
        if _moments(before) != _moments(after):
            tell_changed(election, at=at)
    return election


def change_times(
    election: Election, moments: Mapping[str, Any], *, at: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Move the moments of an election that is locked, not saved: how it was said before, and is after. A roll for
    another day is given up. Refused as `change` does.
    """
    if unknown := moments.keys() - set(TIMES):
        raise TypeError(f"unexpected: {sorted(unknown)}")
    before, roll_on = said(election), election.roll_on
    for name, value in moments.items():
        setattr(election, name, value)
    _check(election, election.own_quotas, at=at)
    charter_allows(election)
    if election.roll_on != roll_on:
        Elector.objects.filter(election=election).delete()
    return before, said(election)


def cancel(election: Election, *, reason: str, by: Actor, at: datetime) -> Election:
    """The election does not take place, and why; it stays in the list. A second time changes nothing.

    Refused (ValidationError): no reason; a result that is declared.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why the election is cancelled.")})
    with transaction.atomic():
        election = locked(election)
        if election.state == State.CANCELLED:
            return election
        if election.state == State.DECLARED:
            raise ValidationError(_("The result is declared: the election can no longer be cancelled."))
        was = election.state
        election.state, election.cancelled_at, election.because = State.CANCELLED, at, reason[:500]
        election.version += 1
        election.save(update_fields=["state", "cancelled_at", "because", "version"])
        facts = said(election) | {"because": election.because, "state": was}
        note("elections.cancel", election, by=by, at=at, clause=election.clause, after=facts, public=True)
        tell_cancelled(election, at=at)
        transaction.on_commit(partial(keys.destroy, election.uid))  # its box is not opened any more
    return election


def charter_allows(election: Election) -> Charter:
    """The charter of the day terms begin. Refused (CharterRefuses): whatever in it stands against the election."""
    body = election.body
    charter = charter_of(election.institution, on=election.term_from)
    clause = clauses.elected(charter, body, election.clause)
    findings = [
        *_not_there(election, charter),
        *_no_electorate(election, charter, clause),
        *_terms_and_seats(election, charter, clause),
        *_ignores_balance(election, charter),
    ]
    if findings:
        raise CharterRefuses(findings)
    return charter


def said(election: Election) -> dict[str, Any]:
    """The election as the register of acts says it."""
    return {
        "title": dict(election.title),
        "body": dict(election.body.name),
        "about": dict(election.about),
        "seats": election.seats,
        "marks": election.marks,
        "method": election.method,
        "secrecy": election.secrecy,
        "keeps_aims": election.keeps_aims,
        "own_quotas": list(election.own_quotas),
        "seed_source": dict(election.seed_source),
        **_moments({name: getattr(election, name) for name in TIMES}),
    }


def _moments(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: told[name].isoformat() if hasattr(told[name], "isoformat") else told[name] or "" for name in TIMES}


def _known(told: Mapping[str, Any]) -> None:
    if unknown := told.keys() - {"seats", "marks", "method", "secrecy", "keeps_aims", *TIMES}:
        raise TypeError(f"unexpected: {sorted(unknown)}")


def _frozen(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed of that which nominations were made for."""
    kept = ("seats", "marks", "method", "secrecy", "keeps_aims", "own_quotas", "nominations_until", "term_from")
    return [name for name in kept if before[name] != after[name]]


def _check(
    election: Election,
    own_quotas: Iterable[Mapping[str, Any]],
    *,
    at: datetime,
    former: Mapping[str, Any] | None = None,
) -> None:
    """Refused (ValidationError): what is wrong whatever the charter says, at its field. A moment that stays as it was
    (`former`) may have passed.
    """
    wrong: dict[str, Any] = {}
    if not election.title:
        wrong["title"] = _("Give the election a title, in one language at least.")
    if election.body.institution_id != election.institution_id:
        wrong["body"] = _("This body is of another institution.")
    wrong |= _wrong_times(election, at, former or {}) | _wrong_method(election)
    if election.kind == Kind.ORDINARY and election.follows is not None:
        wrong["follows"] = _("An ordinary election follows no other.")
    if election.kind != Kind.ORDINARY and not _may_follow(election):
        wrong["follows"] = _("Choose the election for the same seats that this one follows; its result is declared.")
    try:
        election.own_quotas = quoting.own(own_quotas)
    except ValidationError as error:
        wrong["own_quotas"] = error
    if wrong:
        raise ValidationError(wrong)
    election.full_clean(exclude=["institution", "body", "follows"], validate_constraints=False)


def _wrong_times(election: Election, at: datetime, former: Mapping[str, Any]) -> dict[str, Any]:
    """Each moment comes after the one before; none is set to what is past."""

    def is_past(name: str) -> bool:
        moment: datetime = getattr(election, name)
        return moment <= at and moment != former.get(name)

    wrong: dict[str, Any] = {}
    past = _("This has passed already.")
    if election.state == State.NOMINATING and is_past("nominations_until"):
        wrong["nominations_until"] = past
    if election.opens_at < election.nominations_until:
        wrong["opens_at"] = _("Voting opens when nominations are closed, not before.")
    elif is_past("opens_at"):
        wrong["opens_at"] = past
    if election.closes_at <= election.opens_at:
        wrong["closes_at"] = _("Voting closes after it opens.")
    elif is_past("closes_at"):
        wrong["closes_at"] = past
    if election.roll_on > localdate(election.opens_at):
        wrong["roll_on"] = _("The roll is fixed by the day voting opens.")
    if election.term_from < localdate(election.closes_at):
        wrong["term_from"] = _("Terms begin when voting is over, not before.")
    if election.term_until is not None and election.term_until <= election.term_from:
        wrong["term_until"] = _("A term ends after the day it begins.")
    return wrong


def _wrong_method(election: Election) -> dict[str, Any]:
    marks = next((one for one in Marks if one == election.marks), None)
    if marks is None or election.method not in METHODS_OF[marks]:
        return {"method": _("This way of counting is for another kind of ballot.")}
    if election.seats < 1:
        return {"seats": _("An election fills one seat at least.")}
    if election.method in ONE_SEAT and election.seats != 1:
        return {"method": _("This way of counting fills one seat only.")}
    if election.method == Method.CO_CHAIRS and election.seats != 2:
        return {"method": _("This way of counting fills two seats.")}
    return {}


def _may_follow(election: Election) -> bool:
    former = election.follows
    return (
        former is not None
        and former.state == State.DECLARED
        and (former.body_id, former.clause) == (election.body_id, election.clause)
    )


def _not_there(election: Election, charter: Charter) -> list[Finding]:
    """The body does not stand on the first day of the terms."""
    body = election.body
    if body.holds(election.term_from):
        return []
    facts = {"begins": body.from_date.isoformat(), "until": body.until.isoformat() if body.until else ""}
    told = {"body": dict(body.name), "on": election.term_from.isoformat(), "seat": {}, "who": ""}
    return [Finding(body.clause, "bodies.body-not-there", told | facts)]


def _no_electorate(election: Election, charter: Charter, clause: Clause) -> list[Finding]:
    """Nobody can say who they are that the clause would have vote."""
    told = clauses.electorate(clause)
    if told in clauses.VOTING or told == election.body.clause:
        return []
    there = bodies.bodies(election.institution, on=election.roll_on)
    if told.startswith("body.") and there.filter(clause=told).exists():
        return []
    return [_finding(election, clause, "no-electorate", party=told)]


def _terms_and_seats(election: Election, charter: Charter, clause: Clause) -> list[Finding]:
    found = []
    places = bodies.places(charter, election.body, clause, on=election.term_from, until=election.term_until)
    if election.term_until is not None and places.longest is not None and election.term_until > places.longest:
        ends = {"until": election.term_until.isoformat(), "longest": places.longest.isoformat()}
        found.append(_finding(election, clause, "term-too-long", **ends))
    if places.free is not None:
        others = _called_already(election)
        free = max(0, places.free - sum(one.seats for one in others))
        if election.seats > free:
            facts = {"seats": election.seats, "free": free, "most": places.most, "taken": len(places.taken)}
            facts |= {"called": sum(one.seats for one in others)}
            found.append(_finding(election, clause, "too-many-seats", **facts))
    return found


def _called_already(election: Election) -> Sequence[Election]:
    """Other elections that are to fill seats of the same kind and have not yet."""
    rows = Election.objects.filter(body=election.body, clause=election.clause, state__in=RUNNING)
    return list(rows.exclude(pk=election.pk))


def _ignores_balance(election: Election, charter: Charter) -> list[Finding]:
    """A count that knows no quotas, where the charter has rules of balance that bind."""
    if election.method in BALANCED:
        return []
    told = quoting.rules(charter, election.body, election.clause, aims=False)
    facts = {"body": dict(election.body.name), "method": election.method}
    return [
        Finding(one.clause.id, "elections.ignores-balance", facts | {"balance": one.clause.name.as_dict()})
        for one in told
    ]


def _finding(election: Election, clause: Clause, key: str, **facts: Any) -> Finding:
    told = {"body": dict(election.body.name), "seat": clause.name.as_dict(), "on": election.term_from.isoformat()}
    return Finding(clause.id, f"elections.{key}", told | facts)
