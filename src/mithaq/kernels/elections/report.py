"""A result as JSON: what `mithaq count` prints, a page shows and a recount compares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from mithaq.kernels.elections.model import SCALE, Figure, Result


def as_json(result: Result, *, all_winning: bool = False) -> dict[str, Any]:
    """The result: votes, scores and loads of the stages as decimals of five places (what is beyond is cut off), those
    in the facts of steps in units of 1/`scale`.

    `stages` has a list for each stage, and in it a figure for each candidate. With `all_winning` every committee that
    the method allows is told too.
    """
    told: dict[str, Any] = {
        "method": result.method,
        "winners": list(result.winners),
        "quota": _quota(result.quota),
        "stages": [[_places(figure, result.scale) / SCALE for figure in stage] for stage in result.stages],
        "steps": [step.as_dict() for step in result.steps],
        "ties": [step.as_dict() for step in result.ties],
        "scale": result.scale,
    }
    if result.without is not None:
        told["without"] = list(result.without)
    if all_winning:
        told["all_winning"] = [list(committee) for committee in result.all_winning or (tuple(sorted(result.winners)),)]
    return told


def as_line(told: Mapping[str, Any]) -> str:
    """JSON on one line; the figures of `stages` are written with their five places, which `json` would shorten."""
    parts = []
    for key, value in told.items():
        if key == "stages":
            rows = ("[" + ", ".join(f"{figure:.5f}" for figure in stage) + "]" for stage in value)
            text = "[" + ", ".join(rows) + "]"
        else:
            text = json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(key)}: {text}")
    return "{" + ", ".join(parts) + "}"


def as_decimal(figure: Figure, scale: int) -> str:
    """A figure in units of 1/`scale` as text with five places."""
    units = _places(figure, scale)
    return f"{units // SCALE}.{units % SCALE:05d}"


def _places(figure: Figure, scale: int) -> int:
    if isinstance(figure, int):
        return figure if scale == SCALE else figure * SCALE // scale
    return int(Fraction(figure) * SCALE / scale)


def _quota(quota: Figure | None) -> int | float | None:
    if quota is None or isinstance(quota, int):
        return quota
    return int(quota) if quota.denominator == 1 else _places(quota, 1) / SCALE
