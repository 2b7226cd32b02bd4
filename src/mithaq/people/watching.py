"""What the charter asks of membership, day by day: criteria that are kept, applications that wait, what lapses."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db.models import Prefetch, Q
from django.utils.timezone import localdate

from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people import applying
from mithaq.people.attributes import Attributes, Who, attributes
from mithaq.people.criteria import binding, is_met, membership
from mithaq.people.enums import ApplicationState, Role
from mithaq.people.models import Affiliation, CriterionCheck, Membership, MembershipApplication, holding

AHEAD = cadence.Span(months=2)  # from when on a membership that lapses is called to mind
REMEMBERED = timedelta(days=60)  # how long what was decided still stands beside what waits


def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """A charter makes nobody a member: nothing is to be made to stand."""
    return 0


def standing(institution: Institution, *, on: date) -> list[Any]:
    """Nothing of this room is made by a charter."""
    return []


def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """Memberships lapse at their day; that they did is written down once. How many."""
    return applying.lapse(institution, on=on, by=by, at=at)


def watched(institution: Institution, charter: Charter, *, on: date) -> list[findings.Watched]:
    """How many members there are, and how many of them are known to meet each binding criterion.

    Broken: a member who does not meet it. At risk: a member of whom it is not known.
    """
    clause = membership(charter)
    if clause is None:
        return []
    members = _members(institution, clause, on)
    waiting = MembershipApplication.objects.filter(institution=institution, state=ApplicationState.OPEN).count()
    soon = cadence.after(on, AHEAD)
    lapsing = sum(1 for m in members if m.until is not None and m.until <= soon)
    facts = {"members": len(members), "waiting": waiting, "lapsing": lapsing}
    path = f"/{institution.slug}/people/"
    counted = Finding(clause.id, "people.members-counted", facts)
    found = [findings.Watched(clause.id, "met", (counted,), path)]
    recorded, answered = _recorded(institution, members), _answered(members)
    for criterion in binding(charter):
        told = Counter(_told(criterion, m, recorded, answered) for m in members)
        state: Literal["met", "risk", "broken"] = "broken" if told[False] else "risk" if told[None] else "met"
        facts = {"of": len(members), "met": told[True], "failing": told[False], "unknown": told[None]}
        finding = Finding(criterion.id, "people.criterion-kept", facts)
        found.append(findings.Watched(criterion.id, state, (finding,), path))
    return found


def owed(institution: Institution, charter: Charter, *, on: date) -> list[findings.Owed]:
    """Applications to decide, for the officers; memberships that lapse, for whom they are of."""
    clause = membership(charter)
    return [] if clause is None else [*_to_decide(institution, clause, on), *_to_renew(institution, clause, on)]


def _to_decide(institution: Institution, clause: Clause, on: date) -> list[findings.Owed]:
    recent = Q(state=ApplicationState.OPEN) | Q(decided_at__date__gte=on - REMEMBERED)
    rows = MembershipApplication.objects.filter(recent, institution=institution, asked_at__date__lte=on)
    return [
        findings.Owed(
            "people.application_waits",
            f"membership_application:{one.uid}",
            clause.id,
            opens_on=localdate(one.asked_at),
            done_on=localdate(one.decided_at) if one.decided_at else None,
            facts={"name": applying.named(one)},
            path=f"/{institution.slug}/people/applications/{one.uid}/",
        )
        for one in rows.select_related("organisation", "person")
    ]


def _to_renew(institution: Institution, clause: Clause, on: date) -> list[findings.Owed]:
    if "lasts" not in clause.values:
        return []
    speaking = Affiliation.objects.filter(holding(on))
    rows = (
        Membership.objects.filter(institution=institution, role=Role.MEMBER, from_date__lte=on)
        .filter(until__gt=on - REMEMBERED, until__lte=cadence.after(on, AHEAD))
        .select_related("organisation", "person")
        .prefetch_related(Prefetch("organisation__affiliations", queryset=speaking, to_attr="spoken_by"))
    )
    following = Membership.objects.filter(institution=institution, from_date__gt=on - REMEMBERED)
    begins = {(m.organisation_id, m.person_id, m.from_date) for m in following}
    found = []
    for one in rows:
        assert one.until is not None
        followed = (one.organisation_id, one.person_id, one.until) in begins
        if one.until <= on and not followed:
            continue  # it has lapsed: nothing can be renewed, only asked for again
        persons = [one.person_id] if one.person_id else [a.person_id for a in one.organisation.spoken_by]
        found.append(
            findings.Owed(
                "people.membership_lapses",
                f"membership:{one.uid}",
                clause.id,
                opens_on=cadence.before(one.until, AHEAD),
                due_on=one.until - timedelta(days=1),
                done_on=min(on, one.until - timedelta(days=1)) if followed else None,
                facts={"name": applying.called(one.holder), "until": one.until.isoformat()},
                path=f"/{institution.slug}/people/apply/",
                persons=tuple(persons),
            )
        )
    return found


def _members(institution: Institution, clause: Clause, on: date) -> list[Membership]:
    """Who is a member in the charter's sense: of a kind it names, and not for an office of the secretariat alone."""
    holders = set(clause["holder"])
    kinds = Q(pk=None)
    if holders & {"organisation", "donor"}:
        kinds |= Q(organisation__isnull=False)
    if "person" in holders:
        kinds |= Q(person__isnull=False)
    here = Membership.objects.filter(holding(on), kinds, institution=institution, role=Role.MEMBER)
    return list(here.select_related("organisation", "person"))


def _recorded(institution: Institution, members: list[Membership]) -> dict[Who, Attributes]:
    return attributes(
        institution,
        organisations=[m.organisation_id for m in members if m.organisation_id],
        persons=[m.person_id for m in members if m.person_id],
    )


def _answered(members: list[Membership]) -> dict[int, dict[str, bool | None]]:
    """What persons answered when each membership was decided."""
    rows = CriterionCheck.objects.filter(application__membership__in=[m.pk for m in members]).exclude(checked_by="")
    found: dict[int, dict[str, bool | None]] = defaultdict(dict)
    for member, clause, met in rows.values_list("application__membership", "clause", "is_met"):
        found[member][clause] = met
    return found


def _told(
    criterion: Clause,
    member: Membership,
    recorded: dict[Who, Attributes],
    answered: dict[int, dict[str, bool | None]],
) -> bool | None:
    """What is recorded today goes before what was answered once."""
    now = is_met(criterion, recorded[Who.of(member)])
    return answered.get(member.pk, {}).get(criterion.id) if now is None else now
