"""Writing in this room: convening, stating, rendering, taking part, voting, drawing maps."""

from mithaq.dialogues.services.convening import cancel, change, close_dialogue, open_dialogue, prepare, remind
from mithaq.dialogues.services.noting import Changed
from mithaq.dialogues.services.rendering import correct, render, review
from mithaq.dialogues.services.standing import stand, tend
from mithaq.dialogues.services.stating import (
    admit,
    merge,
    proposals_left,
    propose,
    refuse,
    reopen,
    seed,
    seed_many,
)

__all__ = [
    "Changed",
    "admit",
    "cancel",
    "change",
    "close_dialogue",
    "correct",
    "merge",
    "open_dialogue",
    "prepare",
    "proposals_left",
    "propose",
    "refuse",
    "remind",
    "render",
    "reopen",
    "review",
    "seed",
    "seed_many",
    "stand",
    "tend",
]
