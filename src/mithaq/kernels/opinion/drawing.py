"""One call makes a map: `draw(votes, options)`, by the way the options name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mithaq.kernels.opinion.axes import MANY
from mithaq.kernels.opinion.model import CannotDraw, Map, Options, Votes
from mithaq.kernels.opinion.moments import Moments, moments

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt


class Mode(Protocol):
    """A way to draw. `moments`: those of the votes where they are known already; `start`: axes to begin from."""

    def __call__(
        self,
        votes: Votes,
        options: Options,
        *,
        moments: Moments | None = None,
        start: npt.NDArray[np.float64] | None = None,
    ) -> Map: ...


MODES: dict[str, Mode] = {}
ENOUGH: dict[str, Callable[[int], int]] = {}


def draw(
    votes: Votes,
    options: Options | None = None,
    *,
    moments: Moments | None = None,
    start: npt.NDArray[np.float64] | None = None,
) -> Map:
    """The map of the votes: the same votes and options give the same map, bit for bit, in whatever order they came.

    Refused (CannotDraw): a mode nobody knows, no votes at all, facets of another number of people.
    """
    options = options or Options()
    if options.mode not in MODES:
        raise CannotDraw("mode", mode=options.mode, known=sorted(MODES))
    if not votes.cast:
        raise CannotDraw("empty")
    told(votes, options)
    return MODES[options.mode](votes, options, moments=moments, start=start)


def told(votes: Votes, options: Options) -> None:
    """Refuses (CannotDraw) facets of another number of people."""
    for facet, values in options.facets.items():
        if len(values) != len(votes.people):
            raise CannotDraw("facet", facet=facet, told=len(values), people=len(votes.people))


def enough(mode: str, asked: int) -> int:
    """With how many votes a person can be in a group, where so many statements are asked."""
    return ENOUGH[mode](asked)


def ground(votes: Votes, known: Moments | None = None) -> Moments | Votes:
    """What `axes` wants of these votes: their moments, or where statements are very many the votes themselves."""
    if known is not None:
        return known
    return votes if len(votes.statements) > MANY else moments(votes)
