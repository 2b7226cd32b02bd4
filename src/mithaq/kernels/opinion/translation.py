"""Does a statement say the same in every language? Same group, other language, other vote: let it be read again.

People of one group of opinion should answer a statement much alike, whichever language they read it in. Where they do
not, the divide may be of translation: a lost negation, a stronger word, an unclear sentence. Within every group the
answers of those who read one language are compared with those of the readers of the other, so that a difference which
the groups explain (one language's readers are mostly of one group) is none here. Two tests, as two things happen:

- the readers of one language lean one way in group after group: the test of Cochran, Mantel and Haenszel in its general
  form (Landis, Heyman and Koch 1978, International Statistical Review 46:237), of agreeing and disagreeing at once,
  where answers are as many as it needs (Mantel and Fleiss 1980);
- they are turned about, so that who agreed disagrees and vice versa, and the sum over groups is nothing: Fisher's exact
  test in every group, the groups' chances put together as Fisher does (1932).

What is found is a question to translators, not a verdict: readers of a language may also differ for what they live.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import chdtrc, ndtr

from mithaq.kernels.opinion.chance import SURE, corrected, differ
from mithaq.kernels.opinion.tables import PLACE, coded, table
from mithaq.kernels.opinion.votes import owners

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints, Map, Votes

LEAST = 5  # of each language in a group: fewer are not compared
ENOUGH = 5.0  # answers that could have been more or fewer, for a sum over groups to be near to normal
MATTERS = 0.1  # so much of the answers at least must differ; with many people the least difference is sure


@dataclass(frozen=True)
class Reading:
    """A statement that is answered otherwise in one language than in another, within the same groups.

    `apart` is what share of the answers differs within groups (0: none, 1: all), the groups weighed by how many of both
    languages they have. `agree`, `disagree`, `passing`: by how much the share is larger among those who read `language`
    than among those who read `other`, weighed alike; the three sum to nothing. `turned`: the groups differ in opposite
    directions, as when a negation was lost. `compared` are the votes of both languages, `p` the chance of such a
    difference, corrected for all statements and pairs of languages.
    """

    statement: int
    language: str
    other: str
    apart: float
    agree: float
    disagree: float
    passing: float
    turned: bool
    compared: int
    p: float


@dataclass(frozen=True, eq=False)
class _Compared:
    """Two languages compared, by statement."""

    p: Floats
    apart: Floats
    differences: Floats  # (statements, answers)
    turned: npt.NDArray[np.bool_]
    votes: Ints


def read_differently(
    counts: Ints, languages: Sequence[str], *, skip: Collection[int] = (), least: int = LEAST, matters: float = MATTERS
) -> tuple[Reading, ...]:
    """The statements that are read otherwise in one of two languages, those that are furthest apart first.

    `counts` (languages, groups, statements, answers). Left out are groups with fewer than `least` votes in either
    language on the statement, and differences of less than `matters`, sure or not. Refused (ValueError): another
    number of languages.
    """
    if len(languages) != len(counts):
        raise ValueError(f"{len(languages)} languages are named, and {len(counts)} are counted")
    pairs = list(combinations(range(len(languages)), 2))
    if not pairs:
        return ()
    found = [_compared(counts[a], counts[b], least) for a, b in pairs]
    asked = np.stack([one.votes > 0 for one in found])
    if skip:
        asked[:, sorted(skip)] = False
    p = corrected(np.stack([one.p for one in found]), asked)
    told = [
        Reading(
            place,
            languages[a],
            languages[b],
            float(one.apart[place]),
            *_three(one.differences[place]),
            bool(one.turned[place]),
            int(one.votes[place]),
            float(chance[place]),
        )
        for (a, b), one, chance, where in zip(pairs, found, p, asked, strict=True)
        for place in np.flatnonzero((chance <= SURE) & where & (one.apart >= matters)).tolist()
    ]
    return tuple(sorted(told, key=lambda one: (-one.apart, one.p, one.statement, one.language, one.other)))


def _three(row: Floats) -> tuple[float, float, float]:
    return float(row[0]), float(row[1]), float(row[2])


def _compared(a: Ints, b: Ints, least: int) -> _Compared:
    """Two languages' counts (groups, statements, answers) compared."""
    enough = (a.sum(axis=2) >= least) & (b.sum(axis=2) >= least)
    x, y = (np.where(enough[:, :, None], one, 0) for one in (a, b))
    n, m = x.sum(axis=2), y.sum(axis=2)
    shares = x / np.maximum(n, 1)[:, :, None] - y / np.maximum(m, 1)[:, :, None]
    weight = n * m / np.maximum(n + m, 1)
    weight = weight / np.maximum(weight.sum(axis=0), 1e-12)
    differences = (weight[:, :, None] * shares).sum(axis=0)
    sizes = (weight[:, :, None] * np.abs(shares)).sum(axis=0)
    strongest = np.argmax(sizes[:, :2], axis=1)[:, None]  # of agreeing and disagreeing: passing has no contrary
    kept, whole = (np.take_along_axis(one, strongest, axis=1)[:, 0] for one in (np.abs(differences), sizes))
    return _Compared(
        p=np.minimum(1.0, 2.0 * np.minimum(_leaning(x, y), _turned(x, y))),
        apart=sizes.sum(axis=1) / 2.0,
        differences=differences,
        turned=(kept < whole / 2.0) & (whole > 0),
        votes=(n + m).sum(axis=0),
    )


