"""Meetings and motions as pages show them: who is named to whom, counts of how many, what is still needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mithaq.bodies import selectors as bodies
from mithaq.foundation import habits
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels.charter import Charter, Clause
from mithaq.meetings import asked, clauses, counting, reading, watching, wording
from mithaq.meetings.enums import Capacity, Kind, Stance, View
from mithaq.meetings.models import Answer, Attendance, Meeting, Motion, Position
from mithaq.meetings.rules import takes_part
from mithaq.meetings.services.deciding import not_heard
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose


class Line:
    """One meeting in a list: with what the charter has to say of it."""

    def __init__(self, meeting: Meeting, charter: Charter, on: date) -> None:
        self.meeting = meeting
        self.is_extraordinary = meeting.kind == Kind.EXTRAORDINARY
        self.clause = clauses.minutes(charter, meeting)
        self.is_over = meeting.last_day < on
        self.published = watching.published_on(meeting)
        self.due = clauses.deadline(self.clause, meeting.last_day) if self.clause else None
        self.is_late = bool(self.due and self.is_over and self.published is None and on > self.due)


# Who came


@dataclass(frozen=True, slots=True)
class Came:
    """One who was invited. `name` is Words or a text; empty where this reader is not told who it is."""

    uid: str
    name: Any
    occupant: Any
    capacity: str
    came: bool | None
    is_person: bool

    @property
    def label(self) -> str:
        """As one line, for a form of the officers."""
        said = str(self.name)
        return f"{said} ({self.occupant})" if self.occupant else said


@dataclass(frozen=True, slots=True)
class Attended:
    """Who was invited, and the figures. `capacities`: how many came, of those of whom it is noted, in each capacity."""

    rows: list[Came]
    invited: int = 0
    came: int = 0
    absent: int = 0
    unknown: int = 0
    capacities: list[tuple[str, int, int]] = field(default_factory=list)


def attendance(meeting: Meeting, *, to: Any) -> Attended:
    """Organisations and States by name; persons to those who take part, and to all who agreed to be listed."""
    found = list(
        Attendance.objects.filter(meeting=meeting).select_related("organisation", "person", "occupant").order_by("pk")
    )
    names = Names(meeting.institution, found, to=to)
    order = list(Capacity.values)
    found.sort(key=lambda one: order.index(one.capacity))
    rows = [
        Came(
            one.uid,
            names.holder(one),
            names.person(one.occupant),
            str(one.get_capacity_display()),
            one.came,
            bool(one.person_id),
        )
        for one in found
    ]
    said = [one.came for one in found]
    by_capacity = []
    for capacity in Capacity:
        of = [one.came for one in found if one.capacity == capacity and one.came is not None]
        if of:
            by_capacity.append((str(capacity.label), of.count(True), len(of)))
    return Attended(rows, len(said), said.count(True), said.count(False), said.count(None), by_capacity)


class Names:
    """What a reader is told of holders and occupants: two questions, however many there are."""

    def __init__(self, institution: Institution, records: Iterable[Any], *, to: Any) -> None:
        self.all = bool(takes_part(to, institution))
        persons = {pk for one in records for pk in (one.person_id, getattr(one, "occupant_id", None)) if pk}
        self.listed = frozenset() if self.all else people.agreeing(persons, Purpose.LIST, institution)

    def holder(self, record: Any) -> Any:
        if record.organisation_id:
            return record.organisation.name
        if record.country:
            return counting.state(record.country)
        return self.person(record.person) or pgettext("somebody whose name is not public", "a person")

    def person(self, person: Any) -> Any:
        if person is None or not (self.all or person.pk in self.listed):
            return None
        return person


# A motion


@dataclass(frozen=True, slots=True)
class Voice:
    """A seat with a vote and what it said; `stance` empty: nothing yet. `gave` and `power` where votes weigh by them:
    a sum, and of a hundred cases in which a vote turns the outcome, in how many it is this one."""

    name: Any
    votes: int
    stance: str
    said: str
    reason: str
    gave: Decimal | None = None
    power: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a motion stands on a day, or stood when it was closed: figures in their order, and the voices by name."""

    figures: dict[str, Any]
    counts: list[tuple[str, int]]
    steps: list[dict[str, Any]]
    voices: list[Voice]
    names_shown: bool

    @property
    def given_until(self) -> date | None:
        """The cut-off date of contributions, where they matter."""
        day = self.figures.get("given_until")
        return date.fromisoformat(day) if day else None

    @property
    def is_weighted(self) -> bool:
        return bool(self.figures.get("weighted"))

    @property
    def has_power(self) -> bool:
        return any(one.power is not None for one in self.voices)


def standing(motion: Motion, charter: Charter, *, to: Any, on: date) -> Standing | None:
    """Nothing for what was withdrawn. What is closed is shown as it was counted then."""
    clause = clauses.rule_of(charter, motion)
    figures = motion.outcome
    if motion.closed_at is None:
        if clause is None:
            return None
        figures = counting.counted(motion, charter, clause, on=on).figures
    if "votes" not in figures:
        return None
    shown = reading.sees_positions(motion, charter, to=to)
    steps = [_step(step, figures) for step in figures["steps"] if step["key"] not in ("eligible", "present")]
    return Standing(figures, _counts(figures), steps, _voices(motion, figures, to=to) if shown else [], shown)


