"""Whether what came out of a file is text of a language at all, and the right way round."""

from __future__ import annotations

import re

from mithaq.kernels.text.model import Extracted, Unreadable

_SAMPLE = 60_000
_WORD = re.compile(r"[\u0621-\u064a\ufe80-\ufefc]{2,}")
_LATIN = re.compile(r"[^\W\d_]{4,}")
_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x80-\x9f]")
_MOJIBAKE = re.compile(r"[ØÙÃÂÐÑ][\u0080-\u00bf\u0152-\u0192\u2013-\u2122]")
_VOWEL = re.compile(r"[aeiouyœæàáâãäåèéêëìíîïòóôõöùúûüýÿıāēīōūăąęőű]", re.I)
_CRAMPED = re.compile(r"[a-zà-ÿ][A-Z]|[A-Za-z][0-9][A-Za-z]|[A-Za-z][^\w\s'’\-./@:&()‑]+[A-Za-z]")
_FORWARD = ("في", "من", "على", "إلى", "الى", "التي", "الذي", "عن", "هذا", "أن", "بين", "كل")
_COMMON = frozenset(_FORWARD)
_BACKWARD = frozenset(word[::-1] for word in _FORWARD) - _COMMON
_PICTURES = "\uf0b7\uf0a7\uf0d8\uf0fc"  # bullets of Symbol and Wingdings: harmless


def check(extracted: Extracted) -> None:
    """Refused: `reversed` Arabic, and `garbled` letters that no language has (a font without a character map)."""
    text = _sample(extracted.text)
    _check_letters(text)
    _check_direction(text)


def _sample(text: str) -> str:
    """All of a short text; of a long one, its begin, middle and end."""
    if len(text) <= _SAMPLE:
        return text
    third, middle = _SAMPLE // 3, len(text) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


def _check_letters(text: str) -> None:
    tokens = text.split()
    visible = sum(map(len, tokens))
    broken = sum(c not in _PICTURES for c in _BROKEN.findall(text))
    mojibake = 2 * len(_MOJIBAKE.findall(text))
    share = max(broken, mojibake) / max(visible, 1)
    if share > 0.08:
        raise Unreadable("garbled", share=round(share, 2))
    words = [word for word in tokens if word.isalpha() or any(map(str.isalpha, word))]
    latin = [word for word in words if word.isascii() and len(word) >= 4 and not word.isupper()]
    if len(latin) >= 12 and len(latin) >= 0.5 * len(words):
        soup = sum(1 for word in latin if _is_soup(word)) / len(latin)
        if soup > 0.35:
            raise Unreadable("garbled", share=round(soup, 2))


def _is_soup(word: str) -> bool:
    if "@" in word or "/" in word:
        return False
    return (bool(_LATIN.search(word)) and not _VOWEL.search(word)) or bool(_CRAMPED.search(word))


def _check_direction(text: str) -> None:
    """Words that end in "لا" against words that begin with "ال", and common words against their mirror images.

    Both must speak for reversal: a short text with لا or a verse in old spelling is not enough.
    """
    words = _WORD.findall(text)
    long = [w for w in words if len(w) >= 5]
    ends = sum(w.endswith("لا") and not w.startswith("ال") for w in long)
    begins = sum(w.startswith(("ال", "وال", "بال", "لل")) and not w.endswith("لا") for w in long)
    mirrored = sum(w in _BACKWARD for w in words)
    common = sum(w in _COMMON for w in words)
    if ends + mirrored >= 3 and ends >= begins and mirrored >= common and ends + mirrored > begins + common:
        raise Unreadable("reversed", words=ends + mirrored)
