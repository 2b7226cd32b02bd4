"""Texts of applications to gates."""

from __future__ import annotations

from typing import Any

from mithaq.cooperation.models import Application
from tests.access import cooperation as made
from tests.cast import AT, Cast
from tests.xss import Shown, in_three, url


def _page(cast: Cast, **told: Any) -> list[str]:
    uid = made.sent(cast)["uid"]
    Application.objects.filter(uid=uid).update(**told)
    return [url(cast, "cooperation:application", uid=uid)]


def admitted_title(cast: Cast, text: str) -> list[str]:
    return [*_page(cast, title=in_three(text), state="admitted", decided_at=AT), url(cast, "cooperation:admitted")]


def summary(cast: Cast, text: str) -> list[str]:
    return _page(cast, summary=text)


def channel(cast: Cast, text: str) -> list[str]:
    return _page(cast, channel=text)


def countries(cast: Cast, text: str) -> list[str]:
    return _page(cast, countries=[text])


def answers(cast: Cast, text: str) -> list[str]:
    return _page(cast, answers={"gate.projects.criterion.budget": [text]})


def decided_by(cast: Cast, text: str) -> list[str]:
    return _page(cast, decided_by=text, decided_at=AT, state="admitted")


def reason(cast: Cast, text: str) -> list[str]:
    return _page(cast, reason=text, decided_at=AT, state="refused")


def findings(cast: Cast, text: str) -> list[str]:
    told = {"clause": "gate.projects", "key": "cooperation.other-channel", "facts": {"channel": "x", "given": text}}
    return _page(cast, findings=[told], decided_at=AT, state="refused")


FIELDS = {
    "cooperation.Application.title": Shown(admitted_title, who="anonymous"),
    "cooperation.Application.summary": Shown(summary, who="officer", limit=5000),
    "cooperation.Application.countries": Shown(countries, who="officer"),
    "cooperation.Application.channel": Shown(channel, who="officer"),
    "cooperation.Application.answers": Shown(answers, who="officer"),
    "cooperation.Application.decided_by": Shown(decided_by, who="officer"),
    "cooperation.Application.reason": Shown(reason, who="officer"),
    "cooperation.Application.findings": Shown(findings, who="officer"),
}
NEVER = {
    "cooperation.Application.country": "two capitals: a constraint",
    "cooperation.Application.gate": "the id of a clause of the charter",
    "cooperation.Application.language": "one of three: chosen from a list",
}
