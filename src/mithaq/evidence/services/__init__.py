"""Writing evidence: deposit, code, read again, withdraw, sweep."""

from mithaq.evidence.services import desk
from mithaq.evidence.services.coding import code, code_later
from mithaq.evidence.services.deposit import Outcome, Refused, deposit, deposit_folder
from mithaq.evidence.services.keeping import reread, sweep, withdraw

__all__ = [
    "Outcome",
    "Refused",
    "code",
    "code_later",
    "deposit",
    "deposit_folder",
    "desk",
    "reread",
    "sweep",
    "withdraw",
]
