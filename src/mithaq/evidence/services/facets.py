"""Keeping the facets of passages beside them: whoever changes a passage, its codes or its document calls `refresh`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mithaq.evidence.enums import Scheme, Status
from mithaq.evidence.models import Coding, Document, Facets, Passage, Revision
from mithaq.evidence.search import index, pending
from mithaq.institutions.selectors import Institution

BATCH = 500
_KEPT = (
    *("document", "lang", "kind", "act", "category", "objectives", "principles", "countries"),
    *("is_confirmed", "is_current", "indexed", "revision"),
)


def refresh(institution: Institution, passages: Iterable[int]) -> int:
    """Write the facets of these passages (by key) anew, at the end of the transaction that changed them.

    The index of words is kept with them: whoever calls this has done all that search needs. Returns the institution's
    new revision. Passages put aside stay as rows that are not current, so that whoever holds the others in memory
    learns of it.
    """
    keys = sorted(set(passages))
    revision = _raise(institution)
    for start in range(0, len(keys), BATCH):
        _write(institution, keys[start : start + BATCH], revision)
    return revision


def refresh_document(institution: Institution, document: Document) -> int:
    """The same for every passage of a document, current or not."""
    return refresh(institution, Passage.objects.filter(rendition__document=document).values_list("pk", flat=True))


def _raise(institution: Institution) -> int:
    counter, _ = Revision.objects.select_for_update().get_or_create(institution=institution)
    counter.value += 1
    counter.save(update_fields=["value"])
    pending.mark(institution.uid)
    return counter.value


def _write(institution: Institution, keys: Sequence[int], revision: int) -> None:
    said: dict[int, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    codes = Coding.objects.filter(passage__in=keys, is_obsolete=False).exclude(status=Status.REJECTED)
    for passage, scheme, code, status in codes.order_by("status", "-score", "code").values_list(
        "passage", "scheme", "code", "status"
    ):
        said[passage][scheme].append((code, status))
    before = dict(Facets.objects.filter(passage__in=keys).values_list("passage", "indexed"))
    columns = ("pk", "rendition__document", "lang", "kind", "tokens", "is_current", "rendition__is_original")
    rows, words = [], {}
    for pk, document, lang, kind, tokens, is_current, is_original in Passage.objects.filter(pk__in=keys).values_list(
        *columns
    ):
        mine = said[pk]
        indexed = index.digest(tokens) if is_current and is_original else ""
        if indexed and indexed != before.get(pk, ""):
            words[pk] = tokens
        act = mine[Scheme.ACT][0] if mine[Scheme.ACT] else ("", "")
        rows.append(
            Facets(
                institution=institution,
                passage_id=pk,
                document_id=document,
                lang=lang,
                kind=kind,
                act=act[0],
                category=mine[Scheme.SPEAKER][0][0] if mine[Scheme.SPEAKER] else "",
                objectives=_set(mine[Scheme.OBJECTIVE], number=True),
                principles=_set(mine[Scheme.PRINCIPLE], number=True),
                countries=_set(mine[Scheme.COUNTRY]),
                is_confirmed=act[1] == Status.CONFIRMED,
                is_current=is_current and is_original,
                indexed=indexed,
                revision=revision,
            )
        )
    index.remove(row.passage_id for row in rows if not row.indexed and before.get(row.passage_id))
    index.write(institution.pk, words)
    Facets.objects.bulk_create(rows, update_conflicts=True, unique_fields=["passage"], update_fields=_KEPT)


def _set(codes: Iterable[tuple[str, str]], *, number: bool = False) -> str:
    """`,1,16,` or nothing."""
    found = sorted({code for code, _ in codes}, key=int if number else None)
    return f",{','.join(found)}," if found else ""
