"""The coding desk: decide about a passage, take it back, cut it otherwise. Nothing anybody decided is ever lost."""

from mithaq.evidence.services.desk.cut import LONGEST, Uncut, merge, split
from mithaq.evidence.services.desk.deciding import decide, is_code
from mithaq.evidence.services.desk.records import Changed, Reserved, Unfit, Verdict
from mithaq.evidence.services.desk.undoing import Kept, undo

__all__ = [
    "LONGEST",
    "Changed",
    "Kept",
    "Reserved",
    "Uncut",
    "Unfit",
    "Verdict",
    "decide",
    "is_code",
    "merge",
    "split",
    "undo",
]
