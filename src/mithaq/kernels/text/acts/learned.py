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
        rows, index, values = self._rows, [], []
        for number, value in found.items():
            if (row := rows.get(number)) is not None:
                index.append(row)
                values.append(value)
        scores = self._bias.copy()
        if index:
            scores += np.asarray(values, dtype=np.float32) @ self._weights.take(index, axis=0)
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
