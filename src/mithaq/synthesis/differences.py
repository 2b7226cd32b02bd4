"""What a release changed against the one before it: lines added, removed, changed, with their words and citations.

Pure: two reports in one language go in. A line is the same line while its `uid` is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from mithaq.synthesis.report import Label, Line, Quote, Report, Section

Kind = Literal["added", "removed", "changed"]
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row that stayed, came ("added") or went ("removed")."""

    kind: Literal["same", "added", "removed"]
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Run:
    lang: str
    pieces: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one line. `moved_from` names the section it stood in before, where that is another."""

    kind: Kind
    uid: str
    words: tuple[Stretch, ...]
    cited: tuple[Quote, ...]
    uncited: tuple[Quote, ...]
    moved_from: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        """The words by language: each of them is a paragraph in its own direction."""
        found: dict[str, list[Stretch]] = {}
        for stretch in self.words:
            found.setdefault(stretch.lang, []).append(stretch)
        return tuple(Run(lang, tuple(pieces)) for lang, pieces in found.items())


@dataclass(frozen=True, slots=True)
class SectionChanges:
    key: str
    number: str
    title: Label
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`unchanged` counts the lines that are the same in both, words and citations."""

    sections: tuple[SectionChanges, ...]
    unchanged: int

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for section in self.sections for change in section.changes)

    @property
    def is_empty(self) -> bool:
        return not self.sections


def between(former: Report, latter: Report) -> Difference:
    """In the order of the later report; a section that is only in the former comes after those it shares."""
    before = {line.uid: (section, line) for section in former.sections for line in section.lines}
    stay = {line.uid for section in latter.sections for line in section.lines}
    left = {section.key: section for section in former.sections}
    unchanged, told = 0, []
    for section in latter.sections:
        changes = []
        for line in section.lines:
            change = _change(before.get(line.uid), section, line)
            unchanged += change is None
            changes += [change] if change else []
        changes += _removed(left.pop(section.key, None), stay)
        told.append(SectionChanges(section.key, section.number, section.title, tuple(changes)))
    told += [SectionChanges(s.key, s.number, s.title, tuple(_removed(s, stay))) for s in left.values()]
    return Difference(tuple(section for section in told if section.changes), unchanged)


def _change(was: tuple[Section, Line] | None, section: Section, line: Line) -> Change | None:
    if was is None:
        return Change("added", line.uid, (Stretch("added", line.text, line.text_lang),), line.quotes, ())
    home, old = was
    words = tuple(_words(old, line))
    cited, uncited = tuple(_only(line.quotes, old.quotes)), tuple(_only(old.quotes, line.quotes))
    moved = "" if home.key == section.key else f"{home.number} {home.title.text}".strip()
    if all(stretch.kind == "same" for stretch in words) and not (cited or uncited or moved):
        return None
    return Change("changed", line.uid, words, cited, uncited, moved)


def _removed(section: Section | None, stay: Iterable[str]) -> Iterator[Change]:
    for line in section.lines if section else ():
        if line.uid not in stay:
            yield Change("removed", line.uid, (Stretch("removed", line.text, line.text_lang),), (), line.quotes)


def _only(quotes: Iterable[Quote], others: Iterable[Quote]) -> Iterator[Quote]:
    """Those of passages that are not among the others, by number."""
    known = {quote.passage for quote in others}
    return iter(sorted((q for q in quotes if q.passage not in known), key=lambda q: q.number))


def _words(old: Line, new: Line) -> Iterator[Stretch]:
    """Word by word; where the language changed, all went and all came."""
    if old.text_lang != new.text_lang:
        yield Stretch("removed", old.text, old.text_lang)
        yield Stretch("added", new.text, new.text_lang)
        return
    before, after = _TOKEN.findall(old.text), _TOKEN.findall(new.text)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Stretch("same", "".join(before[a:b]), new.text_lang)
            continue
        if b > a:
            yield Stretch("removed", "".join(before[a:b]), old.text_lang)
        if d > c:
            yield Stretch("added", "".join(after[c:d]), new.text_lang)
