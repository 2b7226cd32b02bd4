"""The tables of the open data: for each column its name, its type, what it means, and where its value is from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.enums import Media, Scheme
from mithaq.evidence.selectors import wording
from mithaq.foundation import languages
from mithaq.institutions.selectors import Institution
from mithaq.portal.addresses import page
from mithaq.synthesis import selectors as synthesis
from mithaq.synthesis.report import Line, Quote

Read = Callable[[Institution, Any, int], tuple[Sequence[Any], Any]]
ANYBODY = None
RELEASES_AT_ONCE = 8  # a release may be megabytes of words


@dataclass(frozen=True, slots=True)
class Column:
    """`type` is one of Frictionless Data; `values` names each value, and `is_closed` says there are no others."""

    name: str
    type: str
    meaning: Promise
    of: Callable[[Any], Any]
    unit: str = ""
    values: Mapping[str, Promise] = field(default_factory=dict)
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`read(institution, after, most)` gives rows and what to go on after (None: these were the last)."""

    file: str
    title: Promise
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    read: Read


def tables() -> tuple[Table, ...]:
    return TABLES


def _label(name: str, meaning: Promise, of: Callable[[Any], Mapping[str, str]]) -> tuple[Column, ...]:
    """Three columns, one a language."""
    return tuple(
        Column(f"{name}_{code}", "string", meaning, lambda row, code=code: of(row).get(code, ""), unit=code)  # type: ignore[misc]
        for code in languages.CODES
    )


def _documents(institution: Institution, after: Any, most: int) -> tuple[Sequence[Any], Any]:
    rows = evidence.documents(institution, to=ANYBODY).order_by("pk").select_related("contributor", "institution")
    return _stretch(rows, after, most)


def _passages(institution: Institution, after: Any, most: int) -> tuple[Sequence[Any], Any]:
    rows = evidence.passages(institution, to=ANYBODY).order_by("pk").select_related("institution")
    return _stretch(evidence.with_codings(rows), after, most)


def _objectives(institution: Institution, after: Any, most: int) -> tuple[Sequence[Any], Any]:
    compact = compacts.by_key(institution.compact)
    return (list(compacts.objectives(compact)) if compact else [], None)


def _releases(institution: Institution, after: Any, most: int) -> tuple[Sequence[Any], Any]:
    rows = synthesis.releases(institution, to=ANYBODY).order_by("pk").select_related("institution")
    return _stretch(rows, after, most)


@dataclass(frozen=True, slots=True)
class Stood:
    """A line of a release where it stands, in each language; `quote` is one of its citations, where it is about one."""

    release: Any
    section: str
    number: int
    line: Mapping[str, Line]
    quote: Quote | None = None

    @property
    def texts(self) -> dict[str, str]:
        return {lang: line.text or line.lead for lang, line in self.line.items()}

    @property
    def any_line(self) -> Line:
        return next(iter(self.line.values()))


def _stood(institution: Institution, after: Any) -> tuple[list[Stood], Any]:
    """The lines of the next releases, as they may be shown now."""
    rows = synthesis.releases(institution, to=ANYBODY).defer(None).select_related("institution")
    found = list(rows.order_by("pk").filter(pk__gt=after or 0)[:RELEASES_AT_ONCE])
    gone = synthesis.withdrawn_since(found)
    lines = [line for release in found for line in _lines_of(release, gone[release.pk])]
    return lines, (found[-1].pk if len(found) == RELEASES_AT_ONCE else None)


def _lines_of(release: Any, withdrawn: Collection[str]) -> Iterator[Stood]:
    reports = {lang: synthesis.showable(release, lang, withdrawn=withdrawn) for lang in release.content}
    for s, section in enumerate(next(iter(reports.values())).sections):
        for n in range(len(section.lines)):
            said = {lang: one.sections[s].lines[n] for lang, one in reports.items()}
            yield Stood(release, section.key, n + 1, said)


def _lines(institution: Institution, after: Any, most: int) -> tuple[Sequence[Any], Any]:
    return _stood(institution, after)


