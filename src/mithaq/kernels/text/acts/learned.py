"""The linear model of acts: weights by feature number, learned by `acts.learn`, applied with numpy."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from math import exp

import numpy as np

from mithaq.kernels.text.model import ACTS


class Model:
    """One row of weights a feature, one column an act, in the order of ACTS."""

    def __init__(self, keys: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> None:
        self._rows = {int(number): row for row, number in enumerate(keys)}
        self._weights = np.vstack((weights, np.zeros((1, len(ACTS))))).astype(np.float32)
        self._bias = bias.astype(np.float32)

    def probabilities(self, found: dict[int, float]) -> list[float]:
        """The share of each act, in the order of ACTS."""
        rows = self._rows.get
        index = [rows(number, -1) for number in found]  # the last row is empty
        scores = np.fromiter(found.values(), np.float32, len(index)) @ self._weights.take(index, axis=0)
        scores += self._bias
        plain = scores.tolist()  # seven numbers are quicker without numpy
        top = max(plain)
        shares = [exp(score - top) for score in plain]
        total = sum(shares)
        return [share / total for share in shares]


@cache
def model() -> Model:
    """The weights as shipped."""
    with (
        as_file(files("mithaq.kernels.text.lore").joinpath("acts.npz")) as path,
        np.load(path, allow_pickle=False) as kept,
    ):
        if tuple(kept["acts"]) != ACTS:
            raise ValueError(list(kept["acts"]))
        return Model(kept["keys"], kept["weights"], kept["bias"])
