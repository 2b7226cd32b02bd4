"""How the clauses this room watches are kept on a day: how often bodies meet, their minutes, their consultations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.timezone import localdate

from mithaq.bodies import selectors as bodies
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.meetings import addresses, clauses
from mithaq.meetings.enums import Kind, State
from mithaq.meetings.models import Meeting, Motion

Watched = findings.Watched
Standing = Literal["met", "risk", "broken"]
MOST_TOLD = 12  # findings of one clause: the newest ones, and how many more


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of the meetings of an institution on a day: read once, whatever is asked of it."""

    bodies: Sequence[Any]
    by_body: dict[int | None, list[Meeting]] = field(default_factory=dict)

    def of(self, body: Any, clause: Clause) -> list[Meeting]:
        """Meetings that count for a clause: called by it, or ordinary ones where the body has no other."""
        return [
            one for one in self.by_body.get(body.pk, ()) if one.clause in ("", clause.id) and one.kind == Kind.ORDINARY
        ]


def held(institution: Institution, *, on: date) -> Held:
    """Two queries. Meetings that were cancelled did not take place."""
    by_body: dict[int | None, list[Meeting]] = defaultdict(list)
    rows = Meeting.objects.filter(institution=institution, cancelled_at=None)
    for one in rows.select_related("minutes__document", "body", "institution").order_by("first_day", "pk"):
        by_body[one.body_id].append(one)
    return Held(bodies.there(institution, on=on), by_body)


def watched(institution: Institution, charter: Charter, *, on: date) -> list[Watched]:
    """Each clause on meetings, minutes and consultations with how it is kept; a constant number of queries."""
    known = held(institution, on=on)
    found: dict[str, Watched] = {}
    for one in _all(institution, charter, known, on):
        found[one.clause] = _worse(found[one.clause], one) if one.clause in found else one
    return list(found.values())


def of_meeting(meeting: Meeting, charter: Charter, *, on: date) -> list[Watched]:
    """What the clauses say of one meeting: its medium, place, length and window, and its minutes."""
    found = []
    clause = charter.get(meeting.clause)
    if clause is not None and clause.kind == "meeting":
        told = tuple(_mismatches(clause, meeting)) + tuple(_outside(clause, meeting))
        if told:
            found.append(Watched(clause.id, "risk", told, addresses.meeting(meeting)))
    told_of = clauses.minutes(charter, meeting)
    if told_of is not None and not meeting.cancelled_at:
        found.append(_minutes(told_of, [meeting], on, addresses.meeting(meeting)))
    return [one for one in found if [finding.key for finding in one.findings] != ["meetings.minutes-due"]]


def _all(institution: Institution, charter: Charter, known: Held, on: date) -> Iterator[Watched]:
    path = addresses.meetings(institution)
    for body in known.bodies:
        for clause in clauses.meetings(charter, body):
            yield _meeting(clause, body, known.of(body, clause), on, path)
        for clause in clauses.publications(charter, body.clause, "minutes"):
            yield _minutes(clause, known.by_body.get(body.pk, []), on, path)
    for clause in clauses.publications(charter, "", "minutes"):
        mine = [m for rows in known.by_body.values() for m in rows if clauses.minutes(charter, m) == clause]
        yield _minutes(clause, mine, on, path)
    yield from _consultations(institution, charter, on)


# How often, where, by which medium


def _meeting(clause: Clause, body: Any, held: list[Meeting], on: date, path: str) -> Watched:
    told: list[Finding] = []
    state: Standing = "met"
    rule: cadence.Cadence | None = clause.get("cadence")
    if rule is not None:
        state, told = _cadence(clause, rule, body, held, on)
    odd = [finding for one in held for finding in (*_mismatches(clause, one), *_planned_outside(clause, one, on))]
    if odd and state == "met":
        state = "risk"
    return _capped(clause, Watched(clause.id, state, tuple(told + _few(clause, odd)), path))


