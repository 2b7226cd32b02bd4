"""Reading in this room: dialogues, statements, the next to answer, maps as published, and what is due."""

from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement
from mithaq.dialogues.reading import dialogue, dialogues
from mithaq.dialogues.selectors.mine import answers, proposals
from mithaq.dialogues.selectors.next import Asked, Pool, answered, following, pool, progress
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
from mithaq.dialogues.selectors.taking import (
    Described,
    Known,
    described,
    is_running,
    known,
    link,
    links,
    may_enter_by_account,
    participant,
    participant_of,
)
from mithaq.dialogues.selectors.watching import watched

__all__ = [
    "Asked",
    "Column",
    "Described",
    "Dialogue",
    "Drawn",
    "Known",
    "Likeness",
    "Participant",
    "Pool",
    "Statement",
    "admitted",
    "answered",
    "answers",
    "candidates",
    "columns",
    "counted",
    "described",
    "dialogue",
    "dialogues",
    "following",
    "is_running",
    "known",
    "likely",
    "likely_for",
    "link",
    "links",
    "may_enter_by_account",
    "owed",
    "participant",
    "participant_of",
    "pool",
    "progress",
    "proposals",
    "standing",
    "statement",
    "statements",
    "unready",
    "waiting",
    "watched",
]
