"""Who may in this room: by the part they take, and by where they sit on the day."""

from __future__ import annotations

from typing import Any

import rules
from django_scopes import scope

from mithaq.bodies import selectors
from mithaq.bodies.selectors import Body, Tenure, Waiting
from mithaq.foundation import access
from mithaq.institutions.selectors import charter_of
from mithaq.people import selectors as people
from mithaq.people.rules import is_member, is_officer, is_visitor


def _body_of(about: Any) -> Body | None:
    """The body a question is about: itself, or the one a record belongs to."""
    if isinstance(about, Body):
        return about
    seat = getattr(about, "seat", None)
    return getattr(seat or about, "body", None)


@rules.predicate
def sits_in(account: Any, about: Any) -> bool:
    """Occupies a seat of the body on the day, or stands in for who does; no more on the day the term ends."""
    body = _body_of(about)
    return body is not None and selectors.sits(account, body, on=access.today()) is not None


@rules.predicate
def observes(account: Any, about: Any) -> bool:
    """Is invited to the body on the day; never decides."""
    body = _body_of(about)
    return body is not None and selectors.observes(account, body, on=access.today())


@rules.predicate
def may_decide(account: Any, about: Any) -> bool:
    """Acts for a seat that votes on the day."""
    body = _body_of(about)
    if body is None:
        return False
    on = access.today()
    held = selectors.sits(account, body, on=on)
    if held is None:
        return False
    with scope(institution=body.institution):
        voting = selectors.voters(body, on=on, charter=charter_of(body.institution, on=on))
    return any(one.holder == selectors.holder_of(held) for one in voting)


@rules.predicate
def acts_for(account: Any, about: Any) -> bool:
    """They hold it themselves, or act for who does in that body: a mandate for another body is none for this one."""
    if not isinstance(about, Tenure | Waiting):
        return False
    with scope(institution=about.institution):
        person = people.person_of(account)
        body = _body_of(about)
        if person is None or body is None:
            return False
        if about.person_id is not None:
            return about.person_id == person.pk
        told = people.voices_here(about.institution, person, on=access.today())
        return told.speaks_for(organisation=about.organisation_id, country=about.country, body=body.key)


rules.add_perm("bodies.leave", acts_for)
rules.add_perm("bodies.stop_waiting", is_officer | acts_for)
rules.add_perm("bodies.see", is_visitor)
rules.add_perm("bodies.see_persons", is_member)
rules.add_perm("bodies.seat", is_officer)
rules.add_perm("bodies.open", is_officer)
rules.add_perm("bodies.release", is_officer)
rules.add_perm("bodies.record", is_officer)
rules.add_perm("bodies.ask", is_member)
rules.add_perm("bodies.enter", is_officer | sits_in | observes)
rules.add_perm("bodies.decide", may_decide)
