"""Writing in this room: convening, stating, rendering, taking part, voting, drawing maps."""

from mithaq.dialogues.services.standing import stand, tend

__all__ = ["stand", "tend"]
