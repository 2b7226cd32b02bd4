"""Reading evidence. Whoever shows, counts, searches or hands out documents begins with `documents(…, to=reader)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django_scopes import scopes_disabled

from mithaq.evidence import panels, wording
from mithaq.evidence.enums import Scheme, Status, Visibility
from mithaq.evidence.files import Altered
from mithaq.evidence.models import Coding, Document, Passage, SavedSearch
from mithaq.evidence.originals import Place, Unfaithful, original, passage_in_original, verify
from mithaq.evidence.search import index
from mithaq.evidence.search.choosing import CONFIRMED, STATEMENTS, Crossed, crossed, facet_counts, with_passages_in
from mithaq.evidence.search.finding import Found, matching, search
from mithaq.evidence.tally import Faceted, faceted
from mithaq.evidence.visibility import Reader, open_to, visible, visible_passages, visible_to_anybody
from mithaq.institutions.selectors import Institution
from mithaq.people.selectors import Person

__all__ = [
    "CONFIRMED",
    "STATEMENTS",
    "Altered",
    "Amount",
    "Coding",
    "Crossed",
    "Document",
    "Faceted",
    "Found",
    "Passage",
    "Place",
    "Read",
    "Reader",
    "SavedSearch",
    "Unfaithful",
    "amounts",
    "codings",
    "counts",
    "crossed",
    "document",
    "documents",
    "facet_counts",
    "faceted",
    "found",
    "known_languages",
    "open_to",
    "original",
    "panels",
    "passage",
    "passage_in_original",
    "passages",
    "readings",
    "saved_searches",
    "search",
    "strictest",
    "verify",
    "visible",
    "visible_passages",
    "wording",
]


LIKELIEST = ("status", Coalesce("rank", "score").desc(), "-score", "code")
"""Confirmed first; suggestions by what was learned of them, else by the kernel's score."""


def documents(institution: Institution, *, to: Reader, lang: str = "") -> QuerySet[Document]:
    """Newest first; `lang` keeps those that have passages in it."""
    chosen = visible(Document.objects.all(), to=to, institution=institution)
    if lang:
        chosen = chosen.filter(pk__in=index.among(with_passages_in(institution, lang)))
    return chosen


def document(institution: Institution, uid: str, *, to: Reader) -> Document | None:
    return documents(institution, to=to).filter(uid=uid).first()


def passages(
    institution: Institution, *, to: Reader, document: Document | None = None, lang: str = "", kind: str = ""
) -> QuerySet[Passage]:
    """Current passages in reading order, each with its document, without the whole text it was cut from."""
    chosen = visible_passages(Passage.objects.filter(is_current=True), to=to, institution=institution)
    for name, value in (("rendition__document", document), ("lang", lang), ("kind", kind)):
        if value:
            chosen = chosen.filter(**{name: value})
    return chosen.select_related("rendition__document").defer("rendition__text").order_by("rendition", "number")


def passage(institution: Institution, uid: str, *, to: Reader) -> Passage | None:
    """By its permanent address: also one put aside by a newer reading, since somebody may have cited it."""
    return (
        visible_passages(Passage.objects.all(), to=to, institution=institution)
        .select_related("rendition__document")
        .filter(uid=uid)
        .first()
    )


def found(institution: Institution, question: str, *, to: Reader, lang: str = "") -> QuerySet[Passage]:
    """Passages with the words of the question, however inflected, or what they are called in another language.

    In reading order and to be narrowed further; `search` gives the best first, with counts.
    """
    keys = matching(institution, question, to=to)
    return passages(institution, to=to, lang=lang).filter(pk__in=index.among(keys))


def saved_searches(institution: Institution, person: Person) -> QuerySet[SavedSearch]:
    """Those of this person, last saved first; nobody else's."""
    return SavedSearch.objects.filter(institution=institution, person=person)


def codings(passages: Iterable[Passage]) -> dict[int, list[Coding]]:
    """What stands beside each passage, by its key: confirmed before suggested, likeliest first, nothing rejected."""
    beside: dict[int, list[Coding]] = defaultdict(list)
    rows = Coding.objects.filter(passage__in=[p.pk for p in passages], is_obsolete=False).exclude(
        status=Status.REJECTED
    )
    for row in rows.order_by(*LIKELIEST):
        beside[row.passage_id].append(row)
    return beside


def counts(institution: Institution, *, to: Reader) -> dict[str, int]:
    """Documents, passages and pages this reader may see."""
    seen = documents(institution, to=to)
    by_lang = facet_counts(institution, to=to, facets=("lang",))["lang"]
    return {"documents": seen.count(), **{f"passages_{lang}": n for lang, n in sorted(by_lang.items())}}


