"""Cuts blocks into passages of at most 90 words, at the ends of sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mithaq.kernels.text import shapes, wordlists
from mithaq.kernels.text.language import language
from mithaq.kernels.text.model import Block, Extracted, Lang, Passage
from mithaq.kernels.text.repair import repair

VERSION = "passages-1"

MOST = 90
"""Words of the longest passage."""
FULL = 60
"""A passage takes one more sentence only while it stays within this many words."""

_UNSAID = frozenset({"boilerplate", "contents"})
_SHORT = 5

_END = re.compile(r"(?:[.!?؟…۔]+|\.\.\.)[\"'»”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*]*(?:\(\d{1,2}\)|\[\d{1,3}\])?(?=\s)")
_CLAUSE = re.compile(r"[؛;](?=\s)|:(?=\s)")
_COMMA = re.compile(r"[،,](?=\s)")
_WORD_BEFORE = re.compile(r"[^\s(\[«“\"']+$")
_NEXT = re.compile(r"[\s\"'«“(\[]*(\S)")
_ABBREVIATIONS = wordlists.words("sentences", "abbreviations")
_INITIAL = re.compile(r"(?:[A-ZÉÀ]\.?-?){1,3}|[أ-ي]|[0-9٠-٩]{1,2}|[ivx]{1,4}")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    words: int


_HASHES = re.compile(r"\s*#{0,6}\s*")


def passages(extracted: Extracted, blocks: tuple[Block, ...]) -> tuple[Passage, ...]:
    """Passages of every block that says something (boilerplate and contents do not), numbered from 1."""
    text = extracted.text
    starts = [page.start for page in extracted.pages]
    usual = _usual_languages(text, blocks)
    path: list[tuple[int, str]] = []
    found: list[Passage] = []
    for block in blocks:
        if block.kind in _UNSAID:
            continue
        headings = tuple(heading for _, heading in path)
        for start, end, shown in _cut(text, block):
            lang, score = _language(shown, usual)
            found.append(
                Passage(
                    number=len(found) + 1,
                    kind=block.kind,
                    start=start,
                    end=end,
                    page=max(1, bisect_right(starts, start)),
                    lang=lang,
                    text=shown,
                    headings=headings,
                    lang_score=score,
                )
            )
        if block.kind == "heading":
            path = [(level, heading) for level, heading in path if level < block.level]
            path.append((block.level, _title(text[block.start : block.end])))
    return tuple(found)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """`(start, end)` of each sentence in `text[start:end]`, white space around it left out.

    A stop after an abbreviation, an initial or a lone number ends nothing; nor does one before a small Latin letter.
    """
    end = len(text) if end is None else end
    begin = start
    for m in _END.finditer(text, start, end):
        if m.end() < end and not _is_stop(text, begin, m, end):
            continue
        yield from _trimmed(text, begin, m.end())
        begin = m.end()
    yield from _trimmed(text, begin, end)


def _is_stop(text: str, begin: int, m: re.Match[str], end: int) -> bool:
    following = _NEXT.match(text, m.end(), end)
    if following and following.group(1).islower():
        return False
    if text[m.start()] != "." or m.end() - m.start() > 1:
        return True
    before = _WORD_BEFORE.search(text, max(begin, m.start() - 24), m.start())
    if before is None:
        return True
    word = before.group()
    return word.lower() not in _ABBREVIATIONS and not (
        _INITIAL.fullmatch(word) and not (word.isdigit() and m.start() - begin > 12)
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(stripped)


def _cut(text: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """`(start, end, display)` of the passages of a block."""
    start, end = _bare(text, block)
    if start >= end:
        return
    raw = text[start:end]
    if len(raw) < 240 or raw.count(" ") < FULL:
        pieces = [_Piece(start, end, 0)] if len(raw.split()) <= FULL else _packed(text, start, end)
    else:
        pieces = _packed(text, start, end)
    for piece in pieces:
        yield from _shown(text, piece.start, piece.end)


def _bare(text: str, block: Block) -> tuple[int, int]:
    """The block without its bullet; the number of a heading or of a numbered item stays, it is part of what it says."""
    mark = shapes.BULLET_MARK.match(text, block.start, block.end)
    start = mark.end() if mark and block.kind in ("bullet", "question", "paragraph") else block.start
    if block.kind == "heading":
        hashes = _HASHES.match(text, start, block.end)
        start = hashes.end() if hashes else start
    return start, block.end


def _packed(text: str, start: int, end: int) -> list[_Piece]:
    packed: list[_Piece] = []
    for a, b in sentences(text, start, end):
        for piece in _within(text, a, b, MOST, (_CLAUSE, _COMMA)):
            last = packed[-1] if packed else None
            if last and last.words + piece.words <= FULL:
                packed[-1] = _Piece(last.start, piece.end, last.words + piece.words)
            else:
                packed.append(piece)
    if len(packed) > 1 and packed[-1].words < _SHORT and packed[-2].words + packed[-1].words <= MOST:
        last = packed.pop()
        packed[-1] = _Piece(packed[-1].start, last.end, packed[-1].words + last.words)
    return packed


def _within(text: str, start: int, end: int, most: int, cuts: tuple[re.Pattern[str], ...]) -> list[_Piece]:
    """A sentence in pieces of at most `most` words: at semicolons, else at commas, else where the words run out."""
    words = len(text[start:end].split())
    if words <= most:
        return [_Piece(start, end, words)]
    if not cuts:
        return _chopped(text, start, end, most)
    pieces: list[_Piece] = []
    begin = start
    for stop in [*(m.end() for m in cuts[0].finditer(text, start, end)), end]:
        for a, b in _trimmed(text, begin, stop):
            count = len(text[a:b].split())
            last = pieces[-1] if pieces else None
            if last and last.words + count <= FULL:
                pieces[-1] = _Piece(last.start, b, last.words + count)
            elif count > most:
                pieces += _within(text, a, b, most, cuts[1:])
            else:
                pieces.append(_Piece(a, b, count))
        begin = stop
    return pieces


def _chopped(text: str, start: int, end: int, most: int) -> list[_Piece]:
    words = [m.span() for m in re.compile(r"\S+").finditer(text, start, end)]
    return [
        _Piece(group[0][0], group[-1][1], len(group))
        for group in (words[i : i + most] for i in range(0, len(words), most))
    ]


def _shown(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Display text; a repair that parts glued words can make a full passage too long, then it is cut once more."""
    shown = repair(text[start:end]).display
    if not shown:
        return
    if len(shown) > 3 * MOST and len(shown.split()) > MOST:
        for piece in _within(text, start, end, MOST * 2 // 3, (_CLAUSE, _COMMA)):
            if (piece.start, piece.end) != (start, end):
                yield from _shown(text, piece.start, piece.end)
        return
    yield start, end, shown


def _title(raw: str) -> str:
    return repair(raw.strip().lstrip("#").strip()).display


def _usual_languages(text: str, blocks: tuple[Block, ...]) -> dict[bool, Lang]:
    """For each script, the language most of the document is in: the guess for passages too short to tell."""
    weights: dict[tuple[bool, Lang], int] = {}
    long = [b for b in blocks if b.kind not in _UNSAID and b.end - b.start > 80]
    for block in long[:: max(1, len(long) // 40)]:
        stretch = text[block.start : min(block.end, block.start + 600)]
        lang, _ = language(stretch)
        if lang != "und":
            key = (lang == "ar", lang)
            weights[key] = weights.get(key, 0) + len(stretch)
    usual: dict[bool, Lang] = {}
    for (arabic, lang), _ in sorted(weights.items(), key=lambda item: item[1]):
        usual[arabic] = lang
    return usual


def _language(shown: str, usual: dict[bool, Lang]) -> tuple[Lang, float]:
    lang, score = language(shown)
    if score >= 0.9 and lang != "und":
        return lang, round(score, 3)
    arabic = shapes.is_arabic(shown)
    expected = usual.get(arabic)
    if expected and (lang == expected or len(shown.split()) <= 12 or score < 0.6) and any(c.isalpha() for c in shown):
        return expected, round(max(score, 0.6) if lang == expected else 0.5, 3)
    return lang, round(score, 3)
