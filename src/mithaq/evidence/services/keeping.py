"""What happens to documents afterwards: read again by a newer kernel, withdrawn, what was half written removed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scope

from mithaq.evidence import files
from mithaq.evidence.models import Document, Passage, Rendition
from mithaq.evidence.services import texts
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel


def reread(institution: Institution, document: Document, *, by: Actor, at: datetime) -> bool:
    """Read the kept bytes with the kernel of today; False when it reads them as before.

    A passage whose words are unchanged stays the same record, with its address, its codes and its citations, even
    where its number or place moved. One that no longer exists is put aside (`is_current` false), never deleted.
    """
    with scope(institution=institution):
        read = kernel.read(files.read(document.digest), name=document.file_name)
        if read.version == document.reader:
            return False
        with transaction.atomic():
            former = document.renditions.select_for_update().get(is_original=True, is_current=True)
            fresh = texts.original(document, read, at=at)
            if fresh.text_digest == former.text_digest:
                rendition = former
                rendition.version = read.version
                rendition.save(update_fields=["version"])
            else:
                former.is_current = False
                former.save(update_fields=["is_current"])
                rendition = fresh
                rendition.save(force_insert=True)
            moved, new, gone = _settle(former.passages.filter(is_current=True), rendition, read.passages)
            before, document.reader = document.reader, read.version
            document.passage_count = len(read.passages)
            document.pages = len(read.extracted.pages)
            document.coder = ""
            document.save(update_fields=["reader", "passage_count", "pages", "coder"])
            journal.write(
                "evidence.reread",
                about=document,
                by=by,
                at=at,
                scope=institution.uid,
                before={"reader": before, "text": former.text_digest},
                after={
                    "reader": document.reader,
                    "text": rendition.text_digest,
                    "kept": moved,
                    "new": new,
                    "aside": gone,
                },
            )
    return True


def _settle(rows: QuerySet[Passage], rendition: Rendition, passages: Iterable[kernel.Passage]) -> tuple[int, int, int]:
    """Match former rows with new passages by their words, in order; returns how many were kept, made and put aside."""
    waiting: dict[str, list[Passage]] = {}
    for row in rows.order_by("-number"):
        waiting.setdefault(row.text, []).append(row)
    former = sum(len(same) for same in waiting.values())
    kept, made = [], []
    for passage in passages:
        fresh = texts.row(rendition, passage)
        same = waiting.get(fresh.text)
        if not same:
            made.append(fresh)
            continue
        row = same.pop()
        for field in _PLACE:
            setattr(row, field, getattr(fresh, field))
        row.is_current = True
        kept.append(row)
    # All are put aside first: numbers are unique among the current ones, and they may change places.
    rows.update(is_current=False)
    Passage.objects.bulk_update(kept, [*_PLACE, "is_current"], batch_size=100)
    Passage.objects.bulk_create(made, batch_size=texts.BATCH)
    return len(kept), len(made), former - len(kept)


_PLACE = ("rendition", "number", "kind", "start", "end", "page", "lang", "headings", "tokens")


def withdraw(institution: Institution, document: Document, *, because: str, by: Actor, at: datetime) -> None:
    """Take a document out of every list, search, count and report from now on; the record of the act stays.

    Its bytes stay under their digest for the file of the institution; the same bytes may be deposited anew.
    """
    with scope(institution=institution), transaction.atomic():
        document.withdrawn_at = at
        document.withdrawn_because = because
        document.save(update_fields=["withdrawn_at", "withdrawn_because"])
        journal.write(
            "evidence.withdraw",
            about=document,
            by=by,
            at=at,
            scope=institution.uid,
            before={"visibility": document.visibility},
            after={"because": because},
        )


def sweep(*, at: datetime, older_than: timedelta = timedelta(hours=1)) -> tuple[str, ...]:
    """Remove files whose writing was cut off, once they are older than a deposit can take; their names.

    Every worker does so when it starts, by itself; an original that is whole is therefore never touched, whoever owns
    it: a worker started on the wrong database would empty the house.
    """
    removed = []
    for path in files.unfinished():
        with suppress(FileNotFoundError):  # finished meanwhile, or removed by another worker
            if path.stat().st_mtime < (at - older_than).timestamp():
                path.unlink()
                removed.append(path.name)
    return tuple(removed)
