"""The forms of this room, by subject."""

from mithaq.evidence.forms.deposit import Deposit
from mithaq.evidence.forms.desk import DeskQueue, only_last_of_single, verdicts_of_page, verdicts_of_script
from mithaq.evidence.forms.search import Search

__all__ = [
    "Deposit",
    "DeskQueue",
    "Search",
    "only_last_of_single",
    "verdicts_of_page",
    "verdicts_of_script",
]
