"""Words an institution avoids, found in a text however they are inflected, with what it says instead.

It never blocks: what is found wants attention. A replacement is offered only where the word stands as the term base
has it, save for the clitics Arabic writes before a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from mithaq.kernels import text as kernel

_BRACES = re.compile(r"\{[^{}]*\}")
_CLITICS = re.compile(r"^((?:[وف])?(?:لل|(?:[بكل])?ال|[بكل])?)(?=\S{2})")


class Term(Protocol):
    """What is read of a term (`institutions.Term`); `avoided` gives a list of words a language."""

    preferred: Mapping[str, str]
    avoided: Any


@dataclass(frozen=True, slots=True)
class Finding:
    """`found` stands at `start`..`end`. `replacement` is what could stand there instead ("": not safe)."""

    start: int
    end: int
    found: str
    avoided: str
    preferred: str
    replacement: str


def check(text: str, lang: str, terms: Iterable[Term]) -> list[Finding]:
    """In their order, none overlapping. What stands in a preferred term or in the braces of a count is passed over."""
    seen = kernel.spans(text, lang)
    closed = [match.span() for match in _BRACES.finditer(text)]
    found: dict[tuple[int, int], Finding] = {}
    for term in terms:
        preferred = term.preferred.get(lang, "")
        good = _stems(preferred, lang)
        shielded = [*closed, *_places(seen, good)] if good else closed
        for avoided in (term.avoided or {}).get(lang, ()):
            bad = _stems(avoided, lang)
            if not bad:
                continue
            exactly = bad == good
            for start, end in _places(seen, bad):
                surface = text[start:end]
                if exactly:
                    if not _is(surface, avoided) or _is(surface, preferred):
                        continue
                elif _within(start, end, shielded) or not _inflects(surface, avoided):
                    continue
                replacement = _instead(surface, avoided, preferred)
                found.setdefault((start, end), Finding(start, end, surface, avoided, preferred, replacement))
    return list(_apart(found.values()))


def replaced(text: str, finding: Finding) -> str:
    """The text with one finding put right."""
    return text[: finding.start] + finding.replacement + text[finding.end :]


def _stems(words: str, lang: str) -> tuple[str, ...]:
    return tuple(kernel.tokens(words, lang))


def _places(seen: Sequence[tuple[str, int, int]], stems: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at in range(len(seen) - len(stems) + 1):
        if all(seen[at + k][0] == stem for k, stem in enumerate(stems)):
            yield seen[at][1], seen[at + len(stems) - 1][2]


def _within(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in places)


def _inflects(surface: str, avoided: str) -> bool:
    """A form of the same word, not another made of it: قانون and قانونية, اتفاق and اتفاقية have one light stem."""
    if not kernel.is_arabic(surface):
        return True
    word, base = kernel.fold(_bare(surface.split()[-1])), kernel.fold(_bare(avoided.split()[-1])).removesuffix("ه")
    if not word.startswith(base):
        return not base.endswith("ي")
    rest = word[len(base) :]
    return base.endswith("ي") or not rest.startswith("ي") or rest == "ين"


def _is(surface: str, word: str) -> bool:
    """The same word, clitics and letter case aside."""
    return kernel.fold(_bare(surface)) == kernel.fold(_bare(word))


def _bare(word: str) -> str:
    return _CLITICS.sub("", word, count=1) if kernel.is_arabic(word) and word.split()[0][:1] else word


def _instead(surface: str, avoided: str, preferred: str) -> str:
    if not preferred or not _is(surface, avoided):
        return ""
    if kernel.is_arabic(surface):
        # What stands before the avoided word in the base is part of it; what stands before it here is kept.
        plain = kernel.fold(surface).removesuffix(kernel.fold(_bare(avoided)))
        head = surface[: len(plain)]
        return head + (_bare(preferred) if head else preferred)
    return preferred[:1].upper() + preferred[1:] if surface[:1].isupper() else preferred


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    last = -1
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if finding.start >= last:
            last = finding.end
            yield finding
