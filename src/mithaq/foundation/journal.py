"""The register of acts: one entry an act, chained by hashes, so that nothing can be changed unseen.

Each scope (an institution's uid, or "" for the installation) has a chain of its own. `write` must be called inside
the transaction of the act it records; an act without its entry is rolled back, and so is an entry without its act.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Entry

START = "0" * 64
ATTEMPTS = 8


def write(
    act: str,
    *,
    about: Any,
    by: Actor,
    at: datetime,
    scope: str = "",
    clause: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    public: bool = False,
) -> Entry:
    """Append one entry.

    `act` reads room.verb ("evidence.deposit"); `about` is a record or "kind:uid"; `before`/`after` are JSON facts.
    Refused outside a transaction (RuntimeError): the chain and the act stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A journal entry is written inside the transaction of its act.")
    said = Entry(
        scope=scope,
        at=at,
        by_kind=by.kind,
        by_uid=by.uid,
        by_name=by.name,
        act=act,
        about=about if isinstance(about, str) else f"{about._meta.label_lower}:{about.uid}",
        clause=clause,
        before=dict(before or {}),
        after=dict(after or {}),
        public=public,
    )
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return _append(said)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _append(entry: Entry) -> Entry:
    """Take the next number of the chain.

    One writer at a time: on PostgreSQL a lock on the chain is held until the transaction ends; on SQLite the one write
    transaction is lock enough. Should two ever want the same number, the loser's insert fails and it looks again.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"journal:{entry.scope}"])
    last = Entry.objects.select_for_update().filter(scope=entry.scope).order_by("-number").first()
    entry.pk = None
    entry.number = last.number + 1 if last else 1
    entry.previous = last.digest if last else START
    entry.digest = digest(entry)
    entry.save(force_insert=True)
    return entry


def digest(entry: Entry) -> str:
    """SHA-256 over the canonical JSON of everything the entry says and the digest before it."""
    said = [
        entry.scope,
        entry.number,
        entry.at.astimezone(UTC).isoformat(),
        entry.by_kind,
        entry.by_uid,
        entry.by_name,
        entry.act,
        entry.about,
        entry.clause,
        entry.before,
        entry.after,
        entry.public,
        entry.previous,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry of a chain that does not hold, and why: "number", "previous" or "digest"."""

    number: int
    why: str


def scopes() -> list[str]:
    """Every chain there is, the installation's ("") first."""
    return sorted(Entry.objects.order_by().values_list("scope", flat=True).distinct())


def verify(scope: str = "") -> Broken | None:
    """Walk a chain from its start; None when every link holds."""
    previous, expected = START, 1
    for entry in Entry.objects.filter(scope=scope).order_by("number").iterator():
        if entry.number != expected:
            return Broken(expected, "number")
        if entry.previous != previous:
            return Broken(entry.number, "previous")
        if digest(entry) != entry.digest:
            return Broken(entry.number, "digest")
        previous, expected = entry.digest, expected + 1
    return None
