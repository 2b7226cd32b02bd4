"""Statements: given by the convener, proposed by participants, admitted, refused, joined with another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues.enums import Ground, Origin, Standing, State
from mithaq.dialogues.models import Dialogue, Participant, Rendition, Statement, Vote
from mithaq.dialogues.services import drawing
from mithaq.dialogues.services.noting import acting, facts_of, held, locked, note, original, running
from mithaq.dialogues.services.rendering import checked, refresh, tidy
from mithaq.foundation import languages
from mithaq.foundation.actors import SYSTEM, Actor

MOST_LINES = 300  # statements pasted at once


def seed(
    dialogue: Dialogue,
    text: str,
    language: str,
    *,
    translations: Mapping[str, str] | None = None,
    is_meta: bool = False,
    by: Actor,
    at: datetime,
) -> Statement:
    """A statement of the convener: admitted as it comes. Translations given with it wait for their review.

    Refused (ValidationError): no words, too many signs, a text that stands already, a dialogue that is over.
    """
    given = {language: text, **{code: words for code, words in (translations or {}).items() if tidy(words)}}
    return seed_many(dialogue, [given], language, is_meta=is_meta, by=by, at=at)[0]


def seed_many(
    dialogue: Dialogue,
    given: Iterable[Mapping[str, str]],
    language: str,
    *,
    is_meta: bool = False,
    origin: str = Origin.SEEDED,
    by: Actor,
    at: datetime,
) -> list[Statement]:
    """Many at once, each by language; `language` is that of the originals. All of them, or none: what is wrong with
    any is said, by its line. Refused (ValidationError) as `seed` does.
    """
    _known(language)
    rows = [_line(number, one, language, origin) for number, one in enumerate(given, start=1)]
    if not rows:
        raise ValidationError({"text": _("Write one statement at least.")})
    if len(rows) > MOST_LINES:
        told = _("%(most)d statements at most can be added at once.")
        raise ValidationError({"text": ValidationError(told, params={"most": MOST_LINES})})
    with transaction.atomic():
        dialogue = running(locked(dialogue))
        _said_already(dialogue, [one[language] for one in rows], language)
        number = _next_number(dialogue)
        made = []
        for place, one in enumerate(rows):
            statement = Statement.objects.create(
                institution=dialogue.institution,
                dialogue=dialogue,
                number=number + place,
                origin=origin,
                standing=Standing.ADMITTED,
                is_meta=is_meta,
                proposed_at=at,
                decided_at=at,
            )
            for code, text in one.items():
                is_original = code == language
                _rendition(statement, code, text, is_original=is_original, by=by, at=at if is_original else None)
            note("dialogues.seed", statement, by=by, at=at, after=facts_of(statement))
            made.append(statement)
    return made


def propose(dialogue: Dialogue, participant: Participant, text: str, language: str, *, at: datetime) -> Statement:
    """A participant proposes a statement, in their language; it waits for the moderators, who do not see who it was.

    Refused (ValidationError): a dialogue that is not open at this moment; more than each may propose; no words, too
    many signs; words that stand already.
    """
    _known(language)
    text = checked(text)
    with transaction.atomic():
        dialogue = locked(dialogue)
        if dialogue.state != State.OPEN or not dialogue.opens_at <= at < dialogue.closes_at:
            raise ValidationError(_("The dialogue is not open: no statement can be proposed."), code="not-open")
        if participant.dialogue_id != dialogue.pk:
            raise ValidationError(_("You take part in another dialogue."), code="elsewhere")
        left = proposals_left(dialogue, participant)
        if left <= 0:
            raise ValidationError(_("You have proposed as many statements as each may."), code="enough")
        _said_already(dialogue, [text], language)
        statement = Statement.objects.create(
            institution=dialogue.institution,
            dialogue=dialogue,
            origin=Origin.PROPOSED,
            proposed_by=participant,
            proposed_at=at,
        )
        _rendition(statement, language, text, is_original=True, by=SYSTEM, at=None)
        note("dialogues.propose", statement, by=SYSTEM, at=at, after=facts_of(statement))
    return statement


def proposals_left(dialogue: Dialogue, participant: Participant) -> int:
    """How many more this participant may propose; one that was not admitted counts as well."""
    proposed: int = Statement.objects.filter(dialogue=dialogue, proposed_by=participant).count()
    return max(0, dialogue.proposals_each - proposed)


def admit(
    statement: Statement, *, seen: str | None = None, is_meta: bool | None = None, by: Actor, at: datetime
) -> Statement:
    """It will be voted on, once it stands reviewed in three languages; its original counts as reviewed by this.

    Refused (`Changed`): where it does not stand as `seen` any more. Refused (ValidationError): one that does not wait.
    """
    with transaction.atomic():
        statement = _waiting(held(statement, seen=seen))
        statement.standing, statement.decided_at = Standing.ADMITTED, at
        if is_meta is not None:
            statement.is_meta = is_meta
        if statement.number is None:
            statement.number = _next_number(statement.dialogue)
        statement.save(update_fields=["standing", "decided_at", "is_meta", "number"])
        Rendition.objects.filter(statement=statement, is_original=True, reviewed_at=None).update(
            reviewed_by=acting(by), reviewed_at=at
        )
        refresh(statement)
        note("dialogues.admit", statement, by=by, at=at, after=facts_of(statement))
    return statement


def refuse(
    statement: Statement, ground: str, because: str = "", *, seen: str | None = None, by: Actor, at: datetime
) -> Statement:
    """It is not voted on, and why; whoever proposed it reads the reason. Also one admitted before: what was answered
    to it counts no more.

    Refused (`Changed`): where it does not stand as `seen` any more. Refused (ValidationError): no ground; another
    reason without words; one that is joined with another.
    """
    because = tidy(because)
    if ground not in Ground.values:
        raise ValidationError({"ground": _("Choose why it is not admitted.")})
    if ground == Ground.OTHER and not because:
        raise ValidationError({"because": _("Say why in words.")})
    with transaction.atomic():
        statement = held(statement, seen=seen)
        if statement.standing not in (Standing.PROPOSED, Standing.ADMITTED):
            raise ValidationError(_("This has been decided already."), code="decided")
        was = statement.standing
        statement.standing, statement.decided_at = Standing.REFUSED, at
        statement.ground, statement.because, statement.votable = ground, because[:500], False
        statement.save(update_fields=["standing", "decided_at", "ground", "because", "votable"])
        facts = facts_of(statement) | {"ground": ground, "because": statement.because}
        note("dialogues.refuse", statement, by=by, at=at, before={"standing": was}, after=facts)
    return statement


def merge(statement: Statement, into: Statement, *, seen: str | None = None, by: Actor, at: datetime) -> Statement:
    """It says the same as another, which is voted on in its place. Answers move where a person has not answered the
    other; else the answer to the other counts, once.

    Refused (`Changed`): where it does not stand as `seen` any more. Refused (ValidationError): into itself, one of
    another dialogue, or one that is not admitted; one that was decided otherwise.
    """
    with transaction.atomic():
        statement = held(statement, seen=seen)
        if statement.standing not in (Standing.PROPOSED, Standing.ADMITTED):
            raise ValidationError(_("This has been decided already."), code="decided")
        target = Statement.objects.get(pk=into.pk)
        if target.pk == statement.pk:
            raise ValidationError({"into": _("A statement is not joined with itself.")})
        if target.dialogue_id != statement.dialogue_id or target.standing != Standing.ADMITTED:
            raise ValidationError({"into": _("Choose an admitted statement of this dialogue.")})
        before = facts_of(statement)
        drawing.moves(statement.dialogue, lambda: _move(statement, target, at=at))
        Statement.objects.filter(merged_into=statement).update(merged_into=target)
        statement.standing, statement.merged_into, statement.decided_at = Standing.MERGED, target, at
        statement.votable = False
        statement.save(update_fields=["standing", "merged_into", "decided_at", "votable"])
        kept = original(target)
        facts = before | {"into": {kept.language: kept.text} if kept else {}}
        note("dialogues.merge", statement, by=by, at=at, after=facts)
    return statement


def _move(statement: Statement, target: Statement, *, at: datetime) -> None:
    both = Vote.objects.filter(statement=target).values("participant")
    Vote.objects.filter(statement=statement, participant__in=both).delete()
    Vote.objects.filter(statement=statement).update(statement=target, changed_at=at)


def reopen(statement: Statement, *, seen: str | None = None, by: Actor, at: datetime) -> Statement:
    """What was not admitted, or was joined with another, waits for the moderators again. Answers that moved stay where
    they are.

    Refused (`Changed`): where it does not stand as `seen` any more. Refused (ValidationError): one that waits, or is
    admitted.
    """
    with transaction.atomic():
        statement = held(statement, seen=seen)
        if statement.standing not in (Standing.REFUSED, Standing.MERGED):
            raise ValidationError(
                _("Only what was not admitted, or joined with another, is taken up again."), code="open"
            )
        was = statement.standing
        statement.standing, statement.decided_at = Standing.PROPOSED, None
        statement.ground, statement.because, statement.merged_into = "", "", None
        statement.save(update_fields=["standing", "decided_at", "ground", "because", "merged_into"])
        note("dialogues.reopen", statement, by=by, at=at, before={"standing": was}, after=facts_of(statement))
    return statement


def _known(language: str) -> None:
    if language not in languages.CODES:
        raise ValidationError({"language": _("A statement stands in Arabic, English and French.")})


def _waiting(statement: Statement) -> Statement:
    if statement.standing != Standing.PROPOSED:
        raise ValidationError(_("This has been decided already."), code="decided")
    return statement


def _line(number: int, given: Mapping[str, str], language: str, origin: str) -> dict[str, str]:
    """One of many: the original first. What is wrong names its line."""
    kept: dict[str, str] = {}
    for code in (language, *(one for one in languages.CODES if one != language)):
        if code != language and not tidy(given.get(code, "")):
            continue
        try:
            kept[code] = checked(given.get(code, ""), origin=origin)
        except ValidationError as wrong:
            told = _("Line %(line)d: %(why)s")
            params = {"line": number, "why": wrong.messages[0]}
            raise ValidationError({"text": ValidationError(told, params=params)}) from wrong
    return kept


def _said_already(dialogue: Dialogue, texts: list[str], language: str) -> None:
    """Refused: the very words of a statement that stands or waits, or twice the same now."""
    known = Rendition.objects.filter(
        statement__dialogue=dialogue,
        statement__standing__in=[Standing.PROPOSED, Standing.ADMITTED],
        language=language,
        text__in=texts,
    )
    standing = set(known.values_list("text", flat=True))
    for place, text in enumerate(texts):
        if text in standing or text in texts[:place]:
            told = _("This statement is there already: %(text)s")
            raise ValidationError({"text": ValidationError(told, code="twice", params={"text": text})})


def _next_number(dialogue: Dialogue) -> int:
    last: int | None = Statement.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"]
    return 0 if last is None else last + 1


def _rendition(
    statement: Statement, language: str, text: str, *, is_original: bool, by: Actor, at: datetime | None
) -> Rendition:
    who = acting(by)
    made: dict[str, Any] = {"translated_by": None if is_original else who}
    if at is not None:
        made |= {"reviewed_by": who, "reviewed_at": at}
    found: Rendition = Rendition.objects.create(
        institution=statement.institution,
        statement=statement,
        language=language,
        text=text,
        is_original=is_original,
        **made,
    )
    return found
