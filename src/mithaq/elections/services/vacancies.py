"""Somebody elected does not take their seat, or leaves it: the ballots are counted again, or the members vote again.

How a countback counts. The same ballots are counted by the same rule for all the seats those ballots filled, as if who
left had never stood, and with one more quota: that all who sit by these ballots are elected. So nobody loses a seat
because somebody else left theirs, and votes go where they would have gone. The count looks ahead to that quota as to
the others: who sits is never excluded, and the seats that are not theirs go to whoever the ballots and the quotas of
balance choose. The lots are those of the first count: same seed, same ids.

Practice: Tasmania and the Australian Capital Territory look again only at the papers by which the member who left was
elected; the other way is a full recount (https://www.prsa.org.au/casu_vac.htm tells of both). Here all papers are
counted again, because quotas are kept by the whole committee and not by one pile of papers; and those who sit are
protected, because a plain recount may elect others in their place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.elections import board as boards
from mithaq.elections import naming, quoting, tallying
from mithaq.elections.enums import Kind, Standing, State
from mithaq.elections.models import Candidacy, Election
from mithaq.elections.selectors.quotas import told_of
from mithaq.elections.services import telling_results as telling
from mithaq.elections.services.calling import call
from mithaq.elections.services.counting import about
from mithaq.elections.services.noting import candidacy_of, locked, note
from mithaq.elections.vacant import Vacancies, vacancies
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import charter_of
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import Charter
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose


def drop_out(candidacy: Candidacy, *, because: str, by: Actor, at: datetime) -> Candidacy:
    """Somebody does not stand any more after the close (they withdrew, died, may not hold the seat): the next count
    goes as if they had never stood, and the board says so. A second time changes nothing.

    Refused (ValidationError): no reason; who does not stand; an election that is not closed, or declared already.
    """
    because = " ".join(because.split())
    if not because:
        raise ValidationError({"because": ValidationError(_("Say why they no longer stand."), "because")})
    with transaction.atomic():
        election = locked(candidacy.election)
        candidacy = candidacy_of(candidacy)
        if candidacy.standing == Standing.WITHDRAWN:
            return candidacy
        if election.state not in (State.CLOSED, State.COUNTED) or candidacy.standing != Standing.STANDS:
            raise ValidationError(_("Only who stands can drop out, after the close and before the result."), "state")
        candidacy.standing, candidacy.because = Standing.WITHDRAWN, because[:500]
        candidacy.withdrawal = boards.withdraw(election, candidacy, on=localdate(at))
        candidacy.save(update_fields=["standing", "because", "withdrawal"])
        after = {**about(election), "name": _named(candidacy), "because": candidacy.because}
        note("elections.drop_out", candidacy, clause=election.clause, by=by, at=at, after=after)
    return candidacy


def countback(
    election: Election, *, without: Collection[Candidacy] = (), on: date, by: Actor, at: datetime
) -> Election:
    """The seats that fell vacant by a day are to be filled by the same ballots: an election of its own, closed already,
    to be counted and declared as any other. Terms begin on the day and end when the term of those who left would have.

    `without`: who stood and has said that they no longer want the seat. Who stood and was not elected is told. Refused
    (ValidationError): no seat that fell vacant before its term was over; too few left of those who stood; nobody left
    who could be elected beside those who sit without breaking a quota.
    """
    with transaction.atomic():
        source = locked(tallying.source_of(election))
        charter = charter_of(source.institution, on=on)
        vacant = vacancies(source, charter, on=on)
        _refuse_none(vacant, on)
        made = _follow(vacant, charter, on=on, at=at)
        out = _out(source, vacant) | {one.number for one in without}
        candidacies = _stand_again(made, source, out)
        _freeze(made, candidacies, vacant, charter, on=on)
        found = tallying.tally(made, on=on)
        _refuse_nobody(found)
        after = {**about(made), "seats": made.seats}
        note("elections.countback", made, clause=made.clause, by=by, at=at, after=after, public=True)
        again = [one for one in candidacies if one.standing == Standing.STANDS and one.number not in found.keeps]
        telling.tell_countback(made, again, on=on, at=at)
    return made


def by_election(
    election: Election,
    *,
    nominations_until: datetime,
    roll_on: date,
    opens_at: datetime,
    closes_at: datetime,
    term_from: date,
    on: date,
    title: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
    **told: Any,
) -> Election:
    """The seats that fell vacant by a day are to be filled by a new vote, for the rest of the term; as it was called
    before, unless told otherwise (`told`: what `call` takes). What was written about the first vote is of that one.

    Refused (ValidationError): no seat that fell vacant before its term was over; and whatever `call` refuses.
    """
    with transaction.atomic():
        source = locked(tallying.source_of(election))
        charter = charter_of(source.institution, on=term_from)
        vacant = vacancies(source, charter, on=on)
        _refuse_none(vacant, term_from)
        asked: dict[str, Any] = {
            "seats": vacant.number,
            "marks": source.marks,
            "method": source.method,
            "secrecy": source.secrecy,
            "keeps_aims": source.keeps_aims,
            "own_quotas": source.own_quotas,
            "seed_source": source.seed_source,
            "term_until": vacant.until,
            "is_simulated": source.is_simulated,
        }
        return call(
            source.institution,
            source.body,
            source.clause,
            title=title or source.title,
            nominations_until=nominations_until,
            roll_on=roll_on,
            opens_at=opens_at,
            closes_at=closes_at,
            term_from=term_from,
            kind=Kind.BY_ELECTION,
            follows=source,
            by=by,
            at=at,
            **(asked | told),
        )


def _refuse_none(vacant: Vacancies, on: date) -> None:
    if not vacant.number:
        raise ValidationError(
            _("No seat that this election filled has fallen vacant before its term was over."), "none"
        )
    if vacant.until is not None and vacant.until <= on:
        raise ValidationError(_("The term of those who left is over by that day."), "over")


def _follow(vacant: Vacancies, charter: Charter, *, on: date, at: datetime) -> Election:
    source = vacant.source
    copied = (
        *("institution", "body", "clause", "title", "marks", "method", "secrecy", "keeps_aims", "own_quotas"),
        *("nominations_until", "roll_on", "opens_at", "closes_at", "head", "seed_source", "is_simulated"),
    )
    made: Election = Election.objects.create(
        **{name: getattr(source, name) for name in copied},
        kind=Kind.COUNTBACK,
        follows=source,
        seats=vacant.number,
        state=State.CLOSED,
        called_at=at,
        closed_at=at,
        opened_at=source.opened_at,
        closing=source.closing,
        term_from=on,
        term_until=vacant.until,
    )
    return made


def _out(source: Election, vacant: Vacancies) -> set[int | None]:
    """The numbers of those who left, and of those who dropped out, then or at an earlier countback."""
    elections = [source.pk, *tallying.countbacks_of(source)]
    gone = Candidacy.objects.filter(election__in=elections, number__isnull=False).exclude(standing=Standing.STANDS)
    stays = {one.candidacy.number for one in vacant.stays}
    left = {one.candidacy.number for one in vacant.left}
    return (left | set(gone.values_list("number", flat=True))) - stays


def _stand_again(made: Election, source: Election, out: Collection[int | None]) -> list[Candidacy]:
    """Whoever stood, under their old numbers; who is out stays on the ballots and counts for nothing."""
    rows = [
        Candidacy(
            institution=made.institution,
            election=made,
            standing=Standing.WITHDRAWN if one.number in out else Standing.STANDS,
            nominated_by=one.nominated_by,
            occupant=one.occupant,
            nominated_at=one.nominated_at,
            answered_at=one.answered_at,
            number=one.number,
            statement=one.statement,
            statement_language=one.statement_language,
            organisation=one.organisation,
            country=one.country,
            person=one.person,
        )
        for one in tallying.numbered(source)
    ]
    Candidacy.objects.bulk_create(rows)
    return rows


def _freeze(made: Election, candidacies: Sequence[Candidacy], vacant: Vacancies, charter: Charter, *, on: date) -> None:
    """The quotas of the charter of the day, and what everybody is that day: those who stood, and those who sit by
    other ballots.
    """
    mine = {one.tenure_id for one in vacant.stays}
    others = [one for one in bodies.sitting(made.body, on=on) if one.pk not in mine]
    seats = made.seats + len(vacant.stays)
    quotas = (
        *quoting.of_charter(charter, made.body, made.clause, aims=made.keeps_aims, seats=seats, sitting=others),
        *quoting.read(made.own_quotas),
    )
    holders: list[tuple[Any, str]] = [(one, made.clause) for one in candidacies]
    holders += [(one, one.seat.clause) for one in others]
    told = [{over: list(values) for over, values in one.items()} for one in told_of(made, charter, quotas, holders)]
    for one, attributes in zip(candidacies, told, strict=False):
        one.attributes = attributes
    Candidacy.objects.bulk_update(candidacies, ["attributes"])
    made.quotas, made.sitting = [one.as_dict() for one in quotas], told[len(candidacies) :]
    made.save(update_fields=["quotas", "sitting"])


def _refuse_nobody(found: tallying.Tally) -> None:
    left = len(found.candidacies) - len(found.withdrawn) - len(found.keeps)
    if left < found.election.seats:
        raise ValidationError(_("Too few are left of those who stood. Call a by-election."), "nobody")
    if kernel.feasible(found.makeup, found.seats, elected=found.keeps, out=found.withdrawn) is None:
        raise ValidationError(
            _("Of those who stood, nobody is left who could be elected as the quotas ask. Call a by-election."),
            "quotas",
        )


def _named(candidacy: Candidacy) -> Any:
    """As the register of acts says it: a person who does not agree to be listed is not named."""
    person = candidacy.person
    if person is not None and not people.agrees(person, Purpose.LIST, candidacy.institution):
        return "…"
    name = naming.holder(candidacy)
    return dict(name) if isinstance(name, dict) else name
