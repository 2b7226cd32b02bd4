"""Texts an institution says of itself."""

from __future__ import annotations

from tests.cast import Cast
from tests.xss import Shown, in_three, url


def _say(name: str):
    def plant(cast: Cast, text: str) -> list[str]:
        setattr(cast.institution, name, in_three(text))
        cast.institution.save()
        return [url(cast, "institutions:settings"), *([url(cast, "people:list")] if name == "name" else [])]

    return plant


FIELDS = {
    "institutions.Institution.name": Shown(_say("name"), limit=200),
    "institutions.Institution.purpose": Shown(_say("purpose"), limit=2000),
}
NEVER = {
    "institutions.Institution.slug": "small Latin letters, digits and hyphens: a constraint",
    "institutions.Institution.compact": "key of a compact, never shown",
}
