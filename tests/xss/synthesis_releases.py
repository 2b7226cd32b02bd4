"""What secretaries say of a release, what was written and quoted in it: on its pages (its files: tests/exchange)."""

from __future__ import annotations

from mithaq.synthesis.models import Line, LineRendition, Release, Synthesis
from tests.access.synthesis import public
from tests.access.synthesis_releases import written
from tests.cast import Cast
from tests.synthesis import adopted
from tests.xss import Shown, in_three, url


def pages(cast: Cast, release: Release) -> list[str]:
    place = {"uid": release.synthesis.uid, "number": release.number}
    return [url(cast, "synthesis:release", **place)]


def told(field: str, *, listed: bool):
    def plant(cast: Cast, text: str) -> list[str]:
        release = adopted.release(cast, written(cast), **{field: in_three(text)})
        more = [url(cast, "synthesis:releases")] if listed else []
        return [*pages(cast, release), *more]

    return plant


def content(cast: Cast, text: str) -> list[str]:
    """The words of a line, as they are frozen; and how they came (word by word, they would stand among other words)."""
    synthesis = Synthesis.objects.get(uid=public(cast)["uid"])
    Release.objects.all().delete()
    Line.objects.filter(status="confirmed").delete()
    Line.objects.update(status="suggested")
    adopted.write(cast, synthesis, lines=1)
    adopted.release(cast, synthesis)
    adopted.write(cast, synthesis)
    LineRendition.objects.update(text=text.replace("{", "{{"))
    release = adopted.release(cast, synthesis)
    place = {"uid": synthesis.uid, "number": release.number}
    return [
        *pages(cast, release),
        url(cast, "synthesis:release_changes", **place),
    ]


FIELDS = {
    "synthesis.Release.title": Shown(told("title", listed=True), limit=200),
    "synthesis.Release.adopted_by": Shown(told("adopted_by", listed=True), limit=200),
    "synthesis.Release.note": Shown(told("note", listed=False), limit=2000),
    "synthesis.Release.content": Shown(content, limit=400),
}
NEVER = {
    "synthesis.Release.digest": "SHA-256 made by the house",
    "synthesis.Release.by_uid": "made by the house, never shown",
    "synthesis.Release.by_name": "shown in the register of acts only, from the journal",
    "synthesis.ReleaseCitation.section": "a slug made by the house",
}
