"""The two directions in which opinions differ most: exact, with signs that do not depend on chance."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.moments import Moments, covariance

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Times = Callable[[Floats], Floats]

MANY = 4000  # statements from which the square of pairs is not made: Lanczos on the votes themselves
SMALL = 64  # statements up to which all directions are found at once
WIDE = 24  # directions held at once while the strongest are sought
PATIENCE = 2000  # times that is begun anew
NOTHING = 1e-14  # of what was there
NEGLIGIBLE = 1e-12  # of all variance: a direction of no more is none


@dataclass(frozen=True, eq=False)
class Axes:
    """`centre`: mean vote by statement (0 where left out); `vectors` (count, m): orthonormal, strongest first, zero
    where there is no further direction; `strengths`: variance along each, as a sum over people."""

    centre: Floats
    vectors: Floats
    strengths: Floats


def axes(
    of: Moments | Votes,
    left_out: frozenset[int] = frozenset(),
    *,
    count: int = 2,
    beside: int = 0,
    start: Floats | None = None,
) -> Axes:
    """The strongest directions of the votes less their mean. Of votes rather than moments where statements are many.

    The sign of each is such that its largest entry (the first, of equals) is positive. `start`: vectors to begin from,
    such as the last ones of a running dialogue; it saves steps and moves the result by rounding only. `beside`: so many
    of the `count` axes, the last ones, need only be near: what is next to nothing costs most to tell apart.
    """
    if isinstance(of, Votes):
        return _of_votes(of, left_out, count, beside, start)
    centre = of.centre
    centre[sorted(left_out)] = 0
    square = covariance(of, left_out)
    values, vectors = _strongest(_times(square), len(square), count, beside, start)
    return _canonical(centre, values, vectors, float(np.trace(square)), count)


def _of_votes(votes: Votes, left_out: frozenset[int], count: int, beside: int, start: Floats | None) -> Axes:
    m, n = len(votes.statements), len(votes.people)
    kept = np.ones(m, dtype=bool)
    kept[sorted(left_out)] = False
    cast = np.bincount(votes.columns, minlength=m)
    centre = np.bincount(votes.columns, weights=votes.values, minlength=m) / np.maximum(cast, 1)
    centre[~kept] = 0
    data = (votes.values - centre[votes.columns]) * kept[votes.columns]
    centred = scipy.sparse.csr_array((data, votes.columns, votes.starts), shape=(n, m))
    turned = centred.T.tocsr()
    values, vectors = _strongest(lambda x: turned @ (centred @ x), m, count, beside, start)
    return _canonical(centre, values, vectors, float((data * data).sum()), count)


def _times(square: Floats) -> Times:
    """What multiplies by a symmetric matrix, always in the same order of additions, which BLAS does not promise."""
    lib = native.library()
    m = len(square)

    def natively(x: Floats) -> Floats:
        found = np.empty(m)
        lib.add_rows(native.at(square), m, native.at(x), native.at(found))
        return found

    def by_numpy(x: Floats) -> Floats:
        return np.add.reduce(square * x[:, None], axis=0, initial=0.0)

    return natively if lib is not None else by_numpy


def _strongest(times: Times, m: int, count: int, beside: int, start: Floats | None) -> tuple[Floats, Floats]:
    """Eigenvalues and eigenvectors (rows), strongest first.

    Lanczos with full orthogonalisation, begun anew with the best half of what it knows until nothing is missing. With a
    start given it looks more often whether something is.
    """
    if m <= SMALL:
        whole = np.array([times(row) for row in np.eye(m)]).reshape(m, m)
        values, vectors = np.linalg.eigh(whole)
        return values[::-1][:count], vectors[:, ::-1][:, :count].T
    basis, square = np.zeros((WIDE + 1, m)), np.zeros((WIDE, WIDE))
    step = _somewhere(m, 0) if start is None or not start.any() else start.sum(axis=0)
    basis[0] = step / _length(step)
    known = 0
    for _ in range(PATIENCE):
        for at in range(known, WIDE):
            step = times(basis[at])
            before = _length(step)
            square[at, : at + 1] = square[: at + 1, at] = _take_out(step, basis[: at + 1])
            _take_out(step, basis[: at + 1])
            rest = _length(step)
            if rest <= NOTHING * before or before == 0:  # nothing new that way: begin in another direction
                rest, step = 0.0, _somewhere(m, at + 1)
                _take_out(step, basis[: at + 1])
                _take_out(step, basis[: at + 1])
            basis[at + 1] = step / _length(step)
            if at + 1 == WIDE or (start is not None and at % 4 == 3 and at > count):
                values, turns = (found[..., ::-1] for found in np.linalg.eigh(square[: at + 1, : at + 1]))
                if (np.abs(turns[-1, : count - beside]) * rest <= NOTHING * max(values[0], 0)).all():
                    return values[:count], np.einsum("ik,ij->kj", turns[:, :count], basis[: at + 1])
        known = WIDE // 2
        basis[:known] = np.einsum("ik,ij->kj", turns[:, :known], basis[:WIDE])
        basis[known] = basis[WIDE]
        square[:] = 0
        square[range(known), range(known)] = values[:known]
    return values[:count], basis[:count]


def _take_out(vector: Floats, basis: Floats) -> Floats:
    """Take out of a vector what lies along the rows of a basis; how much it was."""
    along: Floats = np.einsum("ij,j->i", basis, vector)
    vector -= np.einsum("i,ij->j", along, basis)
    return along


def _length(vector: Floats) -> float:
    return math.sqrt(np.einsum("i,i->", vector, vector))


def _somewhere(m: int, turn: int) -> Floats:
    """A direction without relation to the votes, always the same."""
    return np.sin(np.arange(1.0, m + 1) * (turn + 1) + turn)


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
