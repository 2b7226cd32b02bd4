"""Display text: what a reader should see of a raw stretch, and where each of its characters came from.

The raw text is never changed. A repair is local: it needs nothing but the stretch itself, so that
`repair(raw[passage.start:passage.end]).display == passage.text` holds for ever.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from mithaq.kernels.text import glued, shapes, wordlists, words_on_pages
from mithaq.kernels.text.model import Repaired

VERSION = "repair-2"

_Edit = tuple[int, int, str, str]

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f\ufff9-\ufffb"
_SPACES = "\t\n\x0b\x0c\r\x1c-\x1f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_PRESENTED = "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_LETTERS = shapes.ARABIC_LETTERS + shapes.ARABIC_MARKS

_UNSEEN = re.compile(
    r"(?P<beside>\ufff9[^\ufff9-\ufffb]*\ufffb)"
    rf"|(?P<hyphen>(?<=[^\W\d_])(?:\u00ad|[\x02\ufffe])[{_SPACES}]*[\r\n\f][{_SPACES}]*(?=[^\W\d_]))"
    rf"|(?P<invisible>[{_INVISIBLE}\ufffe]+)"
    r"|(?P<markup>\*{2,}|(?<!\w)__(?=\w)|(?<=\w)__(?!\w))"
)
_LINK = re.compile(r"\[(?P<label>[^\[\]\n]{1,300})\]\((?:https?://|mailto:|www\.)[^()\s]{1,500}\)")
_MAYBE_UNSEEN = re.compile(rf"[{_INVISIBLE}\ufffe]|\*\*|__")
_MAYBE_FORMS = re.compile(f"[{_PRESENTED}]")
_FORMS = re.compile(rf"[{_LETTERS}]*[{_PRESENTED}][{_LETTERS}]*")
_TATWEEL = re.compile(rf"(?<=[{_LETTERS}])\u0640+(?=[{_LETTERS}])")
_CLUSTER = re.compile(r"\S+")
_UNTIDY = re.compile(rf"[{_SPACES}]{{2,}}|[{_SPACES.replace(' ', '')}]")
_COMMA = re.compile(rf"(?<=[{_LETTERS}])[،؛؟](?=[{_LETTERS}])")
_NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

_KEEPS_HYPHEN = wordlists.words("sentences", "keeps_hyphen")


def repair(raw: str, *, lang_hint: str = "") -> Repaired:
    """Display text of `raw` with the raw offset of each of its characters.

    `lang_hint` other than "ar" or "" spares the checks that only Arabic needs. Removed: marks nobody sees, what a page
    prints beside its text, stray Markdown, tatweel inside words. Mended: presentation forms (those words only),
    combining marks (NFC), spaces, words broken at a line end, sentences broken by a page, glued words.
    """
    working = _Working(raw)
    working.apply(_links)
    working.apply(_unseen)
    if lang_hint in ("", "ar") and not working.text.isascii():
        working.apply(_forms)
        working.apply(_tatweel)
    if not unicodedata.is_normalized("NFC", working.text):
        working.apply(_composed)
    working.apply(_spaces)
    if lang_hint in ("", "ar") and not working.text.isascii():
        working.apply(_commas)
        working.apply(_glued)
    return working.result()


def continues(before: str, after: str) -> bool:
    """Whether a sentence that stops at a page end (`before`) goes on in the next block (`after`).

    Yes when `before` is long and unfinished and `after` is neither a heading nor an item; Latin text must also go on
    in small letters. A heading before a paragraph is too short to be taken for an unfinished sentence.
    """
    tail, head = before.rstrip()[-400:], after.lstrip()[:400]
    if not tail or not head or shapes.ends_sentence(tail) or shapes.BULLET.match(head):
        return False
    if words_on_pages.ends_midway(tail[-80:]):
        return True
    length = len(tail.split())
    if shapes.is_arabic(tail[-80:]) != shapes.is_arabic(head[:80]):
        return False
    first = next((c for c in head if c.isalnum()), "")
    if not shapes.is_arabic(tail[-80:]):
        return length >= 4 and (first.islower() or (first.isdigit() and length >= 12))
    return length >= 12 and (len(head.split()) >= 12 or shapes.ends_sentence(head.split("\n")[0]))


class _Working:
    """The text under repair. Offsets stay unwritten as long as nothing has moved."""

    def __init__(self, raw: str) -> None:
        self.text = raw
        self._origins: list[int] | None = None
        self._length = len(raw)
        self._repairs: dict[str, int] = {}

    def apply(self, edits: Callable[[str], Iterable[_Edit]]) -> None:
        """Carry out edits `(start, end, replacement, name)`, which come in order and do not overlap."""
        found: list[_Edit] = list(edits(self.text))
        if not found:
            return
        origins = self._origins if self._origins is not None else list(range(self._length + 1))
        text: list[str] = []
        moved: list[int] = []
        done = 0
        for start, end, replacement, name in found:
            text += (self.text[done:start], replacement)
            moved += origins[done:start]
            last = max(end - 1, start)
            moved += [origins[min(start + i, last)] for i in range(len(replacement))]
            done = end
            self._repairs[name] = self._repairs.get(name, 0) + 1
        text.append(self.text[done:])
        moved += origins[done:]
        self.text, self._origins = "".join(text), moved

    def result(self) -> Repaired:
        origins = range(self._length + 1) if self._origins is None else self._origins
        return Repaired(display=self.text, origins=tuple(origins), repairs=self._repairs)


def _links(text: str) -> Iterator[_Edit]:
    """A link of Markdown leaves its label, before anything else is looked at: the label is text like any other."""
    if "](" not in text:
        return
    for m in _LINK.finditer(text):
        yield m.start(), m.start("label"), "", "markup"
        yield m.end("label"), m.end(), "", "markup"


def _unseen(text: str) -> Iterator[_Edit]:
    if not _MAYBE_UNSEEN.search(text):
        return
    for m in _UNSEEN.finditer(text):
        if m.lastgroup == "hyphen":
            before = re.search(r"[^\W\d_]+$", text[max(0, m.start() - 20) : m.start()])
            keeps = before is not None and before.group().lower() in _KEEPS_HYPHEN
            yield m.start(), m.end(), "-" if keeps else "", "hyphen"
        else:
            yield m.start(), m.end(), "", str(m.lastgroup)


def _forms(text: str) -> Iterator[_Edit]:
    """Words with presentation forms, letter by letter; a ligature gives several letters of one origin."""
    if not _MAYBE_FORMS.search(text):
        return
    for m in _FORMS.finditer(text):
        for i, c in enumerate(m.group(), start=m.start()):
            plain = unicodedata.normalize("NFKC", c)
            if plain != c:
                yield i, i + 1, plain.strip() or "", "presentation"


def _tatweel(text: str) -> Iterator[_Edit]:
    return ((m.start(), m.end(), "", "tatweel") for m in _TATWEEL.finditer(text))


def _composed(text: str) -> Iterator[_Edit]:
    for m in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", m.group())
        if composed != m.group():
            yield m.start(), m.end(), composed, "composed"


def _spaces(text: str) -> Iterator[_Edit]:
    """One space between words. A line end stays before an item, an empty line stays after a finished sentence."""
    for m in _UNTIDY.finditer(text):
        gap = m.group()
        lines = len(_NEWLINE.findall(gap))
        if m.start() == 0 or m.end() == len(text):
            wanted = ""
        elif not lines:
            wanted = " "
        elif shapes.BULLET.match(text[m.end() : m.end() + 12]):
            wanted = "\n"
        else:
            wanted = "\n\n" if lines > 1 and shapes.ends_sentence(text[max(0, m.start() - 40) : m.start()]) else " "
        if wanted != gap:
            yield m.start(), m.end(), wanted, "spaces" if not lines else "lines"


def _commas(text: str) -> Iterator[_Edit]:
    return ((m.end(), m.end(), " ", "spaces") for m in _COMMA.finditer(text))


def _glued(text: str) -> Iterator[_Edit]:
    return ((cut, cut, " ", "glued") for cut in glued.cuts(text))
