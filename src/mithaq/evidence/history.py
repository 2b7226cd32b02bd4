"""What became of a document: its translations, the files it had, what was said of them, what the register says."""

from __future__ import annotations

from django.db.models import QuerySet

from mithaq.evidence.enums import Status
from mithaq.evidence.models import Coding, Document, Passage, Rendition, Replacement
from mithaq.foundation.models import Entry
from mithaq.institutions.selectors import Institution

MOST_ENTRIES = 50


def translations(document: Document) -> QuerySet[Rendition]:
    """Those that stand, without their text."""
    return document.renditions.filter(is_original=False, is_current=True).defer("text").order_by("lang")


def former_translations(document: Document) -> QuerySet[Rendition]:
    """Those another took the place of, the newest first, without their text."""
    return document.renditions.filter(is_original=False, is_current=False).defer("text").order_by("-made_at", "-pk")


def translation(document: Document, uid: str) -> Rendition | None:
    found: Rendition | None = document.renditions.filter(is_original=False, uid=uid).first()
    return found


def language(document: Document) -> str:
    """The language of its original."""
    return str(document.renditions.filter(is_original=True, is_current=True).values_list("lang", flat=True).get())


def replacements(document: Document) -> QuerySet[Replacement]:
    """Files it had before, the last first."""
    return document.replacements.all()


def obsolete_codings(passage: Passage) -> list[Coding]:
    """What was said of a passage while its file was the document's."""
    rows = Coding.objects.filter(passage=passage, is_obsolete=True).exclude(status=Status.REJECTED)
    return list(rows.order_by("status", "-score", "code"))


def entries(institution: Institution, document: Document) -> QuerySet[Entry]:
    """What the register of acts says about it, the last first."""
    about = f"{document._meta.label_lower}:{document.uid}"
    return Entry.objects.filter(scope=institution.uid, about=about).order_by("-number")[:MOST_ENTRIES]
