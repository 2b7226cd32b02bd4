"""What is written when bodies meet and decide, as its pages show it."""

from __future__ import annotations

from mithaq.meetings import services
from mithaq.meetings.models import Answer, Consultation, Meeting, Minutes, Motion, Position
from mithaq.people import services as people
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.meetings.house import BOARD, CONSULTATION, House
from tests.xss import Shown, in_three, url


def house(cast: Cast) -> House:
    """A board that exists once, however often a text is planted."""
    found = House(cast.institution)
    if not Meeting.objects.exists():
        found.adopt(BOARD, CONSULTATION)
        organisation = found.organisation(member=True)
        people.affiliate(cast.amal.person, organisation, on=DAY, by=cast.amal.actor, at=at(DAY))
        found.seat(organisation, occupant=cast.amal.person)
        found.publish(found.call(), DAY)
        motion = found.propose()
        services.consult(motion, on=DAY, by=cast.amal.actor, at=at(DAY))
        told = {"account": cast.amal.account, "on": DAY, "by": cast.amal.actor, "at": at(DAY)}
        services.answer(Consultation.objects.get(), view="supports", **told)
        services.take_position(motion, stance="for", **told)
    return found


def of_meeting(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        house(cast)
        Meeting.objects.update(**{field: in_three(text)})
        uid = Meeting.objects.get().uid
        return [url(cast, "meetings:meeting", uid=uid), url(cast, "meetings:list") + "?when=past"]

    return plant


def reason(cast: Cast, text: str) -> list[str]:
    house(cast)
    Meeting.objects.update(reason=text)
    uid = Meeting.objects.get().uid
    return [url(cast, "meetings:meeting", uid=uid), url(cast, "meetings:change", uid=uid)]


def because(cast: Cast, text: str) -> list[str]:
    house(cast)
    Meeting.objects.update(cancelled_because=text, cancelled_at=at(DAY))
    return [url(cast, "meetings:meeting", uid=Meeting.objects.get().uid)]


def minutes(cast: Cast, text: str) -> list[str]:
    house(cast)
    Minutes.objects.update(text=text)
    uid = Meeting.objects.get().uid
    return [url(cast, "meetings:meeting", uid=uid), url(cast, "meetings:take_back", uid=uid)]


def subject(cast: Cast, text: str) -> list[str]:
    house(cast)
    Motion.objects.update(subject=in_three(text))
    uid = Motion.objects.get().uid
    return [url(cast, "meetings:motion", uid=uid), url(cast, "meetings:motions"), url(cast, "meetings:close", uid=uid)]


def text(cast: Cast, said: str) -> list[str]:
    house(cast)
    Motion.objects.update(text=said)
    uid = Motion.objects.get().uid
    return [url(cast, "meetings:motion", uid=uid), url(cast, "meetings:position", uid=uid)]


def position(cast: Cast, said: str) -> list[str]:
    house(cast)
    Position.objects.update(reason=said)
    uid = Motion.objects.get().uid
    return [url(cast, "meetings:motion", uid=uid), url(cast, "meetings:position", uid=uid)]


def answer(cast: Cast, said: str) -> list[str]:
    house(cast)
    Answer.objects.exclude(at=None).update(text=said)
    uid = Motion.objects.get().uid
    return [url(cast, "meetings:motion", uid=uid), url(cast, "meetings:answer", uid=uid)]


def outcome(cast: Cast, said: str) -> list[str]:
    """Of what the outcome keeps, why a motion was withdrawn is in somebody's words."""
    house(cast)
    Motion.objects.update(state="withdrawn", closed_at=at(DAY), outcome={"because": said})
    return [url(cast, "meetings:motion", uid=Motion.objects.get().uid)]


FIELDS = {
    "meetings.Meeting.title": Shown(of_meeting("title"), limit=200),
    "meetings.Meeting.place": Shown(of_meeting("place"), limit=200),
    "meetings.Meeting.reason": Shown(reason),
    "meetings.Meeting.cancelled_because": Shown(because),
    "meetings.Minutes.text": Shown(minutes),
    "meetings.Motion.subject": Shown(subject, limit=300),
    "meetings.Motion.text": Shown(text),
    "meetings.Motion.outcome": Shown(outcome, limit=500),
    "meetings.Position.reason": Shown(position),
    "meetings.Answer.text": Shown(answer),
}
NEVER = {
    "meetings.Meeting.clause": "the id of a clause of the charter, by the house",
    "meetings.Minutes.language": "one of three: the service refuses another",
    "meetings.Minutes.by_name": "who wrote them, kept for the register of acts; no page shows it",
    "meetings.Attendance.country": "two capitals: a constraint",
    "meetings.Motion.language": "one of three: the service refuses another",
    "meetings.Motion.matter": "a word of the grammar of charters, chosen from a list",
    "meetings.Motion.clause": "the id of a clause of the charter, by the house",
    "meetings.Motion.recommends_to": "a party or the id of a clause, from the charter",
    "meetings.Consultation.clause": "the id of a clause of the charter, by the house",
}
