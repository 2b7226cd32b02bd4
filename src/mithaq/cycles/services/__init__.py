"""Writing in this room: what the charter asks for stands, days are set, steps are reached, deadlines put off."""

from mithaq.cycles.services.deliveries import deliver, take_back
from mithaq.cycles.services.extensions import ask_extension, decide_extension
from mithaq.cycles.services.milestones import Changed, reach, reopen, settle
from mithaq.cycles.services.standing import stand, tend

__all__ = [
    "Changed",
    "ask_extension",
    "decide_extension",
    "deliver",
    "reach",
    "reopen",
    "settle",
    "stand",
    "take_back",
    "tend",
]
