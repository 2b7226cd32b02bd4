"""The register of this room: one entry an act. It is for everybody to read, so persons stand in it by consent only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mithaq.bodies.models import Body
from mithaq.bodies.parties import Party
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose


def write(
    act: str,
    about: Any,
    *,
    clause: str = "",
    by: Actor,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    institution: Institution | None = None,
) -> None:
    institution = institution or about.institution
    journal.write(
        act, about=about, by=by, at=at, scope=institution.uid, clause=clause, before=before, after=after, public=True
    )


def about_body(body: Body) -> dict[str, Any]:
    return {"body": dict(body.name), "key": body.key}


def named(party: Party, institution: Institution) -> Any:
    """A holder as everybody may read it: a person who does not agree to be listed is somebody."""
    if party.person and people.agrees(party.person, Purpose.LIST, institution):
        return party.person.name
    return party.open_name


def day(on: date | None) -> str | None:
    return on.isoformat() if on else None
