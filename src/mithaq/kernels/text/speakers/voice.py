"""Voices that no verb of saying announces: resolutions, somebody who says 'we', a State's own order, a life told."""

from __future__ import annotations

import re
from bisect import bisect_left

from mithaq.kernels.text.countries import mentions
from mithaq.kernels.text.lore.rules import Hit
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import Speaker
from mithaq.kernels.text.speakers.heard import Heard
from mithaq.kernels.text.speakers.naming import LONGEST, name_of

_ENOUGH = 3  # what the cues of a voice must weigh together
_NEAR = 3  # words between 'we' and the name 'we' go by
_OURSELVES = frozenset(["we", "nous", "نحن"])
_FIRST_PERSON = {
    "ar": re.compile(r" (?:و|ف)?(?:نحن|ندعو|نطالب|نلتزم|نوصي|نعمل|نحث|نوكد|بصفتنا|اننا) "),
    "en": re.compile(r" (?:we|our|us) "),
    "fr": re.compile(r" (?:nous|notre|nos) "),
}
_BEFORE_RESOLVING = frozenset(
    ["also", "further", "strongly", "again", "deeply", "gravely", "solemnly", "firmly", "once", "urgently"]
)
_SUBJECTS = frozenset(["il", "elle", "on", "ils", "he", "she", "it", "we", "i"])
_MADE_OF = frozenset(["of", "de", "des", "d"])
_QUOTE = re.compile('[«»"“”]')
_TELLING = (("state", 0.65), ("un", 0.6), ("migrants", 0.55), ("faith", 0.6), ("civil_society", 0.55))


def resolving(said: Words, heard: Heard) -> Speaker | None:
    """A verb without a subject at the head of a paragraph ('Urges all States to …') is the United Nations resolving."""
    for hit in heard.resolves:
        before = said.folded[: hit.first]
        if (
            len(before) > 3
            or not _SUBJECTS.isdisjoint(before)
            or any(len(w) > 2 and w not in _BEFORE_RESOLVING for w in before)
        ):
            return None
        if _QUOTE.search(said.text, 0, said.starts[0]):
            return None
        return Speaker("un", 0.7, said.span(hit.start, hit.end))
    return None


def find(said: Words, heard: Heard, lang: str) -> Speaker | None:
    """The voice that says 'we' by name, or whose cues weigh enough, or of a State's law."""
    return _self(said, heard, lang) or _telling(said, heard) or _law(said, heard, lang)


def _self(said: Words, heard: Heard, lang: str) -> Speaker | None:
    if not heard.selves or not heard.names or not _FIRST_PERSON[lang].search(said.line):
        return None
    for own in heard.selves:
        first = bisect_left(said.places, own.end)
        we = said.folded[own.first] in _OURSELVES
        near = [h for h in heard.names if first <= h.first < first + _NEAR and (h.rule.shows != "migrants" or we)]
        if near:
            best = _of_whom(said, max(near, key=lambda h: (h.rule.weight, -h.first)), heard)
            span = said.span(own.start, best.end)
            return Speaker(best.rule.shows, 0.75, span, name_of(said, best, heard, _name_stops(said, own, best)))
    return None


def _of_whom(said: Words, best: Hit, heard: Heard) -> Hit:
    """'As a network of municipalities': what a body without a name of its own is made of."""
    after = bisect_left(said.places, best.end)
    if best.rule.weight > 2 or after >= len(said) or said.folded[after] not in _MADE_OF:
        return best
    return next((h for h in heard.names if after < h.first <= after + 2 and h.rule.weight >= 3), best)


def _name_stops(said: Words, own: Hit, best: Hit) -> int:
    """'Nous, association de travailleurs, demandons': between commas all is the name."""
    after = bisect_left(said.places, best.end)
    if "," in said.gap(bisect_left(said.places, own.end) - 1) or said.folded[own.first] == "as":
        for index in range(after - 1, min(len(said), after + LONGEST)):
            if "," in said.gap(index):
                return index + 1
    return after


def _telling(said: Words, heard: Heard) -> Speaker | None:
    """The first voice whose different cues weigh enough together."""
    for kind, score in _TELLING:
        hits = heard.cues.get(kind, ())
        if hits and _weight(hits) >= _ENOUGH:
            heaviest = max(hits, key=lambda h: h.rule.weight)
            return Speaker(kind, score, said.span(heaviest.start, heaviest.end))
    return None


def _law(said: Words, heard: Heard, lang: str) -> Speaker | None:
    """A provision of the law of the one State it names; what two States agree is neither's own voice."""
    hits = heard.cues.get("law", ())
    if not hits or _weight(hits) < _ENOUGH or "treaty" in heard.cues:
        return None
    countries = {m.country: m for m in mentions(said.text, lang)}
    if len(countries) != 1:
        return None
    (mention,) = countries.values()
    return Speaker("state", 0.5, (mention.start, mention.end), said.text[mention.start : mention.end], mention.country)


def _weight(hits: tuple[Hit, ...]) -> float:
    """The weight of different cues; the same cue twice counts once."""
    return sum({h.rule.name: h.rule.weight for h in hits}.values())
