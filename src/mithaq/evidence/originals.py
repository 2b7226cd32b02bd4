"""A quotation against its original: the bytes, the text read from them, the stretch of that text, the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mithaq.evidence import files
from mithaq.evidence.models import Document, Passage, Rendition
from mithaq.evidence.services.texts import digest_of, storable
from mithaq.kernels import text as kernel

CONTEXT = 600


class Unfaithful(Exception):
    """A passage that is not what its original says: `why` is "bytes", "text" or "words".

    It names the passage (`number`, `page`) and its `document`, and whether the file is still the document's own
    (`is_current`): a file that was replaced is kept, and a quotation from it may be as faithful as any.
    """

    def __init__(self, passage: Passage, why: str) -> None:
        super().__init__(f"{passage.uid}: {why}")
        self.passage = passage.uid
        self.why = why
        self.number = passage.number
        self.page = passage.page
        self.document = passage.rendition.document
        self.is_current = not passage.rendition.file_digest


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: the raw stretch, and raw text before and after it, nothing repaired."""

    before: str
    stretch: str
    after: str
    page: int
    goes_on: tuple[bool, bool] = (False, False)

    @property
    def lead(self) -> str:
        """What stands before, from its first whole word; with "…" where the text began earlier."""
        return "… " + re.sub(r"^\S*\s*", "", self.before) if self.goes_on[0] else self.before

    @property
    def tail(self) -> str:
        return re.sub(r"\s*\S*$", "", self.after) + " …" if self.goes_on[1] else self.after


def original(document: Document) -> bytes:
    """The bytes as they were given; `files.Altered` when they are not."""
    return files.read(document.digest)


def passage_in_original(passage: Passage, *, context: int = CONTEXT) -> Place:
    """The passage where it stands in the raw text, verified; `Unfaithful` when its words are not there."""
    rendition = passage.rendition
    verify([passage])
    text = rendition.text
    return Place(
        before=text[max(0, passage.start - context) : passage.start],
        stretch=text[passage.start : passage.end],
        after=text[passage.end : passage.end + context],
        page=passage.page,
        goes_on=(passage.start > context, passage.end + context < len(text)),
    )


def verify(passages: Iterable[Passage]) -> int:
    """Check every passage against its original and return how many were checked.

    Each text is hashed once, each file as often as `files.check` does. Refused (`Unfaithful`) at the first passage
    whose file is altered, whose text is not the one read at deposit, or whose words are not those between its offsets.
    A passage of a file that was replaced is checked against that file.
    """
    checked = 0
    for fault in _checked(passages):
        if fault:
            raise fault
        checked += 1
    return checked


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many passages were compared, how many are not what their original says, and the first of these."""

    passages: int
    unfaithful: int
    first: tuple[Unfaithful, ...]


def compare(passages: Iterable[Passage], *, most: int = 20) -> Comparison:
    """Check every passage as `verify` does, to the end: what does not hold is counted, the first named."""
    checked, wrong = 0, 0
    first: list[Unfaithful] = []
    for fault in _checked(passages):
        checked += 1
        if fault:
            wrong += 1
            first += [fault] if len(first) < most else []
    return Comparison(checked, wrong, tuple(first))


def _checked(passages: Iterable[Passage]) -> Iterator[Unfaithful | None]:
    """For each passage, why it is not what its original says, or None."""
    seen: dict[int, tuple[Rendition, str]] = {}
    for passage in passages:
        if passage.rendition_id not in seen:
            seen[passage.rendition_id] = (passage.rendition, _fault(passage.rendition))
        rendition, why = seen[passage.rendition_id]
        if not why:
            stretch = rendition.text[passage.start : passage.end]
            is_ours = passage.is_current and rendition.version == kernel.READER
            holds = is_repaired_from if is_ours else is_made_of_lines_of
            why = "" if holds(passage.text, stretch) else "words"
        yield Unfaithful(passage, why) if why else None


def is_repaired_from(quoted: str, raw: str) -> bool:
    """Whether the kernel makes exactly these words of the raw stretch."""
    return storable(kernel.repaired(raw).display) == quoted


def is_made_of_lines_of(quoted: str, raw: str) -> bool:
    """Whether a quotation an older kernel repaired has the letters of the raw stretch, in order.

    A repair may part or join words and fold presentation forms, and it may leave out whole lines (a page number, a
    footer); it never leaves out, adds or moves a letter within a line.
    """
    left = _letters(quoted)
    for line in raw.splitlines():
        left = left.removeprefix(_letters(line))
    return not left


def _letters(text: str) -> str:
    return "".join(c for c in kernel.fold(text) if c.isalnum())


def file_of(rendition: Rendition) -> str:
    """The digest of the file a text was read from: the document's own, or the one that was replaced."""
    return rendition.file_digest or rendition.document.digest


def _fault(rendition: Rendition) -> str:
    try:
        files.check(file_of(rendition))
    except files.Altered:
        return "bytes"
    return "" if digest_of(rendition.text) == rendition.text_digest else "text"
