"""Answers are written together: those that wait at the same moment share one transaction, and so one write to the disk.

Nobody is told that an answer is kept before the transaction that keeps it is on the disk. On SQLite one of the threads
that wait writes for all of them, and takes turns with the other processes; PostgreSQL joins the commits of its
connections by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction

from mithaq.dialogues.enums import State
from mithaq.dialogues.models import Dialogue, Participant, Statement, Vote
from mithaq.foundation import quick, turns


@dataclass(frozen=True, slots=True)
class Row:
    """One answer as it is to stand; `participant` and `statement` by their keys."""

    participant: int
    statement: int
    answer: int
    language: str
    at: datetime


def write(row: Row) -> bool:
    """Whether the answer stands, for good. False: the dialogue was not open at that moment, the statement is not voted
    on, or the participant is gone: it is asked in the very act, so that nothing comes in between.
    """
    if connection.in_atomic_block:
        return _one(row)
    if connection.vendor == "sqlite":
        return _TOGETHER.write(row)
    try:
        return _one(row)
    except IntegrityError:  # the participant or the statement went away while it was written
        return False


def _one(row: Row) -> bool:
    moment = connection.ops.adapt_datetimefield_value(row.at)
    asked: list[Any] = [row.answer, row.language, moment, row.participant, row.statement, moment, moment]
    return quick.changed(_statement(connection.vendor), asked) == 1


@cache
def _statement(vendor: str) -> str:
    """An answer sent again leaves the moment of its last change: who sends the same does not count as one more who
    answered anew. On PostgreSQL the dialogue is held against its close, which waits for what is under way; and then the
    statement, so that what moderators did while an answer waited for them is asked anew.
    """
    vote, participant, dialogue, statement = (
        connection.ops.quote_name(model._meta.db_table) for model in (Vote, Participant, Dialogue, Statement)
    )
    moment, small = ("CAST(%s AS timestamptz)", "CAST(%s AS smallint)") if vendor == "postgresql" else ("%s", "%s")
    held = "FOR SHARE OF d, s" if vendor == "postgresql" else ""
    return f"""
        INSERT INTO {vote} (institution_id, dialogue_id, participant_id, statement_id, answer, language, changed_at)
        SELECT p.institution_id, d.id, p.id, s.id, {small}, %s, {moment}
        FROM {participant} p JOIN {dialogue} d ON d.id = p.dialogue_id JOIN {statement} s ON s.dialogue_id = d.id
        WHERE p.id = %s AND s.id = %s AND s.votable
        AND d.state = '{State.OPEN}' AND d.opens_at <= {moment} AND d.closes_at > {moment}
        {held}
        ON CONFLICT (participant_id, statement_id) DO UPDATE SET
            changed_at = CASE WHEN {vote}.answer = excluded.answer AND {vote}.language = excluded.language
                         THEN {vote}.changed_at ELSE excluded.changed_at END,
            answer = excluded.answer, language = excluded.language
    """  # noqa: S608 - names of our own tables and words of our own enums


class _Ticket:
    __slots__ = ("error", "is_done", "row", "stands")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.is_done = False
        self.stands: bool | None = None  # not known: whoever wrote was ended in the act
        self.error: Exception | None = None


class _Together:
    """Whoever waits first writes for all who wait; those who come meanwhile are written next, by one of them."""

    def __init__(self) -> None:
        self._waiting: list[_Ticket] = []
        self._is_writing = False
        self._turn = threading.Condition()

    def write(self, row: Row) -> bool:
        mine = _Ticket(row)
        with self._turn:
            self._waiting.append(mine)
            while self._is_writing and not mine.is_done:
                self._turn.wait()
            if not mine.is_done:
                self._is_writing = True
                batch, self._waiting = self._waiting, []
        if not mine.is_done:
            try:
                _commit(batch)
            finally:
                with self._turn:
                    self._is_writing = False
                    for ticket in batch:
                        ticket.is_done = True
                    self._turn.notify_all()
        if mine.error is not None:
            raise mine.error
        if mine.stands is None:
            raise OperationalError("the answer was not written")
        return mine.stands


def _commit(batch: Sequence[_Ticket]) -> None:
    """All, or where one of them cannot stand, each by itself."""
    try:
        with turns.to_write(), transaction.atomic():
            told = [_one(ticket.row) for ticket in batch]
    except IntegrityError as broken:
        if len(batch) == 1:
            batch[0].error = broken
        else:
            for ticket in batch:
                _commit([ticket])
    except Exception as failed:  # noqa: BLE001 - nothing of the batch stands, and each who waits is told
        for ticket in batch:
            ticket.error = failed
    else:
        for ticket, stands in zip(batch, told, strict=True):
            ticket.stands = stands


_TOGETHER = _Together()
