"""What an adoption would do, as sentences: nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mithaq.blueprints import differing, rooms, sentences, vocabulary
from mithaq.blueprints.differing import Change
from mithaq.blueprints.pieces import Piece, Sentence, html
from mithaq.blueprints.telling import Names, Teller, plain
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels import charter
from mithaq.kernels.charter import Changed, Charter, Clause, Item, Plan, Step


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that would be opened, changed or closed: what it is, in sentences, and what would be otherwise."""

    act: str
    clause: str
    name: Piece
    kind: str
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...]

    @property
    def called(self) -> str:
        """As HTML: for what no text says anything of any more."""
        return html(self.name)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an adoption would do: records opened, changed, closed; and clauses otherwise than in the text in force."""

    opens: tuple[Planned, ...]
    changes: tuple[Planned, ...]
    closes: tuple[Planned, ...]
    clauses: tuple[Change, ...]
    first: bool
    besides: tuple[Planned, ...] = ()
    """Of a first charter: its rules that open no record of their own."""

    def __len__(self) -> int:
        return len(self.opens) + len(self.changes) + len(self.closes)

    @property
    def is_empty(self) -> bool:
        return not len(self) and not self.clauses


def steps(institution: Institution, new: Charter, *, on: date) -> Plan:
    """The steps an adoption would take; none when what stands is what the text asks for."""
    current = institutions.charter_of(institution, on=on)
    return charter.plan(new, rooms.standing(institution, current, on=on))


def preview(institution: Institution | None, new: Charter, *, on: date) -> Preview:
    """The plan of a text in the reader's language; without an institution, for one that has nothing yet."""
    names = Names(asks=institution is not None)
    current = institutions.charter_of(institution, on=on) if institution else Charter(())
    found = steps(institution, new, on=on) if institution else charter.plan(new)
    tell = _Planner(Teller(new, names), Teller(current, names))
    return Preview(
        opens=tell.all(found.of("open")),
        changes=tell.all(found.of("change")),
        closes=tell.all(found.of("close")),
        clauses=tuple(differing.told(differing.changes(current, new), current, new, names)) if current.clauses else (),
        first=not current.clauses,
        besides=() if current.clauses else tell.besides(found.of("open")),
    )


class _Planner:
    def __init__(self, new: Teller, old: Teller) -> None:
        self.new, self.old = new, old

    def all(self, steps: Sequence[Step]) -> tuple[Planned, ...]:
        return tuple(self.one(step) for step in steps)

    def besides(self, opened: Sequence[Step]) -> tuple[Planned, ...]:
        known = {step.clause for step in opened}
        return tuple(self.clause(one) for one in self.new.charter if one.id not in known and one.kind != "institution")

    def clause(self, clause: Clause) -> Planned:
        kind, told = str(vocabulary.KINDS[clause.kind]), sentences.of(self.new, clause)
        return Planned("open", clause.id, self.new.clause(clause.id), kind, told, ())

    def one(self, step: Step) -> Planned:
        teller = self.old if step.act == "close" else self.new
        clause = teller.charter.get(step.clause)
        return Planned(
            act=step.act,
            clause=step.clause,
            name=teller.clause(step.clause) if clause else self.called(step.item),
            kind=str(vocabulary.KINDS[step.kind]),
            sentences=sentences.of(teller, clause) if clause else (),
            words=tuple(self.word(step, one) for one in step.words),
        )

    def called(self, item: Item) -> Piece:
        """What stands although no text has it any more."""
        name = item.values.get("name")
        return Words(name) if isinstance(name, dict) and name else plain(item.clause.rpartition(".")[2])

    def word(self, step: Step, changed: Changed) -> str:
        return str(vocabulary.KINDS[step.kind]) if changed.word == "name" else vocabulary.label(step.kind, changed.word)
