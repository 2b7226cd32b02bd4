"""What a draft will say, worked out in memory: which statements stand in which section, what they say together, which
of them are quoted, and for every other passage why it is not. Nothing is read or written here; same input, same plan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mithaq.evidence.selectors import Read
from mithaq.kernels import text as kernel
from mithaq.synthesis.enums import Reason

VERSION = "plan-1"

NO_STATEMENT = frozenset(("heading", "contents", "boilerplate"))
RANK = {"recommendation": 0, "commitment": 0, "challenge": 0, "practice": 0, "question": 0, "fact": 1, "process": 2}
QUOTES = 3
QUESTIONS = "questions"

NEAR = 0.18  # cosine of concept vectors below which a passage has nothing to do with a guiding question
OF_BEST = 0.45  # and a passage is taken only as near as this share of the nearest one


@dataclass(frozen=True, slots=True)
class Line:
    """Ids of the statements to quote, in order, and of everyone who says it."""

    act: str
    quoted: tuple[str, ...]
    members: tuple[str, ...]
    strength: float


@dataclass(slots=True)
class Section:
    key: str
    objective: int | None = None
    question: int | None = None
    reads: list[Read] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """`unused` maps the id of a passage to its reason and the key of the section it would have stood in, or ""."""

    sections: tuple[Section, ...]
    unused: Mapping[str, tuple[Reason, str]]


def by_objective(reads: Sequence[Read], objectives: Sequence[int], *, limit: int) -> Plan:
    """One section an objective, in their order, and the questions people raised under a heading of their own."""
    chosen = standing_by_objective(reads, objectives)
    known = set(objectives)
    subjects = {r.id: tuple(n for n in _objectives(r) if n in known) for r in reads}
    return _planned(reads, chosen, subjects, limit=limit, otherwise=Reason.NO_OBJECTIVE)


def by_question(reads: Sequence[Read], questions: Sequence[Mapping[str, str]], *, limit: int) -> Plan:
    """One section a guiding question, which may be given in several languages: passages that speak of the same."""
    sections, subjects = _standing_by_question(reads, questions)
    return _planned(reads, sections, subjects, limit=limit, otherwise=Reason.NO_QUESTION)


def standing_by_objective(reads: Sequence[Read], objectives: Sequence[int]) -> list[Section]:
    """The sections with the passages that stand in each, nothing said of them yet."""
    sections = {number: Section(f"objective-{number}", objective=number) for number in objectives}
    raised = Section(QUESTIONS)
    for read in reads:
        if read.kind in NO_STATEMENT:
            continue
        if is_question(read):
            raised.reads.append(read)
            continue
        for number in _objectives(read):
            if number in sections:
                sections[number].reads.append(read)
    return [*sections.values(), *([raised] if raised.reads else [])]


def standing_by_question(reads: Sequence[Read], questions: Sequence[Mapping[str, str]]) -> list[Section]:
    """Likewise, where sections are guiding questions."""
    return _standing_by_question(reads, questions)[0]


def _standing_by_question(
    reads: Sequence[Read], questions: Sequence[Mapping[str, str]]
) -> tuple[list[Section], dict[str, tuple[int, ...]]]:
    """And the numbers of the questions each passage is near to, the nearest first."""
    sections = [Section(f"question-{n}", question=n) for n in range(1, len(questions) + 1)]
    subjects: dict[str, tuple[int, ...]] = {}
    statements = [r for r in reads if r.kind not in NO_STATEMENT and not is_question(r)]
    near = _nearness(statements, questions)
    best = [max((row[n] for row in near), default=0.0) for n in range(len(questions))]
    for read, row in zip(statements, near, strict=True):
        close = [n for n, cosine in enumerate(row) if cosine >= max(NEAR, OF_BEST * best[n])]
        subjects[read.id] = tuple(n + 1 for n in sorted(close, key=lambda n: (-row[n], n))[:2])
        for number in subjects[read.id]:
            sections[number - 1].reads.append(read)
    return sections, subjects


def is_question(read: Read) -> bool:
    return read.act == "question" or read.kind == "question"


def _objectives(read: Read) -> tuple[int, ...]:
    return tuple(number for number, _, _ in read.objectives)


def _planned(
    reads: Sequence[Read],
    sections: Sequence[Section],
    subjects: Mapping[str, tuple[int, ...]],
    *,
    limit: int,
    otherwise: Reason,
) -> Plan:
    standing = {read.id: read for section in sections for read in section.reads}
    statements = {key: _statement(read, subjects.get(key, ())) for key, read in standing.items()}
    links = kernel.links(list(statements.values()))
    near = _partners(links)
    copies = {frozenset((link.a, link.b)) for link in links if link.kind == "duplicate"}
    reasons: dict[str, tuple[Reason, str]] = {}
    cited: set[str] = set()
    for section in sections:
        here = {read.id for read in section.reads}
        inside = [link for key in here for link in near.get(key, ()) if link.a == key and link.b in here]
        messages = kernel.messages([statements[r.id] for r in section.reads], inside)
        ranked = sorted(messages, key=lambda m: (RANK[_act(m, statements)], -m.strength, m.statements[0]))
        section.lines = [_line(message, statements) for message in ranked[:limit]]
        quoted = {key for line in section.lines for key in line.quoted}
        said = {key for line in section.lines for key in line.members}
        cited |= quoted
        for read in section.reads:
            if read.id not in quoted:
                reason = _reason(read, quoted, said, copies, near)
                known = reasons.get(read.id)
                if known is None or _FIRST.index(reason) < _FIRST.index(known[0]):
                    reasons[read.id] = (reason, section.key)
    for read in reads:
        if read.id not in standing:
            reasons[read.id] = (_outside(read, otherwise), "")
    unused = {read.id: reasons[read.id] for read in reads if read.id in reasons and read.id not in cited}
    return Plan(tuple(sections), unused)


def _line(message: kernel.Message, statements: Mapping[str, kernel.Statement]) -> Line:
    return Line(_act(message, statements), _quoted(message, statements), message.statements, message.strength)


def _quoted(message: kernel.Message, statements: Mapping[str, kernel.Statement]) -> tuple[str, ...]:
    """The strongest, and where the message is carried in a language none of them speaks, one that does.

    A report in that language can then begin with words its reader understands.
    """
    members = [statements[key] for key in message.statements]
    ranked = kernel.strongest(message, members, len(members))
    chosen = list(ranked[:QUOTES])
    for lang in message.languages:
        if any(s.lang == lang for s in chosen):
            continue
        langs = Counter(s.lang for s in chosen)
        spare = next((s for s in reversed(chosen) if langs[s.lang] > 1), None)
        if spare is not None:
            chosen[chosen.index(spare)] = next(s for s in ranked if s.lang == lang)
    return tuple(s.id for s in chosen)


def _act(message: kernel.Message, statements: Mapping[str, kernel.Statement]) -> str:
    """What most of its statements do; where two acts tie, the one that asks for more."""
    counted = Counter(statements[key].act for key in message.statements)
    return min(counted, key=lambda act: (-counted[act], RANK[act], list(RANK).index(act)))


_LANGS: Mapping[str, Literal["ar", "en", "fr"]] = {"ar": "ar", "en": "en", "fr": "fr"}


def _statement(read: Read, subjects: tuple[int, ...]) -> kernel.Statement:
    act = "question" if is_question(read) else read.act or "fact"
    return kernel.Statement(
        id=read.id,
        document=str(read.document),
        lang=_LANGS.get(read.lang, "und"),
        text=read.text,
        objectives=subjects,
        act=act if act in RANK else "fact",
        speaker=read.speaker,
        countries=tuple(read.countries),
    )


_FIRST = (
    Reason.COPY,
    Reason.SAME,
    Reason.ASKED,
    Reason.PROCEDURE,
    Reason.WEAKER,
    Reason.NO_OBJECTIVE,
    Reason.NO_QUESTION,
    Reason.NOT_A_STATEMENT,
)


def _reason(
    read: Read,
    quoted: set[str],
    said: set[str],
    copies: set[frozenset[str]],
    near: Mapping[str, Sequence[kernel.Link]],
) -> Reason:
    partners = {link.b if link.a == read.id else link.a for link in near.get(read.id, ())}
    if any(frozenset((read.id, other)) in copies for other in partners & quoted):
        return Reason.COPY
    if read.id in said:
        return Reason.SAME
    if is_question(read):
        return Reason.ASKED
    return Reason.PROCEDURE if read.act == "process" else Reason.WEAKER


def _outside(read: Read, otherwise: Reason) -> Reason:
    if read.kind in NO_STATEMENT:
        return Reason.NOT_A_STATEMENT
    if is_question(read):
        return Reason.ASKED
    return Reason.PROCEDURE if read.act == "process" else otherwise


def _partners(links: Iterable[kernel.Link]) -> dict[str, list[kernel.Link]]:
    near: dict[str, list[kernel.Link]] = defaultdict(list)
    for link in links:
        near[link.a].append(link)
        near[link.b].append(link)
    return near


def _nearness(reads: Sequence[Read], questions: Sequence[Mapping[str, str]]) -> list[list[float]]:
    """The cosine of each passage with each question, in the wording that comes nearest."""
    asked = [[kernel.vector(words, lang) for lang, words in question.items() if words] for question in questions]
    rows = []
    for read in reads:
        own = kernel.vector(read.text, read.lang)
        rows.append([max((_dot(own, one) for one in wordings), default=0.0) for wordings in asked])
    return rows


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    short, long = sorted((one, other), key=len)
    return sum(weight * long.get(concept, 0.0) for concept, weight in short.items())
