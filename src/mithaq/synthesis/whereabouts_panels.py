"""What this room adds to the pages of evidence: from a document and from a passage to where their words went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Document, Passage, Reader
from mithaq.synthesis import whereabouts

Panel = tuple[str, Mapping[str, Any]]


def of_document(document: Document, reader: Reader) -> Panel | None:
    return "synthesis/whereabouts/of_document.html", {"url": _url(document)}


def of_passage(passage: Passage, reader: Reader) -> Panel | None:
    """In the newest work it was read for that this reader may see; nothing where there is none."""
    document = passage.document
    institution = document.institution
    documents = evidence.documents(institution, to=reader).filter(pk=document.pk)
    for work in whereabouts.works(institution, documents, to=reader)[:1]:
        found = whereabouts.whereabouts(work, documents)
        told = list(found.told([passage.uid]))
        if told:
            (row,) = found.rows(told)
            url = f"{_url(document)}?in={work.uid}"
            return "synthesis/whereabouts/of_passage.html", {"work": work, "row": row, "url": url}
    return None


def _url(document: Document) -> str:
    place = {"institution": document.institution.slug, "uid": document.uid}
    return reverse("synthesis:document_words", kwargs=place)