def _cadence(
    clause: Clause, rule: cadence.Cadence, body: Any, held: list[Meeting], on: date
) -> tuple[Standing, list[Finding]]:
    """Broken where the stretch that runs, or (while that has time) the one before it, was missed or kept outside."""
    days = [one.first_day for one in held]
    been = [day for day in days if day <= on]
    stretches = cadence.held_against(rule, been, anchor=clauses.anchor(rule, body.from_date), on=on)[-2:]
    if not stretches:
        return "met", []
    now, before = stretches[-1], stretches[-2] if len(stretches) > 1 else None
    facts = {"body": dict(body.name), "cadence": rule.text}
    told = [
        Finding(clause.id, "meetings.too-many", facts | _stretch(one) | {"held": len(one.held), "most": rule.most})
        for one in stretches
        if rule.most is not None and len(one.held) > rule.most
    ]
    if now.state == "met":
        held_now = Finding(clause.id, "meetings.held", facts | _stretch(now) | {"held": len(now.held)})
        return ("broken" if told else "met"), [*told, held_now]
    if now.state != "open":
        return ("broken", [*told, _missed(clause, now, facts)]) if _fair(now, body) else ("met", told)
    missed = before is not None and before.state != "met" and _fair(before, body)
    if missed and before is not None:
        told.append(_missed(clause, before, facts))
    planned = [day for day in days if day > on and any(window.holds(day) for window in now.slot.windows)]
    told.append(_still(clause, now, facts, planned))
    if told[:-1]:
        return "broken", told
    return ("met" if len(planned) >= now.missing and not now.late else "risk"), told


def _fair(one: cadence.Held, body: Any) -> bool:
    """Whether the body was there for the window: of a year in which it began later, nothing is asked."""
    if one.slot.windows[0].begins >= body.from_date:
        return True
    until = one.slot.windows[-1].until
    return one.state == "outside" and until is not None and until > body.from_date


def _stretch(one: cadence.Held) -> dict[str, Any]:
    until = one.slot.period.until
    return {"from": one.slot.period.begins.isoformat(), "until": until.isoformat() if until else ""}


def _missed(clause: Clause, one: cadence.Held, facts: dict[str, Any]) -> Finding:
    more: dict[str, Any] = {"missing": one.missing, "least": one.slot.least, "held": len(one.held)}
    more |= {"days": [day.isoformat() for day in one.late]} if one.state == "outside" else {}
    key = "meetings.outside" if one.state == "outside" else "meetings.missed"
    return Finding(clause.id, key, facts | _stretch(one) | more)


def _still(clause: Clause, one: cadence.Held, facts: dict[str, Any], planned: list[date]) -> Finding:
    until = one.slot.windows[-1].until
    more = {"missing": one.missing, "planned": len(planned), "until": until.isoformat() if until else ""}
    return Finding(clause.id, "meetings.still-to-hold", facts | _stretch(one) | more)


def _mismatches(clause: Clause, meeting: Meeting) -> Iterator[Finding]:
    """Where the medium, the place or the length is not what the clause says: shown, never refused."""
    facts = {"title": dict(meeting.title), "day": meeting.first_day.isoformat()}
    medium = clause.get("medium")
    if medium and medium != meeting.medium:
        yield Finding(clause.id, "meetings.other-medium", facts | {"medium": meeting.medium, "wanted": medium})
    place = clause.get("place")
    if place is not None and not _same_place(place.as_dict(), meeting):
        yield Finding(
            clause.id, "meetings.other-place", facts | {"place": dict(meeting.place), "wanted": place.as_dict()}
        )
    days = clause.get("days")
    length = (meeting.last_day - meeting.first_day).days + 1
    if days is not None and not days.allows(length):
        yield Finding(clause.id, "meetings.other-length", facts | {"days": length, "wanted": days.text})


def _same_place(wanted: dict[str, str], meeting: Meeting) -> bool:
    """In one language at least, the place that was written holds the one the clause names: "Geneva, room XX"."""
    return any(
        said and wanted.get(code) and wanted[code].casefold() in said.casefold() for code, said in meeting.place.items()
    )


def _outside(clause: Clause, meeting: Meeting) -> Iterator[Finding]:
    """A meeting on a day that is in none of the months its clause names."""
    rule: cadence.Cadence | None = clause.get("cadence")
    if (
        rule is not None
        and rule.months
        and meeting.kind == Kind.ORDINARY
        and meeting.first_day.month not in rule.months
    ):
        facts = {"title": dict(meeting.title), "day": meeting.first_day.isoformat(), "cadence": rule.text}
        yield Finding(clause.id, "meetings.outside-window", facts)


def _planned_outside(clause: Clause, meeting: Meeting, on: date) -> Iterator[Finding]:
    if meeting.first_day > on:
        yield from _outside(clause, meeting)


