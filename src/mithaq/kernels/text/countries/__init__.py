"""Which States a passage names, by name or by nationality word, in Arabic, English and French."""

from __future__ import annotations

from mithaq.kernels.text.countries.forms import NO_STATE, Form, forms
from mithaq.kernels.text.countries.traps import names_a_state
from mithaq.kernels.text.lore.words import Words, words
from mithaq.kernels.text.model import Lang, Mention

VERSION = "countries-1"

__all__ = ["VERSION", "mentions"]


def mentions(text: str, lang: Lang = "und") -> tuple[Mention, ...]:
    """Every State named, in reading order, one `Mention` a time.

    The longest name wins (South Sudan is not Sudan). Cities, regions and continents do not count, nor do words
    that only look like a State: مالي (financial), القطري (country-level), a person called Jordan.
    """
    said = words(text)
    found: list[Mention] = []
    index, count = 0, len(said)
    while index < count:
        candidates = forms(said.folded[index])
        form = _longest(said, index, candidates) if candidates else None
        if form is None:
            index += 1
            continue
        last = index + len(form.rest)
        if form.country != NO_STATE and names_a_state(said, index, last, form, found, lang):
            found.append(Mention(form.country, said.starts[index], said.ends[last]))
        index = last + 1
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
