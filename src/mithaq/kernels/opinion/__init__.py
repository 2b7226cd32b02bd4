"""Opinion maps: which groups of opinion there are, what each holds, what unites and what divides.

`draw(votes, options)` makes a map; `moments`, `update` and `merge` keep exact whole-number statistics of the votes, so
that a map can be refreshed at the cost of one vote or made of parts on several machines, bit for bit the same.
"""

from mithaq.kernels.opinion.axes import Axes
from mithaq.kernels.opinion.breakdown import (
    Breakdown,
    Publishable,
    breakdowns,
    publishable,
    told_of,
)
from mithaq.kernels.opinion.bridging import Bridge, bridges_of
from mithaq.kernels.opinion.drawing import ENOUGH, MODES, draw, enough
from mithaq.kernels.opinion.figures import (
    Between,
    Unsure,
    between,
    dividing,
    held_by_all,
    stances,
    uniting,
    unsure,
)
from mithaq.kernels.opinion.figures import figures as statement_figures
from mithaq.kernels.opinion.live import State, merge, refresh, update
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
from mithaq.kernels.opinion.moments import Moments, moments
from mithaq.kernels.opinion.polis import (
    polis_axes,
    polis_enough,
    polis_extremity,
    polis_in_conversation,
    polis_map,
    polis_order,
    polis_placed,
    polis_points,
)
from mithaq.kernels.opinion.polis_kmeans import polis_bases, polis_groups
from mithaq.kernels.opinion.polis_stances import (
    polis_consensus,
    polis_group_aware,
    polis_priorities,
    polis_representative,
)
from mithaq.kernels.opinion.report import WAYS, as_json, as_line
from mithaq.kernels.opinion.scale import draw_parquet, draw_postgres
from mithaq.kernels.opinion.stable import enough as stable_enough
from mithaq.kernels.opinion.stable import stable_map
from mithaq.kernels.opinion.tables import table, totals
from mithaq.kernels.opinion.translation import Reading, by_language, read_differently, readings
from mithaq.kernels.opinion.votes import NotVotes, digest, from_columns, subset, votes_of

MODES["polis"] = polis_map
MODES["stable"] = stable_map
ENOUGH["polis"] = polis_enough
ENOUGH["stable"] = stable_enough

__all__ = [
    "AGREE",
    "ANSWERS",
    "DISAGREE",
    "MODES",
    "PASS",
    "VERSION",
    "WAYS",
    "Axes",
    "Between",
    "Breakdown",
    "Bridge",
    "CannotDraw",
    "Figure",
    "Group",
    "Map",
    "Moments",
    "NotVotes",
    "Options",
    "Publishable",
    "Reading",
    "Stability",
    "Stance",
    "State",
    "Unsure",
    "Votes",
    "as_json",
    "as_line",
    "between",
    "breakdowns",
    "bridges_of",
    "by_language",
    "digest",
    "dividing",
    "draw",
    "draw_parquet",
    "draw_postgres",
    "enough",
    "from_columns",
    "held_by_all",
    "merge",
    "moments",
    "polis_axes",
    "polis_bases",
    "polis_consensus",
    "polis_extremity",
    "polis_group_aware",
    "polis_groups",
    "polis_in_conversation",
    "polis_map",
    "polis_order",
    "polis_placed",
    "polis_points",
    "polis_priorities",
    "polis_representative",
    "publishable",
    "read_differently",
    "readings",
    "refresh",
    "stances",
    "statement_figures",
    "subset",
    "table",
    "told_of",
    "totals",
    "uniting",
    "unsure",
    "update",
    "votes_of",
]
