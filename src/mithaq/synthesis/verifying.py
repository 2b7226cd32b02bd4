"""A release looked at again: its digest, and every quotation against its original as it is today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mithaq.evidence.selectors import Passage
from mithaq.synthesis import frozen
from mithaq.synthesis.findings import Finding, about, faults
from mithaq.synthesis.models import Release
from mithaq.synthesis.report import Report


@dataclass(frozen=True, slots=True)
class Verified:
    """`findings`: faults (something was altered) and notes (withdrawn or replaced since: facts, not faults).

    `withdrawn` are the uids of the documents whose words are not shown any more.
    """

    digest_holds: bool
    checked: int
    findings: tuple[Finding, ...]
    withdrawn: frozenset[str]

    @property
    def holds(self) -> bool:
        return self.digest_holds and not any(f.weight == "fault" for f in self.findings)


def verify_release(release: Release) -> Verified:
    """Compute the digest again, and compare each quotation with the bytes, the text and the words it came from."""
    passages: dict[int, Passage] = {}
    numbers: dict[int, int] = {}
    rows = release.citations.select_related("passage__rendition__document").order_by("number", "pk")
    for citation in rows:
        passages[citation.passage_id] = citation.passage
        numbers[citation.passage_id] = citation.number
    digest_holds = frozen.digest(frozen.said(release)) == release.digest
    quoted = _quoted(release.content)
    wrong = faults(p for p in passages.values() if not p.document.is_withdrawn)
    found = [] if digest_holds else [Finding("digest")]
    for key, passage in passages.items():
        document = passage.document
        if document.is_withdrawn:
            causes: list[tuple[str, bool]] = [("withdrawn", False)]
        else:
            causes = [(wrong[key], True)] if key in wrong else []
            if key not in wrong and quoted.get(passage.uid) != passage.text:
                causes.append(("words", True))
            if passage.rendition.file_digest and passage.rendition.file_digest != document.digest:
                causes.append(("replaced", False))
        found += [
            Finding(
                cause,
                "fault" if is_fault else "note",
                about(passage, numbers[key]) if cause != "withdrawn" else {"number": numbers[key]},
                document=document.uid,
                passage=passage.uid,
            )
            for cause, is_fault in causes
        ]
    return Verified(digest_holds, len(passages), tuple(found), withdrawn_of(release))


def withdrawn_of(release: Release) -> frozenset[str]:
    """Its documents that were withdrawn since."""
    return frozenset(release.sources.exclude(withdrawn_at=None).values_list("uid", flat=True))


def withdrawn_since(releases: Collection[Release]) -> dict[int, frozenset[str]]:
    """The same for several, by primary key, at one question."""
    found: dict[int, set[str]] = {release.pk: set() for release in releases}
    rows = Release.objects.filter(pk__in=list(found), sources__withdrawn_at__isnull=False)
    for key, uid in rows.order_by().values_list("pk", "sources__uid"):
        found[key].add(uid)
    return {key: frozenset(uids) for key, uids in found.items()}


def report_of(release: Release, lang: str) -> Report:
    """The frozen report in one language, as it was adopted."""
    return frozen.from_json(release.content[lang])


def _quoted(content: Mapping[str, object]) -> dict[str, str]:
    """Words quoted, by passage, from whatever language comes first: quotations are the same in each."""
    first = next(iter(content.values()), None)
    if not isinstance(first, Mapping):
        return {}
    return {q["passage"]: q["text"] for s in first["sections"] for line in s["lines"] for q in line["quotes"]}
