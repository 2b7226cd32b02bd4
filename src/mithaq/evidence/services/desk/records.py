"""What every act at the desk has in common: one at a time on a passage, the same key once, codings told as values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict

from django.db.models import Q

from mithaq.evidence import agreement
from mithaq.evidence.enums import Status
from mithaq.evidence.models import Coding, Decision, Passage
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution

SETTLED = ("code", "split", "merge", "settle")
STANDING = Q(reading=None) | Q(kind="settle")


class Verdict(TypedDict):
    """One code said yes or no. `name` is whose voice it is, where the code is a speaker."""

    scheme: str
    code: str
    name: str
    verdict: str


class Unfit(ValueError):
    """What says nothing sound: an unknown code, the same code twice, two acts, a key of something else. No page of ours
    sends it."""


class Changed(Exception):
    """The passage is no longer as this person saw it: `decision` says who changed it and when, if a person did."""

    def __init__(self, passage: Passage, decision: Decision | None) -> None:
        super().__init__(passage.uid)
        self.passage = passage
        self.decision = decision


class Reserved(Exception):
    """The passage lies in an open double reading: it is read there, and settled when both have read."""


def refuse_reserved(passages: list[Passage]) -> None:
    keys = [passage.pk for passage in passages]
    if keys and agreement.under_reading(passages[0].institution).filter(pk__in=keys).exists():
        raise Reserved(passages[0].uid)


def earlier(institution: Institution, key: str, kind: str, passage: Passage | None, *, by: Actor) -> Decision | None:
    """What was recorded under this key already: sent twice, done once.

    Refused (`Unfit`): a key under which another person, another act or another passage is recorded. Who sends it would
    be told that something was done which was not.
    """
    if not key:
        return None
    known = Decision.objects.select_related("passage__rendition__document").defer("passage__rendition__text")
    found = known.filter(institution=institution, key=key).first()
    if found and ((found.kind, found.by_uid) != (kind, by.uid) or (passage and found.passage_id != passage.pk)):
        raise Unfit("key")
    return found


def locked(pk: int) -> Passage:
    """The passage as it stands now, held for this transaction."""
    return Passage.objects.select_for_update().get(pk=pk)


def last_decision(passage: Passage) -> Decision | None:
    """What somebody settled about it last, however it was done."""
    done = Decision.objects.filter(STANDING, passage=passage, kind__in=(*SETTLED, "undo"))
    return done.order_by("-pk").first()


def standing(codings: Iterable[Coding]) -> list[dict[str, Any]]:
    """Codings as plain values, from which `restore` makes them again."""
    return [
        {
            "uid": c.uid,
            "scheme": c.scheme,
            "code": c.code,
            "name": c.name,
            "score": c.score,
            "rank": c.rank,
            "spans": c.spans,
            "method": c.method,
            "version": c.version,
            "status": c.status,
            "by_uid": c.by_uid,
            "by_name": c.by_name,
            "at": c.at.isoformat(),
        }
        for c in codings
    ]


def restored(passage: Passage, rows: Iterable[dict[str, Any]]) -> list[Coding]:
    return [
        Coding(
            institution_id=passage.institution_id,
            passage=passage,
            **(row | {"at": datetime.fromisoformat(row["at"])}),
        )
        for row in rows
    ]


def live(passage: Passage) -> list[Coding]:
    return list(Coding.objects.filter(passage=passage, is_obsolete=False).order_by("scheme", "-score", "code"))


def settle(coding: Coding, status: Status, *, by: Actor, at: datetime) -> Coding:
    coding.status, coding.by_uid, coding.by_name, coding.at = status, by.uid, by.name, at
    return coding
