"""A charter as it was read: clauses by id, each with its values, its source sentences and its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from mithaq.kernels.charter.places import Place
from mithaq.kernels.charter.values import Source, Words


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `id` is its address (`body.board.seat.members`), `key` its last part where it has one, `under` the id
    of the clause it stands under ("" at the top). `values` holds what was said, typed as the grammar says; `given` the
    same as the text has it.
    """

    id: str
    kind: str
    key: str
    under: str
    values: Mapping[str, Any]
    given: Mapping[str, Any] = field(default_factory=_nothing, compare=False)
    place: Place = field(default=Place(), compare=False)
    places: Mapping[str, Place] = field(default_factory=_nothing, compare=False)

    def get(self, word: str, default: Any = None) -> Any:
        return self.values.get(word, default)

    def __getitem__(self, word: str) -> Any:
        return self.values[word]

    @property
    def name(self) -> Words:
        return self.values.get("name", Words())

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.values.get("source", ())

    @property
    def binds(self) -> bool:
        """Whether it is a rule that is refused when broken; an aim, a proposal or an open point is only shown."""
        return self.values.get("must", True) and self.values.get("status", "adopted") == "adopted"

    def at(self, word: str) -> Place:
        """Where a word of it stands in the text; the clause itself where the word is not there."""
        return self.places.get(word, self.place)


@dataclass(frozen=True)
class Charter:
    """The clauses of a text in its order."""

    clauses: tuple[Clause, ...]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], tuple[Clause, ...]]:
        found: dict[tuple[str, str], list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault((clause.under, clause.kind), []).append(clause)
        return {key: tuple(clauses) for key, clauses in found.items()}

    @cached_property
    def _kinds(self) -> Mapping[str, tuple[Clause, ...]]:
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.kind, []).append(clause)
        return {kind: tuple(clauses) for kind, clauses in found.items()}

    def get(self, clause_id: str) -> Clause | None:
        return self.by_id.get(clause_id)

    def of(self, kind: str) -> tuple[Clause, ...]:
        """Every clause of a kind, wherever it stands."""
        return self._kinds.get(kind, ())

    def under(self, clause_id: str, kind: str) -> tuple[Clause, ...]:
        """The parts of one kind of a clause."""
        return self._parts.get((clause_id, kind), ())

    def one(self, clause_id: str, kind: str) -> Clause | None:
        """The part of a kind a clause has once (`observers`, `chair`), or none."""
        return next(iter(self.under(clause_id, kind)), None)

    @property
    def institution(self) -> Clause:
        return self.by_id["institution"]
