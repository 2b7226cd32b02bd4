"""Writing in this room: convening, stating, rendering, taking part, voting, drawing maps."""

from mithaq.dialogues.services.batches import SPARE
from mithaq.dialogues.services.bringing_in import clear_files, import_later
from mithaq.dialogues.services.convening import cancel, change, close_dialogue, open_dialogue, prepare, remind
from mithaq.dialogues.services.depositing import deposit
from mithaq.dialogues.services.drawing import final, refresh, without
from mithaq.dialogues.services.inviting import invite, withdraw_link
from mithaq.dialogues.services.keeping_up import look
from mithaq.dialogues.services.mailing import invite_by_mail, is_sending, send_again
from mithaq.dialogues.services.noting import Changed
from mithaq.dialogues.services.rendering import correct, longest, render, review
from mithaq.dialogues.services.rendering import save as save_renditions
from mithaq.dialogues.services.simulating import Leaning, simulate
from mithaq.dialogues.services.staging import clear_everywhere
from mithaq.dialogues.services.standing import by_the_hour, stand, tend
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
from mithaq.dialogues.services.taking_part import (
    enter_anonymously,
    enter_by_account,
    enter_by_link,
    withdraw,
)
from mithaq.dialogues.services.voting import NotTaken, TooFast, cast, report, take, take_back

__all__ = [
    "SPARE",
    "Changed",
    "Leaning",
    "NotTaken",
    "TooFast",
    "admit",
    "by_the_hour",
    "cancel",
    "cast",
    "change",
    "clear_everywhere",
    "clear_files",
    "close_dialogue",
    "correct",
    "deposit",
    "enter_anonymously",
    "enter_by_account",
    "enter_by_link",
    "final",
    "import_later",
    "invite",
    "invite_by_mail",
    "is_sending",
    "longest",
    "look",
    "merge",
    "open_dialogue",
    "prepare",
    "proposals_left",
    "propose",
    "refresh",
    "refuse",
    "remind",
    "render",
    "reopen",
    "report",
    "review",
    "save_renditions",
    "seed",
    "seed_many",
    "send_again",
    "simulate",
    "stand",
    "take",
    "take_back",
    "tend",
    "withdraw",
    "withdraw_link",
    "without",
]