def _citations(institution: Institution, after: Any, most: int) -> tuple[Sequence[Any], Any]:
    lines, further = _stood(institution, after)
    return [replace(line, quote=quote) for line in lines for quote in line.any_line.quotes], further


def _stretch(rows: Any, after: Any, most: int) -> tuple[Sequence[Any], Any]:
    found = list(rows.filter(pk__gt=after or 0)[:most])
    return found, (found[-1].pk if len(found) == most else None)


def _codes(scheme: Scheme) -> Callable[[Any], str]:
    """The codes of a passage, sorted: what a person confirmed and what the machine suggests."""

    def of(passage: Any) -> str:
        codes = {c.code for c in passage.codings_shown if c.scheme == scheme and not c.is_obsolete}
        return " ".join(sorted(codes, key=lambda code: (len(code), code)))

    return of


def _is_confirmed(passage: Any) -> bool:
    return any(c.scheme == Scheme.ACT and c.status == "confirmed" for c in passage.codings_shown if not c.is_obsolete)


DOCUMENTS = Table(
    "documents.csv",
    _("Documents"),
    ("uid",),
    (
        Column("uid", "string", _("What names the document wherever it is spoken of."), lambda d: d.uid),
        *_label("title", _("The title of the document in one language, where it has one."), lambda d: d.title),
        Column("file_name", "string", _("The name of the file as it was given."), lambda d: d.file_name),
        Column(
            "media",
            "string",
            _("The kind of file."),
            lambda d: d.media,
            values=dict(Media.choices),
            is_closed=True,
        ),
        Column("sha256", "string", _("The digest of the file: the same bytes have the same."), lambda d: d.digest),
        Column("bytes", "integer", _("The size of the file."), lambda d: d.size, unit="bytes"),
        Column("pages", "integer", _("How many pages it has."), lambda d: d.pages, unit="pages"),
        Column("passages", "integer", _("Into how many passages it was cut."), lambda d: d.passage_count),
        Column(
            "languages", "string", _("Codes of its languages, with spaces between."), lambda d: " ".join(d.languages)
        ),
        Column("year", "year", _("When it was said. Empty: not known."), lambda d: d.year or "", unit="year"),
        Column(
            "contributor",
            "string",
            _("The organisation whose words it holds. Empty: not known."),
            lambda d: d.contributor.name.in_("en") if d.contributor else "",
        ),
        Column("source", "string", _("Where the file is from."), lambda d: d.origin),
        Column("licence", "string", _("Under what terms it may be used."), lambda d: d.licence),
        Column(
            "is_simulated",
            "boolean",
            _("Whether it was made up to show how the house works."),
            lambda d: str(d.is_simulated).lower(),
        ),
        Column("deposited_at", "datetime", _("When it was deposited."), lambda d: d.deposited_at.isoformat()),
        Column(
            "page",
            "string",
            _("Its permanent page on this site."),
            lambda d: page("evidence:document", d.institution, uid=d.uid),
        ),
    ),
    _documents,
)

PASSAGES = Table(
    "passages.csv",
    _("Passages with their codes"),
    ("uid",),
    (
        Column("uid", "string", _("What names the passage wherever it is spoken of."), lambda p: p.uid),
        Column("document", "string", _("The uid of its document."), lambda p: p.document.uid),
        Column("number", "integer", _("Its place among the passages of the document, from 1."), lambda p: p.number),
        Column("kind", "string", _("The kind of block it was cut from."), lambda p: p.kind, values=wording.BLOCKS),
        Column("lang", "string", _("The code of its language."), lambda p: p.lang),
        Column("page_number", "integer", _("The page of the original it begins on."), lambda p: p.page, unit="pages"),
        Column(
            "start",
            "integer",
            _("Where it begins in the text read from the original."),
            lambda p: p.start,
            unit="characters",
        ),
        Column(
            "end", "integer", _("Where it ends in the text read from the original."), lambda p: p.end, unit="characters"
        ),
        Column("act", "string", _("What kind of statement it is."), _codes(Scheme.ACT), values=wording.ACTS),
        Column(
            "category",
            "string",
            _("What kind of speaker it is of."),
            _codes(Scheme.SPEAKER),
            values=wording.SPEAKERS,
        ),
        Column(
            "objectives",
            "string",
            _("Numbers of the objectives it is about, with spaces between: see objectives.csv."),
            _codes(Scheme.OBJECTIVE),
        ),
        Column(
            "principles",
            "string",
            _("Numbers of the guiding principles it is about, with spaces between."),
            _codes(Scheme.PRINCIPLE),
        ),
        Column(
            "countries",
            "string",
            _("ISO codes of the States it names, with spaces between. Being named is not being judged."),
            _codes(Scheme.COUNTRY),
        ),
        Column(
            "is_confirmed",
            "boolean",
            _("Whether a person has confirmed what kind of statement it is; else its codes are suggestions."),
            lambda p: str(_is_confirmed(p)).lower(),
        ),
        Column("text", "string", _("Its words, exactly as they stand in the original."), lambda p: p.text),
        Column(
            "page",
            "string",
            _("Its permanent page on this site."),
            lambda p: page("evidence:passage", p.institution, uid=p.uid),
        ),
    ),
    _passages,
)

