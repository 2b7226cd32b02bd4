"""What is in documents, and what people say about them."""

from __future__ import annotations

from mithaq.compacts.enums import Kind
from mithaq.compacts.models import Provision
from mithaq.evidence import services
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Coding, Document, Passage
from tests.cast import AT, Cast, compact
from tests.evidence.papers import ENGLISH
from tests.xss import Shown, in_three, url


def deposited(cast: Cast) -> Document:
    return services.deposit(
        cast.institution, ENGLISH.encode(), "paper.txt", by=cast.badr.actor, at=AT, visibility=Visibility.PUBLIC
    ).document


def of_document(field: str, *pages: str):
    def plant(cast: Cast, text: str) -> list[str]:
        document = deposited(cast)
        Document.objects.filter(pk=document.pk).update(**{field: text})
        return [url(cast, page, **({"uid": document.uid} if page == "evidence:document" else {})) for page in pages]

    return plant


def at_desk(cast: Cast, passage: Passage) -> str:
    """The address at which this very passage lies on the coding desk."""
    return f"{url(cast, 'evidence:desk')}?passage={passage.uid}"


def title(cast: Cast, text: str) -> list[str]:
    document = deposited(cast)
    Document.objects.filter(pk=document.pk).update(title=in_three(text))
    passage = Passage.objects.first()
    return [
        url(cast, "evidence:documents"),
        url(cast, "evidence:document", uid=document.uid),
        url(cast, "evidence:passage", uid=passage.uid),
        at_desk(cast, passage),
        url(cast, "evidence:search") + "?q=remittances",
        url(cast, "synthesis:draft"),
    ]


def words(cast: Cast, text: str) -> list[str]:
    document = deposited(cast)
    passage = Passage.objects.get(number=3)
    Passage.objects.filter(pk=passage.pk).update(text=text, tokens=" migrant ")
    return [
        url(cast, "evidence:document", uid=document.uid),
        url(cast, "evidence:passage", uid=passage.uid),
        url(cast, "evidence:search") + "?q=migrant",
        at_desk(cast, passage),
    ]


def headings(cast: Cast, text: str) -> list[str]:
    deposited(cast)
    passage = Passage.objects.get(number=3)
    Passage.objects.filter(pk=passage.pk).update(headings=[text])
    return [url(cast, "evidence:passage", uid=passage.uid), at_desk(cast, passage)]


def original_text(cast: Cast, text: str) -> list[str]:
    """The raw text around a passage stands on its page."""
    document = services.deposit(
        cast.institution,
        f"{ENGLISH}\n{text}\n\nMigrants should have access to schools and hospitals wherever they live.\n".encode(),
        "paper.txt",
        by=cast.badr.actor,
        at=AT,
    ).document
    return [url(cast, "evidence:passage", uid=Passage.objects.filter(rendition__document=document).last().uid)]


def coded(field: str, scheme: str, code: str):
    def plant(cast: Cast, text: str) -> list[str]:
        document = deposited(cast)
        passage = Passage.objects.get(number=3)
        row = {"scheme": scheme, "code": code, field: text}
        Coding.objects.filter(passage=passage).delete()
        Coding.objects.create(institution=cast.institution, passage=passage, at=AT, **row)
        return [
            url(cast, "evidence:passage", uid=passage.uid),
            url(cast, "evidence:document", uid=document.uid),
            at_desk(cast, passage),
        ]

    return plant


def short_title(cast: Cast, text: str) -> list[str]:
    """What an objective is called for short, wherever a passage or a cell is about it."""
    found = Provision.objects.get(compact=compact(cast), kind=Kind.OBJECTIVE, number=8)
    Provision.objects.filter(pk=found.pk).update(short_title=in_three(text))
    return [*coded("name", "objective", "8")(cast, ""), url(cast, "portal:matrix")]


FIELDS = {
    "compacts.Provision.short_title": Shown(short_title),
    "evidence.Document.title": Shown(title),
    "evidence.Document.file_name": Shown(of_document("file_name", "evidence:document")),
    "evidence.Document.origin": Shown(of_document("origin", "evidence:document")),
    "evidence.Document.licence": Shown(of_document("licence", "evidence:document")),
    "evidence.Document.consent": Shown(of_document("consent", "evidence:document")),
    "evidence.Document.by_name": Shown(of_document("by_name", "evidence:document")),
    "evidence.Rendition.text": Shown(original_text),
    "evidence.Passage.text": Shown(words),
    "evidence.Passage.headings": Shown(headings),
    "evidence.Coding.name": Shown(coded("name", "speaker", "other")),
    "evidence.Coding.code": Shown(coded("code", "act", ""), limit=24),
}
NEVER = {
    "evidence.Document.digest": "SHA-256 made by the house",
    "evidence.Document.languages": "codes the kernel or the form's own choices give",
    "evidence.Document.reader": "a version of the kernel",
    "evidence.Document.coder": "a version of the kernel",
    "evidence.Document.by_uid": "made by the house, never shown",
    "evidence.Document.withdrawn_because": "kept; the register says it from Entry.after; what is withdrawn has no page",
    "evidence.Rendition.lang": "a code the kernel gives",
    "evidence.Rendition.text_digest": "SHA-256 made by the house",
    "evidence.Rendition.page_starts": "numbers the kernel gives",
    "evidence.Rendition.extractor": "a version of the kernel",
    "evidence.Rendition.version": "a version of the kernel",
    "evidence.Passage.kind": "one of the kernel's kinds of block",
    "evidence.Passage.lang": "a code the kernel gives",
    "evidence.Passage.tokens": "stems for the search, never shown",
    "evidence.Coding.spans": "numbers the kernel gives",
    "evidence.Coding.method": "a key of the house, never shown",
    "evidence.Coding.version": "a version of the kernel, never shown",
    "evidence.Coding.by_uid": "made by the house, never shown",
    "evidence.Coding.by_name": "kept beside the code; pages name who decided from Decision.by_name",
}
