"""Depositing: a file is read first, and only what can be read is kept, with its bytes, its text and its passages."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from django.db import transaction
from django_scopes import scope

from mithaq.evidence import files
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.evidence.services import texts
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel


class Refused(Exception):
    """A file that was not deposited: `cause` and `facts` are worded by `wording.refusal`."""

    def __init__(self, cause: str, facts: Mapping[str, Any]) -> None:
        super().__init__(cause, dict(facts))
        self.cause = cause
        self.facts = dict(facts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `document` is the one deposited, or the one that holds these bytes already."""

    name: str
    state: Literal["deposited", "already-there", "refused"]
    document: Document | None = None
    cause: str = ""
    facts: Mapping[str, Any] | None = None


Progress = Callable[[str, int, int], None]


def deposit(
    institution: Institution,
    data: bytes | Path,
    name: str = "",
    *,
    by: Actor,
    at: datetime,
    visibility: str = Visibility.MEMBERS,
    source: str = "",
    licence: str = "",
    consent: str = "",
    title: Mapping[str, str] | None = None,
    languages: tuple[str, ...] = (),
    simulated: bool = False,
) -> Outcome:
    """Keep a file byte for byte with everything read from it, or nothing at all.

    `languages` corrects what the reading found; `title` may name it in up to three languages, else its first heading
    does. The same bytes again change nothing and say so. Refused (`Refused`) when the kernel cannot read the file.
    """
    name = (name or (data.name if isinstance(data, Path) else ""))[-255:]
    content = _bytes(data, name)
    with scope(institution=institution):
        known = Document.objects.filter(digest=files.digest_of(content), withdrawn_at=None).first()
        if known:
            return Outcome(name, "already-there", known)
        read = _read(content, name)
        with files.prepared(content) as file, transaction.atomic():
            # Somebody may have deposited the same bytes while we were reading them.
            known = Document.objects.filter(digest=file.digest, withdrawn_at=None).first()
            if known:
                return Outcome(name, "already-there", known)
            document = Document.objects.create(
                institution=institution,
                title=Words({c: t.strip() for c, t in (title or {}).items() if t.strip()}) or texts.title(read, name),
                file_name=name,
                media=read.extracted.kind,
                digest=file.digest,
                size=len(content),
                pages=len(read.extracted.pages),
                passage_count=len(read.passages),
                languages=list(languages or texts.languages(read)),
                origin=source,
                licence=licence,
                consent=consent,
                visibility=visibility,
                is_simulated=simulated,
                reader=read.version,
                deposited_at=at,
                by_uid=by.uid,
                by_name=by.name,
            )
            rendition = texts.keep(document, read, at=at)
            journal.write(
                "evidence.deposit",
                about=document,
                by=by,
                at=at,
                scope=institution.uid,
                after={
                    "digest": document.digest,
                    "bytes": document.size,
                    "text": rendition.text_digest,
                    "passages": document.passage_count,
                    "reader": document.reader,
                    "visibility": document.visibility,
                    "simulated": document.is_simulated,
                },
            )
            file.keep()
    return Outcome(name, "deposited", document)


def deposit_folder(
    institution: Institution, folder: Path, *, by: Actor, at: datetime, progress: Progress | None = None, **more: Any
) -> tuple[Outcome, ...]:
    """Deposit every file below `folder` in the order of their names; a refused file does not stop the others."""
    paths = tuple(_regular(folder))
    outcomes = []
    for done, path in enumerate(paths, start=1):
        name = str(path.relative_to(folder))
        try:
            outcome = deposit(institution, path, name, by=by, at=at, **more)
        except Refused as refused:
            outcome = Outcome(name, "refused", cause=refused.cause, facts=refused.facts)
        outcomes.append(outcome)
        if progress:
            progress("deposit", done, len(paths))
    return tuple(outcomes)


def _bytes(data: bytes | Path, name: str) -> bytes:
    """The content; a file beyond the kernel's limit is refused by its size, before it fills the memory."""
    if isinstance(data, bytes):
        return data
    try:
        kernel.check_size(data.stat().st_size)
    except kernel.Unreadable as cannot:
        raise Refused(cannot.cause, {"name": name, **cannot.facts}) from cannot
    return data.read_bytes()


def _read(content: bytes, name: str) -> kernel.Reading:
    try:
        return kernel.read(content, name=name)
    except kernel.Unreadable as cannot:
        raise Refused(cannot.cause, {"name": name, **cannot.facts}) from cannot


def _regular(folder: Path) -> Iterator[Path]:
    """Files proper: no hidden ones, nothing that leads out of the folder."""
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if any(part.startswith((".", "~$")) for part in below.parts) or path.is_symlink():
            continue
        if stat.S_ISREG(path.stat().st_mode):
            yield path
