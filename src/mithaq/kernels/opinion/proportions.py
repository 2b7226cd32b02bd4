"""Shares and their tests, over counts of any shape: small numbers are never taken at face value.

A share has one vote more on either side, so that three of three is not "all"; the tests are Polis' own (one proportion
against a half, two proportions against each other), each with one more success and one more trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mithaq.kernels.opinion.model import Floats, Ints

Z90 = 1.2816  # beyond it a one-sided test is significant at 90 %


def share(successes: Ints, trials: Ints) -> Floats:
    """How large the share is, with the prior (x + 1) / (n + 2): a half where nobody voted."""
    return (np.asarray(successes, dtype=np.float64) + 1.0) / (np.asarray(trials, dtype=np.float64) + 2.0)


def z1(successes: Ints, trials: Ints) -> Floats:
    """How far a share is above a half, in standard errors (negative: below)."""
    n = np.asarray(trials, dtype=np.float64) + 1.0
    return 2.0 * np.sqrt(n) * ((np.asarray(successes, dtype=np.float64) + 1.0) / n - 0.5)


def z2(successes: Ints, others: Ints, trials: Ints, trials_of_others: Ints) -> Floats:
    """How far a share is above that of the others, in standard errors; 0 where everybody agreed to everything."""
    a, b = np.asarray(successes, dtype=np.float64) + 1.0, np.asarray(others, dtype=np.float64) + 1.0
    n, m = np.asarray(trials, dtype=np.float64) + 1.0, np.asarray(trials_of_others, dtype=np.float64) + 1.0
    pooled = (a + b) / (n + m)
    spread = pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)
    told = spread > 0.0
    return np.where(told, a / n - b / m, 0.0) / np.sqrt(np.where(told, spread, 1.0))
