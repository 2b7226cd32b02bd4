"""Finds thousands of phrases in one pass over the words of a text.

The grammar of a phrase in the thesauri:

    search rescue           these stems one after the other; little words between them do not count
    migrant|refugee death   alternatives; each may be hyphenated or elided (`main-d'œuvre`)
    asylum ~ claim|request  both, in either order, at most `REACH` words apart
    =حدود                   this very form, not its stem (so that "borders" is not "in the limits of")

A phrase never runs over the end of a sentence; a pair of `~` does not either.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mithaq.kernels.text import analyse
from mithaq.kernels.text.remembered import Remembered

REACH = 7
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)['’]")
_STOP = re.compile(r"[.!?؟;؛\n•]")


class Word(NamedTuple):
    """A word that counts: its stem, where it stands in the text, and the sentence it stands in."""

    stem: str
    start: int
    end: int
    sentence: int


class Hit(NamedTuple):
    """A phrase found: what it speaks for, which words it covers (first, last), and its spans in the text."""

    label: object
    first: int
    last: int
    spans: tuple[tuple[int, int], ...]


class Words:
    """Words one after the other, kept in columns: thousands of small tuples would keep the garbage collector busy."""

    __slots__ = ("ends", "sentences", "starts", "stems")

    def __init__(self) -> None:
        self.stems: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentences: list[int] = []

    def __len__(self) -> int:
        return len(self.stems)

    def __getitem__(self, place: int) -> Word:
        return Word(self.stems[place], self.starts[place], self.ends[place], self.sentences[place])

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.stems, self.starts, self.ends, self.sentences)


def words(text: str, lang: str, skip: frozenset[str], most: int | None = None) -> Words:
    """The first `most` words of a text without the little ones, which `skip` lists `as_written`."""
    found = Words()
    stems, starts, ends, sentences = found.stems, found.starts, found.ends, found.sentences
    sentence, behind = 0, 0
    meant = _meant(lang, skip)
    for match in analyse.words(text):
        start, end = match.span()
        if start - behind > 1 and _STOP.search(text, behind, start):
            sentence += 1
        behind = end
        stem = meant[match[0]]
        if stem is not None:
            if len(stems) == most:
                break
            stems.append(stem)
            starts.append(start)
            ends.append(end)
            sentences.append(sentence)
    return found


class _Meant(Remembered[str, str | None]):
    """The stem of a word as written, nothing for the little ones."""

    def __init__(self, lang: str, skip: frozenset[str]) -> None:
        super().__init__()
        self._lang, self._skip = lang, skip

    def of(self, key: str) -> str | None:
        return None if as_written(key, self._lang) in self._skip else analyse.forms(self._lang)[key]


@lru_cache(maxsize=8)
def _meant(lang: str, skip: frozenset[str]) -> _Meant:
    return _Meant(lang, skip)


def as_written(surface: str, lang: str) -> str:
    """How a little word is known again: folded in Arabic, else with its accents (*sur* is not *sûr*)."""
    return analyse.fold(surface) if lang == "ar" else surface.casefold()


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] | None = None
    parts: tuple[int, ...] = ()

    def step(self, stem: str) -> _Node:
        """The node after `stem`, made when it is not there yet."""
        if self.next is None:
            self.next = {}
        return self.next.setdefault(stem, _Node())


class Matcher:
    """All phrases of one language. `phrases` gives `(label, phrase)`; a label comes back with each hit."""

    def __init__(self, phrases: Iterable[tuple[object, str]], lang: str, skip: frozenset[str]) -> None:
        self._root = _Node()
        self._exact: dict[str, set[str]] = {}
        self._part_of: dict[str, int] = {}
        patterns = [
            (label, tuple(dict.fromkeys(self._part(side, lang, skip) for side in phrase.split("~"))))
            for label, phrase in dict.fromkeys(phrases)
        ]
        self._alone: list[tuple[object, ...]] = [()] * len(self._part_of)
        self._pairs: list[tuple[tuple[object, tuple[int, ...]], ...]] = [()] * len(self._part_of)
        used = [0] * len(self._part_of)
        for _, parts in patterns:
            for part in parts:
                used[part] += len(parts) > 1
        for label, parts in patterns:
            if len(parts) == 1:
                self._alone[parts[0]] += (label,)
            else:  # looked up from its rarest side
                rarest = min(parts, key=lambda part: used[part])
                self._pairs[rarest] += ((label, tuple(part for part in parts if part != rarest)),)

    def find(self, text: str, found: Words) -> list[Hit]:
        """Every phrase in `found` (the words of `text`), in reading order of its last word."""
        parts: dict[int, list[tuple[int, int]]] = {}
        root, exact = self._root.next or {}, self._exact
        begun: list[tuple[dict[str, _Node], int]] = []
        sentence = -1
        for at, (stem, within) in enumerate(zip(found.stems, found.sentences, strict=True)):
            if within != sentence:
                begun, sentence = [], within
            forms: tuple[str, ...] = (stem,)
            if stem in exact:
                form = _exactly(text[found.starts[at] : found.ends[at]])
                if form in exact[stem]:
                    forms = (stem, form)
            elif not begun and stem not in root:
                continue
            met: list[tuple[_Node, int]] = []
            for form in forms:
                for steps, first in begun:
                    if (step := steps.get(form)) is not None:
                        met.append((step, first))
                if (step := root.get(form)) is not None:
                    met.append((step, at))
            begun = []
            for node, first in met:
                for part in node.parts:
                    if part in parts:
                        parts[part].append((first, at))
                    else:
                        parts[part] = [(first, at)]
                if node.next is not None:
                    begun.append((node.next, first))
        return self._hits(parts, found)

    def _hits(self, parts: Mapping[int, list[tuple[int, int]]], found: Words) -> list[Hit]:
        hits: list[Hit] = []
        starts, ends = found.starts, found.ends
        all_alone, all_pairs = self._alone, self._pairs
        for part, places in parts.items():
            if alone := all_alone[part]:
                for label in alone:
                    for a, b in places:
                        hits.append(Hit(label, a, b, ((starts[a], ends[b]),)))
            for label, others in all_pairs[part]:
                there = [parts[other] for other in others if other in parts]
                if len(there) < len(others):
                    continue
                for a, b in places:
                    if beside := _beside(a, b, there, found):
                        sides = sorted([(a, b), *beside])
                        spans = tuple(dict.fromkeys((starts[x], ends[y]) for x, y in sides))
                        hits.append(Hit(label, sides[0][0], sides[-1][1], spans))
        return hits

    def _part(self, side: str, lang: str, skip: frozenset[str]) -> int:
        """The number of one side of a phrase, put into the trie when it is new."""
        side = " ".join(side.split())
        if side in self._part_of:
            return self._part_of[side]
        number = self._part_of[side] = len(self._part_of)
        choices = [[self._stems(form, lang, skip) for form in place.split("|")] for place in side.split()]
        for sequence in {tuple(itertools.chain(*chosen)) for chosen in itertools.product(*choices)}:
            node = self._root
            for stem in sequence:
                node = node.step(stem)
            node.parts += (number,)
        return number

    def _stems(self, form: str, lang: str, skip: frozenset[str]) -> tuple[str, ...]:
        if form.startswith("="):
            surface = _exactly(form[1:])
            self._exact.setdefault(analyse.tokens(form[1:], lang)[0], set()).add(surface)
            return (surface,)
        stems = tuple(words(form, lang, skip).stems)
        if not stems:
            raise ValueError(f"nothing left to look for in {form!r}")
        return stems


@lru_cache(maxsize=20_000)
def _exactly(surface: str) -> str:
    """A form as it is written, without accents, vowels and elided little words."""
    return "=" + _ELIDED.sub("", analyse.fold(surface))


def _beside(a: int, b: int, others: list[list[tuple[int, int]]], found: Words) -> list[tuple[int, int]] | None:
    """For each other side its nearest place in the same sentence within reach, none of them inside `[a, b]`."""
    sentences = found.sentences
    sentence = sentences[a]
    chosen: list[tuple[int, int]] = []
    for places in others:
        near = [
            (max(x - b, a - y), x, y)
            for x, y in places
            if (x > b or y < a) and max(x - b, a - y) <= REACH and sentences[x] == sentence
        ]
        if not near:
            return None
        _, x, y = min(near)
        chosen.append((x, y))
    return chosen
