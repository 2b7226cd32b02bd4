"""The thesaurus of objectives and principles: what a passage says, found by phrases, and where it says so."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from mithaq.kernels.text.coding.phrases import Hit, Matcher, Words, as_written, words

OBJECTIVES = range(1, 24)
NEAR = 10
"""How many words away a word of migration may stand for a `near` phrase to count as spoken of migrants."""

LONGEST = 300
"""Words looked at: a passage has at most 90; what follows in a text that was not cut says little about its subject."""

_MEANINGFUL = {  # little words that change what is said
    "en": "without no not against out back before",
    "fr": "sans ne pas contre avant",
    "ar": "دون بدون غير عدم ضد قبل بعد عبر سوى",
}


@dataclass(slots=True)
class Found:
    """What the thesaurus sees in one passage."""

    words: Words
    strong: dict[int, list[Hit]] = field(default_factory=dict)
    near: dict[int, list[Hit]] = field(default_factory=dict)
    far: dict[int, list[Hit]] = field(default_factory=dict)
    weak: dict[int, list[Hit]] = field(default_factory=dict)
    context: list[int] = field(default_factory=list)
    compact: list[Hit] = field(default_factory=list)
    principles: dict[int, list[Hit]] = field(default_factory=dict)


def find(text: str, lang: str, masked: Sequence[tuple[int, int]] = ()) -> Found:
    """All hits in a passage; what stands inside `masked` (the speaker's own name) or inside a name is not said."""
    matcher, skip = _matcher(lang), little_words(lang)
    found = Found(words(text, lang, skip, LONGEST))
    hits = matcher.find(text, found.words)
    kinds: dict[str, list[Hit]] = {}
    for hit in hits:
        if isinstance(hit.label, str):
            kinds.setdefault(hit.label, []).append(hit)
    names = [(h.first, h.last) for h in kinds.get("name", ())]
    for start, end in masked:
        inside = [i for i, w in enumerate(found.words) if w.start >= start and w.end <= end]
        if inside:
            names.append((inside[0], inside[-1]))
    found.compact = kinds.get("compact", [])
    found.context = sorted({i for h in kinds.get("people", ()) for i in range(h.first, h.last + 1)})
    labelled = [(hit, hit.label[0], hit.label[1]) for hit in hits if isinstance(hit.label, tuple)]
    hidden: dict[int, list[tuple[int, int]]] = {}
    for hit, level, objective in labelled:
        if level == "not":
            hidden.setdefault(objective, []).append((hit.first, hit.last))
    for hit, level, objective in labelled:
        if level == "not":
            continue
        if level == "principle":
            found.principles.setdefault(objective, []).append(hit)
            continue
        if (names and _inside(hit, names)) or (objective in hidden and _touches(hit, hidden[objective])):
            continue
        if level == "near" and not (_beside(hit.first, found.context) or _beside(hit.last, found.context)):
            level = "far"
        getattr(found, level).setdefault(objective, []).append(hit)
    return found


def phrases(lang: str) -> dict[str, dict[str, list[str]]]:
    """The thesaurus of one language as written."""
    text = resources.files("mithaq.kernels.text").joinpath("data", f"thesaurus_{lang}.toml").read_text("utf-8")
    return tomllib.loads(text)


def principles() -> dict[str, dict[str, list[str]]]:
    """The phrases of the guiding principles, by number and language."""
    text = resources.files("mithaq.kernels.text").joinpath("data", "principles.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4)
def little_words(lang: str) -> frozenset[str]:
    text = resources.files("mithaq.kernels.text").joinpath("data", "empty_words.toml").read_text("utf-8")
    forms = {as_written(word, lang) for word in tomllib.loads(text)["little"][lang].split()}
    forms -= {as_written(word, lang) for word in _MEANINGFUL[lang].split()}
    if lang == "ar":  # "and" is written onto the word
        forms |= {"و" + form for form in forms}
    return frozenset(forms)


@lru_cache(maxsize=4)
def _matcher(lang: str) -> Matcher:
    tables = phrases(lang)
    wanted: list[tuple[object, str]] = [("people", p) for p in tables["context"]["people"]]
    wanted += [("name", p) for p in tables["mask"]["names"]]
    wanted += [("compact", p) for p in tables["compact"]["named"]]
    for objective in OBJECTIVES:
        for level, listed in tables[str(objective)].items():
            wanted += [((level, objective), p) for p in listed]
    for number, sides in principles().items():
        wanted += [(("principle", int(number)), p) for p in sides[lang]]
    return Matcher(wanted, lang, little_words(lang))


def _beside(place: int, context: Sequence[int]) -> bool:
    """Whether a word of migration stands near enough; `context` is sorted."""
    at = bisect_left(context, place - NEAR)
    return at < len(context) and context[at] <= place + NEAR


def _inside(hit: Hit, places: Sequence[tuple[int, int]]) -> bool:
    return any(a <= hit.first and hit.last <= b for a, b in places)


def _touches(hit: Hit, places: Sequence[tuple[int, int]]) -> bool:
    return any(a <= hit.last and hit.first <= b for a, b in places)
