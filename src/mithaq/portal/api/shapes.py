"""What the answers look like: the OpenAPI document and the check of every answer are made from these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from mithaq.foundation import languages

Tongue = Literal["ar", "en", "fr"]
assert set(Tongue.__args__) == set(languages.CODES)  # type: ignore[attr-defined]

Label = dict[Tongue, str]
"""A short text by language. Asked with `labels=fr` it holds one: that language or, where it has none, the next best."""


class Problem(Schema):
    """Why there is no answer. `error` is a key that stays; `message` is for the person who reads the log."""

    error: Literal["invalid", "not-found", "method-not-allowed", "not-acceptable", "altered", "too-many"]
    message: str


class Field_(Schema):  # noqa: N801 - the name `Field` is pydantic's
    """One parameter that was not understood."""

    parameter: str
    problem: str


class Invalid(Problem):
    """Which parameters were not understood."""

    fields: list[Field_]


class Amount(Schema):
    documents: int = Field(ge=0)
    passages: int = Field(ge=0)
    languages: list[str]


class Institution(Schema):
    slug: str
    name: Label
    purpose: Label
    compact: str = Field(description="Key of the compact it works under: `/compacts/{compact}`.")
    is_demonstration: bool
    public: Amount = Field(description="What anybody may see of it.")
    page: str = Field(description="Its home for people, below this site.")


class Institutions(Schema):
    items: list[Institution]


class Contributor(Schema):
    uid: str
    name: Label
    country: str
    category: str


class Document(Schema):
    uid: str
    title: Label
    file_name: str
    media: Literal["pdf", "docx", "html", "text"]
    digest: str = Field(description="SHA-256 of the file as it was given.")
    size: int = Field(description="Bytes.")
    pages: int
    passages: int
    languages: list[str]
    year: int | None = Field(description="When it was said; null: not known.")
    contributor: Contributor | None
    origin: str
    licence: str
    is_simulated: bool
    deposited_at: datetime
    page: str
    file: str = Field(description="The original, byte for byte.")


class Page(Schema):
    next: str | None = Field(description="Give it as `cursor` to go on; null: this was the last page.")


class Documents(Page):
    items: list[Document]


class Code(Schema):
    scheme: Literal["objective", "principle", "act", "speaker", "country"]
    code: str
    name: str = Field(description="As the passage calls a speaker; mostly empty.")
    score: float = Field(ge=0, le=1)
    status: Literal["suggested", "confirmed"] = Field(description="A machine suggests; a person confirms.")


class Passage(Schema):
    uid: str
    document: str = Field(description="Its uid.")
    number: int
    kind: str
    lang: str
    page_number: int
    start: int = Field(description="Characters of the text read from the original.")
    end: int
    text: str
    headings: list[str]
    is_current: bool = Field(description="False: put aside by a newer reading, kept because somebody may cite it.")
    codes: list[Code]
    page: str


class Passages(Page):
    items: list[Passage]


class Synthesis(Schema):
    uid: str
    title: Label
    status: str
    made_at: datetime
    sources: int
    lines: int
    page: str


class Syntheses(Page):
    items: list[Synthesis]


class Text(Schema):
    """A short text and the language it is really in."""

    text: str
    lang: str


class Quote(Schema):
    number: int
    passage: str
    source: int
    text: str
    lang: str
    page: int
    start: int
    end: int
    speaker: str
    countries: list[str]
    headings: list[str]
    url: str
    status: str


class Line(Schema):
    uid: str
    act: str
    act_label: str
    lead: str
    text: str = Field(description="What a person wrote; empty for a suggestion.")
    text_lang: str
    rendition: str
    translated_by: str
    documents: int
    groups: list[str]
    countries: list[str]
    languages: list[str]
    status: str
    quotes: list[Quote]


class Unused(Schema):
    reason: str
    count: int


class Section(Schema):
    key: str
    number: str
    title: Text
    official: bool
    passages: int
    documents: int
    lines: list[Line]
    unused: list[Unused]


class Source(Schema):
    number: int
    uid: str
    title: Text
    file_name: str
    digest: str
    languages: list[str]
    pages: int
    passages: int
    origin: str
    licence: str
    url: str
    simulated: bool


class Report(Schema):
    """A synthesis in one language: every line with its quotations, every quotation checked against its original."""

    uid: str
    lang: str
    title: str
    subtitle: str
    institution: Text
    made_at: datetime
    status: str
    status_note: str
    method: list[str]
    sections: list[Section]
    sources: list[Source]
    version: str
    digest: str


class Release(Schema):
    uid: str
    synthesis: str = Field(description="The uid of what it was made from.")
    number: int
    title: Label
    adopted_by: Label
    adopted_on: date
    note: Label
    digest: str
    lines: int
    cited: int
    released_at: datetime
    page: str


class Releases(Page):
    items: list[Release]


class Frozen(Release):
    content: dict[str, Any] = Field(
        description="The whole report by language, as it was adopted; of what was withdrawn since, only that it was."
    )


class Column(Schema):
    key: str
    label: Label
    read: int | None = Field(description="Statements read in this column: what its counts are out of. null: unknown.")
    documents: int = Field(description="Documents they stand in.")


class Row(Schema):
    objective: int
    label: Label
    total: int = Field(description="Statements on the objective, whatever their column.")
    counts: list[int | None] = Field(description="One a column. 0: read, and nothing found. null: not known.")


class Matrix(Schema):
    by: Literal["country", "category", "document"]
    read: int = Field(description="Statements read in all.")
    columns: list[Column]
    rows: list[Row]


class Provision(Schema):
    number: int
    letter: str
    title: Label
    short_title: Label
    standing: dict[str, str] = Field(description="By language: how far the title can be relied on.")


class CompactName(Schema):
    key: str
    name: Label
    short_name: Label
    instrument: str
    adopted_on: date
    address: str


class Compacts(Schema):
    items: list[CompactName]


class Compact(CompactName):
    objectives: list[Provision]
    principles: list[Provision]


class State(Schema):
    iso2: str
    iso3: str
    m49: int
    name: Label
    groups: list[str]


class States(Schema):
    items: list[State]


class Category(Schema):
    code: str
    name: Label
    in_paragraph_44: bool
    standing: dict[str, str]


class Categories(Schema):
    items: list[Category]


class Entry(Schema):
    """One column of the open data: what it means, in what unit, with which values."""

    file: str
    column: str
    type: str
    unit: str
    meaning: Label
    values: dict[str, Label]


class Dictionary(Schema):
    items: list[Entry]