# Minutes


def _minutes(clause: Clause, held: Iterable[Meeting], on: date, path: str) -> Watched:
    broken, risk, met = [], [], []
    for one in held:
        if one.last_day >= on:
            continue
        due = clauses.deadline(clause, one.last_day)
        facts = {"title": dict(one.title), "day": one.last_day.isoformat(), "due": due.isoformat()}
        published = published_on(one)
        missing = _languages(clause, one) if published else []
        if published is None:
            late = (on - due).days
            if late > 0:
                broken.append(Finding(clause.id, "meetings.minutes-overdue", facts | {"late": late}))
            else:
                risk.append(Finding(clause.id, "meetings.minutes-due", facts))
        elif missing:
            lacking = Finding(clause.id, "meetings.minutes-languages", facts | {"languages": missing})
            (broken if on > due else risk).append(lacking)
        else:
            late = (published - due).days
            key = "meetings.minutes-late" if late > 0 else "meetings.minutes-published"
            met.append(Finding(clause.id, key, facts | {"on": published.isoformat(), "late": max(0, late)}))
    lacking_soon = any(one.key == "meetings.minutes-languages" for one in risk)
    state: Standing = "broken" if broken else "risk" if lacking_soon else "met"
    told = _few(clause, [*reversed(broken), *reversed(risk), *reversed(met)])
    return _capped(clause, Watched(clause.id, state, tuple(told), path))


def published_on(meeting: Meeting) -> date | None:
    """When its minutes were published, if those who are to read them still can."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.published_at is None:
        return None
    document = minutes.document
    is_closed = document is not None and (document.withdrawn_at or document.visibility not in ("public", "members"))
    if is_closed and not minutes.text:
        return None
    return localdate(minutes.published_at)


def _languages(clause: Clause, meeting: Meeting) -> list[str]:
    """In which languages they are still missing."""
    minutes = meeting.minutes
    there = {minutes.language} if minutes.text else set()
    there |= set(minutes.document.languages) if minutes.document else set()
    return [code for code in clause.get("languages", ()) if code not in there]


# Consultations


def _consultations(institution: Institution, charter: Charter, on: date) -> Iterator[Watched]:
    """Decisions that members must be heard on: adopted after they were, or still waiting for it; figures only, for
    what is not adopted is the members' to know.
    """
    rows = list(Motion.objects.filter(institution=institution).select_related("body", "consultation", "institution"))
    kept: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    asking = [one for one in charter.of("consultation") if one.binds]
    asking += [
        one for kind in ("decision", "amendment") for one in charter.of(kind) if one.binds and one.get("consults")
    ]
    for motion in rows:
        for told in clauses.consults(charter, motion):
            consultation = getattr(motion, "consultation", None)
            if motion.state == State.ADOPTED:
                kept[told.clause.id][0 if consultation is not None else 1] += 1
            elif motion.state == State.PROPOSED and consultation is None:
                kept[told.clause.id][2] += 1
    for clause in asking:
        heard, unheard, waiting = kept[clause.id]
        facts = {"heard": heard, "unheard": unheard, "waiting": waiting}
        state: Standing = "broken" if unheard else "risk" if waiting else "met"
        key = {"broken": "meetings.not-heard", "risk": "meetings.to-be-heard", "met": "meetings.heard"}[state]
        yield Watched(clause.id, state, (Finding(clause.id, key, facts),), addresses.motions(institution))


def _few(clause: Clause, told: list[Finding]) -> list[Finding]:
    if len(told) <= MOST_TOLD:
        return told
    return [*told[:MOST_TOLD], Finding(clause.id, "meetings.and-more", {"more": len(told) - MOST_TOLD})]


def _capped(clause: Clause, found: Watched) -> Watched:
    """What does not bind is never broken: an aim, or a proposal, is at risk at most."""
    if found.state == "broken" and not clause.binds:
        return Watched(found.clause, "risk", found.findings, found.path)
    return found


_ORDER = {"met": 0, "risk": 1, "broken": 2}


def _worse(one: Watched, other: Watched) -> Watched:
    """Several bodies of one clause: the state of the worst, and what is found of each."""
    worst = one if _ORDER[one.state] >= _ORDER[other.state] else other
    told = worst.findings + (other if worst is one else one).findings
    return Watched(one.clause, worst.state, told, worst.path)
