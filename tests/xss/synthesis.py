"""What officers call a synthesis, ask of it, and what it quotes."""

from __future__ import annotations

from mithaq.evidence import services as evidence
from mithaq.synthesis import services
from mithaq.synthesis.models import Synthesis
from tests.cast import AT, Cast, compact
from tests.xss import Shown, in_three, url
from tests.xss.evidence import deposited


def drafted(cast: Cast, **how) -> Synthesis:
    compact(cast)
    document = deposited(cast)
    evidence.code(cast.institution, [document], by=cast.badr.actor, at=AT, workers=1)
    return services.draft(cast.institution, documents=[document], by=cast.badr.actor, at=AT, **how).synthesis


def title(cast: Cast, text: str) -> list[str]:
    synthesis = drafted(cast)
    Synthesis.objects.filter(pk=synthesis.pk).update(title=in_three(text))
    return [url(cast, "synthesis:syntheses"), url(cast, "synthesis:synthesis", uid=synthesis.uid)]


def questions(cast: Cast, text: str) -> list[str]:
    synthesis = drafted(cast, shape="question", questions=[in_three(text)])
    return [url(cast, "synthesis:synthesis", uid=synthesis.uid)]


def refused(cast: Cast, text: str) -> list[str]:
    synthesis = drafted(cast, refused=[(text, "empty", {"name": text})])
    return [url(cast, "synthesis:synthesis", uid=synthesis.uid)]


FIELDS = {
    "synthesis.Synthesis.title": Shown(title, limit=200),
    "synthesis.Synthesis.questions": Shown(questions, limit=300),
    "synthesis.Synthesis.refused": Shown(refused, limit=255),
}
NEVER = {
    "synthesis.Synthesis.compact": "a key of the house",
    "synthesis.Synthesis.basis": "SHA-256 made by the house",
    "synthesis.Synthesis.reader": "versions of the kernel",
    "synthesis.Synthesis.coder": "versions of the kernel",
    "synthesis.Synthesis.converger": "a version of the kernel",
    "synthesis.Synthesis.figures": "numbers, and keys of the kernel",
    "synthesis.Synthesis.by_uid": "made by the house, never shown",
    "synthesis.Synthesis.by_name": "not shown on any page",
    "synthesis.Section.key": "a slug made by the house",
    "synthesis.Line.act": "one of the kernel's acts",
    "synthesis.Line.facts": "keys and numbers; worded from our own tables",
}
