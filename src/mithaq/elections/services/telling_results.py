"""Whom a result is told, once: who takes part, and who stood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from mithaq.elections import addresses, speaking
from mithaq.elections.enums import Standing
from mithaq.elections.models import Candidacy, Election
from mithaq.notices import services as notices
from mithaq.people import selectors as people


def tell_declared(
    election: Election, stood: Iterable[Candidacy], chosen: Iterable[Candidacy], *, on: date, at: datetime
) -> None:
    """Who speaks for a candidate learns how it ended for them; everybody else who takes part, that it is declared."""
    chosen = list(chosen)
    elected = acting(election, chosen, on=on)
    others = acting(election, [one for one in stood if one.standing == Standing.STANDS], on=on) - elected
    members = acting(election, people.members(election.institution, on=on), on=on) - elected - others
    for kind, keys in (("elected", elected), ("not-elected", others), ("declared", members)):
        _tell(election, f"elections.{kind}", keys, page="result", at=at)


def tell_countback(election: Election, candidacies: Iterable[Candidacy], *, on: date, at: datetime) -> None:
    """Who would be counted again learns it in time to say that they no longer stand."""
    _tell(election, "elections.countback", acting(election, candidacies, on=on), page="election", at=at)


def _tell(election: Election, kind: str, keys: Iterable[int], *, page: str, at: datetime) -> None:
    notices.tell(
        election.institution,
        people.persons().filter(pk__in=set(keys)),
        kind,
        about=election.uid,
        facts={"title": dict(election.title), "body": dict(election.body.name)},
        path=addresses.election(election, page),
        at=at,
    )


def acting(election: Election, records: Iterable[Any], *, on: date) -> set[int]:
    """The persons (by their keys) who are, or speak for, the holders of these records on a day."""
    found = speaking.persons(election.institution, records, body=election.body.key, on=on)
    return set(found.values_list("pk", flat=True))
