"""The forms of this room, by subject."""

from mithaq.evidence.forms.deposit import Deposit
from mithaq.evidence.forms.search import Search

__all__ = ["Deposit", "Search"]
