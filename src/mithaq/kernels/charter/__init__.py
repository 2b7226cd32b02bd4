"""The text of an institution: read with the place of every word, so that whatever is wrong can be pointed at.

The face of the kernel: `from mithaq.kernels import charter`. Calendars are told in the words of `kernels.cadence`.
"""

from mithaq.kernels.charter.balances import Holder, Measure
from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.composition import Meter, composition, meters, reachable, unreachable
from mithaq.kernels.charter.faults import FAULTS, Fault, Told
from mithaq.kernels.charter.findings import CharterRefuses, Finding
from mithaq.kernels.charter.places import NotToml, Place, Placed, located
from mithaq.kernels.charter.reading import Reading, read
from mithaq.kernels.charter.values import Count, Money, Source, Words

__all__ = [
    "FAULTS",
    "Charter",
    "CharterRefuses",
    "Clause",
    "Count",
    "Fault",
    "Finding",
    "Holder",
    "Measure",
    "Meter",
    "Money",
    "NotToml",
    "Place",
    "Placed",
    "Reading",
    "Source",
    "Told",
    "Words",
    "composition",
    "located",
    "meters",
    "reachable",
    "read",
    "unreachable",
]
