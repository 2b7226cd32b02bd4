"""What the text kernel hands out: frozen values, offsets in characters, keys instead of prose.

Three texts, never confused:

* **raw** — the characters the extractor found in the file, byte order and defects included. Every offset that
  leaves the kernel (`start`, `end` of blocks and passages) counts characters of the raw text, so that a passage
  can be found again in its original for ever.
* **display** — the raw text repaired for a reader (presentation forms, glued words, page breaks inside sentences).
  `Passage.text` is display text; code evidence counts characters of `Passage.text`.
* **match** — the folded text that search and coders compare (no vowels, no tatweel, one alef). Never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Lang = Literal["ar", "en", "fr", "und"]

BLOCK_KINDS = ("heading", "paragraph", "bullet", "table", "question", "contents", "boilerplate")
ACTS = ("recommendation", "commitment", "practice", "challenge", "question", "process", "fact")
SPEAKERS = (
    "migrants",
    "civil_society",
    "diaspora",
    "faith",
    "local_authority",
    "private_sector",
    "employers",
    "trade_union",
    "parliament",
    "nhri",
    "red_cross",
    "academia",
    "media",
    "un",
    "state",
    "regional_org",
    "other",
    "none",
)


class Unreadable(Exception):
    """A file that cannot be read: `cause` is a key (see `CAUSES`), `facts` fill the sentence a room words from it."""

    def __init__(self, cause: str, **facts: object) -> None:
        super().__init__(cause, facts)
        self.cause = cause
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        """Refused in a worker process, it arrives with its facts."""
        return _unreadable, (self.cause, self.facts)


def _unreadable(cause: str, facts: Mapping[str, object]) -> Unreadable:
    return Unreadable(cause, **facts)


CAUSES = (
    "empty",  # no bytes
    "too-large",  # facts: bytes, limit
    "too-many-pages",  # facts: pages, limit
    "encrypted",  # a password is needed
    "damaged",  # truncated or broken container; facts: detail
    "no-text-layer",  # a scan: pages without letters; facts: pages
    "reversed",  # Arabic stored back to front; facts: words
    "garbled",  # letters that are no language: a font without a character map; facts: share
    "bomb",  # unpacks to far more than its size; facts: bytes, limit
    "wrong-extension",  # the name says one kind, the bytes another; facts: said, found
    "unknown-kind",  # none of the kinds that can be read; facts: found
    "unknown-encoding",  # text whose encoding cannot be told; facts: tried
    "other-language",  # none of ar, en, fr; facts: found
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the original: `[start, end)` in the raw text, numbered from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What the container says about a stretch of the raw text.

    `kind` of BLOCK_KINDS, `level` of a heading (1 = top) or 0.
    """

    start: int
    end: int
    kind: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Extracted:
    """The raw text of a file and where its pages are."""

    kind: Literal["pdf", "docx", "html", "text"]
    text: str
    pages: tuple[Page, ...]
    hints: tuple[Hint, ...] = ()
    extractor: str = ""
    warnings: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """Display text of `raw[start:end]`; `origins[i]` is the raw offset of display character i.

    There is one origin more than characters: where the text ends.
    """

    display: str
    origins: tuple[int, ...]
    repairs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the raw text with one function on the page."""

    kind: str
    start: int
    end: int
    page: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """At most 90 words of one block, in one language, never across a heading.

    `start`/`end` count raw characters; `text` is display text; `headings` is the path of headings above it;
    `number` counts from 1 in the document; `page` from 1.
    """

    number: int
    kind: str
    start: int
    end: int
    page: int
    lang: Lang
    text: str
    headings: tuple[str, ...] = ()
    lang_score: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the kernel read it. `version` changes whenever the same bytes could give other passages."""

    extracted: Extracted
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    languages: tuple[Lang, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Code:
    """A suggested code with the characters of `Passage.text` that speak for it. `score` in 0..1."""

    scheme: Literal["objective", "principle"]
    code: int
    score: float
    evidence: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose voice: a value of SPEAKERS, the characters that say so, the organisation or State named, if any."""

    kind: str = "none"
    score: float = 0.0
    span: tuple[int, int] | None = None
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A State named in the text (ISO 3166 alpha-2) and where."""

    country: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coded:
    """Everything the coder suggests about one passage; nothing of it is confirmed."""

    lang: Lang
    objectives: tuple[Code, ...]
    principles: tuple[Code, ...]
    act: str
    act_score: float
    act_evidence: tuple[tuple[int, int], ...]
    speaker: Speaker
    mentions: tuple[Mention, ...]
    version: str

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.country for m in self.mentions))


@dataclass(frozen=True, slots=True)
class Statement:
    """What convergence compares: one passage of one document with what is known about it."""

    id: str
    document: str
    lang: Lang
    text: str
    objectives: tuple[int, ...] = ()
    act: str = "fact"
    speaker: str = "none"
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements that say the same. `score` in 0..1."""

    a: str
    b: str
    kind: Literal["duplicate", "translation", "convergent"]
    score: float


@dataclass(frozen=True, slots=True)
class Message:
    """A convergent message: its statements, strongest first; the first is its medoid."""

    statements: tuple[str, ...]
    documents: int
    speakers: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[Lang, ...]
    strength: float
