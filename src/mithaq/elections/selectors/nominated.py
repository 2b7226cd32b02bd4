"""Who stands in an election or was asked to, as a reader may see it, and for whom a person speaks there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mithaq.elections.enums import Standing, State
from mithaq.elections.models import Candidacy, Election
from mithaq.foundation import access
from mithaq.people import selectors as people
from mithaq.people.selectors import Attributes, Person, Who

SHOWN = (Standing.STANDS, Standing.WITHDRAWN)


def candidacies(election: Election, *, to: Any) -> QuerySet[Candidacy]:
    """In the order of the ballot, or of their names' records before it is drawn.

    Officers see all; members, while nominations are open, those who stand or are asked; everybody, once nominations are
    closed, those on the ballot, also whoever withdrew since.
    """
    found = Candidacy.objects.filter(election=election).select_related("organisation", "person", "election")
    if access.may(to, "elections.run", election.institution):
        return found.order_by("number", "pk")
    on_ballot = found.filter(standing__in=SHOWN, number__isnull=False)
    if election.state != State.NOMINATING:
        return on_ballot.order_by("number", "pk")
    if not access.may(to, "elections.take_part", election.institution):
        return found.none()
    return found.filter(standing__in=(Standing.STANDS, Standing.PROPOSED)).order_by("pk")


def candidacy(election: Election, uid: str, *, to: Any) -> Candidacy | None:
    return candidacies(election, to=to).filter(uid=uid).first()


def attributes_of(election: Election, rows: Iterable[Candidacy]) -> dict[int, Attributes]:
    """What each is by attribute: frozen with the candidacy once nominations are closed, today's before."""
    rows = list(rows)
    if election.state != State.NOMINATING:
        return {one.pk: one.attributes for one in rows}
    known = people.attributes_of(election.institution, map(Who.of, rows))
    return {one.pk: known.get(Who.of(one), {}) for one in rows}


def spoken_for(
    election: Election, rows: Iterable[Candidacy], person: Person | None, *, on: date
) -> Mapping[int, Candidacy]:
    """Those of the rows for whom a person may answer; two queries however many."""
    if person is None:
        return {}
    told = people.voices_here(election.institution, person, on=on)
    return {
        one.pk: one
        for one in rows
        if one.person_id == person.pk
        or (
            one.person_id is None
            and told.speaks_for(organisation=one.organisation_id, country=one.country, body=election.body.key)
        )
    }
