"""Names as facts of sentences: without the full stop a clause ends with, and States by their names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel import Locale

from mithaq.cycles.models import Extension
from mithaq.foundation import languages


def spoken(name: Mapping[str, str]) -> dict[str, str]:
    """A name that may stand inside a sentence: clauses are often sentences of their own."""
    return {code: text.rstrip(" .") for code, text in name.items()}


@lru_cache(maxsize=500)
def _state(code: str) -> tuple[tuple[str, str], ...]:
    return tuple((lang, str(Locale(lang).territories.get(code, code))) for lang in languages.CODES)


def state(code: str) -> dict[str, str]:
    """A State by its two letters, in each language; the letters where the world has no such State."""
    return dict(_state(code))


def holder(extension: Extension) -> Any:
    """Who asked, as a fact: the name of the organisation, the State or the person."""
    if extension.organisation is not None:
        return dict(extension.organisation.name)
    return extension.person.name if extension.person is not None else state(extension.country)
