"""A person says yes or no to the codes of one passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from mithaq.evidence import agreement
from mithaq.evidence.enums import SINGLE, Scheme, Status
from mithaq.evidence.models import Coding, Decision, DoubleReading, Passage
from mithaq.evidence.services import facets
from mithaq.evidence.services.desk.records import (
    Changed,
    Unfit,
    Verdict,
    earlier,
    last_decision,
    live,
    locked,
    refuse_reserved,
    settle,
    standing,
)
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

CHANGES = ("status", "name", "by_uid", "by_name", "at")


def decide(
    institution: Institution,
    passage: Passage,
    *,
    key: str,
    verdicts: Sequence[Verdict],
    seen: int,
    by: Actor,
    at: datetime,
    reading: DoubleReading | None = None,
    settles: DoubleReading | None = None,
) -> Decision:
    """Record what one person says about one passage, and let it stand as its codes.

    `verdicts` is all that was shown, each with yes or no; a code nobody suggested is added with a yes. What was not
    shown stays as it is. `key` is made by the page: sent twice, it is one decision. Refused (`Changed`) when somebody
    changed the passage since this person saw it (`seen` is its version then). With `reading`, only the decision is
    kept, for two readers do not see each other's; what a reader said of the passage before is replaced.
    `settles` is the double reading whose difference this decides;
    while a passage lies in an open one, nobody decides about it otherwise (`Reserved`).
    """
    _sound(key, verdicts)
    with scope(institution=institution), transaction.atomic():
        row = locked(passage.pk)
        if known := earlier(institution, key, "settle" if settles else "code", row, by=by):
            return known
        if not row.is_current or (reading is None and row.version != seen):
            raise Changed(row, last_decision(row))
        if reading is not None:
            return _read(institution, row, reading, key, verdicts, by=by, at=at)
        if settles is None:
            refuse_reserved([row])
        before = live(row)
        told = {
            "codings": standing(before),
            "version": row.version,
            "decided_at": row.decided_at and str(row.decided_at),
        }
        stands = _apply(row, before, verdicts, by=by, at=at)
        row.version += 1
        row.decided_at, row.held_by, row.held_until = at, "", None
        row.save(update_fields=["version", "decided_at", "held_by", "held_until"])
        decision = Decision.objects.create(
            institution=institution,
            passage=row,
            key=key,
            kind="settle" if settles else "code",
            reading=settles,
            verdicts=list(verdicts),
            before=told,
            after={"codings": standing(stands), "version": row.version},
            by_uid=by.uid,
            by_name=by.name,
            at=at,
        )
        _note("evidence.settle" if settles else "evidence.decide", institution, row, verdicts, by=by, at=at)
        facets.refresh(institution, [row.pk])
    return decision


def _sound(key: str, verdicts: Sequence[Verdict]) -> None:
    if not key or len(key) > 64:
        raise Unfit("key")
    said = [(one["scheme"], one["code"]) for one in verdicts]
    agreed = [one["scheme"] for one in verdicts if one["verdict"] == "yes" and one["scheme"] in SINGLE]
    if len(set(said)) != len(said) or len(set(agreed)) != len(agreed):
        raise Unfit("twice")
    for one in verdicts:
        if one["verdict"] not in ("yes", "no") or not is_code(one["scheme"], one["code"]) or len(one["name"]) > 200:
            raise Unfit(f"{one['scheme']}:{one['code']}")


def is_code(scheme: str, code: str) -> bool:
    """Whether there is such a code to say yes or no to."""
    shape = _SHAPES.get(scheme)
    return shape is not None and shape.fullmatch(code) is not None


_SHAPES = {
    Scheme.OBJECTIVE.value: re.compile(r"[1-9]|1\d|2[0-3]"),
    Scheme.PRINCIPLE.value: re.compile(r"[1-9]|10"),
    Scheme.ACT.value: re.compile("|".join(kernel.ACTS)),
    Scheme.SPEAKER.value: re.compile("|".join(kind for kind in kernel.SPEAKERS if kind != "none")),
    Scheme.COUNTRY.value: re.compile("[A-Z]{2}"),
}


def _apply(
    passage: Passage, before: Sequence[Coding], verdicts: Sequence[Verdict], *, by: Actor, at: datetime
) -> list[Coding]:
    """The codings as they stand afterwards. What is refused goes first: a passage has one act and one speaker."""
    there = {(c.scheme, c.code): c for c in before}
    agreed = {(v["scheme"], v["code"]): v for v in verdicts if v["verdict"] == "yes"}
    filled = {scheme for scheme, _ in agreed if scheme in SINGLE}
    refused = {(v["scheme"], v["code"]) for v in verdicts if v["verdict"] == "no"}
    refused |= {place for place in there if place[0] in filled and place not in agreed}
    changed = [
        settle(there[place], Status.REJECTED, by=by, at=at)
        for place in refused
        if place in there and there[place].status != Status.REJECTED
    ]
    if changed:
        Coding.objects.bulk_update(changed, CHANGES)
    confirmed, added = [], []
    for (scheme, code), verdict in agreed.items():
        coding = there.get((scheme, code))
        if coding is None:
            coding = Coding(institution_id=passage.institution_id, passage=passage, scheme=scheme, code=code)
            coding.method, coding.name = "person", verdict["name"]
            added.append(settle(coding, Status.CONFIRMED, by=by, at=at))
        elif coding.status != Status.CONFIRMED or coding.name != (verdict["name"] or coding.name):
            coding.name = verdict["name"] or coding.name
            confirmed.append(settle(coding, Status.CONFIRMED, by=by, at=at))
    if confirmed:
        Coding.objects.bulk_update(confirmed, CHANGES)
    Coding.objects.bulk_create(added)
    return [*before, *added]


def _read(
    institution: Institution,
    passage: Passage,
    reading: DoubleReading,
    key: str,
    verdicts: Sequence[Verdict],
    *,
    by: Actor,
    at: datetime,
) -> Decision:
    if not agreement.may_read(reading, passage, by):
        raise Unfit("reading")
    mine = Decision.objects.filter(reading=reading, passage=passage, by_uid=by.uid, kind="code", undone_at=None)
    mine.update(undone_at=at)
    decision = Decision.objects.create(
        institution=institution,
        passage=passage,
        key=key,
        verdicts=list(verdicts),
        before={"version": passage.version},
        after={"version": passage.version},
        reading=reading,
        by_uid=by.uid,
        by_name=by.name,
        at=at,
    )
    journal.write("evidence.read", about=passage, by=by, at=at, scope=institution.uid, after={"reading": reading.uid})
    return decision


def _note(
    act: str, institution: Institution, passage: Passage, verdicts: Sequence[Verdict], *, by: Actor, at: datetime
) -> None:
    yes = sum(1 for one in verdicts if one["verdict"] == "yes")
    journal.write(
        act,
        about=passage,
        by=by,
        at=at,
        scope=institution.uid,
        after={"confirmed": yes, "rejected": len(verdicts) - yes, "version": passage.version},
    )
