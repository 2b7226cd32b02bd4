"""The chair passes on, and the seats that go by its turns with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import clauses, parties, turns
from mithaq.bodies.enums import Ended
from mithaq.bodies.models import Body, Chair, Seat, Tenure
from mithaq.bodies.parties import Party
from mithaq.bodies.rolls import Roll, not_over, with_holders
from mithaq.bodies.services import noting
from mithaq.bodies.services.seating import end, locked
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution, charter_of
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding
from mithaq.people.selectors import Organisation, Person

To = Organisation | Person | str
KINDS = {"state": "state", "organisation": "organisation"}


def pass_chair(
    institution: Institution,
    *,
    to: Sequence[To],
    body: Body | None = None,
    edition: str = "",
    on: date,
    until: date | None = None,
    by: Actor,
    at: datetime,
) -> list[Chair]:
    """The chair passes to these (a State by its two letters) from the day `on`; several preside together.

    Without `body` it is the one chair the charter tells of. A day to come names who is next. Seats of the turns (a
    troika) are held anew from that day, in the same transaction. Refused (CharterRefuses): more together than may
    preside, or than there are seats for a turn; who may not hold it. Refused (ValidationError): nobody, somebody
    twice, a day on which another holding begins, several chairs and none named.
    """
    found = [_party(one) for one in to]
    if not found or len({party.key for party in found}) != len(found):
        raise ValidationError(_("Say who takes the chair, each once."), code="who")
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)
        charter = charter_of(institution, on=on)
        charter = charter if charter.clauses else charter_of(institution, on=localdate(at))
        body = locked(body) if body else _body(institution, charter)
        clause = clauses.part(charter, body.clause, "chair") if body else None
        known = list(_chairs(institution, body))
        new, before = _between(institution, body, clause, found, known, edition=edition, on=on, until=until)
        refusals = [*_against(charter, body, clause, found, on), *_turned(institution, charter, body, [*known, *new])]
        if refusals:
            raise CharterRefuses(refusals)
        for chair in before:
            Chair.objects.filter(pk=chair.pk).update(until=chair.until)
        for chair in new:
            chair.full_clean(exclude=["institution", "body"])
            chair.save()
        since = min(on, localdate(at))
        turn_seats(institution, charter, since=since, by=by, at=at)
        said = {
            **(noting.about_body(body) if body else {"body": dict(institution.name)}),
            "names": [noting.named(party, institution) for party in found],
            "edition": edition,
            "from": on.isoformat(),
            "until": noting.day(new[0].until),
        }
        noting.write("bodies.pass_chair", new[0], clause=clause.id if clause else "", by=by, at=at, after=said)
    return new


def _party(to: To) -> Party:
    if isinstance(to, str):
        return parties.one_of(None, to, None)
    return Party(organisation=to) if isinstance(to, Organisation) else Party(person=to)


def _body(institution: Institution, charter: Charter) -> Body | None:
    """The body of the one chair there is; None where the institution itself has it."""
    told = [one.under for one in charter.of("chair") if clauses.in_text(one)]
    found = list(Body.objects.filter(institution=institution, clause__in=told)[:2])
    if len(found) > 1:
        raise ValidationError(_("There are several chairs: say of which body."), code="which-chair")
    return locked(found[0]) if found else None


def _chairs(institution: Institution, body: Body | None) -> Iterable[Chair]:
    chairs = Chair.objects.filter(institution=institution, body=body)
    return chairs.select_related("organisation", "person")


def _between(
    institution: Institution,
    body: Body | None,
    clause: Clause | None,
    found: Sequence[Party],
    known: Sequence[Chair],
    *,
    edition: str,
    on: date,
    until: date | None,
) -> tuple[list[Chair], list[Chair]]:
    """The new holding between those that are known, and those before it that end with it."""
    if any(chair.from_date == on for chair in known):
        raise ValidationError(_("Another holding of the chair begins on that day."), code="begins")
    if clause is not None and "term" in clause.values and until is None:
        until = cadence.after(on, clause["term"])
    following = min((chair.from_date for chair in known if chair.from_date > on), default=None)
    ends = min((day for day in (until, following) if day), default=None)
    before = [chair for chair in known if chair.holds(on)]
    for chair in before:
        chair.until = on
    new = [
        Chair(
            institution=institution,
            body=body,
            edition=edition.strip(),
            clause=clause.id if clause else "",
            from_date=on,
            until=ends,
            **party.fields,
        )
        for party in found
    ]
    return new, before


def _against(
    charter: Charter, body: Body | None, clause: Clause | None, found: Sequence[Party], on: date
) -> list[Finding]:
    if clause is None or body is None or not clause.binds:
        return []
    told = {"body": dict(body.name), "on": on.isoformat()}
    refusals = []
    most = clause["count"].most if "count" in clause.values else _most_together(charter)
    if most is not None and len(found) > most:
        names = [str(party.organisation or party.person or party.country) for party in found]
        refusals.append(Finding(clause.id, "bodies.chair-too-many", told | {"holders": names, "most": most}))
    kind = KINDS.get(clause["held_by"])
    for party in found:
        if kind and party.kind != kind:
            facts = told | {"who": party.name, "kind": party.kind, "kinds": [kind], "seat": clause.name.as_dict()}
            refusals.append(Finding(clause.id, "bodies.holder-kind", facts))
    return refusals


def _most_together(charter: Charter) -> int | None:
    """One, where no number is told; but as many as a turn has seats, where seats go by turns."""
    told = [clause["count"].most for clause in clauses.turns(charter) if clause["turn"] == "current"]
    return None if None in told else max(told, default=1)


def _turned(institution: Institution, charter: Charter, body: Body | None, chairs: Iterable[Chair]) -> list[Finding]:
    """What stands against the seats of the turns as they would be."""
    told = turns.turns_of(chairs)
    found = []
    for clause, seats in turns.seats_by_body(charter).items():
        for turning in Body.objects.filter(institution=institution, clause=clause):
            if _goes_by(turning, body):
                found += turns.against(seats, turning, turns.stretches(seats, told, turning.from_date))
    return found


def _goes_by(turning: Body, body: Body | None) -> bool:
    """Whether the seats of a body turn with a chair: its own, that of the body it is part of, or the only one."""
    return body is None or turning.pk == body.pk or turning.part_of_id in (None, body.pk)


def turn_seats(institution: Institution, charter: Charter, *, since: date, by: Actor, at: datetime) -> int:
    """Bring the seats of turns to what the order of the chair says, from a day on; how many changes.

    Where the order cannot be seated (more together than seats) the seats stay as they are: the watch shows it.
    """
    seats = turns.seats_by_body(charter)
    if not seats:
        return 0
    chairs = list(Chair.objects.filter(institution=institution).select_related("organisation", "person"))
    changes = 0
    for turning in Body.objects.filter(not_over(since), institution=institution, clause__in=seats):
        mine = [one for one in chairs if one.body_id is None or _goes_by_key(turning, one.body_id)]
        told = turns.stretches(seats[turning.clause], turns.turns_of(mine), max(since, turning.from_date))
        if mine and not turns.against(seats[turning.clause], turning, told):
            changes += _seat_turns(turning, seats[turning.clause], told, max(since, turning.from_date), by=by, at=at)
    return changes


def _goes_by_key(turning: Body, body: int) -> bool:
    return turning.pk == body or turning.part_of_id in (None, body)


def _seat_turns(
    body: Body, seats: Sequence[Clause], told: Sequence[turns.Stretch], since: date, *, by: Actor, at: datetime
) -> int:
    body = locked(body)
    in_turns = Q(seat__clause__in=[clause.id for clause in seats])
    known = with_holders(Tenure.objects.filter(in_turns, not_over(since), seat__body=body))
    wanted = {(one.clause, one.party.key, max(one.begins, since)): one for one in told}
    leaving, changes = [], 0
    for tenure in known:
        key = (tenure.seat.clause, parties.key_of(tenure), max(tenure.from_date, since))
        stretch = wanted.pop(key, None)
        if stretch is None:
            leaving.append(tenure)
        elif tenure.until != stretch.until:
            tenure.until, tenure.ended = stretch.until, Ended.TURN if stretch.until else ""
            tenure.save(update_fields=["until", "ended"])
            changes += 1
    end(leaving, on=since, ended=Ended.TURN)
    by_id = {clause.id: clause for clause in seats}
    for stretch in sorted(wanted.values(), key=lambda one: one.begins):
        _sit(body, by_id[stretch.clause], stretch)
    changes += len(leaving) + len(wanted)
    if changes:
        names = [noting.named(one.party, body.institution) for one in told if one.begins <= since]
        said = {**noting.about_body(body), "names": names, "from": since.isoformat()}
        noting.write("bodies.turn", body, clause=body.clause, by=by, at=at, after=said)
    return changes


def _sit(body: Body, clause: Clause, stretch: turns.Stretch) -> None:
    roll = Roll.of(body, since=stretch.begins)
    seat = roll.free(clause.id, stretch.begins, stretch.until)
    if seat is None:
        last = Seat.objects.filter(body=body, clause=clause.id).order_by("-number").first()
        number = last.number + 1 if last else 1
        seat = Seat.objects.create(
            institution=body.institution, body=body, clause=clause.id, number=number, from_date=stretch.begins
        )
    Tenure.objects.create(
        institution=body.institution,
        seat=seat,
        basis=clause["selection"],
        from_date=stretch.begins,
        until=stretch.until,
        ended=Ended.TURN if stretch.until else "",
        **stretch.party.fields,
    )
