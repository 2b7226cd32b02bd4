"""Countries of an application: written by their names or letters, read by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from babel import Locale

from mithaq.compacts import selectors as compacts
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.kernels.text import fold

NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
_APART = re.compile(r"[,،;؛\n]+")


def names(codes: Iterable[str]) -> dict[str, Words]:
    """By code: States of the region as the compact calls them, others as Unicode does, letters of none as they are."""
    codes = set(codes)
    near = {code: Words(state.name) for code, state in compacts.states_by_code(codes).items()} if codes else {}
    return {code: near.get(code) or Words(_world().get(code) or {"en": code}) for code in codes}


def codes(text: str) -> tuple[list[str], list[str]]:
    """The letters of the countries a text names, in its order, and what it names that is none."""
    known = _by_name() | {
        fold(name): code for code, state in compacts.states_by_code().items() for name in state.name.values()
    }
    found: list[str] = []
    strange: list[str] = []
    for part in filter(None, (part.strip(" .\u200e\u200f") for part in _APART.split(text))):
        here = _letters(part, known)
        if here:
            found += here
        else:
            strange.append(part)
    return list(dict.fromkeys(found)), strange


def _letters(part: str, known: dict[str, str]) -> Sequence[str]:
    """A name, or letters of one country or more with spaces between them."""
    if code := known.get(fold(part)):
        return [code]
    letters = part.upper().split()
    return letters if all(code in _world() for code in letters) else ()


@cache
def _world() -> dict[str, dict[str, str]]:
    """Names of countries in each language, by two letters."""
    told = {lang: Locale(lang).territories for lang in languages.CODES}
    return {
        code: {lang: str(told[lang].get(code, code)) for lang in languages.CODES}
        for code in map(str, told["en"])
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    }


@cache
def _by_name() -> dict[str, str]:
    return {fold(name): code for code, said in _world().items() for name in said.values()}
