"""How unsure the suggestions about a passage are: the order in which a person is asked.

    doubt = (closeness of the two best acts + closeness of the objectives to their threshold) / 2

The coder says of the best act only its share `p` of all; the second has at most `1 - p`, so `2 (1 - p)` bounds how
close the two are. An objective was suggested at a score between the threshold and 1: `(1 - score) / (1 - threshold)` is
1 for one that just made it; the most doubtful counts. No objective at all is as doubtful as one half-way: the coder
abstained, and may have missed something. What a person settled is no longer in doubt. A heading says nothing by itself
and comes last. Equal doubts follow the order of the document, by less than 0.0001.
"""

from __future__ import annotations

from collections.abc import Iterable

THRESHOLD = 0.48
ABSTAINED = 0.5
SILENT = frozenset({"heading", "contents", "boilerplate"})
_SPREAD = 0.0001
_NUMBERS = 1_000_000


def doubt(kind: str, number: int, said: Iterable[tuple[str, float, str]]) -> float:
    """In 0..1, from `(scheme, score, status)` of its codings; `number` is its place in the document."""
    place = _SPREAD * (1 - min(number, _NUMBERS) / _NUMBERS)
    if kind in SILENT:
        return place
    rows = list(said)
    asked = (_act(rows) + _objectives(rows)) / 2
    return min(round(asked, 4), 1 - _SPREAD) + place


def sure(scheme: str, score: float, rank: float | None, status: str) -> float:
    """What `doubt` is asked with where the ranking of suggestions was learned: surely wrong is sure as well.

    But for an act: one that is surely wrong leaves open which is right.
    """
    if rank is None or status != "suggested":
        return score
    return rank if scheme == "act" else max(rank, 1 - rank)


def _act(rows: list[tuple[str, float, str]]) -> float:
    if any(scheme == "act" and status == "confirmed" for scheme, _, status in rows):
        return 0.0
    suggested = [score for scheme, score, status in rows if scheme == "act" and status == "suggested"]
    return min(1.0, 2 * (1 - max(suggested, default=0.0)))


def _objectives(rows: list[tuple[str, float, str]]) -> float:
    mine = [(score, status) for scheme, score, status in rows if scheme == "objective"]
    suggested = [min(1.0, (1 - score) / (1 - THRESHOLD)) for score, status in mine if status == "suggested"]
    return max(suggested, default=0.0 if mine else ABSTAINED)