OBJECTIVES = Table(
    "objectives.csv",
    _("Objectives of the compact"),
    ("number",),
    (
        Column("number", "integer", _("The number of the objective."), lambda o: o.number),
        *_label("title", _("The title of the objective in one language, where it has one."), lambda o: o.title),
        *_label("standing", _("Whether the title in this language is the official wording."), lambda o: o.standing),
    ),
    _objectives,
)

RELEASES = Table(
    "releases.csv",
    _("Releases"),
    ("uid",),
    (
        Column("uid", "string", _("What names the release wherever it is spoken of."), lambda r: r.uid),
        Column("number", "integer", _("Its number, from 1."), lambda r: r.number),
        *_label("title", _("The title of the release in one language, where it has one."), lambda r: r.title),
        *_label("adopted_by", _("Who adopted it, in one language."), lambda r: r.adopted_by),
        Column("adopted_on", "date", _("The day it was adopted."), lambda r: r.adopted_on.isoformat()),
        Column("released_at", "datetime", _("When it was frozen."), lambda r: r.released_at.isoformat()),
        Column("lines", "integer", _("How many lines it has."), lambda r: r.lines),
        Column("cited", "integer", _("How many passages it cites."), lambda r: r.cited),
        Column("sha256", "string", _("The digest of what was adopted: it never changes."), lambda r: r.digest),
        Column(
            "page",
            "string",
            _("Its permanent page on this site."),
            lambda r: page("synthesis:release", r.institution, uid=r.synthesis.uid, number=r.number),
        ),
    ),
    _releases,
)

_PLACE = (
    Column("release", "string", _("The uid of its release."), lambda s: s.release.uid),
    Column("section", "string", _("The key of the section it stands in."), lambda s: s.section),
    Column("line", "integer", _("Its place in the section, from 1."), lambda s: s.number),
)

LINES = Table(
    "lines.csv",
    _("Lines of releases"),
    ("release", "section", "line"),
    (
        *_PLACE,
        Column("act", "string", _("What kind of statement it is."), lambda s: s.any_line.act, values=wording.ACTS),
        *_label("text", _("The line in one language, as it was adopted."), lambda s: s.texts),
        Column("documents", "integer", _("How many documents say it."), lambda s: s.any_line.documents),
        Column("citations", "integer", _("How many passages it cites."), lambda s: len(s.any_line.quotes)),
    ),
    _lines,
)

CITATIONS = Table(
    "citations.csv",
    _("Citations of releases"),
    ("release", "section", "line", "number"),
    (
        *_PLACE,
        Column("number", "integer", _("The number of the citation in the release."), lambda s: s.quote.number),
        Column("passage", "string", _("The uid of the passage that is cited."), lambda s: s.quote.passage),
        Column("lang", "string", _("The code of its language."), lambda s: s.quote.lang),
        Column(
            "page_number", "integer", _("The page of the original it begins on."), lambda s: s.quote.page, unit="pages"
        ),
    ),
    _citations,
)

TABLES: tuple[Table, ...] = (DOCUMENTS, PASSAGES, OBJECTIVES, RELEASES, LINES, CITATIONS)
