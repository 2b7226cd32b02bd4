"""Attribution phrases: a verb of saying and its subject, and the organisation or State in that subject."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from mithaq.kernels.text.countries import mentions
from mithaq.kernels.text.lore.rules import Book, Hit
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import SPEAKERS, Lang, Speaker

LEAD = 12  # characters that may stand before an attribution that opens a passage: و, كما, a bullet

_REACH = {"ar": 24, "en": 14, "fr": 14}
_STOPS_AR = frozenset(
    ["ان", "انه", "انها", "بان", "بانه", "بانها", "الي", "علي", "عن", "عما", "اذا", "لكن", "بين", "خلال", "حول", "ان"]
)
_STOPS_LATIN = frozenset(["that", "que", "qu", "whether", "si", "because"])
_CONNECTOR = re.compile(
    r"[\s,،:–—-]*(?:(?:إلى|الى|على|عن|من|بـ|that|to|que|qu['’])?\s*(?:أن|ان|أنّ|بأن|بأنه|بأنها|أنه|أنها|أنهم|إن|that|que)?)?[\s:«\"“]*"
)
_NO_SUBJECT = frozenset(["ان", "انه", "انها", "الي", "علي", "عن", "بان", "من", "في", "ايضا", "كذلك", "عما", "اذا", "كما"])
_ACCORDING = {
    "ar": frozenset(["وفقا", "بحسب", "حسب", "وحسب", "وبحسب", "ووفقا", "وفق", "نقلا"]),
    "en": frozenset(("according",)),
    "fr": frozenset(("selon", "apres")),
}


@cache
def book(lang: str) -> Book:
    """Verbs of saying, roles and names of one language."""
    table = tomllib.loads(files("mithaq.kernels.text.lore").joinpath("speakers.toml").read_text(encoding="utf-8"))
    return Book({shows: rules[lang] for shows, rules in table.items() if not shows.startswith("voice")}, arabic=lang == "ar")


def find(said: Words, lang: Lang) -> Speaker | None:
    """The first attribution whose subject names somebody, or nothing."""
    if not len(said):
        return None
    lang = lang if lang in _REACH else ("ar" if any(c > "\u0600" for c in said.folded[0]) else "en")
    hits = book(lang).hits(said)
    names = [h for h in hits if h.rule.shows in _KINDS]
    verbs = [h.first for h in hits if h.rule.shows == "says"]
    search = _arabic if lang == "ar" else _latin
    for verb in verbs:
        found = search(said, verb, names, lang)
        if found is not None:
            return found
    return _according(said, names, lang)


_KINDS = frozenset(SPEAKERS) - {"none"}


def _arabic(said: Words, verb: int, names: list[Hit], lang: str) -> Speaker | None:
    """The subject follows its verb; what comes after أن، إلى، على is what is said."""
    if not _begins(said, verb):
        return None
    start = verb + 1
    if start >= len(said) or said.folded[start] in _NO_SUBJECT:
        return None
    stop = start
    while stop < min(len(said), start + _REACH["ar"]) and said.folded[stop] not in _STOPS_AR:
        stop += 1
    return _named(said, verb, start, stop, names)


def _begins(said: Words, index: int) -> bool:
    """Within the first words of a sentence."""
    for back in range(max(0, index - 14), index):
        if any(c in said.gap(back) for c in ".!?؟\n؛:"):
            index_from = back + 1
            if index - index_from <= 3:
                return True
    return index <= 14


def _latin(said: Words, verb: int, names: list[Hit], lang: str) -> Speaker | None:
    """The subject stands before its verb in the same sentence, or right after it: 'précise le ministre'."""
    start = verb
    while start > 0 and verb - start < _REACH[lang] and not any(c in said.gap(start - 1) for c in ".!?\n;:"):
        start -= 1
    found = _named(said, start, start, verb, names)
    if found is not None:
        return found
    before = said.text[:said.starts[verb]].rstrip()
    if before.endswith(("»", "”", '"', ",", "’", "»,")):
        stop = verb + 1
        while stop < min(len(said), verb + 9) and not any(c in said.gap(stop - 1) for c in ".!?\n;"):
            stop += 1
        return _named(said, verb, verb + 1, stop, names)
    return None


def _according(said: Words, names: list[Hit], lang: str) -> Speaker | None:
    for index, word in enumerate(said.folded):
        if word in _ACCORDING[lang]:
            return _named(said, index, index + 1, min(len(said), index + 8), names)
    return None


def _named(said: Words, first: int, start: int, stop: int, names: list[Hit]) -> Speaker | None:
    """The most specific name between two words."""
    inside = [h for h in names if start <= h.first < stop]
    if not inside:
        return None
    best = max(inside, key=lambda h: (h.rule.weight, -h.first))
    last = stop - 1
    span = (said.starts[first], said.ends[max(last, first)])
    begin, _ = said.span(best.start, best.end)
    name = re.split(r"[،,;؛()«»\"“”]", said.text[begin:span[1]])[0].strip()
    return Speaker(best.rule.shows, 0.85, span, name, _country(said.text[span[0]:span[1]]))


def _country(text: str) -> str:
    found = mentions(text)
    return found[0].country if found else ""


def after(text: str, end: int) -> int:
    """Where the message begins after an attribution: past 'that', 'أن', 'إلى أن', a colon."""
    match = _CONNECTOR.match(text, end)
    return match.end() if match else end
