"""Reading in this room: dialogues, statements, the next to answer, maps as published, and what is due."""

from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement
from mithaq.dialogues.reading import dialogue, dialogues
from mithaq.dialogues.selectors.owing import owed
from mithaq.dialogues.selectors.standing import standing
from mithaq.dialogues.selectors.statements import (
    Column,
    Likeness,
    admitted,
    candidates,
    columns,
    counted,
    likely,
    likely_for,
    statement,
    statements,
    unready,
    waiting,
)
from mithaq.dialogues.selectors.watching import watched

__all__ = [
    "Column",
    "Dialogue",
    "Drawn",
    "Likeness",
    "Participant",
    "Statement",
    "admitted",
    "candidates",
    "columns",
    "counted",
    "dialogue",
    "dialogues",
    "likely",
    "likely_for",
    "owed",
    "standing",
    "statement",
    "statements",
    "unready",
    "waiting",
    "watched",
]
