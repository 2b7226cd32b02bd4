"""Writing in this room: calling meetings, their minutes, and decisions by the rule of the charter."""

from mithaq.meetings.services.calling import Guest, call, cancel, change, invite, invite_also, note_attendance
from mithaq.meetings.services.consulting import answer, consult
from mithaq.meetings.services.deciding import close, take_position
from mithaq.meetings.services.moving import propose, withdraw
from mithaq.meetings.services.noting import Changed
from mithaq.meetings.services.recording import publish_minutes, unpublish_minutes, write_minutes
from mithaq.meetings.services.standing import stand, tend

__all__ = [
    "Changed",
    "Guest",
    "answer",
    "call",
    "cancel",
    "change",
    "close",
    "consult",
    "invite",
    "invite_also",
    "note_attendance",
    "propose",
    "publish_minutes",
    "stand",
    "take_position",
    "tend",
    "unpublish_minutes",
    "withdraw",
    "write_minutes",
]
