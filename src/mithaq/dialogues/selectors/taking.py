"""Who takes part: a participant known by their pass, in one question to the database; and how they may enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.timezone import localdate

from mithaq.dialogues import passes
from mithaq.dialogues.enums import Entry, State
from mithaq.dialogues.models import Dialogue, Invitation, Participant, Statement
from mithaq.foundation import access, quick
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people.selectors import Person


@dataclass(frozen=True, slots=True)
class Known:
    """A participant who proved to be one, and the statement they were asked about, as both stand at that moment."""

    participant: int
    uid: str
    dialogue: int
    institution: int
    seed: str
    is_open: bool
    statement: int | None
    is_votable: bool


def known(
    institution: Institution, dialogue: str, told: str, *, at: datetime, session: str = "", statement: str = ""
) -> Known | None:
    """`told` is the pass, `session` the key of the reader's session, `statement` the uid of one.

    None for a pass that is forged, of another dialogue or over; for who withdrew their consent, whose link was
    withdrawn, or who signed out, changed their password, was shut out or is a member no more. One query.
    """
    given = passes.read(dialogue, told, at=at) if told else None
    if given is None or (given.bound and not session):
        return None
    moment, day = connection.ops.adapt_datetimefield_value(at), connection.ops.adapt_datefield_value(localdate(at))
    statement = statement.replace("\0", "")  # which PostgreSQL does not even compare
    asked = [moment, moment, day, day, session, moment, statement, given.participant, dialogue, institution.pk]
    found = quick.rows(_question(), asked)
    if not found:
        return None
    row = found[0]
    key, person, password, is_active, is_member, has_session, link, is_withdrawn = row[7:]
    if person is not None:
        is_them = (
            bool(given.bound and password is not None and is_active and is_member and has_session)
            and passes.is_same(given.bound, passes.bound_to(session, password))
        )  # fmt: skip
    else:
        is_them = bool(given.secret) and passes.is_same(key, passes.digest(given.secret))
        is_them = is_them and not (link is not None and is_withdrawn)
    if not is_them:
        return None
    return Known(
        participant=row[0],
        uid=given.participant,
        dialogue=row[1],
        institution=row[2],
        seed=row[3],
        is_open=bool(row[4]),
        statement=row[5],
        is_votable=bool(row[6]),
    )


@cache
def _question() -> str:
    participant, dialogue, statement, link, person, account, member, session = (
        connection.ops.quote_name(model._meta.db_table)
        for model in (Participant, Dialogue, Statement, Invitation, Person, Account, people.Membership, Session)
    )
    return f"""
        SELECT p.id, d.id, d.institution_id, d.seed,
               d.state = '{State.OPEN}' AND d.opens_at <= %s AND d.closes_at > %s,
               s.id, s.votable, p.key, p.person_id, a.password, a.is_active,
               d.entry = '{Entry.ANYBODY}' OR EXISTS (
                   SELECT 1 FROM {member} m WHERE m.institution_id = d.institution_id AND m.person_id = p.person_id
                   AND m.from_date <= %s AND (m.until IS NULL OR m.until > %s)),
               EXISTS (SELECT 1 FROM {session} t WHERE t.session_key = %s AND t.expire_date > %s),
               p.invitation_id, i.withdrawn_at IS NOT NULL
        FROM {participant} p
        JOIN {dialogue} d ON d.id = p.dialogue_id
        LEFT JOIN {statement} s ON s.uid = %s AND s.dialogue_id = d.id
        LEFT JOIN {link} i ON i.id = p.invitation_id
        LEFT JOIN {person} e ON e.id = p.person_id
        LEFT JOIN {account} a ON a.id = e.account_id
        WHERE p.uid = %s AND d.uid = %s AND p.institution_id = %s
    """  # noqa: S608 - names of our own tables and words of our own enums


def participant(known: Known) -> Participant:
    found: Participant = Participant.objects.select_related("dialogue", "institution", "category").get(
        pk=known.participant
    )
    return found


def participant_of(dialogue: Dialogue, person: Person | None) -> Participant | None:
    """Of an account that takes part; it must still be asked whether it may."""
    if person is None:
        return None
    found = Participant.objects.select_related("dialogue", "institution", "category")
    return found.filter(dialogue=dialogue, person=person).first()


def is_running(dialogue: Dialogue, *, at: datetime) -> bool:
    return bool(dialogue.state == State.OPEN and dialogue.opens_at <= at < dialogue.closes_at)


def may_enter_by_account(dialogue: Dialogue, account: Any) -> bool:
    """Members always; whoever else has an account and a person where anybody may: one person then has one voice."""
    if not getattr(account, "is_authenticated", False):
        return False
    return access.may(account, "dialogues.take_part", dialogue) or dialogue.entry == Entry.ANYBODY


def link(dialogue: Dialogue, token: str) -> Invitation | None:
    """The personal link with this token, unless it was withdrawn."""
    found = Invitation.objects.filter(dialogue=dialogue, digest=passes.digest(token), withdrawn_at=None)
    return found.select_related("institution", "dialogue").first()


def is_taken(link: Invitation) -> bool:
    """Whether somebody took part by it: for who holds it alone, and shown to nobody."""
    return bool(Participant.objects.filter(invitation=link).exists())


def links(dialogue: Dialogue) -> Any:
    """Without who has used them: whether somebody takes part is theirs to say."""
    return Invitation.objects.filter(dialogue=dialogue)


@dataclass(frozen=True, slots=True)
class Described:
    """What somebody says they are: all of it may be left out (None or empty)."""

    category: Any = None
    country: str = ""
    level: str = ""


def described(person: Person | None, *, on: date) -> Described:
    """As the organisation a person speaks for has it: proposed to them, who may leave it out."""
    if person is None:
        return Described()
    speaking = people.Affiliation.objects.filter(people.holding(on), person=person)
    first = speaking.select_related("organisation", "organisation__category").first()
    if first is None:
        return Described()
    of = first.organisation
    return Described(of.category, of.country, of.level)
