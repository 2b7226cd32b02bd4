"""Clauses as pages show them: by parts, each in sentences, with the sentence of its source beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext

from mithaq.blueprints import keeping, sentences, vocabulary
from mithaq.blueprints.keeping import Kept
from mithaq.blueprints.pieces import Piece, Sentence, html
from mithaq.blueprints.telling import Names, Teller, Told
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import findings
from mithaq.kernels.charter import Charter, Clause, Source


@dataclass(frozen=True, slots=True)
class Row:
    """A clause: its sentences, what stands beside them, and where it comes from."""

    clause: Clause
    kind: str
    sentences: tuple[Sentence, ...]
    note: Words
    standing: str
    sources: tuple[Source, ...]

    @property
    def first(self) -> Sentence:
        return self.sentences[0]

    @property
    def rest(self) -> tuple[Sentence, ...]:
        return self.sentences[1:]


@dataclass(frozen=True, slots=True)
class Part:
    """Clauses that belong together: a body with all its rules, or all clauses of one kind."""

    key: str
    title: Piece
    rows: tuple[Row, ...]

    @property
    def heading(self) -> str:
        return html(self.title)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A rule with how it is kept: what was found, each with the page that shows it."""

    kept: Kept
    row: Row
    found: tuple[str, ...]

    @property
    def state(self) -> str:
        return self.kept.state.value


def part_of(clause: Clause) -> str:
    """The part a clause belongs to: its body, or its kind at the top."""
    top, _, rest = clause.id.partition(".")
    return f"{top}.{rest.partition('.')[0]}" if top == "body" else top


def title_of(teller: Teller, key: str) -> Piece:
    return teller.clause(key) if "." in key else str(vocabulary.PARTS[key])


def parts(charter: Charter, clauses: Iterable[Clause] | None = None, names: Names | None = None) -> list[Part]:
    """Clauses by parts, in the order in which the parts begin in the text."""
    teller = Teller(charter, names)
    found: dict[str, list[Row]] = {}
    for clause in charter if clauses is None else clauses:
        found.setdefault(part_of(clause), []).append(row(teller, clause))
    return [Part(key, title_of(teller, key), tuple(rows)) for key, rows in found.items()]


def row(teller: Teller, clause: Clause) -> Row:
    return Row(
        clause=clause,
        kind=str(vocabulary.KINDS[clause.kind]),
        sentences=sentences.of(teller, clause),
        note=Told(teller, clause).note,
        standing=_standing(clause),
        sources=_once(clause.sources),
    )


def kept_rows(charter: Charter, rows: Iterable[Kept], names: Names | None = None) -> list[KeptRow]:
    teller = Teller(charter, names)
    return [KeptRow(one, row(teller, one.clause), tuple(findings.said(f) for f in one.findings)) for one in rows]


def choices(charter: Charter, names: Names | None = None) -> list[tuple[str, str]]:
    """The parts of a charter that state rules, to choose from."""
    teller = Teller(charter, names)
    stated = dict.fromkeys(part_of(clause) for clause in keeping.rules(charter))
    return [(key, str(title_of(teller, key))) for key in stated]


def _standing(clause: Clause) -> str:
    """How far it is decided, where it is not simply so."""
    status = clause.get("status", "adopted")
    if status != "adopted":
        return str(vocabulary.table(clause.kind, "status")[status])
    return "" if clause.get("must", True) else pgettext("standing of a clause", "an aim, not an obligation")


def _once(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Each sentence once, whatever rules of the ledger it stands for."""
    return tuple({(one.document, one.quote): one for one in sources}.values())