def known_languages(institution: Institution, *, to: Reader) -> tuple[str, ...]:
    """Languages the visible documents are in, for the filter of the list."""
    lists = documents(institution, to=to).order_by().values_list("languages", flat=True).distinct()
    return tuple(sorted({lang for one in lists for lang in one}))


@dataclass(frozen=True, slots=True)
class Amount:
    """How much evidence there is to see."""

    documents: int = 0
    passages: int = 0
    languages: tuple[str, ...] = ()


def amounts(homes: Sequence[Institution]) -> dict[int, Amount]:
    """What anybody may see in each of these institutions, by their keys: one query, however many they are."""
    with scopes_disabled():
        rows = visible_to_anybody(Document.objects.order_by(), homes).values_list("institution", "languages")
        counted = list(rows.annotate(Count("pk"), Sum("passage_count")))
    found = {home.pk: Amount() for home in homes}
    for home, spoken, documents, passages in counted:
        so_far = found[home]
        found[home] = Amount(
            so_far.documents + documents,
            so_far.passages + passages,
            tuple(sorted({*so_far.languages, *spoken})),
        )
    return found


def strictest(documents: Iterable[Document]) -> str:
    """What is made of several documents is as closed as the most closed of them."""
    order = list(Visibility.values)
    return max((d.visibility for d in documents), key=order.index, default=Visibility.PUBLIC)


@dataclass(slots=True)
class Read:
    """One passage with all its codes as plain values: what synthesis works on. `id` is the same wherever it is read."""

    pk: int
    id: str
    uid: str
    document: int
    number: int
    kind: str
    lang: str
    page: int
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    objectives: list[tuple[int, float, str]] = field(default_factory=list)
    principles: list[int] = field(default_factory=list)
    act: str = ""
    act_score: float = 0.0
    speaker: str = "none"
    speaker_name: str = ""
    countries: list[str] = field(default_factory=list)
    confirmed: bool = False


_COLUMNS = (
    "pk",
    "uid",
    "rendition__document",
    "rendition__document__digest",
    "number",
    "kind",
    "lang",
    "page",
    "start",
    "end",
    "text",
    "headings",
)


def readings(documents: Sequence[Document], *, among: Iterable[int] | None = None) -> list[Read]:
    """Every current passage of these documents with its codes, in two queries.

    The order does not depend on when anything was deposited. Rejected codes are left out; `confirmed` says that a
    person settled what kind of statement it is. `among` keeps the passages with these keys only, also those put aside.
    """
    keys = [d.pk for d in documents]
    rows = Passage.objects.filter(rendition__document__in=keys)
    rows = rows.filter(is_current=True) if among is None else rows.filter(pk__in=list(among))
    read = [
        Read(
            pk, f"{digest[:16]}-{number:06}", uid, document, number, kind, lang, page, start, end, text, tuple(headings)
        )
        for pk, uid, document, digest, number, kind, lang, page, start, end, text, headings in rows.values_list(
            *_COLUMNS
        )
    ]
    by_key = {r.pk: r for r in read}
    codes = Coding.objects.filter(passage__in=rows, is_obsolete=False).filter(~Q(status=Status.REJECTED))
    for key, scheme, code, name, score, status in codes.order_by("status", "-score", "code").values_list(
        "passage", "scheme", "code", "name", "score", "status"
    ):
        _PUT[Scheme(scheme)](by_key[key], code, name, score, status)
    return sorted(read, key=lambda r: r.id)


def _objective(read: Read, code: str, name: str, score: float, status: str) -> None:
    read.objectives.append((int(code), score, status))


def _principle(read: Read, code: str, name: str, score: float, status: str) -> None:
    read.principles.append(int(code))


def _act(read: Read, code: str, name: str, score: float, status: str) -> None:
    read.act, read.act_score, read.confirmed = code, score, status == Status.CONFIRMED


def _speaker(read: Read, code: str, name: str, score: float, status: str) -> None:
    read.speaker, read.speaker_name = code, name


def _country(read: Read, code: str, name: str, score: float, status: str) -> None:
    read.countries.append(code)


_PUT = {
    Scheme.OBJECTIVE: _objective,
    Scheme.PRINCIPLE: _principle,
    Scheme.ACT: _act,
    Scheme.SPEAKER: _speaker,
    Scheme.COUNTRY: _country,
}


def with_codings(rows: QuerySet[Passage]) -> QuerySet[Passage]:
    """Passages with `codings_shown`: for a page of them, in one more query."""
    shown = Coding.objects.filter(is_obsolete=False).exclude(status=Status.REJECTED)
    shown = shown.order_by(*LIKELIEST)
    return rows.prefetch_related(Prefetch("codings", queryset=shown, to_attr="codings_shown"))
