"""What the page of an election shows: where it stands, who stands, what a reader may do now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from mithaq.elections import naming, tallying
from mithaq.elections.enums import Kind, Standing, State
from mithaq.elections.models import Candidacy, Election
from mithaq.foundation import languages
from mithaq.foundation.templatetags import mithaq as edge


@dataclass(frozen=True, slots=True)
class Action:
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who stands, or was asked to, as a page shows them; `text` is the statement in the reader's language."""

    number: int | None
    name: Any
    values: Sequence[tuple[str, str]]
    standing: str
    standing_said: str
    because: str
    text: str
    language: str
    original: str
    actions: Sequence[Action] = field(default_factory=tuple)

    @property
    def statement(self) -> bool:
        return bool(self.text)

    @property
    def is_translated(self) -> bool:
        return bool(self.original) and self.language != self.original


@dataclass(frozen=True, slots=True)
class Meter:
    """A quota, as a sentence, with how many there are of each of its values; `key` is the clause it rests on."""

    state: str
    said: str
    key: str
    clause: Any
    counts: Sequence[Count]


@dataclass(frozen=True, slots=True)
class Count:
    value: str
    have: int
    sitting: int
    asked: int
    need: int


def meter(one: Any) -> Meter:
    """Of `selectors.meters`."""
    over = one.quota.over
    counts = [Count(naming.value(over, of.value), of.have, of.sitting, of.asked, of.least) for of in one.values]
    said = naming.quota(one.quota.as_dict(), one.total)
    return Meter(one.state, said, one.clause.id if one.clause else "", one.clause, counts)


def candidate(one: Candidacy, attributes: Any, actions: Iterable[Action] = ()) -> Candidate:
    """`attributes` are those frozen with the candidacy, or while nominations come in those it has today."""
    language = next((code for code in languages.FALLBACK[languages.current()] if one.statement.get(code)), "")
    return Candidate(
        number=None if one.number is None else one.number + 1,
        name=naming.holder(one),
        values=[
            (naming.attribute(over), naming.values(over, told)) for over, told in sorted(attributes.items()) if told
        ],
        standing=one.standing,
        standing_said=_standing(one),
        because=one.because,
        text=one.statement.get(language, ""),
        language=language,
        original=one.statement_language,
        actions=tuple(actions),
    )


def _standing(one: Candidacy) -> str:
    """In a countback those who left the seat count as those who withdrew."""
    if one.standing == Standing.WITHDRAWN and one.election.kind == Kind.COUNTBACK:
        return _("left the seat, or no longer stands")
    return str(Standing(one.standing).label)


def _moment(value: Any) -> str:
    return strip_tags(edge.moment(value)) if value else ""


_COURSE = (State.NOMINATING, State.NOMINATED, State.OPEN, State.CLOSED, State.COUNTED, State.DECLARED)


def steps(election: Election) -> list[dict[str, Any]]:
    """The course of an election, as the part `steps` shows it."""
    if election.state == State.CANCELLED:
        return [{"title": State.CANCELLED.label, "text": _moment(election.cancelled_at), "state": "done"}]
    now = _COURSE.index(State(election.state))
    voted = tallying.source_of(election)  # a countback has no vote of its own
    told = (
        (_("Nominations"), _("until %(moment)s") % {"moment": _moment(election.nominations_until)}, State.NOMINATING),
        (_("The roll is fixed"), strip_tags(edge.day(election.roll_on)), State.NOMINATED),
        (
            _("Voting"),
            _("%(opens)s until %(closes)s")
            % {
                "opens": _moment(voted.opened_at or voted.opens_at),
                "closes": _moment(voted.closed_at or voted.closes_at),
            },
            State.OPEN,
        ),
        (_("Count"), "", State.CLOSED),
        (_("Declaration"), _moment(election.declared_at), State.COUNTED),
    )
    found = []
    for title, text, state in told:
        place = _COURSE.index(state)
        found.append(
            {"title": title, "text": text, "state": "done" if now > place else "now" if now == place else "next"}
        )
    return found
