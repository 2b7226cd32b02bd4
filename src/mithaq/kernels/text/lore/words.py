"""The words of one passage, folded one by one so that every offset stays an offset of the text as given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

from mithaq.kernels.text.remembered import Remembered

_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u0300-\u036f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
)
_WORD = re.compile(rf"\w[\w{_MARKS}]*")
_MARK = re.compile(f"[{_MARKS}]")
_PLAIN = str.maketrans("أإآٱىةؤئکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹œæ’", "اااايهويكي01234567890123456789ea'")


def fold(word: str) -> str:
    """A word as rules compare it: lower case, no accents, no vowels, one alef, one ya."""
    return _FOLDED[word]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = _MARK.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).translate(_PLAIN)))
    return "".join(c for c in plain.casefold() if not unicodedata.combining(c))


class _Folded(Remembered[str, str]):
    def of(self, key: str) -> str:
        return _fold(key)


_FOLDED = _Folded()


def fold_phrase(text: str) -> str:
    """Folded words joined by one space: how tables are keyed."""
    return " ".join(fold(w) for w in _WORD.findall(text))


class Words:
    """Folded words, where they stand, and one line of them (` word word `) for patterns of several words."""

    __slots__ = ("_places", "ends", "folded", "line", "raw", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = [m.span() for m in _WORD.finditer(text)]
        self.starts = [s for s, _ in found]
        self.ends = [e for _, e in found]
        self.raw = [text[s:e] for s, e in found]
        self.folded = list(map(_FOLDED.__getitem__, self.raw))
        self.line = f" {' '.join(self.folded)} " if found else ""
        self._places: list[int] | None = None

    def __len__(self) -> int:
        return len(self.folded)

    @property
    def places(self) -> list[int]:
        """Where each word begins in `line`."""
        if self._places is None:
            behind = accumulate((len(word) + 1 for word in self.folded), initial=1)
            self._places = list(behind)[:-1]
        return self._places

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the text for `line[start:end]`, widened to whole words."""
        first = max(
            0, bisect_right(self.places, start) - 1 if start in self.places else bisect_left(self.places, start)
        )
        last = max(first, bisect_left(self.places, end) - 1)
        first = min(first, len(self.starts) - 1)
        return self.starts[first], self.ends[min(last, len(self.ends) - 1)]

    def gap(self, index: int) -> str:
        """The characters between word `index` and the next."""
        if index + 1 >= len(self.starts):
            return self.text[self.ends[index] :]
        return self.text[self.ends[index] : self.starts[index + 1]]


@lru_cache(maxsize=64)
def words(text: str) -> Words:
    """The words of a text; the three readers ask in turn, so the last few are kept."""
    return Words(text)
