"""How likely a difference is by chance: tests over counts of any shape, exact where there are few, corrected for many.

Polis' own tests (proportions.py) add a success to either side, which calls none of 5 against none of 500 a difference
of six standard errors; they also ask once a statement without minding how many statements are asked about. So a `p`
told to a reader comes from here:

- two shares: the "N - 1" chi-squared test where every expected count is at least 5 (Campbell 2007, Statistics in
  Medicine 26:3661), else Fisher's exact test, its smaller tail doubled;
- one share above a half: the exact binomial tail;
- many at once: Benjamini and Hochberg (1995). What is told is a list (of what sets a group apart, of what divides),
  and a reader of a list wants few wrong entries in it, not the promise that in no dialogue a single one is wrong: that
  promise (Holm) would silence the small groups first. Their condition, tests that do not speak against each other, is
  met as far as people who agree to one statement agree to its like.

The groups themselves are drawn from the same votes, so a `p` tells how sure the difference is, given the groups; that
there are groups at all is tested elsewhere (`Stability.significant`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, gammaln, ndtr

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints

SURE = 0.05  # of what is named as found, at most one in twenty is expected to be so by chance
FEW = 5.0  # expected counts below it are tested exactly


def differ(successes: Ints, trials: Ints, others: Ints, trials_of_others: Ints) -> Floats:
    """The chance of so large a difference of two shares, either way, if there were none; 1 where one side is empty."""
    x, n, y, m = np.broadcast_arrays(
        *(np.asarray(one, dtype=np.float64) for one in (successes, trials, others, trials_of_others))
    )
    everybody, held = n + m, x + y
    p = np.ones(x.shape)
    told = (n > 0) & (m > 0) & (held > 0) & (held < everybody)
    if not told.any():
        return p
    x, n, y, m, everybody, held = (one[told] for one in (x, n, y, m, everybody, held))
    z = (x * m - y * n) * np.sqrt((everybody - 1.0) / (n * m * held * (everybody - held)))
    found = 2.0 * ndtr(-np.abs(z))
    few = np.minimum(n, m) * np.minimum(held, everybody - held) < FEW * everybody
    if few.any():
        found[few] = _exactly(x[few], n[few], held[few], everybody[few])
    p[told] = found
    return p


def _exactly(x: Floats, n: Floats, held: Floats, everybody: Floats) -> Floats:
    """Fisher's test, the smaller tail doubled; asked of the cell of the table in which the fewest are expected."""
    turned = 2.0 * held > everybody
    x, held = np.where(turned, n - x, x), np.where(turned, everybody - held, held)
    turned = 2.0 * n > everybody
    x, n = np.where(turned, held - x, x), np.where(turned, everybody - n, n)
    first = np.exp(
        _chosen(held, x) + _chosen(everybody - held, n - x) - _chosen(everybody, n)
    )  # the chance of just this table
    expected = n * held / everybody
    up = x > expected
    total, term, at = first.copy(), first, x.copy()
    while True:  # towards the end of the nearer tail: few steps, for fewer than FEW are expected
        rise = (held - at) * (n - at) / np.maximum((at + 1.0) * (everybody - held - n + at + 1.0), 1.0)
        fall = at * (everybody - held - n + at) / np.maximum((held - at + 1.0) * (n - at + 1.0), 1.0)
        term = term * np.where(up, rise, fall)
        if not (term > total * 1e-17).any():
            return np.minimum(1.0, 2.0 * total)
        total, at = total + term, at + np.where(up, 1.0, -1.0)


def _chosen(n: Floats, k: Floats) -> Floats:
    found: Floats = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return found


def above_half(successes: Ints, trials: Ints) -> Floats:
    """The chance of so many or more if no more than half of all held it: the exact binomial tail; 1 for nobody."""
    x, n = (np.asarray(one, dtype=np.float64) for one in (successes, trials))
    found: Floats = np.where(x > 0, betainc(np.maximum(x, 1.0), n - x + 1.0, 0.5), 1.0)
    return found


def every_half(successes: Ints, trials: Ints, asked: npt.NDArray[np.bool_]) -> Floats:
    """By statement, the chance of such agreement if in some group no more than half held it, from (groups, statements).

    It is that of the group of which it is least sure (all must hold, so nothing is corrected for groups), and not less
    than that of all groups taken together, corrected for as many statements as are `asked`. To correct the chance of
    the least sure group as well would let nothing pass where groups are small, and is not due: a statement gets so far
    only if every other group surely holds it.
    """
    x, n = np.asarray(successes), np.asarray(trials)
    whole = np.ones(len(asked))
    least = np.ones(len(asked))
    hopeful = np.flatnonzero(asked & (2 * x > n).all(axis=0))
    least[hopeful] = above_half(x[:, hopeful], n[:, hopeful]).max(axis=0, initial=0.0)
    whole[hopeful] = above_half(x[:, hopeful].sum(axis=0), n[:, hopeful].sum(axis=0))
    found: Floats = np.maximum(least, corrected(whole, asked))
    return found


def corrected(p: Floats, asked: npt.NDArray[np.bool_] | None = None) -> Floats:
    """p by Benjamini and Hochberg over all that was `asked` (all, if not told); 1 for the rest."""
    out = np.ones(p.shape)
    which = np.ones(p.shape, dtype=bool) if asked is None else np.broadcast_to(asked, p.shape)
    found = p[which]
    if not found.size:
        return out
    order = np.argsort(found, kind="stable")
    ranked = found[order] * (found.size / np.arange(1, found.size + 1))
    least = np.minimum.accumulate(ranked[::-1])[::-1]
    back = np.empty_like(found)
    back[order] = np.minimum(least, 1.0)
    out[which] = back
    return out


def least_difference(successes: Ints, trials: Ints, others: Ints, trials_of_others: Ints) -> Floats:
    """By how much the first share is above the second at least, with 97.5 % confidence: the lower end of the interval
    of Agresti and Caffo (2000, The American Statistician 54:280), which adds a vote to either side as our shares do."""
    x, n, y, m = (np.asarray(one, dtype=np.float64) for one in (successes, trials, others, trials_of_others))
    a, b = (x + 1.0) / (n + 2.0), (y + 1.0) / (m + 2.0)
    found: Floats = a - b - 1.959964 * np.sqrt(a * (1.0 - a) / (n + 2.0) + b * (1.0 - b) / (m + 2.0))
    return found
