"""Lines as drafters write them, and releases of them, for tests of what comes after the desk."""

from __future__ import annotations

from datetime import date

from mithaq.evidence.enums import Visibility
from mithaq.synthesis import services
from mithaq.synthesis.enums import Status
from mithaq.synthesis.models import Citation, Line, LineRendition, Release, Synthesis
from tests.cast import AT, Cast

TEXTS = {
    "ar": "نسخة تجريبية: توصي المساهمات بإلغاء رسوم الاستقدام.",
    "en": "Test wording: submissions recommend that recruitment fees be abolished.",
    "fr": "Texte d’essai : les contributions recommandent de supprimer les frais de recrutement.",
}
TITLE = {"ar": "ما اعتُمد", "en": "What was adopted", "fr": "Ce qui a été adopté"}
BY = {"ar": "اللجنة التوجيهية", "en": "The steering committee", "fr": "Le comité directeur"}
ON = date(2020, 11, 29)


def write(cast: Cast, synthesis: Synthesis, *, lines: int = 0, texts=TEXTS, original: str = "ar") -> list[Line]:
    """Take up the suggested lines (all, or so many), each with its citations, in these languages."""
    taken = list(Line.objects.filter(section__synthesis=synthesis, status=Status.SUGGESTED))
    written = []
    for at, suggested in enumerate(taken[:lines] if lines else taken):
        line = Line.objects.create(
            institution=cast.institution,
            section=suggested.section,
            order=1000 + suggested.order,
            act=suggested.act,
            status=Status.CONFIRMED,
            taken_from=suggested,
            by_uid=cast.badr.actor.uid,
            by_name=cast.badr.actor.name,
            at=AT,
        )
        for place, citation in enumerate(suggested.citations.all(), start=1):
            Citation.objects.create(institution=cast.institution, line=line, passage=citation.passage, order=place)
        for lang, text in texts.items():
            is_original = lang == original
            LineRendition.objects.create(
                institution=cast.institution,
                line=line,
                lang=lang,
                text=f"{text} ({at + 1})",
                is_original=is_original,
                made_from=0 if is_original else 1,
                by_uid=cast.badr.actor.uid,
                by_name=cast.badr.actor.name,
                at=AT,
            )
        suggested.status = Status.DISMISSED
        suggested.save()
        written.append(line)
    return written


def release(cast: Cast, synthesis: Synthesis, **how) -> Release:
    """The next release; what is not new is told to be, for the same is not released twice."""
    before = Release.objects.filter(synthesis=synthesis).count()
    told = {
        "title": TITLE,
        "adopted_by": BY,
        "adopted_on": ON,
        "note": {"en": f"After {before} others."} if before else {},
        "visibility": Visibility.PUBLIC,
        "seen": services.check(synthesis).seen,
        "by": cast.amal.actor,
        "at": AT,
    }
    return services.release(synthesis, **(told | how))
