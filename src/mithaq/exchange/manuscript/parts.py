"""What a manuscript is made of. Every string is cleaned; those of the house may hold isolates (see `bidi`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mithaq.exchange.bidi import direction_of
from mithaq.foundation.languages import CODES, direction

_TONGUE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language and direction it is really in."""

    text: str
    lang: str
    dir: str

    @classmethod
    def of(cls, text: str, lang: str) -> Text:
        """A language nobody named is "und"; then the first letter decides the direction."""
        if lang in CODES:
            return cls(text, lang, direction(lang))
        return cls(text, lang if _TONGUE.fullmatch(lang) else "und", direction_of(text))


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside a thing: "suggested", "simulated", "unofficial translation". `kind` chooses its colour."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation under its statement. `credit` is who and where, in the reader's language."""

    number: int
    words: Text
    credit: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """`words` are what a person wrote, in their own language, or None where software words the line by its `lead`."""

    anchor: str
    words: Text | None
    lead: str
    citations: tuple[int, ...]
    facts: str
    marks: tuple[Mark, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """The statements of a part that do the same: recommend, commit, warn."""

    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Unused:
    """Why passages were not used: the sentence, how many, and examples where the report gives them."""

    reason: str
    count: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One objective or guiding question. `empty` says so where no statement stands."""

    anchor: str
    number: str
    title: Text
    marks: tuple[Mark, ...]
    facts: str
    acts: tuple[Act, ...]
    empty: str
    unused: tuple[Unused, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; `source` is its number in the list of sources, or 0."""

    head: Text
    source: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix to look at: cells are worded ("–" where unknown), `shades` go from 0 (none) to 4 (a fifth and more)."""

    anchor: str
    title: str
    corner: str
    notes: tuple[str, ...]
    marks: tuple[Mark, ...]
    columns: tuple[Column, ...]
    rows: tuple[Text, ...]
    cells: tuple[tuple[str, ...], ...]
    shades: tuple[tuple[int, ...], ...]
    denominator_label: str
    denominators: tuple[str, ...]

    def panels(self, width: int) -> Iterator[Grid]:
        """The same grid cut into as few panels of at most `width` columns as there must be, evenly filled."""
        count = -(-len(self.columns) // width) or 1
        each = -(-len(self.columns) // count)
        for start in range(0, max(len(self.columns), 1), each or 1):
            cut = slice(start, start + each)
            yield replace(
                self,
                columns=self.columns[cut],
                cells=tuple(row[cut] for row in self.cells),
                shades=tuple(row[cut] for row in self.shades),
                denominators=self.denominators[cut],
            )


@dataclass(frozen=True, slots=True)
class Reference:
    """A document in the list of sources. `digest` is its SHA-256, `short` the beginning of that."""

    number: int
    title: Text
    file_name: str
    facts: str
    origin: str
    licence: str
    digest: str
    short: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A cited passage in the annex: word for word, in its own language, and where to find it again."""

    number: int
    words: Text
    speaker: str
    source: int
    place: str
    headings: Text
    marks: tuple[Mark, ...]
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """A fact in front of a release: its label, what it is, and where that leads, if anywhere."""

    label: str
    value: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The whole. `words` are the headings and labels of the house in the reader's language.

    `front` says what was adopted, by whom and when; it is empty where this is no release.
    """

    lang: str
    dir: str
    words: dict[str, str]
    institution: Text
    title: str
    subtitle: str
    mark: Mark
    status_note: str
    notes: tuple[str, ...]
    made: str
    figures: tuple[tuple[str, str], ...]
    method: tuple[str, ...]
    parts: tuple[Part, ...]
    grids: tuple[Grid, ...]
    references: tuple[Reference, ...]
    proofs: tuple[Proof, ...]
    refused: tuple[tuple[str, str], ...]
    front: tuple[Front, ...] = ()
