"""A quotation against its original: the bytes, the text read from them, the stretch of that text, the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mithaq.evidence import files
from mithaq.evidence.models import Document, Passage, Rendition
from mithaq.evidence.services.texts import digest_of, storable
from mithaq.kernels import text as kernel

CONTEXT = 600


class Unfaithful(Exception):
    """A passage that is not what its original says: `why` is "bytes", "text" or "words"."""

    def __init__(self, passage: str, why: str) -> None:
        super().__init__(f"{passage}: {why}")
        self.passage = passage
        self.why = why


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
    """
    checked = 0
    sound: dict[int, Rendition] = {}
    for passage in passages:
        rendition = sound.get(passage.rendition_id)
        if rendition is None:
            rendition = sound[passage.rendition_id] = _sound(passage)
        stretch = rendition.text[passage.start : passage.end]
        is_ours = passage.is_current and rendition.version == kernel.READER
        if not (is_repaired_from(passage.text, stretch) if is_ours else is_made_of_lines_of(passage.text, stretch)):
            raise Unfaithful(passage.uid, "words")
        checked += 1
    return checked


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


def _sound(passage: Passage) -> Rendition:
    rendition = passage.rendition
    try:
        files.check(rendition.document.digest)
    except files.Altered as altered:
        raise Unfaithful(passage.uid, "bytes") from altered
    if digest_of(rendition.text) != rendition.text_digest:
        raise Unfaithful(passage.uid, "text")
    return rendition
