"""What drafters write, say to each other, and give as reasons, as the desk and the report show it."""

from __future__ import annotations

from mithaq.evidence.selectors import Passage
from mithaq.synthesis import services
from mithaq.synthesis.models import Comment, Line, LineRendition, LineVersion, Section, Synthesis, Unused
from tests.cast import AT, Cast
from tests.xss import Shown, url
from tests.xss.synthesis import drafted


def written(cast: Cast) -> tuple[Synthesis, Section, Line]:
    synthesis = drafted(cast)
    section = synthesis.sections.first()
    document = synthesis.sources.first().document
    passage = Passage.objects.filter(rendition__document=document, is_current=True).first()
    line = services.write_line(section, lang="en", text="A line.", passages=[passage], by=cast.badr.actor, at=AT)
    return synthesis, section, line


def opened(cast: Cast, synthesis: Synthesis, section: Section, line: Line) -> str:
    return url(cast, "synthesis:desk_section", uid=synthesis.uid, key=section.key) + f"?line={line.uid}"


def rendition(cast: Cast, text: str) -> list[str]:
    synthesis, section, line = written(cast)
    LineRendition.objects.filter(line=line).update(text=text.replace("{", "{{"))
    return [
        url(cast, "synthesis:synthesis", uid=synthesis.uid),
        url(cast, "synthesis:desk_section", uid=synthesis.uid, key=section.key),
        opened(cast, synthesis, section, line),
    ]


def translator(cast: Cast, text: str) -> list[str]:
    synthesis, section, line = written(cast)
    services.translate_line(line, lang="fr", text="Une ligne.", made_from=1, by=cast.badr.actor, at=AT)
    LineRendition.objects.filter(line=line).update(by_name=text)
    return [opened(cast, synthesis, section, line)]


def version(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        synthesis, section, line = written(cast)
        services.change_line(line, lang="en", text="Another.", seen=1, by=cast.badr.actor, at=AT)
        LineVersion.objects.filter(line=line).update(**{field: text})
        return [opened(cast, synthesis, section, line)]

    return plant


def comment(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        synthesis, section, line = written(cast)
        said = services.comment(line, text="So?", lang="en", by=cast.badr.actor, at=AT)
        services.settle(said, by=cast.badr.actor, at=AT)
        Comment.objects.filter(pk=said.pk).update(**{field: text})
        return [opened(cast, synthesis, section, line)]

    return plant


def because(cast: Cast, text: str) -> list[str]:
    synthesis, section, line = written(cast)
    services.remove_line(line, because="Twice.", seen=1, by=cast.badr.actor, at=AT)
    Line.objects.filter(pk=line.pk).update(because=text)
    return [url(cast, "synthesis:desk_section", uid=synthesis.uid, key=section.key)]


def by_name(cast: Cast, text: str) -> list[str]:
    synthesis, section, line = written(cast)
    Line.objects.filter(pk=line.pk).update(by_name=text)
    return [url(cast, "synthesis:desk_section", uid=synthesis.uid, key=section.key)]


def left_out_by(cast: Cast, text: str) -> list[str]:
    synthesis = drafted(cast)
    row = Unused.objects.filter(synthesis=synthesis).first()
    Unused.objects.filter(pk=row.pk).update(reason="left-out", because="No.", by_name=text)
    return [url(cast, "synthesis:desk_passages", uid=synthesis.uid)]


FIELDS = {
    "synthesis.LineRendition.text": Shown(rendition, limit=2000),
    "synthesis.LineRendition.by_name": Shown(translator),
    "synthesis.LineVersion.text": Shown(version("text"), limit=2000),
    "synthesis.LineVersion.by_name": Shown(version("by_name")),
    "synthesis.Comment.text": Shown(comment("text"), limit=2000),
    "synthesis.Comment.by_name": Shown(comment("by_name")),
    "synthesis.Comment.settled_by": Shown(comment("settled_by")),
    "synthesis.Line.because": Shown(because),
    "synthesis.Line.by_name": Shown(by_name),
    "synthesis.Unused.by_name": Shown(left_out_by),
}
NEVER = {
    "synthesis.LineRendition.lang": "one of three codes: a constraint",
    "synthesis.LineRendition.by_uid": "made by the house, never shown",
    "synthesis.LineVersion.lang": "the language of a rendition",
    "synthesis.LineVersion.by_uid": "made by the house, never shown",
    "synthesis.Comment.lang": "one of three codes, of the page it was written on",
    "synthesis.Comment.by_uid": "made by the house, never shown",
    "synthesis.Line.by_uid": "made by the house, never shown",
}
