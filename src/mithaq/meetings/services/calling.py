"""Calling a meeting, changing or cancelling it, whom it invites, and who came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.bodies import services as seating
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding
from mithaq.meetings import clauses
from mithaq.meetings.counting import holder_name
from mithaq.meetings.enums import Capacity, Kind, Medium
from mithaq.meetings.models import Attendance, Meeting
from mithaq.meetings.services.noting import locked, note
from mithaq.meetings.services.telling import tell_cancelled, tell_changed, tell_invited
from mithaq.people.selectors import Organisation, Person, holding


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited beside those who sit: exactly one of an organisation, a State or a person."""

    organisation: Organisation | None = None
    country: str = ""
    person: Person | None = None

    def told(self) -> dict[str, Any]:
        return {"organisation": self.organisation, "country": self.country, "person": self.person}


def call(
    institution: Institution,
    *,
    body: bodies.Body | None = None,
    clause: str = "",
    title: Mapping[str, str],
    kind: str = Kind.ORDINARY,
    first_day: date,
    last_day: date | None = None,
    place: Mapping[str, str] | None = None,
    medium: str = Medium.IN_PERSON,
    reason: str = "",
    observers: Iterable[Guest] = (),
    guests: Iterable[Guest] = (),
    is_simulated: bool = False,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Call a meeting of a body (or, without one, an event of the institution) and invite whoever sits then.

    `clause` is what calls for it; where a body has one such clause it need not be told. `observers` are invited for
    this meeting alone. A medium, a place or a length that the clause does not say is shown as at risk, never refused.
    Refused by the charter: an extraordinary meeting where no clause of the body allows one. Refused (ValidationError):
    one without its reason, a last day before the first, no title.
    """
    charter = institutions.charter_of(institution, on=first_day)
    meeting = Meeting(
        institution=institution,
        body=body,
        title=Words(title),
        kind=Kind.EVENT if body is None else kind,
        first_day=first_day,
        last_day=last_day or first_day,
        place=Words(place or {}),
        medium=medium,
        reason=" ".join(reason.split()),
        is_simulated=is_simulated,
    )
    meeting.clause = _clause(charter, meeting, clause)
    _check(charter, meeting)
    meeting.full_clean(validate_constraints=False)
    with transaction.atomic():
        meeting.save()
        _admit(meeting, observers, by=by, at=at)
        _ask_guests(meeting, guests)
        invited = invite(meeting)
        said = _said(meeting) | {"invited": invited, "body": dict(body.name) if body else {}}
        note("meetings.call", meeting, by=by, at=at, clause=meeting.clause, after=said, public=True)
        tell_invited(meeting, at=at)
    return meeting


def change(
    meeting: Meeting,
    *,
    seen: int,
    title: Mapping[str, str],
    first_day: date,
    last_day: date | None = None,
    place: Mapping[str, str],
    medium: str,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Meeting:
    """Change a meeting that is called; nothing is written when nothing changes. Whoever is invited is told.

    Refused (`Changed`): another change since `seen`. Refused (ValidationError): a meeting that is cancelled; what
    `call` refuses.
    """
    with transaction.atomic():
        meeting = locked(meeting, seen=seen)
        _check_standing(meeting)
        before = _said(meeting)
        meeting.title, meeting.place = Words(title), Words(place)
        meeting.first_day, meeting.last_day = first_day, last_day or first_day
        meeting.medium, meeting.reason = medium, " ".join(reason.split())
        after = _said(meeting)
        if before == after:
            return meeting
        _check(institutions.charter_of(meeting.institution, on=meeting.first_day), meeting)
        meeting.full_clean(validate_constraints=False)
        meeting.version += 1
        meeting.save()
        if (before["first_day"], before["last_day"]) != (after["first_day"], after["last_day"]):
            _follow(meeting, date.fromisoformat(before["first_day"]), by=by, at=at)
        invite(meeting)
        note("meetings.change", meeting, by=by, at=at, clause=meeting.clause, before=before, after=after, public=True)
        tell_changed(meeting, at=at)
    return meeting


def cancel(meeting: Meeting, *, because: str, by: Actor, at: datetime) -> Meeting:
    """The meeting does not take place, and why; it stays in the list. A second time changes nothing.

    Refused (ValidationError): no reason; a meeting whose minutes are written.
    """
    because = " ".join(because.split())
    if not because:
        raise ValidationError(_("Say why the meeting is cancelled."))
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.cancelled_at:
            return meeting
        if hasattr(meeting, "minutes"):
            raise ValidationError(_("A meeting whose minutes are written took place; it cannot be cancelled."))
        meeting.cancelled_at, meeting.cancelled_because = at, because
        meeting.version += 1
        meeting.save(update_fields=["cancelled_at", "cancelled_because", "version"])
        said = _said(meeting) | {"because": because}
        note("meetings.cancel", meeting, by=by, at=at, clause=meeting.clause, after=said, public=True)
        tell_cancelled(meeting, at=at)
    return meeting


def invite(meeting: Meeting) -> int:
    """Bring the list of the invited up to date: who sits and who observes on the first day; how many are on it.

    Who no longer sits leaves the list, unless it is noted whether they came. Called inside the act that needs it.
    """
    if meeting.body is not None:
        listed = {
            _key(one): one for one in Attendance.objects.filter(meeting=meeting).exclude(capacity=Capacity.INVITED)
        }
        observing = _observing(meeting.body, meeting.first_day)
        wanted = {_key(one): one for one in _of_body(meeting, observing)}
        Attendance.objects.bulk_create([one for key, one in wanted.items() if key not in listed])
        here = wanted.keys() | {_key(_observer(meeting, one)) for one in observing}
        gone = [one.pk for key, one in listed.items() if key not in here and one.came is None]
        Attendance.objects.filter(pk__in=gone).delete()
        for key in wanted.keys() & listed.keys():
            if listed[key].occupant_id != wanted[key].occupant_id:
                Attendance.objects.filter(pk=listed[key].pk, came=None).update(occupant=wanted[key].occupant)
    return int(Attendance.objects.filter(meeting=meeting).count())


def invite_also(meeting: Meeting, guest: Guest, *, as_observer: bool = False, by: Actor, at: datetime) -> Meeting:
    """Somebody who does not sit is invited, too: as a guest, or to observe this meeting alone.

    Who is on the list already stays as they are. Refused by the charter: observers of a body that has none. Refused
    (ValidationError): a cancelled meeting.
    """
    with transaction.atomic():
        meeting = locked(meeting)
        _check_standing(meeting)
        if Attendance.objects.filter(meeting=meeting, **guest.told()).exists():
            return meeting
        if as_observer:
            _admit(meeting, [guest], by=by, at=at)
        else:
            _ask_guests(meeting, [guest])
        row = Attendance.objects.filter(meeting=meeting, **guest.told()).select_related("organisation", "person").get()
        said = {"title": dict(meeting.title), "name": holder_name(row), "capacity": row.capacity}
        note("meetings.invite", meeting, by=by, at=at, after=said)
        tell_invited(meeting, at=at)
    return meeting


def note_attendance(meeting: Meeting, came: Mapping[str, bool | None], *, on: date, by: Actor, at: datetime) -> int:
    """Note who came: by the uid of each row yes, no, or None for not noted; how many rows changed.

    Refused (ValidationError): a meeting that has not begun, or is cancelled.
    """
    with transaction.atomic():
        meeting = locked(meeting)
        _check_standing(meeting)
        if on < meeting.first_day:
            raise ValidationError(_("Who came can be noted from the first day of the meeting on."))
        rows = Attendance.objects.select_for_update().filter(meeting=meeting, uid__in=list(came))
        changed = [row for row in rows if row.came != came[row.uid]]
        for row in changed:
            row.came = came[row.uid]
        if changed:
            Attendance.objects.bulk_update(changed, ["came"])
            all_ = list(Attendance.objects.filter(meeting=meeting).values_list("came", flat=True))
            said = {"title": dict(meeting.title), "came": all_.count(True), "absent": all_.count(False)}
            said |= {"not_noted": all_.count(None), "invited": len(all_)}
            note("meetings.note_attendance", meeting, by=by, at=at, after=said, public=True)
    return len(changed)


def _clause(charter: Charter, meeting: Meeting, told: str) -> str:
    if told:
        clause = charter.get(told)
        fits = clause is not None and (clause.under == meeting.body.clause if meeting.body else clause.kind == "event")
        if not fits:
            raise ValidationError({"clause": _("Choose a clause of this body.")})
        return told
    found = clauses.meetings(charter, meeting.body) if meeting.body else ()
    if meeting.kind == Kind.EXTRAORDINARY and meeting.body:
        allows = clauses.extraordinary(charter, meeting.body)
        return allows.id if allows else ""
    return found[0].id if len(found) == 1 else ""


def _check(charter: Charter, meeting: Meeting) -> None:
    if meeting.last_day < meeting.first_day:
        raise ValidationError({"last_day": _("A meeting cannot end before it begins.")}, code="backwards")
    if not meeting.title:
        raise ValidationError({"title": _("Give the meeting a title, in one language at least.")})
    if meeting.body is not None and not meeting.body.holds(meeting.first_day):
        raise ValidationError({"first_day": _("This body does not exist on that day.")})
    if meeting.kind != Kind.EXTRAORDINARY or meeting.body is None:
        return
    if clauses.extraordinary(charter, meeting.body) is None:
        found: Sequence[Clause] = clauses.meetings(charter, meeting.body)
        facts = {"body": dict(meeting.body.name)}
        raise CharterRefuses(
            [Finding(found[0].id if found else meeting.body.clause, "meetings.no-extraordinary", facts)]
        )
    if not meeting.reason:
        raise ValidationError({"reason": _("Say why an extraordinary meeting is needed.")})


def _check_standing(meeting: Meeting) -> None:
    if meeting.cancelled_at:
        raise ValidationError(_("This meeting is cancelled."))


def _admit(meeting: Meeting, observers: Iterable[Guest], *, by: Actor, at: datetime) -> None:
    """Observers for this meeting alone: they are there from its first day, and no longer after its last."""
    for one in observers:
        if meeting.body is None:
            raise ValidationError(_("An event of no body has guests, not observers."))
        seating.invite_observer(
            meeting.body,
            session=_session(meeting),
            on=meeting.first_day,
            until=meeting.last_day + timedelta(days=1),
            **one.told(),
            by=by,
            at=at,
        )
        held = {"institution": meeting.institution, "meeting": meeting}
        Attendance.objects.create(**held, **one.told(), capacity=Capacity.OBSERVER)


def _session(meeting: Meeting) -> str:
    """The meeting as the invitation of an observer names it."""
    return f"{meeting.title.in_('en')}, {meeting.first_day.isoformat()}"[:200]


def _follow(meeting: Meeting, former: date, *, by: Actor, at: datetime) -> None:
    """Who was invited to observe this meeting alone is invited for its new days."""
    if meeting.body is None:
        return
    for_one = {_key(_observer(meeting, one)) for one in _observing(meeting.body, former) if one.session}
    known = {_key(_observer(meeting, one)) for one in _observing(meeting.body, meeting.first_day)}
    rows = Attendance.objects.filter(meeting=meeting, capacity=Capacity.OBSERVER)
    for row in rows.select_related("organisation", "person"):
        if _key(row) in for_one - known:
            seating.invite_observer(
                meeting.body,
                organisation=row.organisation,
                country=row.country,
                person=row.person,
                session=_session(meeting),
                on=meeting.first_day,
                until=meeting.last_day + timedelta(days=1),
                by=by,
                at=at,
            )


def _ask_guests(meeting: Meeting, guests: Iterable[Guest]) -> None:
    for one in guests:
        row = Attendance(institution=meeting.institution, meeting=meeting, capacity=Capacity.INVITED, **one.told())
        row.full_clean(validate_constraints=False)
        row.save()


def _of_body(meeting: Meeting, observing: Iterable[Any]) -> list[Attendance]:
    """Whoever sits, and whoever observes the body whatever meets; who was invited for one meeting is on its list."""
    assert meeting.body is not None
    found = []
    for tenure in bodies.sitting(meeting.body, on=meeting.first_day):
        told = {"organisation": tenure.organisation, "country": tenure.country, "person": tenure.person}
        held = {"institution": meeting.institution, "meeting": meeting}
        found.append(Attendance(**held, **told, occupant=tenure.occupant, capacity=Capacity.SEAT))
    return found + [_observer(meeting, one) for one in observing if not one.session]


def _observing(body: bodies.Body, on: date) -> list[bodies.Observer]:
    return list(bodies.Observer.objects.filter(holding(on), body=body).select_related("organisation", "person"))


def _observer(meeting: Meeting, observer: Any) -> Attendance:
    told = {"organisation": observer.organisation, "country": observer.country, "person": observer.person}
    return Attendance(institution=meeting.institution, meeting=meeting, **told, capacity=Capacity.OBSERVER)


def _key(row: Attendance) -> tuple[Any, ...]:
    return (row.organisation_id, row.country, row.person_id, row.capacity == Capacity.OBSERVER)


def _said(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": dict(meeting.title),
        "kind": meeting.kind,
        "first_day": meeting.first_day.isoformat(),
        "last_day": meeting.last_day.isoformat(),
        "place": dict(meeting.place),
        "medium": meeting.medium,
        "reason": meeting.reason,
    }