def _counts(figures: dict[str, Any]) -> list[tuple[str, int]]:
    objects = figures["objects"]
    told = [
        (str(Stance.FOR.label), figures["for"]),
        (str(Stance.OBJECTS.label), objects),
        (str(Stance.AGAINST.label), figures["against"] - objects),
        (str(Stance.ABSTAINS.label), figures["abstains"]),
        (pgettext("positions on a motion", "nothing said"), figures["silent"]),
    ]
    known = {
        str(one.label)
        for one in (counting.BY_CONSENSUS if figures["rule"] in clauses.CONSENSUS else counting.BY_MAJORITY)
    }
    return [(label, number) for label, number in told if number or label in known or label == told[-1][0]]


def _step(step: dict[str, Any], figures: dict[str, Any]) -> dict[str, Any]:
    """One condition of the rule in a sentence, with how far it is."""
    have, of, need = (Fraction(step[name] or 0) for name in ("have", "of", "need"))
    if not step["strict"] and have.denominator == of.denominator == 1:
        need = Fraction(ceil(need))  # of whole votes
    facts = {"have": _plain(have), "of": _plain(of), "need": _plain(need), "share": figures.get("share") or ""}
    sentences = {
        "quorum": _("There: %(have)s of %(of)s. Needed for a decision: %(need)s."),
        "objections": _("Standing objections: %(have)s. Consensus needs that there is none, and somebody for it."),
        "chair": _("The chair decides."),
        "cast": _("Nobody decides by a vote here; what was said is on record: %(have)s of %(of)s."),
        "majority": _("For it: %(have)s of %(of)s votes. Needed: at least %(need)s."),
        "heads": _("For it, by heads: %(have)s of %(of)s. Needed: at least %(need)s."),
    }
    said = sentences[step["key"]]
    if step["strict"]:
        said = {
            "majority": _("For it: %(have)s of %(of)s votes. Needed: more than %(need)s."),
            "heads": _("For it, by heads: %(have)s of %(of)s. Needed: more than %(need)s."),
        }[step["key"]]
    return {"met": step["met"], "text": said % facts}


def _plain(value: Fraction) -> str:
    """A figure with at most two decimals, grouped as the language does."""
    figure = Decimal(value.numerator) / Decimal(value.denominator)
    return habits.number(figure, pattern="#,##0.##")


def _voices(motion: Motion, figures: dict[str, Any], *, to: Any) -> list[Voice]:
    told = {one["tenure"]: one for one in figures["votes"]}
    tenures = list(
        bodies.Tenure.objects.filter(uid__in=list(told)).select_related("organisation", "person").order_by("pk")
    )
    names = Names(motion.institution, tenures, to=to)
    reasons = dict(Position.objects.filter(motion=motion).values_list("tenure__uid", "reason"))
    return [
        Voice(
            names.holder(one),
            told[one.uid]["votes"],
            told[one.uid]["stance"],
            str(Stance(told[one.uid]["stance"]).label) if told[one.uid]["stance"] else "",
            reasons.get(one.uid, "") if names.all else "",
            Decimal(told[one.uid]["gave"]) if "gave" in told[one.uid] else None,
            round(float(100 * Fraction(told[one.uid]["power"])), 1) if "power" in told[one.uid] else None,
        )
        for one in tenures
    ]


@dataclass(frozen=True, slots=True)
class Hearing:
    """A consultation as a reader sees it: how many were asked and answered, and the answers they may read."""

    consultation: Any
    clause: Clause | None
    answered: int
    counts: list[tuple[str, int]]
    answers: list[dict[str, Any]]
    mine: list[Answer]
    is_open: bool


def hearing(motion: Motion, charter: Charter, *, to: Any, on: date) -> Hearing | None:
    consultation = getattr(motion, "consultation", None)
    if consultation is None or not takes_part(to, motion.institution):
        return None
    views = list(Answer.objects.filter(consultation=consultation).exclude(at=None).values_list("view", flat=True))
    given = [
        {"who": one.membership.holder, "view": View(one.view).label, "text": one.text, "at": one.at}
        for one in reading.answers(consultation, to=to, on=on)
        if one.at
    ]
    is_open = motion.closed_at is None and on < consultation.until
    return Hearing(
        consultation,
        charter.get(consultation.clause),
        len(views),
        [(str(view.label), views.count(view)) for view in View],
        given,
        list(asked.mine(consultation, to, on=on)) if is_open else [],
        is_open,
    )


def still_needed(motion: Motion, charter: Charter, *, on: date) -> list[str]:
    """What stands in the way of a decision, in sentences."""
    if motion.closed_at is not None:
        return []
    return [findings.said(one) for one in not_heard(motion, charter, on=on)]


def rule(charter: Charter, clause: Clause | None) -> dict[str, Any] | None:
    """A rule of decision as it is read: its name, the words of the rule, its source sentences."""
    if clause is None:
        return None
    return {
        "id": clause.id,
        "name": Words(clause.name.as_dict()),
        "rule": wording.RULES.get(clause["rule"], clause["rule"]),
        "share": str(clause["share"]) if clause.get("share") else "",
        "of": wording.COUNTED_OF.get(clause.get("of", ""), ""),
        "quorum": str(clause["quorum"]) if clause.get("quorum") else "",
        "threshold": clause["threshold"].text if clause.get("threshold") else "",
        "weighted": bool(clause.get("weighted")),
        "is_double": clause["rule"] == "double-majority",
        "is_proposed": clause.get("status", "adopted") != "adopted",
        "recommends_to": party(charter, clause.get("recommends_to", "")),
        "sources": clause.sources,
    }


def party(charter: Charter, name: str) -> Any:
    """A party of a charter as people read it: a word of ours, or the name of the clause."""
    if not name:
        return ""
    clause = charter.get(name)
    return (
        Words(clause.name.as_dict())
        if clause is not None and clause.name.as_dict()
        else wording.PARTIES.get(name, name)
    )
