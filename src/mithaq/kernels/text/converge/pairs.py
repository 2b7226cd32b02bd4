"""Which two statements say the same: copies, translations, and the same message in other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mithaq.kernels.text.analyse import tokens
from mithaq.kernels.text.converge import rings
from mithaq.kernels.text.converge.space import LANGUAGES, Matrix, Vector, cells, rows, strangers, within
from mithaq.kernels.text.duplicates import duplicates
from mithaq.kernels.text.model import ACTS, Link, Statement

SILENT = frozenset({"process", "question"})
_SAME_DEMAND = {
    "recommendation": {"commitment"},
    "commitment": {"recommendation", "practice"},
    "practice": {"commitment"},
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as near. Scores compare with strangers: 0.5 is as near as a stranger, 1 is identical.

    `floor`: the least cosine at all. `best`: enough for two that are each other's best match. `sure`: enough alone.
    `kin`: added to both within one language, where a shared subject looks like a shared message. `behind`: how far
    a pair may stay behind the best match of either. `doubt`: added to what strangers reach. `rest`: the share of the
    cosine that must remain without the strongest shared concept, so that one shared word is not yet a message.
    """

    floor: float
    best: float
    sure: float
    kin: float
    behind: float
    doubt: float
    rest: float


CONCEPTS = Limits(floor=0.06, best=0.62, sure=0.68, kin=0.08, behind=0.15, doubt=0.02, rest=0.30)
EMBEDDINGS = Limits(floor=0.30, best=0.60, sure=0.70, kin=0.0, behind=0.05, doubt=0.02, rest=0.0)  # not measured

MATCHES = 24  # candidates kept for a statement in each language
TRANSLATION = 2.5  # a translation is at most so many times as long as its original
PARAPHRASE = 5.0  # and the same message in other words so many times
WORDS = 5  # a text of fewer words names a subject and says nothing of it
_CELLS = 2_000_000  # of a product held at a time


def links(
    statements: Sequence[Statement],
    *,
    vectors: Mapping[str, Vector] | None = None,
    limits: Limits | None = None,
) -> tuple[Link, ...]:
    """All proposed links, sorted by ids; `a < b` in each; one link a pair, a duplicate before anything else.

    Copies may stand anywhere; of identical ones only the first has further links. Translations and convergent pairs
    share an objective and have compatible acts; a statement without an objective has none. `vectors` replaces the
    concept vectors by an embedding of every statement, by id. Refused: two statements with one id.
    """
    ordered = sorted(statements, key=lambda s: s.id)
    if len({s.id for s in ordered}) < len(ordered):
        raise ValueError("two statements with one id")
    stems = {s.id: tokens(s.text, s.lang) for s in ordered}
    found = {(link.a, link.b): link for link in duplicates(ordered, stems=stems)}
    spoken_for = _spoken_for(ordered, found.values())
    coded = [s for s in ordered if s.objectives and s.act not in SILENT and s.id not in spoken_for]
    if len(coded) > 1:
        matrix = rows(coded, vectors or {s.id: rings.vector(stems[s.id], s.lang) for s in coded})
        measure = limits or (EMBEDDINGS if isinstance(matrix, np.ndarray) else CONCEPTS)
        for link in _near(coded, matrix, measure):
            found.setdefault((link.a, link.b), link)
    return tuple(found[pair] for pair in sorted(found))


def compatible(one: str, other: str) -> bool:
    """Whether two acts can carry one message: what one calls for another may pledge, and a third may have done.

    A gap is not a demand, and a figure is neither. Procedure and questions carry none, however alike the agendas of
    two meetings sound.
    """
    return one not in SILENT and (one == other or other in _SAME_DEMAND.get(one, ()))


def _spoken_for(statements: Sequence[Statement], copies: Iterable[Link]) -> set[str]:
    """Identical copies whose first, coded alike, finds the partners for all of them."""
    codes = {s.id: (s.objectives, s.act, s.lang) for s in statements}
    return {link.b for link in copies if link.score == 1.0 and codes[link.a] == codes[link.b]}


