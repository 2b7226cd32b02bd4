"""Opinion maps: which groups of opinion there are, what each holds, what unites and what divides.

`draw(votes, options)` makes a map; `moments`, `update` and `merge` keep exact whole-number statistics of the votes, so
that a map can be refreshed at the cost of one vote or made of parts on several machines, bit for bit the same.
"""

from mithaq.kernels.opinion.model import (
    AGREE,
    ANSWERS,
    DISAGREE,
    PASS,
    VERSION,
    CannotDraw,
    Figure,
    Group,
    Map,
    Options,
    Stability,
    Stance,
    Votes,
)

__all__ = [
    "AGREE",
    "ANSWERS",
    "DISAGREE",
    "PASS",
    "VERSION",
    "CannotDraw",
    "Figure",
    "Group",
    "Map",
    "Options",
    "Stability",
    "Stance",
    "Votes",
]
