"""Files on their way in, in pieces: what came stays on disk, so that a lost connection goes on where it stopped.

Each upload is one file of ours, called by its uid, in a folder beside the originals; what its sender calls it is only
ever a word in the record. It becomes a document through `deposit`, or it is swept.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django_scopes import scope, scopes_disabled

from mithaq.evidence.models import Document, Upload
from mithaq.evidence.services import names
from mithaq.evidence.services.deposit import Outcome, Refused, deposit
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

PIECE = 4 * 1024 * 1024
MOST_PIECE = 8 * 1024 * 1024
MOST_OPEN = 50
MOST_WAITING = 2 * 1024**3
KEPT_FOR = timedelta(days=1)


class Elsewhere(Exception):
    """A piece that does not follow what is here: `received` says where the next one begins."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


def begin(institution: Institution, name: str, size: int, *, by: Actor, at: datetime) -> Upload:
    """Make room for a file; the same person's unfinished upload of the same name and size goes on instead.

    Refused (`Refused`) when it is empty, larger than what is read, or when too much of theirs is under way.
    """
    name = names.plain(name)
    _check_size(size, name)
    sweep(at=at)
    with scope(institution=institution), transaction.atomic():
        mine = Upload.objects.filter(by_uid=by.uid)
        if known := mine.filter(file_name=name, size=size).first():
            return known
        waiting = list(mine.values_list("size", flat=True))
        if len(waiting) >= MOST_OPEN or sum(waiting) + size > MOST_WAITING:
            raise Refused("too-many-uploads", {"name": name, "most": MOST_OPEN})
        return Upload.objects.create(
            institution=institution, file_name=name, size=size, by_uid=by.uid, begun_at=at, moved_at=at
        )


def mine(institution: Institution, *, by: Actor) -> list[Upload]:
    """What this person has under way, the newest first."""
    with scope(institution=institution):
        return list(Upload.objects.filter(by_uid=by.uid))


def one(institution: Institution, uid: str, *, by: Actor) -> Upload | None:
    """Somebody else's upload is not found."""
    with scope(institution=institution):
        return Upload.objects.filter(uid=uid, by_uid=by.uid).first()


def add(upload: Upload, piece: bytes, *, offset: int, at: datetime) -> int:
    """Write a piece behind what is here; how much is here now.

    Refused: a piece that does not begin where the last one ended (`Elsewhere`), and one that is empty, too large, or
    reaches beyond the size that was told (`ValueError`).
    """
    with scope(institution=upload.institution):
        upload.refresh_from_db()
        # What was written but not yet noted when the house fell is written again.
        if offset != upload.received:
            raise Elsewhere(upload.received)
        if not piece or len(piece) > MOST_PIECE or offset + len(piece) > upload.size:
            raise ValueError("piece")
        path = place(upload)
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            file.seek(offset)
            file.write(piece)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        here = Upload.objects.filter(pk=upload.pk, received=offset)
        if not here.update(received=offset + len(piece), moved_at=at):
            upload.refresh_from_db()
            raise Elsewhere(upload.received)
        return offset + len(piece)


def finish(institution: Institution, uid: str, *, digest: str, by: Actor, at: datetime, **told: Any) -> Outcome | None:
    """Deposit a file that came whole, with what the form says of it (`told`), and put the upload away.

    Asked a second time, because the answer was lost, it says that the file is there already; None where there is
    neither upload nor document. Refused: `Elsewhere` when not all of it came, `Refused` with the cause of `deposit`,
    or "changed-on-the-way" when the digest is not the sender's: then the upload is put away too.
    """
    upload = one(institution, uid, by=by)
    if upload is None:
        with scope(institution=institution):
            known = Document.objects.filter(digest=digest, withdrawn_at=None).first()
        return Outcome(known.file_name, "already-there", known) if known else None
    path = place(upload)
    if upload.received != upload.size or not path.exists() or path.stat().st_size < upload.size:
        raise Elsewhere(_restart(upload, path))
    try:
        if _digest(path) != digest:
            raise Refused("changed-on-the-way", {"name": upload.file_name})
        outcome = deposit(institution, path, upload.file_name, by=by, at=at, **told)
    except Refused:
        discard(upload)
        raise
    discard(upload)
    return outcome


def discard(upload: Upload) -> None:
    """Put an upload away with what came of it."""
    with scope(institution=upload.institution):
        Upload.objects.filter(pk=upload.pk).delete()
    place(upload).unlink(missing_ok=True)


def sweep(*, at: datetime) -> tuple[str, ...]:
    """Put away every upload nobody went on with for a day, and files no upload knows; the names of the files."""
    with scopes_disabled():
        Upload.objects.filter(moved_at__lt=at - KEPT_FOR).delete()
        known = set(Upload.objects.values_list("uid", flat=True))
    removed = []
    for path in sorted(folder().glob("*")):
        with suppress(FileNotFoundError):  # finished meanwhile
            if path.name not in known and path.stat().st_mtime < (at - KEPT_FOR).timestamp():
                path.unlink()
                removed.append(path.name)
    return tuple(removed)


def folder() -> Path:
    """Beside the originals, not among them: a backup takes what is whole."""
    originals = Path(settings.FILES)
    return originals.with_name(f"{originals.name}-incoming")


def place(upload: Upload) -> Path:
    return folder() / upload.uid


def _restart(upload: Upload, path: Path) -> int:
    """How much of an upload is really on disk, noted: a disk may lose what the record says."""
    there = min(upload.received, path.stat().st_size if path.exists() else 0)
    with scope(institution=upload.institution):
        Upload.objects.filter(pk=upload.pk).update(received=there)
    return there


def _check_size(size: int, name: str) -> None:
    if size <= 0:
        raise Refused("empty", {"name": name})
    try:
        kernel.check_size(size)
    except kernel.Unreadable as cannot:
        raise Refused(cannot.cause, {"name": name, **cannot.facts}) from cannot


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
