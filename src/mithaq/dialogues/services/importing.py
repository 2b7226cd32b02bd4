"""Bringing a conversation of Polis, or of a program that writes its files, in as a dialogue that is closed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_scopes import scope

from mithaq.dialogues.enums import LONGEST_FROM_A_FILE, Entry, Ground, Origin, Standing, State
from mithaq.dialogues.models import Dialogue, Participant, Rendition, Statement, Vote
from mithaq.dialogues.services import drawing
from mithaq.dialogues.wording_files import fault
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.foundation.records import new_uid
from mithaq.institutions.selectors import Institution
from mithaq.kernels.opinion import polis_files as kernel

MOST_VOTES = 500_000
AT_ONCE = 5_000
LARGEST_NUMBER = 2**31 - 1  # of a statement: what every database holds
NO_WORDS = "—"  # a statement without words in the file keeps its number and its votes
EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)  # no such program is older: an earlier moment is a mistake


def import_polis(
    institution: Institution,
    *,
    title: Mapping[str, str],
    question: Mapping[str, str],
    language: str,
    comments: bytes,
    votes: bytes,
    floor: int = 10,
    publishes_rows: bool = False,
    is_simulated: bool = False,
    by: Actor,
    at: datetime,
) -> Dialogue:
    """A closed dialogue with the statements of a comments.csv and the votes of a votes.csv (or participants-votes.csv),
    and its final map. `language` is the one the statements are written in.

    Participants get new names: nothing of their numbers in the file is kept. Votes on statements that the file of
    statements does not know, or moderated out, are left out of the map. Refused (ValidationError at "comments" or
    "votes", with the line): a file that is not understood, too many votes, statements that are too long, no votes.
    """
    told = _comments(comments)
    cast = _votes(votes)
    with scope(institution=institution), transaction.atomic():
        opened = min((one for one in _moments(told) if EARLIEST <= one < at), default=at - timedelta(days=1))
        dialogue: Dialogue = Dialogue.objects.create(
            institution=institution,
            title=Words(title),
            question=Words(question),
            opens_at=opened,
            opened_at=opened,
            closes_at=at,
            closed_at=at,
            convened_at=at,
            entry=Entry.INVITED,
            state=State.CLOSED,
            floor=floor,
            publishes_rows=publishes_rows,
            proposals_each=0,
            seed=secrets.token_hex(16),
            is_simulated=is_simulated,
        )
        statements = _state(dialogue, told, language, at=at)
        people, cast_votes = _cast(dialogue, cast, statements, language, at=at)
        journal.write(
            "dialogues.import",
            about=dialogue,
            by=by,
            at=at,
            scope=institution.uid,
            after={
                "title": dict(dialogue.title),
                "statements": len(statements),
                "people": people,
                "answers": cast_votes,
            },
        )
        drawing.final(dialogue, at=at)
    return dialogue


def _comments(data: bytes) -> tuple[kernel.Comment, ...]:
    try:
        told = kernel.read_comments(data)
    except kernel.NotPolis as error:
        raise ValidationError({"comments": fault(error)}) from error
    if not told:
        raise ValidationError({"comments": _("The file holds no statement.")})
    for one in told:
        if one.id > LARGEST_NUMBER:
            wrong = kernel.NotPolis("too-large", found=one.id, column="comment-id")
            raise ValidationError({"comments": fault(wrong)})
        if len(one.body) > LONGEST_FROM_A_FILE:
            raise ValidationError(
                {
                    "comments": _("Statement %(number)d is longer than %(most)d signs.")
                    % {"number": one.id, "most": LONGEST_FROM_A_FILE}
                }
            )
    return told


def _moments(told: Sequence[kernel.Comment]) -> Iterator[datetime]:
    for one in told:
        with suppress(ValueError, OverflowError, OSError):  # a moment that no calendar has is as good as none
            yield datetime.fromtimestamp(one.timestamp / 1000, UTC)


def _votes(data: bytes) -> kernel.Columns:
    try:
        wide = kernel.kind_of(data) == "participants-votes"
        cast = kernel.read_matrix(data).cast if wide else kernel.read_votes(data)
    except kernel.NotPolis as error:
        raise ValidationError({"votes": fault(error)}) from error
    if not len(cast.values):
        raise ValidationError({"votes": _("The file holds no vote.")})
    if len(cast.values) > MOST_VOTES:
        told = ngettext(
            "The file holds %(found)d vote; at most %(most)d are brought in here.",
            "The file holds %(found)d votes; at most %(most)d are brought in here.",
            len(cast.values),
        )
        raise ValidationError({"votes": told % {"found": len(cast.values), "most": MOST_VOTES}})
    return cast


def _state(dialogue: Dialogue, told: Sequence[kernel.Comment], language: str, *, at: datetime) -> dict[int, Statement]:
    """The statements by their number in the file; those moderated out are there, refused."""
    made = []
    for one in told:
        out = one.moderated < 0
        made.append(
            Statement(
                institution=dialogue.institution,
                dialogue=dialogue,
                number=one.id,
                origin=Origin.IMPORTED,
                standing=Standing.REFUSED if out else Standing.ADMITTED,
                ground=Ground.OTHER if out else "",
                votable=not out,
                is_meta=one.meta,
                proposed_at=dialogue.opens_at,
                decided_at=at,
            )
        )
    Statement.objects.bulk_create(made, batch_size=AT_ONCE)
    kept = {one.number: one for one in Statement.objects.filter(dialogue=dialogue)}
    Rendition.objects.bulk_create(
        [
            Rendition(
                institution=dialogue.institution,
                statement=kept[one.id],
                language=language,
                text=one.body.strip() or NO_WORDS,
                is_original=True,
                reviewed_at=at,
            )
            for one in told
        ],
        batch_size=AT_ONCE,
    )
    return kept


def _cast(
    dialogue: Dialogue, cast: kernel.Columns, statements: Mapping[int, Statement], language: str, *, at: datetime
) -> tuple[int, int]:
    """How many people, and votes, were written: the last vote of each person on each statement known."""
    votes = cast.votes()
    columns = [statements.get(int(str(one))) for one in votes.statements]
    order = list(range(len(votes.people)))
    secrets.SystemRandom().shuffle(order)
    rows = [
        Participant(
            institution=dialogue.institution,
            dialogue=dialogue,
            key=secrets.token_hex(32),
            language=language,
            consented_at=dialogue.opens_at,
            uid=new_uid(),
        )
        for _one in order
    ]
    Participant.objects.bulk_create(rows, batch_size=AT_ONCE)
    keys = dict(Participant.objects.filter(dialogue=dialogue).values_list("key", "pk"))
    who = [keys[one.key] for one in rows]

    def told() -> Iterator[Vote]:
        starts, places, values = votes.starts.tolist(), votes.columns.tolist(), votes.values.tolist()
        for place, of in enumerate(order):
            for at_vote in range(starts[of], starts[of + 1]):
                statement = columns[places[at_vote]]
                if statement is not None:
                    yield Vote(
                        institution_id=dialogue.institution_id,
                        dialogue_id=dialogue.pk,
                        participant_id=who[place],
                        statement_id=statement.pk,
                        answer=values[at_vote],
                        language=language,
                    )

    written, source = 0, told()
    while batch := list(islice(source, AT_ONCE)):
        Vote.objects.bulk_create(batch)
        written += len(batch)
    if not written:
        raise ValidationError({"votes": _("None of the votes is on one of the statements of the other file.")})
    return len(rows), written
