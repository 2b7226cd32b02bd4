"""What the public pages compose: each part asks the selector of its room, as the same reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django_scopes import scope

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Amount, Reader
from mithaq.foundation import habits, languages
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.synthesis import selectors as synthesis
from mithaq.synthesis.report import Line, Quote, Report

LINES_SHOWN = 3
QUOTES_SHOWN = 3
EXAMPLES_TRIED = 3
DOCUMENTS_SHOWN = 5
RELEASES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation with the title of the document it stands in."""

    quote: Quote
    source: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A line of the report with its quotations, one a language first."""

    line: Line
    section: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest release this reader may see, or where there is none, the newest synthesis.

    `report` is None when a quotation no longer matches its original.
    """

    uid: str
    report: Report | None
    lines: tuple[Carried, ...] = ()
    release: synthesis.Release | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An institution on the first page."""

    institution: Institution
    evidence: Amount


def cards() -> tuple[Card, ...]:
    """The public institutions with what anybody may see of them; as many queries for one as for many."""
    homes = list(institutions.public())
    counted = evidence.amounts(homes)
    return tuple(Card(home, counted[home.pk]) for home in homes)


def amount(institution: Institution, *, to: Reader) -> Amount:
    """What there is to see, counted from the documents: the passages are not gone through."""
    rows = evidence.documents(institution, to=to).order_by().values_list("languages")
    documents, passages, spoken = 0, 0, set()
    for languages_, count, cut in rows.annotate(Count("pk"), Sum("passage_count")):
        documents, passages = documents + count, passages + cut
        spoken.update(languages_)
    return Amount(documents, passages, tuple(sorted(spoken)))


def newest_documents(institution: Institution, *, to: Reader) -> list[evidence.Document]:
    return list(evidence.documents(institution, to=to)[:DOCUMENTS_SHOWN])


def newest_releases(institution: Institution, *, to: Reader) -> list[synthesis.Release]:
    return list(synthesis.releases(institution, to=to)[:RELEASES_SHOWN])


def latest(institution: Institution, *, to: Reader, lang: str) -> Latest | None:
    """What was adopted last, or drafted last, with the lines that most documents carry; None when there is neither."""
    adopted = synthesis.releases(institution, to=to).defer(None).select_related("synthesis", "institution").first()
    if adopted:
        checked = synthesis.verify_release(adopted)
        if not checked.holds:
            return Latest(adopted.synthesis.uid, None, release=adopted)
        shown = synthesis.linked(synthesis.showable(adopted, lang), institution.slug, withdrawn=checked.withdrawn)
        return Latest(adopted.synthesis.uid, shown, most_carried(shown), adopted)
    newest = synthesis.syntheses(institution, to=to).first()
    return _reported(newest, lang) if newest else None


def _reported(one: synthesis.Synthesis, lang: str) -> Latest:
    try:
        report = synthesis.report(one, lang, every_passage=False)
    except evidence.Unfaithful:
        return Latest(one.uid, None)
    return Latest(one.uid, report, most_carried(report))


def example(*, lang: str) -> tuple[Institution, Latest] | None:
    """A line to show on the first page, from the newest synthesis anybody may see whose quotations are sound."""
    for one in synthesis.newest(list(institutions.public()), most=EXAMPLES_TRIED):
        with scope(institution=one.institution):
            found = _reported(one, lang)
        if found.lines:
            return one.institution, found
    return None


def most_carried(report: Report, most: int = LINES_SHOWN) -> tuple[Carried, ...]:
    """The lines that the most documents, languages and groups carry; one of a section at most."""
    titles = {source.number: source.title.text for source in report.sources}
    best = [
        (max(section.lines, key=_weight), section) for section in report.sections if section.lines and section.number
    ]
    best.sort(key=lambda pair: _weight(pair[0]), reverse=True)
    return tuple(
        Carried(
            line,
            f"{habits.digits(str(section.number))}. {section.title.text}",
            tuple(Cited(quote, titles[quote.source]) for quote in _one_a_language(line.quotes)[:QUOTES_SHOWN]),
        )
        for line, section in best[:most]
    )


def _weight(line: Line) -> tuple[int, int, int, int]:
    return (line.documents, len(line.languages), len(line.groups), len(line.quotes))


def _one_a_language(quotes: Iterable[Quote]) -> list[Quote]:
    first: dict[str, Quote] = {}
    rest = []
    for quote in quotes:
        if quote.lang in first:
            rest.append(quote)
        else:
            first[quote.lang] = quote
    return [*first.values(), *rest]


@dataclass(frozen=True, slots=True)
class State:
    """A State of the region: what is known of its part, and in how many statements the documents name it."""

    code: str
    name: str
    facts: dict[str, Any]
    named: int | None


def states(found: Latest | None) -> tuple[State, ...]:
    """Every State of the compact's region; `named` is None while nothing has been read."""
    lang = languages.current()
    named: dict[str, int] | None = None
    if found and found.report:
        counted = next(matrix for matrix in found.report.matrices if matrix.key == "country")
        named = dict(zip(counted.keys, counted.denominators, strict=True))
    return tuple(
        State(
            code=state.iso2,
            name=state.name.in_(lang),
            facts=state.facts,
            named=None if named is None else named.get(state.iso2, 0),
        )
        for state in compacts.states()
    )


def cited_states(found: Latest | None) -> set[str] | None:
    """Names of the States that stand in a line of the report; None while there is no report."""
    if not found or not found.report:
        return None
    return {name for section in found.report.sections for line in section.lines for name in line.countries}
