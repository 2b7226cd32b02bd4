"""Another file in the place of a document's: what was said of unchanged words stays, everything else is put aside."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django_scopes import scope

from mithaq.evidence import files
from mithaq.evidence.models import Coding, Document, Replacement
from mithaq.evidence.services import facets, names, texts
from mithaq.evidence.services.deposit import Refused, content_of, reading_of
from mithaq.evidence.services.describing import seen_as
from mithaq.evidence.services.settling import leave_translations, settle
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution


def replace(
    institution: Institution,
    document: Document,
    data: bytes | Path,
    name: str,
    *,
    because: str,
    seen: int,
    by: Actor,
    at: datetime,
) -> Replacement:
    """Put another file in the place of a document's; the former file and its text stay under their digests.

    Passages whose words are unchanged stay the same records. The others are put aside with their codes, which from
    then on count nowhere (`is_obsolete`), until a file holds those words again. Translations of a text that changed
    went stale. The codes of the new passages are for `code` to suggest.

    Refused, and then nothing changes: the same bytes ("same-file"), bytes that are another document's
    ("another-document"), a file the kernel cannot read (`Refused`); somebody changed the document since `seen`
    (`describing.Conflict`).
    """
    name = names.plain(name)
    content = content_of(data, name)
    digest = files.digest_of(content)
    with scope(institution=institution):
        _check_new(document, digest, name)
        read = reading_of(content, name)
        try:
            with files.prepared(content) as file, transaction.atomic():
                now = seen_as(document, seen)
                _check_new(now, digest, name)
                former = now.renditions.select_for_update().get(is_original=True, is_current=True)
                now.renditions.filter(is_original=True, file_digest="").update(file_digest=now.digest)
                former.file_digest, former.is_current = now.digest, False
                former.save(update_fields=["is_current"])
                fresh = texts.original(now, read, at=at)
                leave_translations(now, fresh, changed=fresh.text_digest != former.text_digest)
                fresh.save(force_insert=True)
                settled = settle(now, former, fresh, read.passages, revive=True)
                Coding.objects.filter(passage__in=settled.aside).update(is_obsolete=True)
                done = Replacement.objects.create(
                    institution=institution,
                    document=now,
                    former_digest=now.digest,
                    former_name=now.file_name,
                    digest=digest,
                    because=because,
                    kept=settled.kept,
                    new=settled.new,
                    aside=len(settled.aside),
                    by_uid=by.uid,
                    by_name=by.name,
                    at=at,
                )
                now.file_name, now.digest, now.size = name, digest, len(content)
                now.media, now.pages = read.extracted.kind, len(read.extracted.pages)
                now.languages, now.passage_count = list(texts.languages(read)), settled.current
                now.reader, now.coder = read.version, ""
                now.version += 1
                now.save()
                journal.write(
                    "evidence.replace",
                    about=now,
                    by=by,
                    at=at,
                    scope=institution.uid,
                    before={"digest": done.former_digest, "text": former.text_digest},
                    after={
                        "digest": digest,
                        "text": fresh.text_digest,
                        "kept": done.kept,
                        "new": done.new,
                        "aside": done.aside,
                        "because": because,
                    },
                )
                facets.refresh_document(institution, now)
                file.keep()
        except IntegrityError:
            # Somebody deposited the same bytes while we were reading them.
            _check_new(document, digest, name)
            raise
    return done


def _check_new(document: Document, digest: str, name: str) -> None:
    if digest == document.digest:
        raise Refused("same-file", {"name": name})
    if other := Document.objects.filter(digest=digest, withdrawn_at=None).exclude(pk=document.pk).first():
        raise Refused("another-document", {"name": name, "title": str(other)})
