"""Suggests everything about a passage at once: objectives, principles, act, speaker, States named.

Nothing here is confirmed; a person decides. A batch is coded faster than its passages one by one.
"""

from __future__ import annotations

from collections.abc import Iterable

from mithaq.kernels.text import acts, analyse, countries, language, speakers
from mithaq.kernels.text.coding import lexicon, objectives, principles
from mithaq.kernels.text.model import Coded, Lang

VERSION = f"coder-1 {analyse.VERSION} {lexicon.VERSION} {objectives.VERSION} {principles.VERSION}"


def code(items: Iterable[tuple[Lang | str, str, str]]) -> list[Coded]:
    """What the coder suggests about each `(lang, text, kind)`; `lang` "" is found out, `kind` may be ""."""
    known = [(_language(lang, text), text, kind) for lang, text, kind in items]
    voices = [speakers.speaker(text, lang) for lang, text, _ in known]
    asked = [
        objectives.Asked(text, _coding_language(lang), kind, (voice.span,) if voice.span else ())
        for (lang, text, kind), voice in zip(known, voices, strict=True)
    ]
    coded = []
    for (lang, text, kind), voice, ask, found in zip(known, voices, asked, objectives.suggest_all(asked), strict=True):
        act, score, evidence = acts.act(text, lang, kind)
        coded.append(
            Coded(
                lang=lang,
                objectives=found,
                principles=principles.suggest(text, ask.lang),
                act=act,
                act_score=score,
                act_evidence=evidence,
                speaker=voice,
                mentions=countries.mentions(text, lang),
                version=VERSION,
            )
        )
    return coded


def _language(lang: Lang | str, text: str) -> Lang:
    if lang in ("ar", "en", "fr", "und"):
        return lang  # type: ignore[return-value]  # the words above are Lang
    return language.language(text)[0]


def _coding_language(lang: Lang) -> str:
    """Passages in no known language are looked at as English, where names and acronyms still speak."""
    return "en" if lang == "und" else lang
