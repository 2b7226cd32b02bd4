"""What happens to documents afterwards: read again by a newer kernel, withdrawn, what was half written removed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scope

from mithaq.evidence import files
from mithaq.evidence.models import Document
from mithaq.evidence.services import facets, texts, uploads
from mithaq.evidence.services.settling import leave_translations, settle
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
            leave_translations(document, fresh, changed=fresh.text_digest != former.text_digest)
            if fresh.text_digest == former.text_digest:
                rendition = former
                rendition.version = read.version
                rendition.save(update_fields=["version"])
            else:
                former.is_current = False
                former.save(update_fields=["is_current"])
                rendition = fresh
                rendition.save(force_insert=True)
            settled = settle(document, former, rendition, read.passages, revive=False)
            before, document.reader = document.reader, read.version
            document.passage_count = settled.current
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
                    "kept": settled.kept,
                    "new": settled.new,
                    "aside": len(settled.aside),
                },
            )
            facets.refresh_document(institution, document)
    return True


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
        facets.refresh_document(institution, document)


def sweep(*, at: datetime, older_than: timedelta = timedelta(hours=1)) -> tuple[str, ...]:
    """Remove files whose writing was cut off, once they are older than a deposit can take, and uploads nobody went on
    with; their names.

    Every worker does so when it starts, by itself; an original that is whole is therefore never touched, whoever owns
    it: a worker started on the wrong database would empty the house.
    """
    removed = []
    for path in files.unfinished():
        with suppress(FileNotFoundError):  # finished meanwhile, or removed by another worker
            if path.stat().st_mtime < (at - older_than).timestamp():
                path.unlink()
                removed.append(path.name)
    return (*removed, *uploads.sweep(at=at))
