"""Elections: ballots are counted under quotas, exactly, and every result can say why, and why not somebody else.

The face of the kernel: `from mithaq.kernels import elections`. Whole numbers and fractions; no clock, no chance: ties
are settled by the history of the count and then by lots drawn from a public seed.
"""

from mithaq.kernels.elections.ahead import LookAhead, Verdict
from mithaq.kernels.elections.approvals import read_approvals, write_approvals
from mithaq.kernels.elections.blt import read_blt, write_blt
from mithaq.kernels.elections.conflicts import (
    Bound,
    Change,
    Nomination,
    bounds_in_conflict,
    conflict,
    nominations,
    repair,
)
from mithaq.kernels.elections.makeup import Rows, bound, feasible, missed, rows
from mithaq.kernels.elections.makeup import counts as counts_for
from mithaq.kernels.elections.methods import METHODS, Method, count
from mithaq.kernels.elections.model import (
    FAULTS,
    SCALE,
    STEPS,
    Attributes,
    Ballots,
    CannotCount,
    Makeup,
    Quota,
    Result,
    Rule,
    Step,
    lots,
)
from mithaq.kernels.elections.quotas_file import QUOTAS_FORM, QUOTAS_WHY, read_quotas
from mithaq.kernels.elections.report import as_decimal, as_json, as_line
from mithaq.kernels.elections.sections import apart, sections
from mithaq.kernels.elections.standalone import recount
from mithaq.kernels.elections.whynot import ANSWERS, Changed, changed, why_not

VERSION = "1"  # of the rules of counting: a result says by which it was counted; another version may count otherwise

__all__ = [
    "ANSWERS",
    "FAULTS",
    "METHODS",
    "QUOTAS_FORM",
    "QUOTAS_WHY",
    "SCALE",
    "STEPS",
    "VERSION",
    "Attributes",
    "Ballots",
    "Bound",
    "CannotCount",
    "Change",
    "Changed",
    "LookAhead",
    "Makeup",
    "Method",
    "Nomination",
    "Quota",
    "Result",
    "Rows",
    "Rule",
    "Step",
    "Verdict",
    "apart",
    "as_decimal",
    "as_json",
    "as_line",
    "bound",
    "bounds_in_conflict",
    "changed",
    "conflict",
    "count",
    "counts_for",
    "feasible",
    "lots",
    "missed",
    "nominations",
    "read_approvals",
    "read_blt",
    "read_quotas",
    "recount",
    "repair",
    "rows",
    "sections",
    "why_not",
    "write_approvals",
    "write_blt",
]
