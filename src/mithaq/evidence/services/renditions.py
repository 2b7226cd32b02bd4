"""Translations of a document: read beside the original, never quoted instead of it; a translation has no passages."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from mithaq.evidence import files
from mithaq.evidence.models import Document, Rendition
from mithaq.evidence.services import names, texts
from mithaq.evidence.services.deposit import Refused, content_of, reading_of
from mithaq.foundation import journal, languages
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

MOST_LETTERS = 5_000_000
_LEFT_OUT = ("boilerplate", "contents")


@dataclass(frozen=True, slots=True)
class Given:
    """A translation as it came: a text somebody pasted, or a file."""

    text: str = ""
    data: bytes = b""
    name: str = ""


def translate(
    institution: Institution,
    document: Document,
    *,
    lang: str,
    given: Given,
    translated_by: str,
    is_official: bool = False,
    translator_uid: str = "",
    by: Actor,
    at: datetime,
) -> Rendition:
    """Add a translation of the text as it is now; one that stood in that language is put aside and stays.

    `translated_by` names a person or an organisation, or "machine: …". Refused (`Refused`): the language of the
    original ("language-of-original"), no text ("no-translation"), nobody named ("no-translator"), too much of it
    ("too-long"), a file that cannot be read.
    """
    if lang not in languages.CODES:
        raise Refused("language-of-original", {"lang": lang})
    if not translated_by.strip():
        raise Refused("no-translator", {})
    name = names.plain(given.name) if given.data else ""
    text, version, extractor = _text(given, name)
    if not text.strip():
        raise Refused("no-translation", {})
    if len(text) > MOST_LETTERS:
        raise Refused("too-long", {"most": MOST_LETTERS})
    with scope(institution=institution), ExitStack() as stack:
        file = stack.enter_context(files.prepared(given.data)) if given.data else None
        stack.enter_context(transaction.atomic())
        original = document.renditions.select_for_update().get(is_original=True, is_current=True)
        if original.lang == lang:
            raise Refused("language-of-original", {"lang": lang})
        document.renditions.filter(is_original=False, is_current=True, lang=lang).update(is_current=False)
        made = Rendition.objects.create(
            institution=institution,
            document=document,
            lang=lang,
            is_original=False,
            is_official=is_official,
            translated_by=translated_by.strip()[:200],
            translated_from=original,
            translator_uid=translator_uid,
            text=text,
            text_digest=texts.digest_of(text),
            file_digest=files.digest_of(given.data) if given.data else "",
            extractor=extractor,
            version=version,
            made_at=at,
        )
        journal.write(
            "evidence.translate",
            about=document,
            by=by,
            at=at,
            scope=institution.uid,
            after={
                "language": lang,
                "text": made.text_digest,
                "original": original.text_digest,
                "official": is_official,
            },
        )
        if file:
            file.keep()
    return made


def _text(given: Given, name: str) -> tuple[str, str, str]:
    """The text in paragraphs parted by empty lines, and what read it."""
    if not given.data:
        return texts.storable(given.text.replace("\r\n", "\n").strip()), "", ""
    content = content_of(given.data, name)
    read = reading_of(content, name)
    raw = read.extracted.text
    paragraphs = [
        " ".join(kernel.repaired(raw[block.start : block.end]).display.split())
        for block in read.blocks
        if block.kind not in _LEFT_OUT
    ]
    return texts.storable("\n\n".join(p for p in paragraphs if p)), read.version, read.extracted.extractor
