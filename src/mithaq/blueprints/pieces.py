"""Sentences with texts of people in them: as plain text with isolates, or as HTML with the language of each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel.lists import format_list
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from mithaq.foundation import languages, minute
from mithaq.foundation.fields import Words


@dataclass(frozen=True, slots=True)
class Raw:
    """A text as somebody wrote it, in no language we know: an address, a number in a series."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Several, said as a list in the reader's language."""

    of: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern in the reader's language, and what stands in its places."""

    pattern: str
    facts: Mapping[str, Piece]

    def __str__(self) -> str:
        return self.pattern % {name: text(piece) for name, piece in self.facts.items()}

    @property
    def html(self) -> SafeString:
        return mark_safe(escape(self.pattern) % {name: html(piece) for name, piece in self.facts.items()})  # noqa: S308 - every part is escaped


# A `str` is said by the house, in the reader's language; `Words` by people, in up to three.
Piece = str | Words | Raw | Listed | Sentence


def text(piece: Piece) -> str:
    """As plain text; what people wrote stands in bidi isolates."""
    if isinstance(piece, Raw):
        return minute.isolate(piece.text)
    if isinstance(piece, Listed):
        return _list([text(one) for one in piece.of])
    return minute.isolate(_embedded(piece)) if isinstance(piece, Words) else str(piece)


def html(piece: Piece) -> SafeString:
    """As HTML: escaped, and what people wrote in its own language and direction."""
    if isinstance(piece, Raw):
        return format_html("<bdi>{}</bdi>", piece.text)
    if isinstance(piece, Listed):
        return mark_safe(_list([html(one) for one in piece.of]))  # noqa: S308 - each is escaped
    if isinstance(piece, Sentence):
        return piece.html
    if isinstance(piece, Words):
        mine, said = languages.current(), piece.lang_for(languages.current())
        if said == mine:
            return format_html("<bdi>{}</bdi>", _embedded(piece))
        return format_html('<bdi lang="{}" dir="{}">{}</bdi>', said, languages.direction(said), _embedded(piece))
    return format_html("{}", piece)


def _embedded(words: Words) -> str:
    """Without the full stop a sentence of its own would end with."""
    return str(words).rstrip(" .")


def _list(said: list[str]) -> str:
    return format_list(said, style="standard", locale=languages.current())
