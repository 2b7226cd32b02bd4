"""Depositing: a file is read first, and only what can be read is kept, with its bytes, its text and its passages."""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django_scopes import scope

from mithaq.bodies.selectors import Body
from mithaq.evidence import files
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Rendition
from mithaq.evidence.services import facets, names, texts
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel
from mithaq.people.selectors import Organisation


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
    body: Body | None = None,
    source: str = "",
    licence: str = "",
    consent: str = "",
    title: Mapping[str, str] | None = None,
    languages: tuple[str, ...] = (),
    simulated: bool = False,
    contributor: Organisation | None = None,
    year: int | None = None,
) -> Outcome:
    """Keep a file byte for byte with everything read from it, or nothing at all.

    `languages` corrects what the reading found; `title` may name it in up to three languages, else its first heading
    does. `body` is whose it is, where it is for a body; `contributor` is whose words it holds, `year` when they were
    said. The same bytes again change nothing and say so. Refused (`Refused`) when the kernel cannot read the file.
    """
    name = names.readable(name or (data.name if isinstance(data, Path) else ""))
    content = content_of(data, name)
    with scope(institution=institution):
        if known := _known(content):
            return Outcome(name, "already-there", known)
        read = reading_of(content, name)
        document = Document(
            institution=institution,
            title=Words({c: t.strip() for c, t in (title or {}).items() if t.strip()}) or texts.title(read, name),
            file_name=name,
            media=read.extracted.kind,
            digest=files.digest_of(content),
            size=len(content),
            pages=len(read.extracted.pages),
            passage_count=len(read.passages),
            languages=list(languages or texts.languages(read)),
            origin=source,
            licence=licence,
            consent=consent,
            visibility=visibility,
            body=body if visibility == Visibility.BODY else None,
            is_simulated=simulated,
            contributor=contributor,
            year=year,
            reader=read.version,
            deposited_at=at,
            by_uid=by.uid,
            by_name=by.name,
        )
        try:
            with files.prepared(content) as file, transaction.atomic():
                document.save(force_insert=True)
                _record(document, texts.keep(document, read, at=at), by=by, at=at)
                facets.refresh_document(institution, document)
                file.keep()
        except IntegrityError:
            # Somebody deposited the same bytes while we were reading them.
            if known := _known(content):
                return Outcome(name, "already-there", known)
            raise
    return Outcome(name, "deposited", document)


def deposit_folder(
    institution: Institution,
    folder: Path,
    *,
    by: Actor,
    at: datetime,
    leave_out: Collection[Path] = (),
    progress: Progress | None = None,
    **more: Any,
) -> tuple[Outcome, ...]:
    """Deposit every file below `folder` in the order of their names; a refused file does not stop the others.

    `leave_out` are resolved paths of files that are no evidence: what we wrote ourselves.
    """
    paths = tuple(path for path in _regular(folder) if path.resolve() not in leave_out)
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


def _known(content: bytes) -> Document | None:
    return Document.objects.filter(digest=files.digest_of(content), withdrawn_at=None).first()


def _record(document: Document, rendition: Rendition, *, by: Actor, at: datetime) -> None:
    journal.write(
        "evidence.deposit",
        about=document,
        by=by,
        at=at,
        scope=document.institution.uid,
        after={
            "digest": document.digest,
            "bytes": document.size,
            "text": rendition.text_digest,
            "passages": document.passage_count,
            "reader": document.reader,
            "visibility": document.visibility,
            "body": document.body.uid if document.body else "",
            "simulated": document.is_simulated,
            "contributor": document.contributor.uid if document.contributor else "",
            "year": document.year,
        },
    )


def content_of(data: bytes | Path, name: str) -> bytes:
    """The content; a file beyond the kernel's limit is refused by its size, before it fills the memory.

    A file the disk does not give out is refused as damaged: the others of its folder go on.
    """
    if isinstance(data, bytes):
        return data
    try:
        kernel.check_size(data.stat().st_size)
        return data.read_bytes()
    except kernel.Unreadable as cannot:
        raise Refused(cannot.cause, {"name": name, **cannot.facts}) from cannot
    except OSError as failure:
        raise Refused("damaged", {"name": name, "detail": failure.strerror or ""}) from failure


def reading_of(content: bytes, name: str) -> kernel.Reading:
    """What the kernel reads in the content; refused with its cause."""
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