def _near(statements: Sequence[Statement], matrix: Matrix, limits: Limits) -> Iterator[Link]:
    words = [len(s.text.split()) for s in statements]
    scores = {
        (i, j): score
        for (i, j), score in _candidates(statements, matrix, limits).items()
        if _longer(words[i], words[j]) <= PARAPHRASE
    }
    best: dict[tuple[int, str], float] = {}
    for (i, j), score in scores.items():
        if _rival(statements[i], statements[j]):
            for here, there in ((i, j), (j, i)):
                place = (here, statements[there].lang)
                best[place] = max(best.get(place, 0.0), score)
    for (i, j), score in sorted(scores.items()):
        one, other = statements[i], statements[j]
        ahead = max(best.get((i, other.lang), 0.0), best.get((j, one.lang), 0.0))
        mutual = _rival(one, other) and score >= ahead
        least = limits.best if mutual else max(limits.sure, ahead - limits.behind)
        if score >= least + (limits.kin if one.lang == other.lang else 0.0):
            translated = mutual and one.lang != other.lang and _longer(words[i], words[j]) <= TRANSLATION
            yield Link(one.id, other.id, "translation" if translated else "convergent", score)


def _candidates(statements: Sequence[Statement], matrix: Matrix, limits: Limits) -> dict[tuple[int, int], float]:
    """The best few matches of each statement in each language, objective by objective, a block of rows at a time."""
    languages = np.array([LANGUAGES.index(s.lang) for s in statements])
    acts = np.array([ACTS.index(s.act) for s in statements])
    fits = np.array([[compatible(a, b) for b in ACTS] for a in ACTS])
    strange = strangers(matrix, statements)
    scores: dict[tuple[int, int], float] = {}
    for objective in sorted({o for s in statements for o in s.objectives}):
        group = np.array([i for i, s in enumerate(statements) if objective in s.objectives])
        part = within(matrix, group)
        step = max(1, _CELLS // len(group))
        for start in range(0, len(group), step):
            here, there, cosines = cells(part[start : start + step] @ part.T, limits.floor)
            one, other = group[here + start], group[there]
            fit = fits[acts[one], acts[other]] & (one != other)
            one, other, cosines = one[fit], other[fit], cosines[fit]
            reach = (strange[one, languages[other]] + strange[other, languages[one]]) / 2
            near = cosines / (cosines + reach + limits.doubt)
            for place in _top(one, languages[other], near, limits.best):
                pair = (int(min(one[place], other[place])), int(max(one[place], other[place])))
                scores[pair] = max(scores.get(pair, 0.0), round(float(near[place]), 4))
    return {pair: scores[pair] for pair in _broad(sorted(scores), matrix, limits.rest)}


def _top(one: np.ndarray, language: np.ndarray, near: np.ndarray, least: float) -> np.ndarray:
    """The places of the best few matches of each statement in each language."""
    places = np.flatnonzero(near >= least)
    places = places[np.lexsort((places, -near[places], language[places], one[places]))]
    owner = one[places] * len(LANGUAGES) + language[places]
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(owner) else np.empty(0, dtype=int)
    rank = np.arange(len(owner)) - np.repeat(first, np.diff(np.r_[first, len(owner)]))
    return places[rank < MATCHES]


def _broad(pairs: list[tuple[int, int]], matrix: Matrix, rest: float) -> list[tuple[int, int]]:
    """The pairs that share more than their strongest shared concept; an embedding has no concepts to look at."""
    if isinstance(matrix, np.ndarray) or not pairs:
        return pairs
    left, right = np.array(pairs).T
    shared = matrix[left].multiply(matrix[right]).tocsr()
    total = np.asarray(shared.sum(axis=1)).ravel()
    strongest = shared.max(axis=1).toarray().ravel()
    return [pair for pair, broad in zip(pairs, total - strongest >= rest * total, strict=True) if broad]


def _rival(one: Statement, other: Statement) -> bool:
    """Whether the pair competes for being the best match: a document that repeats itself does not."""
    return one.document != other.document or one.lang != other.lang


def _longer(one: int, other: int) -> float:
    """How many times as many words; without end when either has too few to say anything."""
    return max(one, other) / min(one, other) if min(one, other) >= WORDS else float("inf")
