"""Reading statements: what waits, what lacks a language, what says the same already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from mithaq.dialogues.enums import Standing
from mithaq.dialogues.models import Dialogue, Rendition, Statement, Vote
from mithaq.foundation import languages
from mithaq.kernels import text as kernel

LEAST_STATEMENTS = 5  # that can be voted on, before a dialogue opens: of fewer no map can be drawn
LIKELY = 0.5  # of 1: from there on two texts of one language may say the same, where a shared subject looks alike
ACROSS = 0.25  # and of two languages, where little is shared by chance (strangers reach 0.15)
MOST = 5  # likenesses shown for one text


def statements(dialogue: Dialogue) -> QuerySet[Statement]:
    """All of a dialogue with their renditions, in the order of their numbers, those without one last: two queries."""
    found: QuerySet[Statement] = Statement.objects.filter(dialogue=dialogue).prefetch_related("renditions")
    return found.order_by("number", "proposed_at", "pk")


def statement(dialogue: Dialogue, uid: str) -> Statement | None:
    rows = statements(dialogue).filter(uid=uid).select_related("institution", "merged_into")
    found: Statement | None = rows.first()
    if found is not None:
        found.dialogue = dialogue
    return found


def waiting(dialogue: Dialogue) -> QuerySet[Statement]:
    """What moderators have not decided, the oldest first."""
    return statements(dialogue).filter(standing=Standing.PROPOSED).order_by("proposed_at", "pk")


def admitted(dialogue: Dialogue) -> QuerySet[Statement]:
    return statements(dialogue).filter(standing=Standing.ADMITTED)


def unready(dialogue: Dialogue) -> QuerySet[Statement]:
    """Admitted, and not voted on yet: a language lacks, is stale, or waits for its review."""
    return admitted(dialogue).filter(votable=False)


def counted(dialogue: Dialogue) -> Mapping[str, int]:
    """How many statements stand how, and how many of the admitted are voted on: one query."""
    by = {one: Count("pk", filter=Q(standing=one)) for one in Standing.values}
    found: dict[str, int] = Statement.objects.filter(dialogue=dialogue).aggregate(
        **by, votable=Count("pk", filter=Q(votable=True)), all=Count("pk")
    )
    return found


def is_answered(statement: Statement) -> bool:
    """Whether anybody has said what they think of it; how many is nobody's to see here."""
    return bool(Vote.objects.filter(statement=statement).exists())


@dataclass(frozen=True, slots=True)
class Column:
    """A statement in one language: `state` is "lacks", "stale", "waits" or "reviewed"."""

    language: str
    rendition: Rendition | None
    state: str

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    @property
    def own_name(self) -> str:
        return languages.OWN_NAMES[self.language]


def columns(statement: Statement) -> tuple[Column, ...]:
    """Always three, in the order of the house; no query where the renditions were fetched."""
    stands = {one.language: one for one in statement.renditions.all()}
    return tuple(Column(code, stands.get(code), _state(stands.get(code))) for code in languages.CODES)


def _state(rendition: Rendition | None) -> str:
    if rendition is None:
        return "lacks"
    if rendition.is_stale:
        return "stale"
    return "reviewed" if rendition.reviewed_at is not None else "waits"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A statement that may say the same: `score` is 1 for the same words; `rendition` is the one that came nearest."""

    statement: Statement
    rendition: Rendition
    score: float

    @property
    def is_same(self) -> bool:
        return self.score == 1.0


def likely(
    dialogue: Dialogue,
    text: str,
    language: str,
    *,
    leaving: Statement | None = None,
    waiting: bool = True,
    most: int = MOST,
) -> list[Likeness]:
    """Statements that stand or wait and may say the same in any language, the likeliest first: two queries.

    `waiting=False` for whoever is no moderator: what nobody has looked at yet is shown to nobody else.
    """
    among = [one for one in candidates(dialogue) if waiting or one.standing == Standing.ADMITTED]
    return likely_for(among, text, language, leaving=leaving, most=most)


def candidates(dialogue: Dialogue) -> list[Statement]:
    """What a text may repeat: all that stands or waits, with its renditions."""
    return list(statements(dialogue).filter(standing__in=[Standing.ADMITTED, Standing.PROPOSED]))


def likely_for(
    among: list[Statement], text: str, language: str, *, leaving: Statement | None = None, most: int = MOST
) -> list[Likeness]:
    """The same for many texts, among statements that were read once."""
    about = _about(text, language)
    found = []
    for one in among:
        if leaving is not None and one.pk == leaving.pk:
            continue
        scored = [
            (score, rendition)
            for rendition in one.renditions.all()
            if (score := _alike(about, text, rendition)) >= (LIKELY if rendition.language == language else ACROSS)
        ]
        if scored:
            score, rendition = max(scored, key=lambda pair: (pair[0], pair[1].language == language, pair[1].language))
            found.append(Likeness(one, rendition, round(score, 4)))
    return sorted(found, key=lambda one: (-one.score, one.statement.pk))[:most]


def _alike(about: Mapping[str, float], text: str, rendition: Rendition) -> float:
    if rendition.text.casefold() == text.casefold():
        return 1.0
    other = _about(rendition.text, rendition.language)
    few, many = (about, other) if len(about) < len(other) else (other, about)
    return min(sum(weight * many.get(concept, 0.0) for concept, weight in few.items()), 1.0)


@lru_cache(maxsize=8192)
def _about(text: str, language: str) -> Mapping[str, float]:
    """What a text speaks of, in concepts that the three languages share."""
    return kernel.vector(text, language)
