"""What simulated people did at the desks of the demonstration: codes confirmed, lines written, a release adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mithaq.evidence import selectors as reading
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Document, Passage
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.selectors import Line, Synthesis

CONFIRMED = 12


class Unsaid(Exception):
    """The plan cites words that stand in none of its documents."""


def confirm(
    institution: Institution,
    documents: Sequence[Document],
    lines: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Say yes to everything suggested of the passages that lines cite, and of a few more; how many were decided."""
    cited = [_passage(documents, file, words) for line in lines for file, words in line["cites"]]
    further = [p for p in reading.passages(institution, to=by) if p.kind == "paragraph" and p not in cited]
    chosen = [*cited, *further][:CONFIRMED]
    beside = reading.codings(chosen)
    for passage in chosen:
        verdicts = [
            evidence.desk.Verdict(scheme=c.scheme, code=c.code, name=c.name, verdict="yes")
            for c in beside.get(passage.pk, ())
        ]
        evidence.desk.decide(
            institution,
            passage,
            key=f"demonstration-{passage.uid}",
            verdicts=verdicts,
            seen=passage.version,
            by=by,
            at=at,
        )
    return len(chosen)


def write(
    drafted: Synthesis, documents: Sequence[Document], lines: Sequence[Mapping[str, Any]], *, by: Actor, at: datetime
) -> None:
    """Each line in the first of its languages, its translations, its comment; reworded where the plan says it was."""
    for one in lines:
        section = drafted.sections.get(objective=one["objective"])
        passages = [_passage(documents, file, words) for file, words in one["cites"]]
        spoken = [lang for lang in ("en", "ar", "fr") if lang in one]
        line = synthesis.write_line(
            section, lang=spoken[0], text=one.get("was", one[spoken[0]]), passages=passages, by=by, at=at
        )
        for lang in spoken[1:]:
            made_from = _version(line)
            synthesis.translate_line(line, lang=lang, text=one[lang], made_from=made_from, by=by, at=at)
        if "was" in one:
            synthesis.change_line(line, lang=spoken[0], text=one[spoken[0]], seen=_version(line), by=by, at=at)
        if "comment" in one:
            synthesis.comment(line, text=one["comment"], lang="ar", by=by, at=at)


def release(drafted: Synthesis, plan: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Adopt what is written so far."""
    synthesis.release(
        drafted,
        title=plan["title"],
        adopted_by=plan["adopted_by"],
        adopted_on=at.date(),
        note=plan["note"],
        visibility=Visibility.PUBLIC,
        seen=synthesis.check(drafted).seen,
        by=by,
        at=at,
    )


def _version(line: Line) -> int:
    return int(line.renditions.get(is_original=True).version)


def _passage(documents: Sequence[Document], file: str, words: str) -> Passage:
    for document in documents:
        if document.file_name == file:
            found = reading.passages(document.institution, to=None, document=document).filter(text__contains=words)
            if one := found.first():
                return one
    raise Unsaid(f"{file}: {words}")
