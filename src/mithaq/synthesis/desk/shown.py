"""A section of the desk as its page shows it: written lines, suggestions, and what each count rests on.

Everything is read in a number of queries that does not depend on how many lines there are. Passages of withdrawn
documents are not shown; a line says how many of them it cites.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Document, Passage, Read
from mithaq.evidence.selectors import wording as spoken
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.synthesis import counts, wording
from mithaq.synthesis.enums import Status
from mithaq.synthesis.material import contributors_of, everything_said
from mithaq.synthesis.models import Citation, Comment, Line, LineRendition, LineVersion, Section, Synthesis
from mithaq.synthesis.report import Label


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that may be shown, with the document it is from; `number` is that of its source."""

    passage: Passage
    number: int
    title: Label
    speaker: str
    countries: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of a sentence with its present value, in the language of the sentence; `written` stands in the braces."""

    written: str
    value: str
    passages: int
    lang: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A line in one language. `standing` is "original", "translation", "stale" or "missing"."""

    lang: str
    standing: str
    text: str = ""
    raw: str = ""
    version: int = 0
    by_name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A line that a person wrote: in the reader's language where it is, in all three beside it.

    What it cites is gathered where it is open; `citations` says how many there are to show, `hidden` how many not.
    """

    line: Line
    number: int
    said: Tongue
    tongues: tuple[Tongue, ...]
    cited: tuple[Cited, ...]
    citations: int
    hidden: int
    comments: int

    @property
    def original(self) -> Tongue:
        return next(tongue for tongue in self.tongues if tongue.standing == "original")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion: its wording, and who carries it as pairs of a name and how many statements.

    `is_said` when written lines of the section cite all it quotes.
    """

    line: Line
    act: str
    lead: str
    cited: tuple[Cited, ...]
    everyone: int
    documents: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]
    tongues: tuple[tuple[str, int], ...]
    is_said: bool


@dataclass(frozen=True, slots=True)
class Dismissed:
    """What stands no more, with who said so and why; `text` is what was written, or the wording of the suggestion."""

    line: Line
    said: Label
    was_written: bool


class Sources:
    """The documents a synthesis rests on that are not withdrawn, and what counts with conditions are asked of."""

    def __init__(self, synthesis: Synthesis) -> None:
        rows = synthesis.sources.filter(document__withdrawn_at=None).select_related("document__contributor")
        self.numbered: dict[int, tuple[int, Document]] = {row.document.pk: (row.number, row.document) for row in rows}
        self.documents = [document for _, document in self.numbered.values()]
        self.contributors = contributors_of(self.documents)
        self.states = compacts.states_by_code()

    @cached_property
    def everything(self) -> counts.Everything:
        return everything_said(self.documents, self.contributors)

    def readings(self, passages: Iterable[int]) -> dict[int, Read]:
        keys = list(passages)
        return {read.pk: read for read in evidence.readings(self.documents, among=keys)} if keys else {}

    def cited(self, passage: Passage, read: Read) -> Cited:
        number, document = self.numbered[read.document]
        title, lang = Words(document.title), languages.current()
        return Cited(
            passage=passage,
            number=number,
            title=Label(title.in_(lang) or document.file_name, title.lang_for(lang)),
            speaker=spoken.voice(read.speaker, read.speaker_name),
            countries=spoken.listed([self.state(code) for code in read.countries]),
            simulated=document.is_simulated,
        )

    def title(self, number: int) -> str:
        return next((str(document) for n, document in self.numbered.values() if n == number), "")

    def state(self, code: str) -> str:
        return spoken.country(code, self.states)


