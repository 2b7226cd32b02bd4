"""What has to be done so that what stands is what a charter asks for; and what one text says that another does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.plainly import plain

# What stands as a record, and the words of it that matter: the others are read from the charter where they are needed.
STANDS: Mapping[str, tuple[str, ...]] = {
    "body": ("name", "kind", "number", "lasts", "when", "level", "part_of"),
    "seat": (
        *("name", "count", "holder", "selection", "among", "term", "renewal", "pause", "stagger", "turn", "threshold"),
        *("votes", "waitlist", "alternates", "countries"),
    ),
    "chair": ("held_by", "count", "term"),
    "mandate": ("name", "when", "extended_by", "rule"),
    "meeting": ("name", "cadence", "place", "medium", "days", "extraordinary"),
    "membership": ("holder", "selection", "lasts", "countries", "decided_by"),
    "cycle": ("name", "every", "from", "level", "feeds"),
    "roadmap": ("name", "deadline"),
    "event": ("name", "when", "place", "medium", "of"),
    "session": ("name", "number", "when"),
    "phase": ("name", "number", "when", "of", "after", "opens", "place"),
    "milestone": ("name", "number", "when", "of", "kind", "place", "responsible"),
    "call": ("name", "of", "open_to", "when", "deadline", "extension", "template"),
    "gate": ("name", "for", "decided_by"),
    "duty": ("name", "of", "to", "every", "by"),
    "publication": ("name", "of", "within", "by", "languages", "to"),
    "output": ("name", "kind", "of", "by", "every", "languages"),
}
_LEAD = ("part_of", "of", "after", "among", "feeds")  # words that name what must stand before

Act = Literal["open", "change", "close"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stands, or should: the clause it stands on, its kind, and its words as plain values."""

    kind: str
    clause: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rooms hold of a charter at a moment; each clause once."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A word of a clause, before and after as plain values; None where it is not told."""

    word: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: open a record, change words of it, close it. `item` is as it is to be; of a close, as it was."""

    act: Act
    item: Item
    words: tuple[Changed, ...] = ()

    @property
    def kind(self) -> str:
        return self.item.kind

    @property
    def clause(self) -> str:
        return self.item.clause


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in an order in which they can be taken: wholes before their parts, what is closed last, parts first."""

    steps: tuple[Step, ...]

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def of(self, act: Act) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.act == act)


def wanted(charter: Charter, stands: Mapping[str, tuple[str, ...]] = STANDS) -> tuple[Item, ...]:
    """What a charter asks to stand, wholes before their parts.

    `stands` tells which kinds a room keeps as records, and which words of them: a part of `STANDS`, or other words. A
    clause that is only proposed, open or superseded asks for nothing, nor do its parts; an aim (`must = false`) does.
    """
    asleep: set[str] = set()
    found = []
    for clause in sorted(charter, key=lambda clause: clause.id.count(".")):
        if clause.get("status", "adopted") != "adopted" or clause.under in asleep:
            asleep.add(clause.id)
        elif clause.kind in stands:
            found.append(item(clause, stands[clause.kind]))
    places = {clause.id: number for number, clause in enumerate(charter)}
    return _in_order(sorted(found, key=lambda one: places[one.clause]))


def item(clause: Clause, words: Iterable[str]) -> Item:
    """A clause as something that stands."""
    return Item(clause.kind, clause.id, {word: plain(clause[word]) for word in words if word in clause.values})


def plan(new: Charter | Iterable[Item], standing: Standing | Iterable[Item] = ()) -> Plan:
    """What has to be done so that what stands is what is wanted; nothing once it is done.

    Linear in the number of items. Of a clause that stands, only the words are compared that either side tells.
    """
    asked = wanted(new) if isinstance(new, Charter) else _in_order(new)
    there = {one.clause: one for one in (standing.items if isinstance(standing, Standing) else standing)}
    steps = []
    for one in asked:
        before = there.pop(one.clause, None)
        if before is None:
            steps.append(Step("open", one))
        elif changes := changed(before.values, one.values):
            steps.append(Step("change", one, changes))
    steps += [Step("close", one) for one in reversed(_in_order(there.values()))]
    return Plan(tuple(steps))


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Changed, ...]:
    """The words in which two differ, in the order of the later."""
    words = dict.fromkeys((*after, *before))
    return tuple(
        Changed(word, before.get(word), after.get(word)) for word in words if before.get(word) != after.get(word)
    )


def applied(standing: Standing, steps: Plan) -> Standing:
    """What stands once a plan is carried out."""
    there = {one.clause: one for one in standing.items}
    for step in steps:
        there.pop(step.clause, None)
        if step.act != "close":
            there[step.clause] = step.item
    return Standing(tuple(there.values()))


def _in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each after what it is a part of or names, otherwise as given."""
    todo = {one.clause: one for one in items}
    done: dict[str, Item] = {}
    for clause in todo:
        way = {clause: _leads(todo[clause])}
        while way:
            at, leads = next(reversed(way.items()))
            before = next((key for key in leads if key in todo and key not in done and key not in way), None)
            if before is None:
                done.setdefault(at, todo[at])
                way.popitem()
            else:
                way[before] = _leads(todo[before])
    return tuple(done.values())


def _leads(one: Item) -> Iterator[str]:
    """The clauses an item stands under or names: those that must be there before it."""
    parts = one.clause.split(".")
    yield from (".".join(parts[:n]) for n in range(1, len(parts)))
    for word in _LEAD:
        named = one.values.get(word)
        yield from [named] if isinstance(named, str) else named if isinstance(named, list) else []


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause that one text has and the other has not, or has otherwise."""

    act: Literal["added", "removed", "changed"]
    kind: str
    clause: str
    words: tuple[Changed, ...]


def differences(old: Charter, new: Charter) -> tuple[Difference, ...]:
    """Clause by clause what a text changes in another: in the order of the new text, what is gone where it stood.

    Words are compared by what they mean: `5` and `"5"` are the same, and the order of clauses is of no matter.
    """
    found: dict[str, Difference] = {}
    for clause in new:
        before = old.get(clause.id)
        words = changed(_plain(before) if before else {}, _plain(clause))
        if before is None or words:
            found[clause.id] = Difference("added" if before is None else "changed", clause.kind, clause.id, words)
    order = {clause.id: (number, 0) for number, clause in enumerate(new)}
    at = (-1, 0)
    for clause in old:
        if clause.id in order:
            at = order[clause.id]
        else:
            at = (at[0], at[1] + 1)
            order[clause.id] = at
            found[clause.id] = Difference("removed", clause.kind, clause.id, changed(_plain(clause), {}))
    return tuple(sorted(found.values(), key=lambda one: order[one.clause]))


def _plain(clause: Clause) -> dict[str, Any]:
    return {word: plain(value) for word, value in clause.values.items()}
