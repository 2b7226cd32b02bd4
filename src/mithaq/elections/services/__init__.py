"""Writing in this room: calling, nominating, voting, counting, declaring."""

from mithaq.elections.services.calling import call, cancel, change
from mithaq.elections.services.casting import Receipt, cast
from mithaq.elections.services.closing import close_voting, forget_keys, open_box
from mithaq.elections.services.counting import count, count_now
from mithaq.elections.services.declaring import declare
from mithaq.elections.services.nominating import admit, consent, decline, nominate, refuse, state, withdraw
from mithaq.elections.services.noting import Changed
from mithaq.elections.services.opening import close_nominations, fix_roll, open_voting, prolong
from mithaq.elections.services.reminding import remind, was_reminded, withdraw_reminders
from mithaq.elections.services.standing import by_the_hour, stand, tend
from mithaq.elections.services.vacancies import by_election, countback, drop_out

__all__ = [
    "Changed",
    "Receipt",
    "admit",
    "by_election",
    "by_the_hour",
    "call",
    "cancel",
    "cast",
    "change",
    "close_nominations",
    "close_voting",
    "consent",
    "count",
    "count_now",
    "countback",
    "declare",
    "decline",
    "drop_out",
    "fix_roll",
    "forget_keys",
    "nominate",
    "open_box",
    "open_voting",
    "prolong",
    "refuse",
    "remind",
    "stand",
    "state",
    "tend",
    "was_reminded",
    "withdraw",
    "withdraw_reminders",
]