class Shown:
    """The lines of one section (or one line of it) with all that stands beside them."""

    def __init__(self, section: Section, sources: Sources, *, only: Line | None = None) -> None:
        self.section, self.sources = section, sources
        chosen = Line.objects.filter(section=section).order_by("order")
        self.lines = list(chosen if only is None else chosen.filter(pk=only.pk))
        self.passages: dict[int, list[Passage]] = defaultdict(list)
        self.hidden: Counter[int] = Counter()
        rows = Citation.objects.filter(line__in=self.lines).select_related("passage__rendition").order_by("order")
        for row in rows.defer("passage__rendition__text"):
            if row.passage.rendition.document_id in sources.numbered:
                self.passages[row.line_id].append(row.passage)
            else:
                self.hidden[row.line_id] += 1
        self.reads = sources.readings({p.pk for some in self.passages.values() for p in some})
        self.renditions: dict[int, dict[str, LineRendition]] = defaultdict(dict)
        for rendition in LineRendition.objects.filter(line__in=self.lines):
            self.renditions[rendition.line_id][rendition.lang] = rendition
        comments = Comment.objects.filter(line__in=self.lines, settled_at=None)
        self.comments = Counter(comments.values_list("line", flat=True))
        texts = [r.text for some in self.renditions.values() for r in some.values()]
        self.everything = sources.everything if counts.asks_everything(texts) else counts.NOTHING

    def written(self, opened: str = "") -> list[Written]:
        lines = [line for line in self.lines if line.status == Status.CONFIRMED]
        return [self.one(line, number, is_open=line.uid == opened) for number, line in enumerate(lines, start=1)]

    def basis(self, line: Line) -> counts.Basis:
        cited = [counts.fact_of(self.reads[p.pk], self.sources.contributors) for p in self.passages[line.pk]]
        return counts.Basis(cited, self.everything)

    def one(self, line: Line, number: int, *, is_open: bool) -> Written:
        basis = self.basis(line)
        tongues = tuple(self._tongues(line, basis))
        original = next(tongue for tongue in tongues if tongue.standing == "original")
        mine = next(tongue for tongue in tongues if tongue.lang == languages.current())
        return Written(
            line=line,
            number=number,
            said=original if mine.standing == "missing" else mine,
            tongues=tongues,
            cited=self._cited(line) if is_open else (),
            citations=len(self.passages[line.pk]),
            hidden=self.hidden[line.pk],
            comments=self.comments[line.pk],
        )

    def proposals(self) -> list[Proposal]:
        """Those that somebody still says, strongest first."""
        open_ = [line for line in self.lines if line.status == Status.SUGGESTED and self.passages[line.pk]]
        return [self._proposal(line) for line in open_]

    @cached_property
    def said(self) -> set[int]:
        """The passages that written lines cite."""
        written = [line.pk for line in self.lines if line.status == Status.CONFIRMED]
        return {passage.pk for key in written for passage in self.passages[key]}

    def dismissed(self) -> list[Dismissed]:
        """What was removed or dismissed with a reason; a suggestion that was taken is neither."""
        lang, gone = languages.current(), []
        for line in self.lines:
            if line.status != Status.DISMISSED or not line.because:
                continue
            said = self.renditions[line.pk]
            if said:
                chosen = said.get(lang) or next(r for r in said.values() if r.is_original)
                text = counts.render(chosen.text, chosen.lang, self.basis(line))
                gone.append(Dismissed(line, Label(text, chosen.lang), True))
            else:
                gone.append(Dismissed(line, Label(self._lead(line), lang), False))
        return gone

    def _tongues(self, line: Line, basis: counts.Basis) -> Iterable[Tongue]:
        said = self.renditions[line.pk]
        original = next(r for r in said.values() if r.is_original)
        for lang in languages.CODES:
            rendition = said.get(lang)
            if rendition is None:
                yield Tongue(lang, "missing")
                continue
            fresh = "original" if rendition.is_original else "translation"
            yield Tongue(
                lang=lang,
                standing=fresh if rendition.is_original or rendition.made_from == original.version else "stale",
                text=counts.render(rendition.text, lang, basis),
                raw=rendition.text,
                version=rendition.version,
                by_name=rendition.by_name,
                at=rendition.at,
            )

    def _cited(self, line: Line) -> tuple[Cited, ...]:
        return tuple(self.sources.cited(passage, self.reads[passage.pk]) for passage in self.passages[line.pk])

    def _members(self, line: Line) -> list[dict[str, Any]]:
        live = {number for number, _ in self.sources.numbered.values()}
        return [member for member in line.facts.get("members", ()) if member["source"] in live]

    def _lead(self, line: Line) -> str:
        members = self._members(line)
        states = dict.fromkeys(code for m in members for code in m["countries"])
        return wording.lead(
            line.act,
            documents=len({m["source"] for m in members}),
            groups=len({m["speaker"] for m in members} - {"", "none"}),
            tongues=len({m["lang"] for m in members} - {"und"}),
            states=[self.sources.state(code) for code in states],
        )

    def _proposal(self, line: Line) -> Proposal:
        members = self._members(line)
        by_source = Counter(m["source"] for m in members)
        groups = Counter(m["speaker"] for m in members if m["speaker"] not in ("", "none"))
        states = Counter(code for m in members for code in m["countries"])
        tongues = Counter(m["lang"] for m in members)
        return Proposal(
            line=line,
            act=spoken.act(line.act),
            lead=self._lead(line),
            cited=self._cited(line),
            everyone=len(members),
            documents=tuple((self.sources.title(key), n) for key, n in by_source.most_common()),
            groups=tuple((spoken.speaker(key), n) for key, n in groups.most_common()),
            states=tuple((self.sources.state(key), n) for key, n in states.most_common()),
            tongues=tuple((spoken.language(key), n) for key, n in tongues.most_common()),
            is_said=self.said >= {passage.pk for passage in self.passages[line.pk]},
        )


def counted(text: str, lang: str, basis: counts.Basis) -> tuple[Counted, ...]:
    """Each different count of a sentence once, with its present value and how many statements it rests on."""
    found = {count.written: count for count in counts.counts(text)}
    return tuple(
        Counted(written, counts.shown(count, lang, basis), len(basis.behind(count)), lang)
        for written, count in found.items()
    )


def history(line: Line) -> Sequence[LineVersion]:
    """Every earlier wording, the newest first."""
    return list(line.versions.order_by("-at", "-version"))
