"""What tests of the drafting desk begin with: a draft, and lines that persons wrote in it."""

from __future__ import annotations

from mithaq.evidence.selectors import Passage
from mithaq.synthesis import services
from mithaq.synthesis.models import Line, Section, Synthesis
from tests.cast import AT, Cast

SECTION = "objective-6"


def section(made: Synthesis, key: str = SECTION) -> Section:
    return Section.objects.get(synthesis=made, key=key)


def passages(made: Synthesis, *words: str) -> list[Passage]:
    """Passages of its sources that contain these words, one for each."""
    live = Passage.objects.filter(
        rendition__document__in=made.sources.values("document"), is_current=True
    ).select_related("rendition__document")
    return [live.get(text__contains=word) for word in words]


FEES = ("رسوم الاستقدام", "recruitment fees", "frais de recrutement")


def written(cast: Cast, made: Synthesis, text: str = "Fees must end.", *, lang: str = "en", cites=FEES, **more) -> Line:
    return services.write_line(
        section(made, more.pop("key", SECTION)),
        lang=lang,
        text=text,
        passages=passages(made, *cites),
        by=cast.badr.actor,
        at=AT,
        **more,
    )


def proposal(made: Synthesis, key: str = SECTION) -> Line:
    return Line.objects.filter(section=section(made, key), status="suggested").order_by("order").first()
