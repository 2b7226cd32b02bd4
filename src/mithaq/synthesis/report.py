"""A synthesis as it is handed out: plain values, already worded in one language, ready for any output format.

`synthesis.selectors.report(...)` makes a `Report`; every format in `mithaq.exchange.formats` takes one and gives
bytes. Texts of people (`Quote.text`, titles, names) are data in their own language (`lang`) and never markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Status = Literal["suggested", "confirmed"]


@dataclass(frozen=True, slots=True)
class Label:
    """A short text and the language it is really in (a fallback may differ from the report's)."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document behind the report. `number` is how the list of sources calls it; `url` is a path or ""."""

    number: int
    uid: str
    title: Label
    file_name: str
    digest: str
    languages: tuple[str, ...]
    pages: int
    passages: int
    origin: str = ""
    licence: str = ""
    url: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A cited passage, word for word. `number` is the [n] of the report; `start`/`end` count the raw text."""

    number: int
    passage: str
    source: int
    text: str
    lang: str
    page: int
    start: int
    end: int
    speaker: str = ""
    countries: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    url: str = ""
    status: Status = "suggested"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the report: `lead` says who carries it, the quotes show it. Never without a quote.

    What a person wrote stands in `text`, in `text_lang`; `rendition` says whether that is the original wording, a
    translation (`translated_by`), a stale one, or the original for want of a translation ("missing"). A line that
    software suggests has no `text`. `uid` names the line wherever it is shown.
    """

    act: str
    act_label: str
    lead: str
    quotes: tuple[Quote, ...]
    documents: int
    groups: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    status: Status = "suggested"
    uid: str = ""
    text: str = ""
    text_lang: str = ""
    rendition: Literal["", "original", "translation", "stale", "missing"] = ""
    translated_by: str = ""


@dataclass(frozen=True, slots=True)
class Unused:
    """Passages that were read and not used, and why, in one sentence."""

    reason: str
    count: int
    passages: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One objective or one guiding question. `official` is False where the title is an unofficial translation."""

    key: str
    number: str
    title: Label
    lines: tuple[Line, ...]
    passages: int
    documents: int
    official: bool = True
    unused: tuple[Unused, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows × columns of counts. None = unknown (drawn as absent), 0 = read and nothing found.

    `denominators[j]` is how many passages of column j were read; `keys[j]` is what column j is in any language: the
    number of a source, the code of a State, the kind of speaker.
    """

    key: Literal["document", "country", "category"]
    title: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[int | None, ...], ...]
    denominators: tuple[int, ...]
    denominator_label: str = ""
    note: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of evidence.csv: every passage that was read, used or not, with its codes and where it stands."""

    passage: str
    document: str
    file_name: str
    digest: str
    page: int
    start: int
    end: int
    kind: str
    lang: str
    act: str
    act_score: float
    objectives: tuple[tuple[int, float, Status], ...]
    principles: tuple[int, ...]
    speaker: str
    speaker_name: str
    countries: tuple[str, ...]
    status: Status
    used_in: str
    citation: int | None
    not_used_because: str
    text: str


@dataclass(frozen=True, slots=True)
class Adoption:
    """What stands in front of a release: its number, who adopted it and when, its digest, and how it is cited.

    `address` is where it stands for ever, with its host, or ""; `citation` is a sentence ready to be used.
    """

    number: int
    adopted_by: Label
    adopted_on: date
    digest: str
    citation: str
    address: str = ""
    note: Label = Label("", "")


@dataclass(frozen=True, slots=True)
class Report:
    """The whole, in `lang`. `figures` are (label, number) pairs; `method` are sentences on how it was made.

    `adoption` is told where it is a release: what was adopted, and never changes.
    """

    lang: str
    title: str
    subtitle: str
    institution: Label
    made_at: datetime
    status: Status
    status_note: str
    figures: tuple[tuple[str, int], ...]
    method: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    matrices: tuple[Matrix, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    version: str = ""
    digest: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    adoption: Adoption | None = None
