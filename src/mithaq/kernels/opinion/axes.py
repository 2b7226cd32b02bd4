"""The two directions in which opinions differ most: exact, with signs that do not depend on chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.linalg
import scipy.sparse
import scipy.sparse.linalg

from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.moments import Moments, covariance

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

MANY = 4000  # statements from which the square of pairs is not made: Lanczos on the votes themselves
SMALL = 200  # statements up to which LAPACK is quicker than Lanczos
NEGLIGIBLE = 1e-12  # of all variance: a direction of no more is none


@dataclass(frozen=True, eq=False)
class Axes:
    """`centre`: mean vote by statement (0 where left out); `vectors` (count, m): orthonormal, strongest first, zero
    where there is no further direction; `strengths`: variance along each, as a sum over people."""

    centre: Floats
    vectors: Floats
    strengths: Floats


def axes(
    of: Moments | Votes, left_out: frozenset[int] = frozenset(), *, count: int = 2, start: Floats | None = None
) -> Axes:
    """The strongest directions of the votes less their mean. Of votes rather than moments where statements are many.

    The sign of each is such that its largest entry (the first, of equals) is positive. `start`: vectors to begin from,
    such as the last ones of a running dialogue; it saves steps and moves the result by rounding only.
    """
    if isinstance(of, Votes):
        return _of_votes(of, left_out, count, start)
    centre = of.centre
    centre[sorted(left_out)] = 0
    square = covariance(of, left_out)
    return _canonical(centre, *_strongest(square, count, start), float(np.trace(square)), count)


def _of_votes(votes: Votes, left_out: frozenset[int], count: int, start: Floats | None) -> Axes:
    m, n = len(votes.statements), len(votes.people)
    kept = np.ones(m, dtype=bool)
    kept[sorted(left_out)] = False
    cast = np.bincount(votes.columns, minlength=m)
    centre = np.bincount(votes.columns, weights=votes.values, minlength=m) / np.maximum(cast, 1)
    centre[~kept] = 0
    data = (votes.values - centre[votes.columns]) * kept[votes.columns]
    centred = scipy.sparse.csr_array((data, votes.columns, votes.starts), shape=(n, m))
    if min(n, m) <= SMALL:
        dense = centred.toarray()
        return _canonical(centre, *_strongest(dense.T @ dense, count, start), float((data * data).sum()), count)
    turned = centred.T.tocsr()
    square = scipy.sparse.linalg.LinearOperator((m, m), matvec=lambda x: turned @ (centred @ x), dtype=np.float64)
    return _canonical(centre, *_strongest(square, count, start), float((data * data).sum()), count)


def _strongest(square: Any, count: int, start: Floats | None) -> tuple[Floats, Floats]:
    """Eigenvalues and eigenvectors (rows), strongest first."""
    m = square.shape[0]
    if m == 0:
        return np.zeros(0), np.zeros((0, 0))
    if m <= max(SMALL, 4 * count):
        whole = square if isinstance(square, np.ndarray) else square @ np.eye(m)
        values, vectors = scipy.linalg.eigh(whole, subset_by_index=(max(0, m - count), m - 1))
    else:
        if isinstance(square, np.ndarray) and not square.any():
            return np.zeros(0), np.zeros((0, m))
        begin = np.sin(np.arange(1.0, m + 1)) if start is None or not start.any() else start.sum(axis=0)
        values, vectors = scipy.sparse.linalg.eigsh(square, k=count, which="LA", v0=begin, ncv=min(m, 32), tol=0)
    order = np.argsort(-values, kind="stable")
    return values[order], vectors[:, order].T


def _canonical(centre: Floats, values: Floats, vectors: Floats, whole: float, count: int) -> Axes:
    found = np.zeros((count, len(centre)))
    strengths = np.zeros(count)
    for place, (value, vector) in enumerate(zip(values, vectors, strict=True)):
        if value <= NEGLIGIBLE * max(whole, 0) or value <= 0:
            break
        size = np.abs(vector)
        leading = int(np.argmax(size >= size.max() * (1 - 1e-9)))
        found[place] = vector if vector[leading] > 0 else -vector
        strengths[place] = value
    return Axes(centre, found, strengths)
