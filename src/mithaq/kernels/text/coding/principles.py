"""Suggests the guiding principles a passage appeals to, each with the words that do so.

A dictionary decides, so every suggestion can be seen in the text; a passage that does not speak of migration, nor of
the compact, gets none.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from mithaq.kernels.text.coding import thesaurus
from mithaq.kernels.text.coding.phrases import Hit, Matcher, words
from mithaq.kernels.text.model import Code

VERSION = "principles-1"
MOST = 4
_SCORES = (0.0, 0.6, 0.75, 0.85, 0.9)


def suggest(text: str, lang: str) -> tuple[Code, ...]:
    """The principles of one passage, the most spoken of first."""
    skip = thesaurus.little_words(lang)
    found = words(text, lang, skip)
    by_number: dict[int, list[Hit]] = {}
    migration = False
    for hit in _matcher(lang).find(text, found):
        if isinstance(hit.label, int):
            by_number.setdefault(hit.label, []).append(hit)
        else:
            migration = True
    if not migration:
        return ()
    ranked = sorted(by_number.items(), key=lambda item: (-len(_places(item[1])), item[0]))[:MOST]
    return tuple(
        Code("principle", number, _SCORES[min(len(_places(hits)), len(_SCORES) - 1)], _places(hits)[:4]) for number, hits in ranked
    )


def _places(hits: list[Hit]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted((s for hit in hits for s in hit.spans), key=lambda s: (s[0] - s[1], s[0])):
        if not any(a < end and start < b for a, b in kept):
            kept.append((start, end))
    return tuple(sorted(kept))


@lru_cache(maxsize=4)
def _matcher(lang: str) -> Matcher:
    text = resources.files("mithaq.kernels.text").joinpath("data", "principles.toml").read_text("utf-8")
    wanted: list[tuple[object, str]] = [
        (int(number), phrase) for number, sides in tomllib.loads(text).items() for phrase in sides[lang]
    ]
    tables = thesaurus.phrases(lang)
    wanted += [("context", p) for p in (*tables["context"]["people"], *tables["compact"]["named"])]
    return Matcher(wanted, lang, thesaurus.little_words(lang))
