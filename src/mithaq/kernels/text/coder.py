"""Suggests everything about a passage at once: objectives, principles, act, speaker, States named.

Nothing here is confirmed; a person decides. A batch is coded faster than its passages one by one.
"""

from __future__ import annotations

from collections.abc import Iterable

from mithaq.kernels.text import acts, analyse, countries, language, speakers
from mithaq.kernels.text.coding import lexicon, objectives, principles, thesaurus
from mithaq.kernels.text.model import Coded, Lang

_PARTS = (analyse, lexicon, objectives, principles, acts, speakers)
VERSION = " ".join(("coder-1", *(part.VERSION for part in _PARTS)))


def code(items: Iterable[tuple[Lang | str, str, str]]) -> list[Coded]:
    """What the coder suggests about each `(lang, text, kind)`; `lang` "" is found out, `kind` may be ""."""
    known = [(_language(lang, text), text, kind) for lang, text, kind in items]
    heard = [  # passage by passage: the three readers share the words of the last few texts
        (speakers.speaker(text, lang), acts.act(text, lang, kind), countries.mentions(text, lang))
        for lang, text, kind in known
    ]
    asked = [
        objectives.Asked(text, _coding_language(lang), (voice.span,) if voice.span else ())
        for (lang, text, _), (voice, _, _) in zip(known, heard, strict=True)
    ]
    founds = [thesaurus.find(a.text, a.lang, a.masked) for a in asked]
    return [
        Coded(
            lang=lang,
            objectives=codes,
            principles=principles.decide(found),
            act=deed[0],
            act_score=deed[1],
            act_evidence=deed[2],
            speaker=voice,
            mentions=mentions,
            version=VERSION,
        )
        for (lang, _, _), (voice, deed, mentions), found, codes in zip(
            known, heard, founds, objectives.decide(asked, founds), strict=True
        )
    ]


def _language(lang: Lang | str, text: str) -> Lang:
    if lang in ("ar", "en", "fr", "und"):
        return lang
    return language.language(text)[0]


def _coding_language(lang: Lang) -> str:
    """Passages in no known language are looked at as English, where names and acronyms still speak."""
    return "en" if lang == "und" else lang
