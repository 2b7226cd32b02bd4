"""The text of an institution: read with the place of every word, so that whatever is wrong can be pointed at.

The face of the kernel: `from mithaq.kernels import charter`. Calendars are told in the words of `kernels.cadence`.
"""

from mithaq.kernels.charter.balances import Holder, Measure
from mithaq.kernels.charter.balances import Rule as BalanceRule
from mithaq.kernels.charter.balances import rules as balance_rules
from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.composing import Meter, composition, meters, reachable, unreachable
from mithaq.kernels.charter.contradictions import check
from mithaq.kernels.charter.document import documentation, renewed
from mithaq.kernels.charter.faults import FAULTS, Fault, Told
from mithaq.kernels.charter.findings import CharterRefuses, Finding
from mithaq.kernels.charter.grammar import Field, Kind, fields, kinds
from mithaq.kernels.charter.json_schema import schema
from mithaq.kernels.charter.majorities import Outcome, Tally, Voter, Votes, majority
from mithaq.kernels.charter.places import NotToml, Place, Placed, located
from mithaq.kernels.charter.plainly import plain
from mithaq.kernels.charter.planning import (
    STANDS,
    Changed,
    Difference,
    Item,
    Plan,
    Standing,
    Step,
    applied,
    changed,
    differences,
    plan,
    wanted,
)
from mithaq.kernels.charter.powers import banzhaf
from mithaq.kernels.charter.reading import Reading, read
from mithaq.kernels.charter.timing import times
from mithaq.kernels.charter.values import Count, Money, Source, Words

__all__ = [
    "FAULTS",
    "STANDS",
    "BalanceRule",
    "Changed",
    "Charter",
    "CharterRefuses",
    "Clause",
    "Count",
    "Difference",
    "Fault",
    "Field",
    "Finding",
    "Holder",
    "Item",
    "Kind",
    "Measure",
    "Meter",
    "Money",
    "NotToml",
    "Outcome",
    "Place",
    "Placed",
    "Plan",
    "Reading",
    "Source",
    "Standing",
    "Step",
    "Tally",
    "Told",
    "Voter",
    "Votes",
    "Words",
    "applied",
    "balance_rules",
    "banzhaf",
    "changed",
    "check",
    "composition",
    "differences",
    "documentation",
    "fields",
    "kinds",
    "located",
    "majority",
    "meters",
    "plain",
    "plan",
    "reachable",
    "read",
    "renewed",
    "schema",
    "times",
    "unreachable",
    "wanted",
]
