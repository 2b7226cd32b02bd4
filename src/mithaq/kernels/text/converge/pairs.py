"""Which two statements say the same: copies, translations, and the same message in other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mithaq.kernels.text.converge.space import LANGUAGES, Vector, array, rows, strangers
from mithaq.kernels.text.duplicates import duplicates
from mithaq.kernels.text.model import ACTS, Link, Statement

_SAME_DEMAND = {
    "recommendation": {"commitment"},
    "commitment": {"recommendation", "practice"},
    "practice": {"commitment", "fact"},
    "challenge": {"fact"},
    "fact": {"challenge", "practice"},
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as near. All but `floor` compare with strangers: 0.5 is as near as a stranger, 1 is identical.

    `floor`: the least cosine at all. `best`: enough for two that are each other's best match. `sure`: enough alone.
    `doubt`: added to what strangers reach, so that one shared word in two short texts is not yet a message.
    """

    floor: float
    best: float
    sure: float
    doubt: float


CONCEPTS = Limits(floor=0.12, best=0.62, sure=0.72, doubt=0.02)
EMBEDDINGS = Limits(floor=0.30, best=0.60, sure=0.70, doubt=0.02)   # reasoned, not measured: no model at hand

MATCHES = 8           # candidates kept for a statement in each language
_ROWS = 256
_LENGTHS = 2.5        # a translation is at most so many times as long as its original


def links(
    statements: Sequence[Statement],
    *,
    vectors: Mapping[str, Vector] | None = None,
    limits: Limits | None = None,
) -> tuple[Link, ...]:
    """All proposed links, sorted by ids; `a < b` in each; one link a pair, a duplicate before anything else.

    Copies may stand anywhere. Translations and convergent pairs share an objective and have compatible acts;
    a statement without an objective has none. `vectors` replaces the concept vectors by an embedding of every
    statement, by id. Refused: two statements with one id.
    """
    ordered = sorted(statements, key=lambda s: s.id)
    if len({s.id for s in ordered}) < len(ordered):
        raise ValueError("two statements with one id")
    found = {(link.a, link.b): link for link in duplicates(ordered)}
    coded = [s for s in ordered if s.objectives]
    if len(coded) > 1:
        matrix = rows(coded, vectors)
        measure = limits or (EMBEDDINGS if isinstance(matrix, np.ndarray) else CONCEPTS)
        for link in _near(coded, matrix, measure):
            found.setdefault((link.a, link.b), link)
    return tuple(found[pair] for pair in sorted(found))


def compatible(one: str, other: str) -> bool:
    """Whether two acts can carry one message: what one calls for another may pledge; a gap is not a demand."""
    return one == other or other in _SAME_DEMAND.get(one, ())


def _near(statements: Sequence[Statement], matrix: object, limits: Limits) -> Iterator[Link]:
    scores = _candidates(statements, matrix, limits)
    best: dict[tuple[int, str], float] = {}
    for (i, j), score in scores.items():
        if _rival(statements[i], statements[j]):
            for here, there in ((i, j), (j, i)):
                place = (here, statements[there].lang)
                best[place] = max(best.get(place, 0.0), score)
    for (i, j), score in sorted(scores.items()):
        one, other = statements[i], statements[j]
        mutual = _rival(one, other) and score >= max(best[i, other.lang], best[j, one.lang])
        if score < (limits.best if mutual else limits.sure):
            continue
        kind = "translation" if mutual and one.lang != other.lang and _same_length(one, other) else "convergent"
        yield Link(one.id, other.id, kind, score)


def _candidates(statements: Sequence[Statement], matrix: object, limits: Limits) -> dict[tuple[int, int], float]:
    """The best few matches of each statement in each language, objective by objective, a block of rows at a time."""
    languages = np.array([LANGUAGES.index(s.lang) for s in statements])
    acts = np.array([ACTS.index(s.act) for s in statements])
    fits = np.array([[compatible(a, b) for b in ACTS] for a in ACTS])
    strange = strangers(matrix, statements)
    scores: dict[tuple[int, int], float] = {}
    for objective in sorted({o for s in statements for o in s.objectives}):
        group = np.array([i for i, s in enumerate(statements) if objective in s.objectives])
        group = group[np.argsort(languages[group], kind="stable")]
        bounds = np.searchsorted(languages[group], np.arange(len(LANGUAGES) + 1))
        columns = matrix[group].T
        for start in range(0, len(group), _ROWS):
            block = group[start : start + _ROWS]
            cosines = array(matrix[block] @ columns)
            reach = (strange[np.ix_(block, languages[group])] + strange[np.ix_(group, languages[block])].T) / 2
            near = cosines / (cosines + reach + limits.doubt)
            near[(cosines < limits.floor) | ~fits[np.ix_(acts[block], acts[group])]] = 0.0
            near[np.arange(len(block)), np.arange(start, start + len(block))] = 0.0
            for left, right in zip(bounds[:-1], bounds[1:], strict=True):
                _keep(near[:, left:right], block, group[left:right], limits.best, scores)
    return scores


def _keep(near: np.ndarray, block: np.ndarray, others: np.ndarray, least: float, scores: dict[tuple[int, int], float]) -> None:
    if not near.shape[1]:
        return
    if near.shape[1] > MATCHES:
        weakest = -np.partition(-near, MATCHES - 1, axis=1)[:, MATCHES - 1 :MATCHES]
        near = np.where(near >= weakest, near, 0.0)
    for row, column in zip(*np.nonzero(near >= least), strict=True):
        one, other = int(block[row]), int(others[column])
        scores[min(one, other), max(one, other)] = round(float(near[row, column]), 4)


def _rival(one: Statement, other: Statement) -> bool:
    """Whether the pair competes for being the best match: a document that repeats itself does not."""
    return one.document != other.document or one.lang != other.lang


def _same_length(one: Statement, other: Statement) -> bool:
    shorter, longer = sorted((len(one.text.split()), len(other.text.split())))
    return longer <= _LENGTHS * max(shorter, 1)
