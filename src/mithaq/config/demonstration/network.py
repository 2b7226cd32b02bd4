"""The simulated network: a charter from the gallery, bodies seated by it, meetings and a motion."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django_scopes import scope

from mithaq.blueprints import services as blueprints
from mithaq.blueprints.shelf import gallery_text
from mithaq.bodies import selectors as sitting
from mithaq.bodies import services as bodies
from mithaq.bodies.enums import Basis, Ended
from mithaq.compacts import selectors as compact
from mithaq.config.demonstration import dialogues, voting
from mithaq.cycles import selectors as calendar
from mithaq.cycles import services as steps
from mithaq.foundation.actors import task
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services as founding
from mithaq.meetings import services as meetings
from mithaq.meetings.enums import Medium
from mithaq.people import services as people

HERE = Path(__file__).parent
BY = task("demonstration")
STEERING = 22
AGO = 400  # days since the charter came into force


def build(persons: Mapping[str, Any], *, at: datetime) -> str:
    """Found it, with the same people in the same roles (`persons` by role). Its address."""
    plan = tomllib.loads((HERE / "network.toml").read_text(encoding="utf-8"))
    told = plan["institution"]
    institution = founding.found(
        told["slug"], name=told["name"], purpose=told["purpose"], is_demonstration=True, by=BY, at=at
    )
    began = at.date() - timedelta(days=AGO)
    with scope(institution=institution):
        for role, person in persons.items():
            people.admit(institution, person=person, role=role, on=began, by=BY, at=at)
        members = {one["key"]: _enter(institution, one, on=began, at=at) for one in plan["organisations"]}
        people.affiliate(persons["member"], members["nouakchott"], on=began, by=BY, at=at)
        blueprints.adopt(
            institution, gallery_text(told["blueprint"]), blueprint=told["blueprint"], on=began, by=BY, at=at
        )
        _seat_all(institution, plan, members, at=at)
        voting.vacancies(institution, plan["elections"]["vacancies"], members, at=at)
        voting.committee(institution, plan["elections"]["committee"], members, at=at)
        dialogues.build(institution, at=at)
        _meet(institution, plan["motion"], at=at)
        _reach(institution, at=at)
        blueprints.tend(institution, on=at.date(), by=BY, at=at)
    return str(told["slug"])


def _enter(institution: Any, one: Mapping[str, Any], *, on: date, at: datetime) -> Any:
    organisation = people.register_organisation(
        one["name"],
        category=compact.category(one["category"]),
        country=one["country"],
        level=one["level"],
        by=BY,
        at=at,
    )
    people.admit(institution, organisation=organisation, on=on, by=BY, at=at)
    traits = {attribute: [value] for attribute, value in one["traits"].items()}
    people.describe(institution, traits, organisation=organisation, by=BY, at=at)
    return organisation


def _seat_all(institution: Any, plan: Mapping[str, Any], members: Mapping[str, Any], *, at: datetime) -> None:
    """The board, elected, without those who resigned, the steering committee, three groups: one ended, one is full."""
    today = at.date()
    since = today - timedelta(days=300)
    seated = voting.board(institution, plan["elections"]["board"], members, since=at - timedelta(days=300))
    for one in seated:
        if one.candidacy.organisation.level == "regional":
            resigned_on = today - timedelta(days=20)
            bodies.vacate(one.tenure, on=resigned_on, ended=Ended.RESIGNED, by=BY, at=at)
    steering = sitting.body(institution, "steering-committee")
    first = list(members.values())[:STEERING]
    _seat(steering, "body.steering-committee.seat.member", first, Basis.ELECTION, on=since, at=at)
    for group in sorted(plan["groups"], key=lambda one: -one["days_ago"]):
        opened = today - timedelta(days=group["days_ago"])
        body = bodies.open_group(institution, "body.working-group", theme=group["theme"], on=opened, by=BY, at=at)
        for key in group["members"]:
            bodies.ask(body, "body.working-group.seat.member", organisation=members[key], on=opened, by=BY, at=at)
        leads = (members[key] for key in group["leads"])
        _seat(body, "body.working-group.seat.co-lead", leads, Basis.ELECTION, on=opened, at=at)
        bodies.tend(institution, institutions.charter_of(institution, on=today), on=today, by=BY, at=at)


def _seat(body: Any, clause: str, who: Iterable[Any], basis: Basis, *, on: date, at: datetime) -> list[Any]:
    return [bodies.seat(body, clause, organisation=one, basis=basis, on=on, by=BY, at=at) for one in who]


def _meet(institution: Any, motion: Mapping[str, Any], *, at: datetime) -> None:
    """A meeting with its minutes, one whose minutes are overdue, webinars, a motion all are asked about."""
    today = at.date()
    board, steering = (sitting.body(institution, key) for key in ("board", "steering-committee"))
    published, overdue = (
        meetings.call(
            institution,
            body=board,
            title=_BOARD,
            first_day=today - timedelta(days=days),
            medium=Medium.HYBRID,
            place=_PLACE,
            is_simulated=True,
            by=BY,
            at=at,
        )
        for days in (75, 45)
    )
    minutes = meetings.write_minutes(published, text=_MINUTES, language="fr", by=BY, at=at)
    meetings.publish_minutes(minutes, by=BY, at=at)
    for days in (92, 62, 31, -5):
        day = today - timedelta(days=days)
        meetings.call(
            institution,
            body=steering,
            title=_WEBINAR,
            first_day=day,
            medium=Medium.WEBINAR,
            is_simulated=True,
            by=BY,
            at=at,
        )
    assert board is not None
    put = meetings.propose(
        institution,
        body=board,
        subject=motion["subject"],
        text=motion["text"],
        language=motion["language"],
        matter=motion["matter"],
        is_simulated=True,
        meeting=overdue,
        on=today,
        by=BY,
        at=at,
    )
    meetings.consult(put, on=today, by=BY, at=at)


def _reach(institution: Any, *, at: datetime) -> None:
    """The steps of the roadmap lie behind the network: each counts as reached on the last of its days."""
    for step in calendar.milestones(institution, on=at.date()):
        if step.until and step.until <= at.date():
            day = step.until - timedelta(days=1)
            steps.reach(step, done_on=day, shown_by=_INVENTED, seen=step.version, on=at.date(), by=BY, at=at)


_INVENTED = "محاكاة · simulated · simulation"
_BOARD = {"ar": "جلسة المجلس التنفيذي", "en": "Meeting of the Executive Board", "fr": "Réunion du Conseil exécutif"}
_PLACE = {"ar": "تونس وعبر الإنترنت", "en": "Tunis and online", "fr": "Tunis et en ligne"}
_WEBINAR = {
    "ar": "ندوة اللجنة التوجيهية",
    "en": "Webinar of the Steering Committee",
    "fr": "Webinaire du Comité directeur",
}
_MINUTES = (
    "Procès-verbal simulé. Le Conseil a pris note des travaux des groupes et demandé que tous les membres soient "
    "consultés sur le programme de l’an prochain."
)
