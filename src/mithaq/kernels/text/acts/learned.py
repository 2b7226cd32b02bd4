"""The linear model of acts: weights by feature number, learned by `acts.learn`, applied with numpy."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from mithaq.kernels.text.model import ACTS


class Model:
    """One row of weights a feature, one column an act, in the order of ACTS."""

    def __init__(self, keys: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> None:
        self._rows = {int(number): row for row, number in enumerate(keys)}
        self._weights = weights.astype(np.float32)
        self._bias = bias.astype(np.float32)

    def probabilities(self, found: dict[int, float]) -> np.ndarray:
        """The share of each act, in the order of ACTS."""
        rows = self._rows
        known = [(rows[number], value) for number, value in found.items() if number in rows]
        scores = self._bias.copy()
        if known:
            index, values = zip(*known, strict=True)
            scores += np.asarray(values, dtype=np.float32) @ self._weights[list(index)]
        scores -= scores.max()
        shares = np.exp(scores)
        return shares / shares.sum()


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
