"""Writing in this room: calling, nominating, voting, counting, declaring."""

from mithaq.elections.services.calling import call, cancel, change
from mithaq.elections.services.noting import Changed
from mithaq.elections.services.standing import stand, tend

__all__ = ["Changed", "call", "cancel", "change", "stand", "tend"]
