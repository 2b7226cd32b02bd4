"""Reading in this room: dialogues, statements, the next to answer, maps as published, and what is due."""

from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement
from mithaq.dialogues.reading import dialogue, dialogues
from mithaq.dialogues.selectors.at_the_moment import Row, asked_of, ended_at, listed, stands
from mithaq.dialogues.selectors.files import final_map, is_being_drawn, map_in, record_of
from mithaq.dialogues.selectors.leaving import dialogue_of, kept_of
from mithaq.dialogues.selectors.maps import answers_of, map_for, said, sees_maps
from mithaq.dialogues.selectors.mine import answers, proposals
from mithaq.dialogues.selectors.next import Asked, Pool, ahead, answered, following, pool, progress
from mithaq.dialogues.selectors.owing import owed
from mithaq.dialogues.selectors.standing import standing
from mithaq.dialogues.selectors.statements import (
    LEAST_STATEMENTS,
    Column,
    Likeness,
    admitted,
    candidates,
    columns,
    counted,
    is_answered,
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
    is_taken,
    known,
    link,
    links,
    may_enter_by_account,
    participant,
    participant_of,
)
from mithaq.dialogues.selectors.watching import watched

__all__ = [
    "LEAST_STATEMENTS",
    "Asked",
    "Column",
    "Described",
    "Dialogue",
    "Drawn",
    "Known",
    "Likeness",
    "Participant",
    "Pool",
    "Row",
    "Statement",
    "admitted",
    "ahead",
    "answered",
    "answers",
    "answers_of",
    "asked_of",
    "candidates",
    "columns",
    "counted",
    "described",
    "dialogue",
    "dialogue_of",
    "dialogues",
    "ended_at",
    "final_map",
    "following",
    "is_answered",
    "is_being_drawn",
    "is_running",
    "is_taken",
    "kept_of",
    "known",
    "likely",
    "likely_for",
    "link",
    "links",
    "listed",
    "map_for",
    "map_in",
    "may_enter_by_account",
    "owed",
    "participant",
    "participant_of",
    "pool",
    "progress",
    "proposals",
    "record_of",
    "said",
    "sees_maps",
    "standing",
    "stands",
    "statement",
    "statements",
    "unready",
    "waiting",
    "watched",
]
