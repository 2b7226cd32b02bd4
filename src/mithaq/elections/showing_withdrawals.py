"""Who withdrew once voting was open, as pages and files show it: when, and what it meant for the count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mithaq.elections import naming
from mithaq.elections.enums import Marks
from mithaq.elections.models import Candidacy
from mithaq.elections.selectors.accounts import Telling
from mithaq.elections.selectors.results import Contender, Outcome
from mithaq.foundation import minute
from mithaq.foundation.fields import Words


@dataclass(frozen=True, slots=True)
class Left:
    """One who withdrew: `stage` in words, `meant` how many ballots pass over them (empty where that is not told)."""

    name: Words | str
    on: date
    stage: str
    meant: str
    is_signed: bool


def record(candidacy: Candidacy) -> Left:
    """Of a candidacy that has a withdrawal, without a count."""
    return _left(naming.holder(candidacy), candidacy.withdrawal, "")


def left(telling: Telling) -> list[Left]:
    """By their numbers on the ballot; in a count before which nobody withdrew so late, nothing."""
    meant = _meant(telling)
    return [_left(one.name, one.candidacy.withdrawal, meant.get(one.number, "")) for one in _late(telling.outcome)]


def had_they_stood(telling: Telling) -> str:
    """Whom the same ballots would have elected; empty where that was not counted."""
    outcome = telling.outcome
    told = outcome.count.result.get("had_they_stood")
    if told is None:
        return ""
    others = [one for one in told if one not in outcome.result.winners]
    if not others:
        return _("Had nobody withdrawn, the same ballots would have elected the same.")
    return _("Had nobody withdrawn, the same ballots would have elected %(names)s, and not %(others)s.") % {
        "names": telling.names(others),
        "others": telling.names(one for one in outcome.result.winners if one not in told),
    }


def sentences(telling: Telling) -> Iterator[tuple[Contender, str]]:
    """For the files: each as they read it there."""
    meant = _meant(telling)
    for one in _late(telling.outcome):
        said = _SENTENCES[one.candidacy.withdrawal["stage"]]()
        facts = {"name": telling.name(one.number), "on": minute.shown(one.candidacy.withdrawal["on"])}
        yield one, f"{said % facts} {meant.get(one.number, '')}".strip()


def as_json(outcome: Outcome) -> list[dict[str, Any]]:
    """The records as they are signed, with what each meant."""
    told = _passed_over(outcome)
    return [{**one.candidacy.withdrawal, **told.get(one.number, {})} for one in _late(outcome)]


def _late(outcome: Outcome) -> list[Contender]:
    return [one for one in outcome.candidates if one.is_withdrawn and one.candidacy.withdrawal]


def _passed_over(outcome: Outcome) -> dict[int, Mapping[str, int]]:
    return {one["candidate"]: one for one in outcome.count.result.get("passed_over", ())}


def _meant(telling: Telling) -> dict[int, str]:
    """In words, by number: how many ballots pass over them."""
    if telling.outcome.source.marks == Marks.RANK:
        said = _(
            "Ballots that rank them: %(named)s; of these first: %(first)s; with nobody else who stands: %(alone)s."
        )
    else:
        said = _("Ballots that approve them: %(named)s; with nobody else who stands: %(alone)s.")
    return {
        number: said % {key: telling.whole(told[key]) for key in ("named", "first", "alone")}
        for number, told in _passed_over(telling.outcome).items()
    }


def _left(name: Words | str, record: Mapping[str, Any], meant: str) -> Left:
    stage = _STAGES[record["stage"]]()
    return Left(name, date.fromisoformat(record["on"]), stage, meant, bool(record["signature"]))


_STAGES: Mapping[str, Callable[[], str]] = {
    "voting": lambda: pgettext("when somebody withdrew", "while votes were cast"),
    "closed": lambda: pgettext("when somebody withdrew", "after the close, before the result"),
}
_SENTENCES: Mapping[str, Callable[[], str]] = {
    "voting": lambda: _("%(name)s withdrew on %(on)s, while votes were cast."),
    "closed": lambda: _("%(name)s no longer stood from %(on)s on, after the close."),
}
