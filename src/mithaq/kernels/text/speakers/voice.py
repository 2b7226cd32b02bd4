"""A voice that says of itself who it is: 'As trade unions, we …', 'نحن منظمات المجتمع المدني'."""

from __future__ import annotations

import re

from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import Lang, Speaker
from mithaq.kernels.text.speakers import attribution

_SELF = re.compile(r" (?:as|we the|we|nous|en tant que|نحن|نحن الموقعون|بصفتنا|باعتبارنا|بوصفنا|كمنظمات) ")


def find(said: Words, lang: Lang) -> Speaker | None:
    """Somebody named right after the first person."""
    match = _SELF.search(said.line)
    if match is None:
        return None
    first = sum(1 for place in said.places if place < match.end())
    names = [h for h in attribution.book(lang if lang in ("ar", "en", "fr") else "en").hits(said) if h.rule.shows in attribution._KINDS]
    near = [h for h in names if first - 1 <= h.first < first + 5]
    if not near or not any(w in (" we ", " nous ", " our ", " نحن ") for w in (" we ", " nous ", " نحن ") if w in said.line):
        return None
    best = max(near, key=lambda h: (h.rule.weight, -h.first))
    return Speaker(best.rule.shows, 0.8, said.span(best.start, best.end), said.text[slice(*said.span(best.start, best.end))])
