"""Writing evidence: deposit, describe, code, read again, replace, translate, withdraw, sweep."""

from mithaq.evidence.services import desk, saved, uploads
from mithaq.evidence.services.coding import code, code_later
from mithaq.evidence.services.deposit import Outcome, Refused, deposit, deposit_folder
from mithaq.evidence.services.describing import Conflict, describe
from mithaq.evidence.services.keeping import reread, sweep, withdraw
from mithaq.evidence.services.renditions import translate
from mithaq.evidence.services.replacing import replace
from mithaq.evidence.services.warming import warm

__all__ = [
    "Conflict",
    "Outcome",
    "Refused",
    "code",
    "code_later",
    "deposit",
    "deposit_folder",
    "describe",
    "desk",
    "replace",
    "reread",
    "saved",
    "sweep",
    "translate",
    "uploads",
    "warm",
    "withdraw",
]
