"""From counts and points to what a page and a file may show: masked, rounded, short. Nothing of one person is in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from mithaq.kernels import opinion

FEWEST_CELLS, MOST_CELLS = 8, 24  # of the density, across the picture
SPREAD = 1.6  # of the ellipse of a group, in standard deviations
REACH = 2.0  # of the picture about a group, in standard deviations


def stand(drawn: opinion.Map, totals: Any, floor: int) -> dict[str, Any]:
    """How people are placed on this map, so that one can be placed on it later: a sum over their answers along the
    axes, times `unit`, in mode polis by the square root of how many they are.

    The middle is that of who is counted (`totals`), where they are `floor` or more: whoever looks at their own place
    while they change their answers learns it, and that of everybody would tell of who is not counted.
    """
    left_out, axes = sorted(drawn.votes.hidden | drawn.votes.meta), drawn.axes.copy()
    axes[:, left_out] = 0.0
    how = {
        "centre": drawn.centre,
        "axes": axes,
        "power": 0.0 if drawn.mode == "stable" else 0.5,
        "besides": len(left_out),
        "unit": 1.0,
    }
    places = np.flatnonzero(drawn.labels >= 0)
    rough, points = placed(how, drawn.votes), drawn.points
    lengths = np.hypot(rough[places, 0], rough[places, 1])
    if len(places) and lengths.max() > 0:
        furthest = places[int(np.argmax(lengths))]
        how["unit"] = float(np.hypot(*points[furthest, :2]) / lengths.max())
    return {**how, "centre": middle(totals, floor)}


def middle(totals: Any, floor: int) -> Any:
    """By statement the mean answer of `totals`; 0 where fewer than `floor` answered."""
    cast = totals.sum(axis=1)
    return np.where(cast >= floor, (totals[:, 0] - totals[:, 1]) / np.maximum(cast, 1), 0.0)


def placed(how: Mapping[str, Any], votes: opinion.Votes) -> Any:
    """Where everybody stands (people, 2) on the axes of a map, by the answers given here."""
    centre, axes = np.asarray(how["centre"]), np.asarray(how["axes"])
    kept = (np.abs(axes).sum(axis=0) > 0) if axes.size else np.zeros(len(centre), dtype=bool)
    steps = (votes.values - centre[votes.columns])[:, None] * axes.T[votes.columns]
    before = np.concatenate([np.zeros((1, 2)), np.cumsum(steps, axis=0)])
    counted = np.concatenate([[0], np.cumsum(kept[votes.columns])])
    cast = counted[votes.starts[1:]] - counted[votes.starts[:-1]] + how.get("besides", 0)
    sums = before[votes.starts[1:]] - before[votes.starts[:-1]]
    found: Any = sums * (how["unit"] * np.maximum(cast, 1.0) ** -how["power"])[:, None]
    return found


def enough(votes: opinion.Votes, mode: str) -> Any:
    """Who answered enough to be in a group of a map of this mode."""
    asked = len(votes.statements) - len(votes.meta | votes.hidden)
    out = np.ones(len(votes.statements), dtype=np.int64)
    out[sorted(votes.meta | votes.hidden)] = 0
    before = np.concatenate([[0], np.cumsum(out[votes.columns])])
    return before[votes.starts[1:]] - before[votes.starts[:-1]] >= opinion.enough(mode, asked)


def nearest(points: Any, group: Any, wanted: Any) -> Any:
    """By person wanted, the group of `group` whose middle is nearest; -1 for others."""
    numbers = np.unique(group[group >= 0])
    if not len(numbers):
        return np.full(len(points), -1)
    middles = np.array([points[group == one].mean(axis=0) for one in numbers.tolist()])
    away = np.hypot(points[:, :1] - middles[None, :, 0], points[:, 1:2] - middles[None, :, 1])
    return np.where(wanted, numbers[np.argmin(away, axis=1)], -1)


def figures(
    counts: Any, *, sizes: Any, points: Any, group: Any, uids: list[str], floor: int, skip: frozenset[int],
    bridging: Any, holds: list[float | None], stability: opinion.Stability | None, axes: Any,
) -> dict[str, Any]:  # fmt: skip
    """Everything of the groups and statements. `counts` (groups, statements, answers) are those of who is counted: how
    far a statement is from the middle, too, is told by their answers, not by everybody's. `bridging` is told in tenths,
    so that one person more or less in half a group is not seen."""
    if not len(counts):
        empty: dict[str, Any] = {one: [] for one in ("groups", "agreed", "rejected", "dividing", "unsure", "density")}
        rest = {"statements": {}, "cells": FEWEST_CELLS, "stability": None, "frame": _frame([])}
        return {"people": 0, "votes": 0, **empty, **rest}
    may = opinion.publishable(counts, floor)
    told = np.where(may.shown[:, :, None], counts, 0)
    totals = np.where(may.totals_shown[:, None], counts.sum(axis=0), 0)
    stances = opinion.stances(told, skip=skip)
    reach = math.sqrt(len(uids)) * (1.0 - middle(totals, floor)) * np.hypot(*axes)
    each = opinion.statement_figures(told, totals=totals, extremity=reach, bridging=bridging, skip=skip)
    agreed, rejected = opinion.held_by_all(told, skip=skip)
    dividing = opinion.dividing(each)
    frame = _frame([points[group == one] for one in range(len(counts))])
    cells, density = _density(points[group >= 0], frame, floor)
    along = axes / max(float(np.hypot(*axes).max(initial=0.0)), 1e-9)
    whole: Any = may.shown.all(axis=0)
    return {
        "people": int(sum(sizes)),
        "votes": int(counts.sum()),
        "frame": frame,
        "groups": [
            {
                "size": int(sizes[one]),
                "shape": _ellipse(points[group == one]),
                "holds": None if (hold := holds[one]) is None else round(hold, 3),
                "stances": [
                    [uids[s.statement], s.direction, s.agreed, s.disagreed, s.passed, round(s.share, 4), _p(s.p)]
                    for s in stances[one]
                    if may.shown[one, s.statement]
                ],
            }
            for one in range(len(counts))
        ],
        "statements": {
            uids[one.statement]: {
                "all": totals[one.statement].tolist() if may.totals_shown[one.statement] else None,
                "by": [
                    counts[g, one.statement].tolist() if may.shown[g, one.statement] else None
                    for g in range(len(counts))
                ],
                "united": round(one.united, 4),
                "against": round(one.united_against, 4),
                "divides": round(one.divides, 4),
                "between": list(one.divides_between or ()),
                "p": _p(one.divides_p),
                "bridging": round(one.bridging, 1),
                "reach": round(one.extremity, 2),
                "at": [round(float(x), 2) for x in along[:, one.statement]],
            }
            for one in each
        },
        "agreed": [uids[one] for one in agreed if whole[one]],
        "rejected": [uids[one] for one in rejected if whole[one]],
        "dividing": [uids[one.statement] for one in dividing],
        "unsure": [uids[one.statement] for one in opinion.unsure(told, totals=totals, skip=skip)],
        "cells": cells,
        "density": density,
        "stability": None
        if stability is None
        else {
            "agreement": round(stability.agreement, 3),
            "same": round(stability.k_share * stability.resamples),
            "of": stability.resamples,
            "clear": stability.significant,
        },
    }


def facet_tables(
    votes: opinion.Votes, told: Mapping[tuple[str, str], Any], cells: Iterable[tuple[str, str]], uids: list[str],
    last: Mapping[str, Any], floor: int,
) -> dict[str, Any]:  # fmt: skip
    """By facet the table of `cells`: those that `told` has people of are counted, the others are as in the last map."""
    columns: dict[str, dict[str, tuple[int, dict[str, Any]]]] = {}
    for facet, key in sorted(cells):
        columns.setdefault(facet, {})[key] = _carried(last.get(facet, {}), key, uids, floor)
    for facet, shown in columns.items():
        anew = [key for key in shown if (facet, key) in told]
        if not anew:
            continue
        code = np.full(len(votes.people), -1)
        for number, key in enumerate(anew):
            code[told[facet, key]] = number
        counts = opinion.table(votes, code, len(anew))
        mask = opinion.publishable(counts, floor).shown
        for number, key in enumerate(anew):
            rows = {uid: counts[number, s].tolist() for s, uid in enumerate(uids) if mask[number, s]}
            shown[key] = (len(told[facet, key]), rows)
    return {
        facet: {
            "cells": [{"key": key, "people": people} for key, (people, _rows) in shown.items()],
            "statements": {
                uid: [rows.get(uid) for _people, rows in shown.values()]
                for uid in uids
                if any(uid in rows for _people, rows in shown.values())
            },
        }
        for facet, shown in columns.items()
    }


def _carried(table: Mapping[str, Any], key: str, uids: list[str], floor: int) -> tuple[int, dict[str, Any]]:
    """A cell as it was: how many people, and by statement that stands still their answers, where it may be told."""
    for number, one in enumerate(table.get("cells", ())):
        if one["key"] == key:
            rows = {uid: cells[number] for uid, cells in table["statements"].items() if uid in set(uids)}
            told = {uid: row for uid, row in rows.items() if row is not None and (sum(row) == 0 or sum(row) >= floor)}
            return one["people"], told
    return 0, {}


def _p(value: float) -> float:
    return float(f"{value:.1e}")


def _frame(groups: list[Any]) -> list[float]:
    """What the picture shows: where most of each group stand, and a margin. Who stands furthest out does not show by
    where it ends."""
    if not groups:
        return [-1.0, -1.0, 1.0, 1.0]
    middles, spreads = np.array([[one.mean(axis=0), REACH * one.std(axis=0)] for one in groups]).swapaxes(0, 1)
    low, high = (middles - spreads).min(axis=0), (middles + spreads).max(axis=0)
    pad = np.maximum((high - low) * 0.2, 0.2)
    return [round(float(one), 1) for one in (*(low - pad), *(high + pad))]


def _ellipse(points: Any) -> list[float]:
    """Middle, half axes and turn (degrees) of where most of a group stand; in tenths: the middle of a group is a sum of
    its answers, so that a finer one would tell of a statement whose few answers are masked."""
    middle = points.mean(axis=0)
    spread = np.cov(points.T) if len(points) > 1 else np.zeros((2, 2))
    values, vectors = np.linalg.eigh(spread)
    radii = np.maximum(np.sqrt(np.maximum(values, 0.0)) * SPREAD, 0.1)
    turn = math.degrees(math.atan2(vectors[1, 1], vectors[0, 1]))
    return [round(float(one), 1) for one in (*middle, radii[1], radii[0])] + [round(turn)]


def _density(points: Any, frame: list[float], floor: int) -> tuple[int, list[list[int]]]:
    """How many cells across, and where at least `floor` people stand together: place across, place up, and how many in
    steps of doubling, so that one person more or less is not seen."""
    if not len(points):
        return FEWEST_CELLS, []
    cells = min(MOST_CELLS, max(FEWEST_CELLS, round(2 * math.sqrt(len(points) / floor))))
    wide = max(frame[2] - frame[0], 1e-9)
    high = max(frame[3] - frame[1], 1e-9)
    across = np.floor((points[:, 0] - frame[0]) / wide * cells).astype(int)
    up = np.floor((points[:, 1] - frame[1]) / high * cells).astype(int)
    inside = (across >= 0) & (across < cells) & (up >= 0) & (up < cells)
    count = np.bincount(across[inside] * cells + up[inside], minlength=cells * cells)
    return cells, [
        [place // cells, place % cells, min(4, 1 + int(math.log2(count[place] / floor)))]
        for place in np.flatnonzero(count >= floor).tolist()
    ]
