"""Writing in this room: who sits, waits, watches, presides and gives, and what stands and ends by the charter."""

from mithaq.bodies.services.chairs import pass_chair
from mithaq.bodies.services.leaving import vacate
from mithaq.bodies.services.opening import close, open_group
from mithaq.bodies.services.others import extend_mandate, invite_observer, record_contribution, release_observer
from mithaq.bodies.services.seating import name_alternate, occupy, seat
from mithaq.bodies.services.standing import stand, tend
from mithaq.bodies.services.waiting import ask, stop_waiting

__all__ = [
    "ask",
    "close",
    "extend_mandate",
    "invite_observer",
    "name_alternate",
    "occupy",
    "open_group",
    "pass_chair",
    "record_contribution",
    "release_observer",
    "seat",
    "stand",
    "stop_waiting",
    "tend",
    "vacate",
]
