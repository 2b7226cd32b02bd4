"""The forms of this room, by subject."""

from mithaq.evidence.forms.about import year_in
from mithaq.evidence.forms.deposit import Deposit, Uploaded
from mithaq.evidence.forms.desk import DeskQueue, only_last_of_single, verdicts_of_page, verdicts_of_script
from mithaq.evidence.forms.document import LABELS, Describe, Replace, Translate, Withdraw, as_words
from mithaq.evidence.forms.search import Question, SaveSearch, Search, SearchWords

__all__ = [
    "LABELS",
    "Deposit",
    "Describe",
    "DeskQueue",
    "Question",
    "Replace",
    "SaveSearch",
    "Search",
    "SearchWords",
    "Translate",
    "Uploaded",
    "Withdraw",
    "as_words",
    "only_last_of_single",
    "verdicts_of_page",
    "verdicts_of_script",
    "year_in",
]
