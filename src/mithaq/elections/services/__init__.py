"""Writing in this room: calling, nominating, voting, counting, declaring."""

from mithaq.elections.services.standing import stand, tend

__all__ = ["stand", "tend"]
