"""Search over passages with the one analyser: a word finds its inflected forms, and what it is called elsewhere."""

from __future__ import annotations

from django.db.models import Q

from mithaq.foundation import languages
from mithaq.kernels import text as kernel

MOST_WORDS = 12


def matching(question: str) -> Q:
    """Every word of the question must be there: as a stem of the reader's word, or of its likeliest translations.

    Words are looked up as Arabic when written in Arabic letters, else as English and as French. A question without
    a word matches nothing.
    """
    stems = _stems(question)
    condition = Q(pk__in=[]) if not stems else Q()
    for alternatives in stems:
        either = Q()
        for stem, lang in sorted(alternatives):
            either |= Q(tokens__contains=f" {stem} ", lang=lang) if lang else Q(tokens__contains=f" {stem} ")
        condition &= either
    return condition


def _stems(question: str) -> list[set[tuple[str, str]]]:
    """For each word, the stems that count and the language they count in ("" = any)."""
    found = []
    for word in kernel.fold(question).split()[:MOST_WORDS]:
        alternatives: set[tuple[str, str]] = set()
        for lang in ("ar",) if kernel.is_arabic(word) else ("en", "fr"):
            own = kernel.tokens(word, lang)
            alternatives |= {(stem, "") for stem in own}
            alternatives |= {(t.stem, t.lang) for t in kernel.translations(word, lang) if t.lang in languages.CODES}
        if alternatives:
            found.append(alternatives)
    return found
