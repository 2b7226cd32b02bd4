"""A person takes back what they decided last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django_scopes import scope

from mithaq.evidence import agreement
from mithaq.evidence.enums import SINGLE
from mithaq.evidence.models import Coding, Decision, Passage
from mithaq.evidence.services import facets
from mithaq.evidence.services.desk import cut
from mithaq.evidence.services.desk.records import SETTLED, STANDING, earlier, locked, restored
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution

UNDOABLE = ("code", "split", "merge")


class Kept(Exception):
    """It cannot be taken back. `why`: "nothing" (this person decided nothing), "later" (`decision` came after it, on
    the same words), "replaced" (its file was), "closed" (of a double reading that is closed)."""

    def __init__(self, why: str, decision: Decision | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.decision = decision


def undo(institution: Institution, *, by: Actor, at: datetime, key: str = "") -> Decision:
    """Take back this person's last decision that is not taken back, and return it.

    Refused (`Kept`) when somebody decided later about the same words. `key` as in `decide`: sent twice, only one
    decision is taken back.
    """
    with scope(institution=institution), transaction.atomic():
        if known := earlier(institution, key, "undo", None, by=by):
            return Decision.objects.select_related("passage").get(uid=known.before["decision"])
        mine = Decision.objects.filter(by_uid=by.uid, kind__in=UNDOABLE, undone_at=None)
        last = mine.select_related("reading", "passage").order_by("-at", "-pk").first()
        if last is None:
            raise Kept("nothing")
        if last.kind in ("split", "merge"):
            cut.lock_text(last.passage.rendition_id)
        passage = locked(last.passage_id)
        last.refresh_from_db(fields=["undone_at"])
        if last.undone_at is not None:
            raise Kept("nothing")
        touched = [passage.pk] if last.reading_id else _TAKE_BACK[last.kind](last, passage)
        if last.reading is not None and not agreement.may_read(last.reading, passage, by):
            raise Kept("closed")
        last.undone_at = at
        last.save(update_fields=["undone_at"])
        Decision.objects.create(
            institution=institution,
            passage=passage,
            key=key or f"undo-{last.uid}",
            kind="undo",
            before={"decision": last.uid, "kind": last.kind},
            reading=last.reading,
            by_uid=by.uid,
            by_name=by.name,
            at=at,
        )
        journal.write(
            "evidence.undo", about=passage, by=by, at=at, scope=institution.uid, before={"decision": last.uid}
        )
        if not last.reading_id:
            facets.refresh(institution, touched)
    last.passage = passage
    return last


def _codes(last: Decision, passage: Passage) -> list[int]:
    if later := _later(last, [passage.pk]):
        raise Kept("later", later)
    if not passage.is_current:
        raise Kept("replaced")
    before, after = last.before["codings"], last.after["codings"]
    mine = Q(pk__in=[])
    for row in (*before, *after):
        mine |= Q(scheme=row["scheme"]) if row["scheme"] in SINGLE else Q(scheme=row["scheme"], code=row["code"])
    Coding.objects.filter(mine, passage=passage, is_obsolete=False).delete()
    Coding.objects.bulk_create(restored(passage, before))
    _as_before(last.before, passage)
    return [passage.pk]


def _cut(last: Decision, passage: Passage) -> list[int]:
    parts = list(Passage.objects.filter(uid__in=last.after["passages"]).select_for_update().order_by("number"))
    former = list(Passage.objects.filter(uid__in=last.before["passages"]).select_for_update().order_by("number"))
    if later := _later(last, [p.pk for p in parts]):
        raise Kept("later", later)
    if not all(p.is_current and p.rendition_id == passage.rendition_id for p in parts):
        raise Kept("replaced")
    cut.put_back(former, parts)
    passage.refresh_from_db()
    return [p.pk for p in (*parts, *former)]


_TAKE_BACK = {"code": _codes, "split": _cut, "merge": _cut}


def _later(last: Decision, passages: list[int]) -> Decision | None:
    since = Decision.objects.filter(STANDING, passage__in=passages, pk__gt=last.pk, undone_at=None)
    return since.filter(kind__in=SETTLED).order_by("pk").first()


def _as_before(before: dict[str, Any], passage: Passage) -> None:
    passage.version += 1
    passage.decided_at = datetime.fromisoformat(before["decided_at"]) if before["decided_at"] else None
    passage.save(update_fields=["version", "decided_at"])
