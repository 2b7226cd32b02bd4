"""Writing in this room: founding, drafts, adoption, amendments, and what happens by itself on a day."""

from mithaq.blueprints.examining import Faulty
from mithaq.blueprints.services.adopting import adopt
from mithaq.blueprints.services.amending import enact_amendment, propose_amendment, withdraw
from mithaq.blueprints.services.drafting import Overtaken, begin, discard, save
from mithaq.blueprints.services.founding import found
from mithaq.blueprints.services.starting import starter
from mithaq.blueprints.services.tending import tend, tend_everywhere

__all__ = [
    "Faulty",
    "Overtaken",
    "adopt",
    "begin",
    "discard",
    "enact_amendment",
    "found",
    "propose_amendment",
    "save",
    "starter",
    "tend",
    "tend_everywhere",
    "withdraw",
]
