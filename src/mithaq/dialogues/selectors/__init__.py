"""Reading in this room: dialogues, statements, the next to answer, maps as published, and what is due."""

from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement
from mithaq.dialogues.reading import dialogue, dialogues
from mithaq.dialogues.selectors.owing import owed
from mithaq.dialogues.selectors.standing import standing
from mithaq.dialogues.selectors.watching import watched

__all__ = [
    "Dialogue",
    "Drawn",
    "Participant",
    "Statement",
    "dialogue",
    "dialogues",
    "owed",
    "standing",
    "watched",
]
