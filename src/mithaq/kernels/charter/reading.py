"""From a text to a charter: every word known, every value typed, every reference there; or the faults."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mithaq.kernels import cadence
from mithaq.kernels.charter import grammar
from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.faults import Fault
from mithaq.kernels.charter.places import NotToml, Path, Place, Placed, TooDeep, located
from mithaq.kernels.charter.values import EXAMPLES, LONGEST, READERS, Wrong, is_key
from mithaq.kernels.charter.vocabulary import MOMENTS


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read and what is wrong with the rest; a text is a charter only where `faults` is empty."""

    charter: Charter
    faults: tuple[Fault, ...]


MANY = 100  # faults after which no likelier word is looked for: the text is no charter, and looking costs time


def read(text: str) -> Reading:
    """The charter a text is, with everything that is wrong with it; never raises for what somebody wrote."""
    try:
        found = located(text)
    except TooDeep as wrong:
        return Reading(Charter(()), (Fault(wrong.place, "", "too-deep"),))
    except NotToml as wrong:
        return Reading(Charter(()), (Fault(wrong.place, "", "not-toml", {"detail": wrong.detail}),))
    return _Reader(found).read()


def timed() -> tuple[str, ...]:
    """The kinds of clause that have a time of their own: those a relative time may be told from."""
    return tuple(
        kind.name
        for kind in grammar.kinds()
        if kind.name != "institution" and any(f.type in ("when", "cadence") for f in kind.fields.values())
    )


class _Reader:
    def __init__(self, found: Placed) -> None:
        self.found = found
        self.clauses: list[Clause] = []
        self.faults: list[Fault] = []
        told = found.values.get("institution")
        language = told.get("language") if isinstance(told, Mapping) else None
        self.language = language if isinstance(language, str) and language in grammar.LANGUAGES else "en"

    def read(self) -> Reading:
        for word, value in self.found.values.items():
            if word in grammar.TOP:
                self.section(grammar.KINDS[word], value, (word,), under="")
            else:
                self.fault((word,), "", "unknown-section", word=_cut(word), **self.near(word, grammar.TOP))
        if "institution" not in self.found.values:
            self.fault((), "", "no-institution", word="institution", example="[institution]")
        charter = Charter(tuple(sorted(self.clauses, key=lambda clause: (clause.place, clause.id.count(".")))))
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
                self.fault(here, under, "not-a-table", word=_cut(key), example=_header(kind, under))
            elif not is_key(key):
                self.fault(here, under, "bad-key", word=_cut(key), example="steering-committee")
            else:
                self.clause(kind, told, here, key=key, under=under)

    def clause(self, kind: grammar.Kind, told: Mapping[str, Any], path: Path, *, key: str, under: str) -> None:
        name = ".".join(part for part in (under, kind.name, key) if part)
        fields = grammar.fields(kind)
        meant: set[str] = set()
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
                    self.wrong(wrong, here, name, word, fields[word])
            else:
                near = self.near(word, [*fields, *kind.parts])
                meant.add(near.get("near", ""))
                self.fault(here, name, "unknown-word", word=_cut(word), **near)
        for word, field in fields.items():
            if field.required and word not in told and word not in meant:
                self.fault(path, name, "missing", word=word, **_right(field))
        place = self.found.place(path)
        self.clauses.append(Clause(name, kind.name, key, under, values, told, place, places))

    def wrong(self, wrong: Wrong, path: Path, clause: str, word: str, field: grammar.Field) -> None:
        """A value that could not be read, with what would have been right."""
        facts = {"word": word, **wrong.facts}
        facts["word"] = _cut(facts["word"])
        if "allowed" in facts:
            facts |= self.near(str(facts.get("said", facts["word"])), facts["allowed"])
        elif "example" not in facts:
            facts |= {key: value for key, value in _right(field).items() if key == "example"}
        self.fault((*path, *wrong.path), clause, wrong.key, **facts)

    def references(self, charter: Charter) -> None:
        """Every clause that is named is there, and of a kind that may be named; so is what a time is told from."""
        may_time = timed()
        for clause in charter:
            fields = grammar.fields(grammar.KINDS[clause.kind])
            for word, value in clause.values.items():
                told = fields[word]
                if told.type in ("reference", "clause", "who", "whos"):
                    for named in value if isinstance(value, tuple) else (value,):
                        if named not in told.choices:
                            self.reference(charter, clause, word, named, told.to)
                elif isinstance(value, cadence.Relative) and value.anchor not in MOMENTS:
                    if value.anchor in charter.by_id:
                        self.reference(charter, clause, word, value.anchor, may_time)
                    else:
                        self.moment(charter, clause, word, value.anchor, may_time)

    def reference(self, charter: Charter, clause: Clause, word: str, named: str, to: tuple[str, ...]) -> None:
        there = charter.get(named)
        if there is None:
            may = [one.id for one in charter if not to or one.kind in to]
            facts = {"word": word, "said": _cut(named), **self.near(named, may)}
            self.faults.append(Fault(clause.at(word), clause.id, "no-such-clause", facts))
        elif to and there.kind not in to:
            facts = {"word": word, "said": named, "kind": there.kind, "allowed": list(to)}
            self.faults.append(Fault(clause.at(word), clause.id, "wrong-kind-of-clause", facts))

    def moment(self, charter: Charter, clause: Clause, word: str, named: str, to: tuple[str, ...]) -> None:
        """A time told from something that is not there: likely meant is a moment, or a clause by its id or last key."""
        ids = [one.id for one in charter if one.kind in to]
        by_key = [one for one in ids if one.rpartition(".")[2] == named]
        near = {"near": by_key[0]} if by_key else self.near(named, [*MOMENTS, *ids])
        facts = {"word": word, "said": _cut(named), **near, "allowed": list(MOMENTS)}
        facts["example"] = "1 day before event.conference"
        self.faults.append(Fault(clause.at(word), clause.id, "no-such-moment", facts))

    def fault(self, path: Path, clause: str, key: str, **facts: Any) -> None:
        self.faults.append(Fault(self.found.place(path), clause, key, facts))

    def near(self, word: str, allowed: Iterable[str]) -> dict[str, Any]:
        """The words that may stand there, and the likeliest one meant."""
        told = list(allowed)
        if len(self.faults) >= MANY:
            return {"allowed": told[:MANY]}
        close = difflib.get_close_matches(word[:LONGEST], told, n=1, cutoff=0.6)
        return {"allowed": told[:MANY], "near": close[0]} if close else {"allowed": told[:MANY]}


def _cut(word: str) -> str:
    return word if len(word) <= LONGEST else word[:LONGEST] + "…"


def _right(field: grammar.Field) -> dict[str, Any]:
    """What would be right there."""
    if field.type in ("choice", "choices"):
        return {"allowed": list(field.choices), "example": field.choices[0]}
    return {"example": EXAMPLES[field.type]}


def _header(kind: grammar.Kind, under: str) -> str:
    at = ".".join(part for part in (under, kind.name) if part)
    return f"[{at}.name]" if kind.keyed else f"[{at}]"