def _turned(x: Ints, y: Ints) -> Floats:
    """The chance that the languages differ so much within groups, whichever way in each."""
    n, m = x.sum(axis=2, keepdims=True), y.sum(axis=2, keepdims=True)
    p = np.maximum(differ(x, n, y, m), 1e-300)  # (groups, statements, answers)
    compared = np.maximum((n > 0).sum(axis=0), 1)
    together = chdtrc(2.0 * compared, -2.0 * np.log(p).sum(axis=0))
    found: Floats = np.minimum(1.0, x.shape[2] * together.min(axis=1))
    return found


def _leaning(x: Ints, y: Ints) -> Floats:
    """The chance that the languages differ so much the same way over groups: of all three answers at once where each is
    given often enough, else of the one with the most room against the rest; 1 where answers are too few."""
    n, m, answers = x.sum(axis=2).astype(np.float64), y.sum(axis=2).astype(np.float64), (x + y).astype(np.float64)
    both = np.maximum(n + m, 2.0)
    expected = answers * (n / both)[:, :, None]
    fewest = np.maximum(0.0, answers - m[:, :, None]).sum(axis=0)
    most = np.minimum(answers, n[:, :, None]).sum(axis=0)
    room = np.minimum(expected.sum(axis=0) - fewest, most - expected.sum(axis=0))  # (statements, answers)
    excess = (x - expected).sum(axis=0)
    spread = n * m / (both**2 * (both - 1.0))
    variance = (spread[:, :, None] * answers * (both[:, :, None] - answers)).sum(axis=0)
    shared = -(spread * answers[:, :, 0] * answers[:, :, 1]).sum(axis=0)
    u, v, aa, dd = excess[:, 0], excess[:, 1], variance[:, 0], variance[:, 1]
    determinant = aa * dd - shared * shared
    full = (room >= ENOUGH).all(axis=1) & (determinant > 0)
    of_three = (u * u * dd - 2.0 * u * v * shared + v * v * aa) / np.where(full, determinant, 1.0)
    best = np.argmax(room, axis=1)[:, None]
    room, excess, variance = (np.take_along_axis(one, best, axis=1)[:, 0] for one in (room, excess, variance))
    some = (room >= ENOUGH) & (variance > 0)
    of_two = np.abs(excess) / np.sqrt(np.where(some, variance, 1.0))
    found: Floats = np.where(
        full, np.exp(-np.where(full, of_three, 0.0) / 2.0), np.where(some, 2.0 * ndtr(-of_two), 1.0)
    )
    return found


def by_language(votes: Votes, labels: Any, groups: int, languages: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    """Counts (languages, groups, statements, answers) and the languages, from the language each person reads (a text a
    person) or each vote was read in (a text a vote, in the order of `votes`). Not told ("") is not counted."""
    codes = coded(languages)
    if len(languages) == len(votes.people):
        label = np.asarray(labels, dtype=np.int64)
        cells = np.where((label >= 0) & (codes.codes >= 0), codes.codes * groups + label, -1)
        counts = table(votes, cells, len(codes.names) * groups)
    elif len(languages) == votes.cast:
        label = np.asarray(labels, dtype=np.int64)[owners(votes)]
        place = np.array([PLACE[0], PLACE[1], PLACE[-1]], dtype=np.int64)[votes.values]
        told = (label >= 0) & (codes.codes >= 0)
        key = ((codes.codes * groups + label) * len(votes.statements) + votes.columns) * len(PLACE) + place
        counts = np.bincount(key[told], minlength=len(codes.names) * groups * len(votes.statements) * len(PLACE))
    else:
        raise ValueError(
            f"{len(languages)} languages are told, and there are {len(votes.people)} people and {votes.cast} votes"
        )
    return counts.reshape(len(codes.names), groups, len(votes.statements), len(PLACE)), codes.names


def readings(drawn: Map, languages: Sequence[str], *, least: int = LEAST) -> tuple[Reading, ...]:
    """The statements of a map that are read otherwise in one language than in another (`by_language` says of what
    `languages` may be told). Where there are no groups, all are compared as one."""
    votes = drawn.votes
    labels = drawn.labels if drawn.k else np.zeros(len(votes.people), dtype=np.int32)
    counts, names = by_language(votes, labels, max(1, drawn.k), languages)
    return read_differently(counts, names, skip=votes.hidden | votes.meta, least=least)
