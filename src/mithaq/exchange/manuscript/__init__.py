"""The report as a manuscript: what a reader sees, in its order, worded once.

The stand-alone page, the PDF and the Word file print the same manuscript; none of them words or counts anything, so
that the three cannot say different things. `compose(report)` makes it.
"""

from mithaq.exchange.manuscript.compose import compose
from mithaq.exchange.manuscript.parts import (
    Act,
    Column,
    Front,
    Grid,
    Manuscript,
    Mark,
    Part,
    Proof,
    Reference,
    Statement,
    Text,
    Unused,
    Voice,
)

__all__ = [
    "Act",
    "Column",
    "Front",
    "Grid",
    "Manuscript",
    "Mark",
    "Part",
    "Proof",
    "Reference",
    "Statement",
    "Text",
    "Unused",
    "Voice",
    "compose",
]
