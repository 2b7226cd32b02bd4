"""What every part of the kernel speaks: votes in, a map out. Arrays live inside; tuples, dicts, numbers cross the face.

Votes are +1 agree, -1 disagree, 0 pass. Participants and statements are known inside by their place (from 0) and
outside by their id. Every count is an integer; what is drawn (coordinates, shares) is a float.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

AGREE, DISAGREE, PASS = 1, -1, 0
ANSWERS = (AGREE, DISAGREE, PASS)  # the order of the last axis of every table of counts
VERSION = "2"  # of the kernel: the same votes, options and version give the same map, bit for bit


class CannotDraw(ValueError):
    """The votes cannot be drawn. `key` says why (see WHY), `facts` fill the sentence a room makes of it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key}: {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, eq=False)
class Votes:
    """One vote a participant and statement, in one canonical order whatever the order of arrival.

    `starts` (n+1), `columns` (one a vote, int32, ascending within a row) and `values` (int8) are the rows; rows stand
    in ascending order of the participant's id, columns in that of the statement's. `hidden` are the places of
    statements moderated out, `meta` those that ask who one is, not what one thinks (both are left out of axes and
    figures).
    """

    people: Sequence[Hashable]
    statements: Sequence[Hashable]
    starts: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.int8]
    hidden: frozenset[int] = frozenset()
    meta: frozenset[int] = frozenset()

    @property
    def cast(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Options:
    """How a map is drawn. `facets` gives, by attribute, what each participant is (in the order of `Votes.people`;
    empty: not told). `floor`: no group or cell of fewer people is told of."""

    mode: str = "stable"
    max_groups: int = 6
    seed: int = 0
    resamples: int = 20
    floor: int = 0
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Stance:
    """That a group holds a statement, or rejects it: what sets the group apart.

    `direction` AGREE or DISAGREE; `share` of those of the group who voted on it (with the prior (x+1)/(n+2)); `ratio`
    to the share among all others; `z_own` and `z_other` are the tests of the two; `p` the chance of such a difference
    if there were none, corrected for as many statements as there are.
    """

    statement: int
    direction: int
    agreed: int
    disagreed: int
    passed: int
    share: float
    ratio: float
    z_own: float
    z_other: float
    p: float = 1.0


@dataclass(frozen=True)
class Group:
    """One group of opinion: how many, where its centre is, what sets it apart (strongest first), how stable it is.

    `holds`: the chance that two of the group are together again when the votes are resampled (0..1).
    """

    number: int
    size: int
    centre: tuple[float, float]
    stances: tuple[Stance, ...]
    holds: float | None = None


@dataclass(frozen=True)
class Figure:
    """One statement over all groups. Shares have the prior (x+1)/(n+2).

    `group_aware` Polis' product over groups of the share that agrees; `united` its geometric mean (comparable over any
    number of groups), `united_against` the same of disagreeing; `divides` the largest difference of agreement between
    two groups, `divides_p` its test, corrected; `bridging` how far agreement among those near the other groups carries;
    `extremity` the length of the statement's vector on the map; `priority` the weight by which it is drawn next.
    """

    statement: int
    agreed: int
    disagreed: int
    passed: int
    group_aware: float
    united: float
    united_against: float
    divides: float
    divides_between: tuple[int, int] | None
    divides_p: float
    bridging: float
    extremity: float
    priority: float


@dataclass(frozen=True)
class Stability:
    """How sure the map is. `agreement`: mean adjusted Rand index of the groups with those of resampled votes;
    `k_share`: how often the resamples have as many groups; `significant`: whether there are groups at all (k = 1 if
    not); `silhouette` of the chosen k."""

    agreement: float
    k_share: float
    significant: bool
    silhouette: float
    resamples: int


@dataclass(frozen=True, eq=False)
class Map:
    """A drawn map. Per participant: the group (-1: not placed) and the point; per statement its figures; per group its
    stances. `tables` has, by facet (and "group"), counts of shape (cells, statements, 3) in the order of ANSWERS.
    `by_answers`: people are in the group whose answers tell theirs best rather than where they stand; `refreshed`: the
    groups and their stability are carried on from the last full drawing (refreshing.py)."""

    mode: str
    votes: Votes
    options: Options
    labels: npt.NDArray[np.int32]
    points: npt.NDArray[np.float64]
    centre: npt.NDArray[np.float64]
    axes: npt.NDArray[np.float64]
    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]
    agreed_by_all: tuple[int, ...]
    rejected_by_all: tuple[int, ...]
    stability: Stability | None
    tables: Mapping[str, npt.NDArray[np.int64]]
    cells: Mapping[str, tuple[str, ...]]
    digest: str
    base: tuple[tuple[float, float, int], ...] = ()
    by_answers: bool = False
    refreshed: bool = False

    @property
    def k(self) -> int:
        return len(self.groups)

    @cached_property
    def group_of(self) -> dict[Hashable, int]:
        """Id of a participant → number of their group; who is not placed is left out."""
        return {
            person: label for person, label in zip(self.votes.people, self.labels.tolist(), strict=True) if label >= 0
        }

    @cached_property
    def point_of(self) -> dict[Hashable, tuple[float, float]]:
        """Id of a participant → where they stand."""
        points = self.points.tolist()
        return {person: (x, y) for person, (x, y) in zip(self.votes.people, points, strict=True)}
