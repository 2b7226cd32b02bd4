"""From a text to a charter: every word known, every value typed, every reference there; or the faults."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mithaq.kernels.charter import grammar
from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.places import NotToml, Path, Place, Placed, located
from mithaq.kernels.charter.values import READERS, Wrong


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a text: where, in which clause, and a key with facts that a room words in three languages.

    Keys are those of `FAULTS`. `facts` may hold `word`, `said`, `allowed` (list), `near` (the likeliest word meant),
    `example`, `detail`.
    """

    place: Place
    clause: str
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read and what is wrong with the rest; a text is a charter only where `faults` is empty."""

    charter: Charter
    faults: tuple[Fault, ...]


FAULTS = (
    *("not-toml", "unknown-word", "unknown-section", "missing", "not-a-table", "bad-key"),
    *("not-text", "empty", "not-words", "unknown-language", "not-a-number", "negative", "not-true-or-false"),
    *("not-a-count", "backwards", "not-a-fraction", "not-a-part", "not-money", "not-a-span", "not-a-cadence"),
    *("not-a-time", "not-a-choice", "twice", "not-a-party", "not-a-source", "not-a-key", "not-an-action"),
    *("not-a-country", "not-a-clause", "no-such-clause", "wrong-kind-of-clause", "no-institution"),
)


def read(text: str) -> Reading:
    """The charter a text is, with everything that is wrong with it; never raises for what somebody wrote."""
    try:
        found = located(text)
    except NotToml as wrong:
        fault = Fault(wrong.place, "", "not-toml", {"detail": wrong.detail})
        return Reading(Charter(()), (fault,))
    reader = _Reader(found)
    return reader.read()


class _Reader:
    def __init__(self, found: Placed) -> None:
        self.found = found
        self.clauses: list[Clause] = []
        self.faults: list[Fault] = []
        told = found.values.get("institution")
        language = told.get("language") if isinstance(told, Mapping) else None
        self.language = language if language in grammar.LANGUAGES else "en"

    def read(self) -> Reading:
        for word, value in self.found.values.items():
            if word in grammar.TOP:
                self.section(grammar.KINDS[word], value, (word,), under="")
            else:
                self.fault((word,), "", "unknown-section", word=word, **_near(word, grammar.TOP))
        if "institution" not in self.found.values:
            self.fault((), "", "no-institution", word="institution")
        charter = Charter(tuple(sorted(self.clauses, key=lambda clause: clause.place)))
        self.references(charter)
        return Reading(charter, tuple(sorted(self.faults)))

    def section(self, kind: grammar.Kind, value: Any, path: Path, *, under: str) -> None:
        """All clauses of one kind in one place."""
        if not isinstance(value, Mapping):
            self.fault(path, under, "not-a-table", word=kind.name, example=_header(kind, under))
            return
        if not kind.keyed:
            self.clause(kind, value, path, key="", under=under)
            return
        for key, told in value.items():
            here = (*path, key)
            if not isinstance(told, Mapping):
                self.fault(here, under, "not-a-table", word=kind.name, example=_header(kind, under))
            elif not _is_key(key):
                self.fault(here, under, "bad-key", word=key, example="steering-committee")
            else:
                self.clause(kind, told, here, key=key, under=under)

    def clause(self, kind: grammar.Kind, told: Mapping[str, Any], path: Path, *, key: str, under: str) -> None:
        name = ".".join(part for part in (under, kind.name, key) if part)
        fields = grammar.fields(kind)
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        for word, value in told.items():
            here = (*path, word)
            # A word can be a field of a clause and the name of its parts: a part is a table.
            if word in kind.parts and (word not in fields or isinstance(value, Mapping)):
                self.section(grammar.KINDS[word], value, here, under=name)
            elif word in fields:
                places[word] = self.found.place(here)
                try:
                    values[word] = READERS[fields[word].type](value, fields[word], self.language)
                except Wrong as wrong:
                    facts = {"word": word, **wrong.facts}
                    if "allowed" in facts:
                        facts |= _near(str(facts.get("said", facts["word"])), facts["allowed"])
                    self.fault((*here, *wrong.path), name, wrong.key, **facts)
            else:
                self.fault(here, name, "unknown-word", word=word, **_near(word, [*fields, *kind.parts]))
        for word, field_ in fields.items():
            if field_.required and word not in told:
                self.fault(path, name, "missing", word=word, **_example(field_))
        place = self.found.place(path)
        self.clauses.append(Clause(name, kind.name, key, under, values, told, place, places))

    def references(self, charter: Charter) -> None:
        """Every clause that is named is there, and of a kind that may be named."""
        for clause in charter:
            fields = grammar.fields(grammar.KINDS[clause.kind])
            for word, value in clause.values.items():
                told = fields[word]
                if told.type not in ("reference", "clause", "who", "whos"):
                    continue
                for named in value if isinstance(value, tuple) else (value,):
                    if named not in told.choices:
                        self.reference(charter, clause, word, named, told)

    def reference(self, charter: Charter, clause: Clause, word: str, named: str, told: grammar.Field) -> None:
        there = charter.get(named)
        if there is None:
            near = _near(named, list(charter.by_id))
            self.faults.append(
                Fault(clause.at(word), clause.id, "no-such-clause", {"word": word, "said": named, **near})
            )
        elif told.to and there.kind not in told.to:
            facts = {"word": word, "said": named, "kind": there.kind, "allowed": list(told.to)}
            self.faults.append(Fault(clause.at(word), clause.id, "wrong-kind-of-clause", facts))

    def fault(self, path: Path, clause: str, key: str, **facts: Any) -> None:
        self.faults.append(Fault(self.found.place(path), clause, key, facts))


def _is_key(key: str) -> bool:
    try:
        READERS["key"](key, grammar.Field("key", ""), "en")
    except Wrong:
        return False
    return True


def _near(word: str, allowed: Iterable[str]) -> dict[str, Any]:
    """The words that may stand there, and the likeliest one meant."""
    told = list(allowed)
    close = difflib.get_close_matches(word, told, n=1, cutoff=0.6)
    return {"allowed": told, "near": close[0]} if close else {"allowed": told}


def _example(field_: grammar.Field) -> dict[str, Any]:
    return {"allowed": list(field_.choices)} if field_.choices else {}


def _header(kind: grammar.Kind, under: str) -> str:
    at = ".".join(part for part in (under, kind.name) if part)
    return f"[{at}.name]" if kind.keyed else f"[{at}]"
