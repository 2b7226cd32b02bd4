"""Which elections a reader may see: every way out asks here."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mithaq.bodies.selectors import Body
from mithaq.elections.enums import State
from mithaq.elections.models import Election, Elector
from mithaq.institutions.selectors import Institution
from mithaq.people.rules import is_visitor


def elections(institution: Institution, *, to: Any) -> QuerySet[Election]:
    """Newest first. That an election runs is public where the institution is."""
    found: QuerySet[Election] = Election.objects.filter(institution=institution).select_related("institution", "body")
    return found if is_visitor(to, institution) else found.none()


def election(institution: Institution, uid: str, *, to: Any) -> Election | None:
    return elections(institution, to=to).filter(uid=uid).first()


def declared(body: Body, clause: str) -> Election | None:
    """The last election for seats of a kind whose result was declared: what a by-election follows."""
    found: QuerySet[Election] = Election.objects.filter(body=body, clause=clause, state=State.DECLARED)
    return found.order_by("declared_at", "pk").last()


def electors(election: Election) -> QuerySet[Elector]:
    """The roll, in the order in which it was fixed."""
    found: QuerySet[Elector] = Elector.objects.filter(election=election).select_related("organisation", "person")
    return found.order_by("pk")
