"""Texts of bodies, seats and what rests beside them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from mithaq.bodies.models import Body, Chair, Contribution, Mandate, Observer
from tests.access import bodies as made
from tests.bodies.network import Network
from tests.cast import AT, Cast
from tests.xss import Shown, in_three, url


def _network(cast: Cast) -> Network:
    for model in (Chair, Contribution, Observer, Mandate):
        model.objects.all().delete()
    return made.network(cast)


def _page(cast: Cast, key: str = "board") -> str:
    return url(cast, "bodies:body", key=key)


def name(cast: Cast, text: str) -> list[str]:
    _network(cast)
    Body.objects.filter(key="board").update(name=in_three(text))
    return [
        url(cast, "bodies:bodies"),
        _page(cast),
        url(cast, "bodies:seat", key="board"),
        url(cast, "bodies:organigram_file", form="svg"),
        url(cast, "bodies:organigram_file", form="csv"),
    ]


def theme(cast: Cast, text: str) -> list[str]:
    key = made.group(cast)["key"]
    Body.objects.filter(key=key).update(theme=in_three(text))
    pages = [_page(cast, key)]
    Body.objects.filter(key=key).update(until=localdate())  # so that another may be opened
    return pages


def ended_because(cast: Cast, text: str) -> list[str]:
    _network(cast)
    Body.objects.filter(key="board").update(ended_because=text)
    return [_page(cast)]


def session(cast: Cast, text: str) -> list[str]:
    _network(cast)
    made.observer(cast)
    Observer.objects.update(session=text)
    return [_page(cast)]


def edition(cast: Cast, text: str) -> list[str]:
    return _chair(cast, edition=text)


def _chair(cast: Cast, **told: Any) -> list[str]:
    body = _network(cast).body()
    begins = localdate() - timedelta(days=1)
    Chair.objects.create(institution=cast.institution, body=body, country="MA", from_date=begins, **told)
    return [_page(cast)]


def decided_by(cast: Cast, text: str) -> list[str]:
    body = _network(cast).body()
    Mandate.objects.create(institution=cast.institution, body=body, from_date=localdate(), decided_by=text)
    return [_page(cast)]


def note(cast: Cast, text: str) -> list[str]:
    body = _network(cast).body()
    told = {"amount": 3, "currency": "EUR", "received_on": AT.date(), "country": "MA", "note": text}
    Contribution.objects.create(institution=cast.institution, body=body, **told)
    return [_page(cast)]


FIELDS = {
    "bodies.Body.name": Shown(name),
    "bodies.Body.theme": Shown(theme),
    "bodies.Body.ended_because": Shown(ended_because),
    "bodies.Observer.session": Shown(session),
    "bodies.Chair.edition": Shown(edition),
    "bodies.Mandate.decided_by": Shown(decided_by),
    "bodies.Contribution.note": Shown(note),
}
NEVER = {
    "bodies.Body.key": "a slug made by the house",
    "bodies.Body.clause": "the id of a clause of the charter",
    "bodies.Body.kind": "one of the kinds of the grammar",
    "bodies.Seat.clause": "the id of a clause of the charter",
    "bodies.Tenure.country": "two capitals: a constraint",
    "bodies.Tenure.ended_because": "kept on record, shown on no page",
    "bodies.Observer.country": "two capitals: a constraint",
    "bodies.Waiting.country": "two capitals: a constraint",
    "bodies.Waiting.clause": "the id of a clause of the charter",
    "bodies.Mandate.clause": "the id of a clause of the charter",
    "bodies.Chair.country": "two capitals: a constraint",
    "bodies.Chair.clause": "the id of a clause of the charter",
    "bodies.Contribution.country": "two capitals: a constraint",
    "bodies.Contribution.currency": "three capitals: a constraint",
}
