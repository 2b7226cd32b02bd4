"""From what the kernel read to rows: the rendition and its passages, storable on every database."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import PurePath

from mithaq.evidence.models import Document, Passage, Rendition
from mithaq.foundation import languages as house
from mithaq.foundation.fields import Words
from mithaq.kernels import text as kernel

BATCH = 500
_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """Characters no database takes are replaced one for one, so that every offset still holds.

    NUL becomes U+0001, which repairs drop as they drop NUL; half a surrogate pair becomes U+FFFD.
    """
    return _SURROGATE.sub("�", text.replace("\x00", "\x01"))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def languages(read: kernel.Reading) -> tuple[str, ...]:
    return tuple(lang for lang in read.languages if lang in house.CODES)


def title(read: kernel.Reading, name: str) -> Words:
    """The first heading that says something in the main language of the document, else the name of the file."""
    main = next(iter(languages(read)), "en")
    for passage in read.passages[:20]:
        if passage.kind == "heading" and passage.lang == main and len(passage.text.split()) >= 3:
            return Words({main: storable(passage.text)[:300]})
    return Words({main: PurePath(name).stem.replace("_", " ").strip() or name})


def keep(document: Document, read: kernel.Reading, *, at: datetime) -> Rendition:
    """The original rendition of a new document, with its passages."""
    rendition = original(document, read, at=at)
    rendition.save(force_insert=True)
    Passage.objects.bulk_create([row(rendition, p) for p in read.passages], batch_size=BATCH)
    return rendition


def original(document: Document, read: kernel.Reading, *, at: datetime) -> Rendition:
    text = storable(read.extracted.text)
    return Rendition(
        institution_id=document.institution_id,
        document=document,
        lang=next(iter(languages(read)), "und"),
        text=text,
        text_digest=digest_of(text),
        page_starts=[page.start for page in read.extracted.pages],
        extractor=read.extracted.extractor,
        version=read.version,
        made_at=at,
    )


def row(rendition: Rendition, passage: kernel.Passage) -> Passage:
    text = storable(passage.text)
    return Passage(
        institution_id=rendition.institution_id,
        rendition=rendition,
        number=passage.number,
        kind=passage.kind,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        lang=passage.lang,
        text=text,
        headings=[storable(heading) for heading in passage.headings],
        tokens=tokens(text, passage.lang),
    )


def tokens(text: str, lang: str) -> str:
    """Stems between spaces: ` stem stem `, to be asked with `contains " stem "`."""
    return f" {' '.join(kernel.tokens(text, lang))} "
