"""Which States a passage names, by name or by nationality word, in Arabic, English and French."""

from __future__ import annotations

from functools import lru_cache

from mithaq.kernels.text.countries.forms import FORMS, NO_STATE, Form
from mithaq.kernels.text.countries.traps import names_a_state
from mithaq.kernels.text.lore.words import Words, words
from mithaq.kernels.text.model import Lang, Mention

VERSION = "countries-1"

__all__ = ["VERSION", "mentions"]


@lru_cache(maxsize=64)
def mentions(text: str, lang: Lang = "und") -> tuple[Mention, ...]:
    """Every State named, in reading order, one `Mention` a time.

    The longest name wins (South Sudan is not Sudan). Cities, regions and continents do not count, nor do words
    that only look like a State: مالي (financial), القطري (country-level), a person called Jordan. The last few
    answers are kept, since the readers of speakers ask, too.
    """
    said = words(text)
    found: list[Mention] = []
    last = -1
    for index, candidates in enumerate(map(FORMS.__getitem__, said.folded)):
        if not candidates or index <= last:
            continue
        form = _longest(said, index, candidates)
        if form is None:
            continue
        last = index + len(form.rest)
        if form.country != NO_STATE and names_a_state(said, index, last, form, found, lang):
            found.append(Mention(form.country, said.starts[index], said.ends[last]))
    return tuple(found)


def _longest(said: Words, index: int, candidates: tuple[Form, ...]) -> Form | None:
    for form in candidates:
        size = len(form.rest)
        if size and (tuple(said.folded[index + 1 : index + 1 + size]) != form.rest or not _together(said, index, size)):
            continue
        if form.capital and not (said.raw[index][0].isupper() or (size and said.raw[index + size][0].isupper())):
            continue
        return form
    return None


def _together(said: Words, index: int, size: int) -> bool:
    """Words of one name stand close: no line break, no end of sentence between them (U.S. excepted)."""
    for at in range(index, index + size):
        gap = said.gap(at)
        if len(gap) > 3 or any(c in gap for c in ";:؛،,()\n"):
            return False
        if "." in gap and len(said.raw[at]) > 3:
            return False
    return True
