"""A statement in its three languages: written by one, reviewed by somebody, stale when the original changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues.enums import LONGEST, LONGEST_FROM_A_FILE, Origin, Standing
from mithaq.dialogues.models import Rendition, Statement
from mithaq.dialogues.selectors.statements import is_answered
from mithaq.dialogues.services.noting import Changed, acting, facts_of, held, note
from mithaq.foundation import languages
from mithaq.foundation.actors import Actor

# What turns the order of all that follows, or has no width; not what joins letters, or marks the direction of one.
UNSEEN = frozenset("\u200b\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff")


def tidy(text: str) -> str:
    """One line, without signs that nobody can see: they break files, and let two statements look the same."""
    return " ".join("".join(one for one in " ".join(text.split()) if not _is_unseen(one)).split())


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") or sign in UNSEEN


def longest(origin: str) -> int:
    """Signs a statement may have: other programs let people write more."""
    return LONGEST_FROM_A_FILE if origin == Origin.IMPORTED else LONGEST


def checked(text: str, *, origin: str = Origin.SEEDED) -> str:
    """Refused (ValidationError): no words, or more signs than a statement may have."""
    text, most = tidy(text), longest(origin)
    if not text:
        raise ValidationError({"text": _("A statement has words.")})
    if len(text) > most:
        told = _("A statement has %(longest)d characters at most; this one has %(number)d.")
        raise ValidationError({"text": ValidationError(told, params={"longest": most, "number": len(text)})})
    return text


def render(
    statement: Statement,
    language: str,
    text: str,
    *,
    seen: int | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Rendition:
    """Write a translation anew, or a language of it for the first time; it waits for its review. What stays as it
    is, is not written.

    Refused (ValidationError): the original (`correct` changes that); no words; a statement somebody has answered
    already, unless `reason` says what is corrected: the sense stays, or it is another statement. Refused (`Changed`):
    a change since version `seen` (0: there was none).
    """
    text = checked(text, origin=statement.origin)
    if language not in languages.CODES:
        raise ValidationError({"text": _("A statement stands in Arabic, English and French.")})
    with transaction.atomic():
        statement = held(statement)
        found = Rendition.objects.filter(statement=statement, language=language).first()
        if seen is not None and seen != (found.version if found else 0):
            raise Changed
        if found is not None and found.is_original:
            raise ValidationError(_("This is the original: correct it as such."), code="original")
        if found is not None and found.text == text:
            return found
        before = facts_of(statement)
        reason = _reason(statement, reason) if found is not None else tidy(reason)
        if found is None:
            found = Rendition(institution=statement.institution, statement=statement, language=language)
        else:
            found.version += 1
        found.text, found.translated_by, found.by_machine = text, acting(by), False
        found.reviewed_by, found.reviewed_at, found.is_stale = None, None, False
        found.save()
        refresh(statement)
        after = facts_of(statement) | {"language": language, "because": reason}
        note("dialogues.render", statement, by=by, at=at, before=before, after=after)
    return found


def correct(
    statement: Statement, text: str, *, seen: int | None = None, reason: str = "", by: Actor, at: datetime
) -> Rendition:
    """Correct the original. Its translations are stale until each is written or reviewed anew, and the statement is
    not voted on meanwhile.

    Refused (ValidationError): no words; a statement somebody has answered already, unless `reason` says what is
    corrected. Refused (`Changed`): a change since version `seen`.
    """
    text = checked(text, origin=statement.origin)
    with transaction.atomic():
        statement = held(statement)
        found = Rendition.objects.get(statement=statement, is_original=True)
        if seen is not None and seen != found.version:
            raise Changed
        if found.text == text:
            return found
        before, reason = facts_of(statement), _reason(statement, reason)
        found.text = text
        found.version += 1
        if found.reviewed_at is not None:
            found.reviewed_by, found.reviewed_at = acting(by), at
        found.save()
        Rendition.objects.filter(statement=statement, is_original=False).update(is_stale=True)
        refresh(statement)
        after = facts_of(statement) | {"language": found.language, "because": reason}
        note("dialogues.correct", statement, by=by, at=at, before=before, after=after)
    return found


def review(rendition: Rendition, *, seen: int | None = None, by: Actor, at: datetime) -> Rendition:
    """Somebody has compared it with the original: it says the same. Who did is kept. A second time changes nothing.

    Refused (`Changed`): a change since version `seen`. Refused (ValidationError): the original, which is reviewed when
    the statement is admitted.
    """
    with transaction.atomic():
        statement = held(rendition.statement)
        found = Rendition.objects.get(pk=rendition.pk)
        if seen is not None and seen != found.version:
            raise Changed
        if found.is_original:
            raise ValidationError(_("The original is reviewed when its statement is admitted."), code="original")
        if found.reviewed_at is not None and not found.is_stale:
            return found
        found.reviewed_by, found.reviewed_at, found.is_stale = acting(by), at, False
        found.version += 1
        found.save()
        refresh(statement)
        facts = facts_of(statement) | {"language": found.language}
        note("dialogues.review", statement, by=by, at=at, after=facts)
    return found


def save(
    statement: Statement,
    texts: Mapping[str, str],
    *,
    reviewed: Collection[str] = (),
    seen: Mapping[str, int] | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Statement:
    """The three side by side, in one act or not at all: what changed is written, then what is `reviewed` counts as
    compared with the original as it stands now. A language without words that never had any is left alone.

    Refused as `correct`, `render` and `review` do, at the field of its language; a review of what has no words.
    """
    with transaction.atomic():
        statement = held(statement)
        stands = {one.language: one for one in statement.renditions.all()}
        _unseen(stands, seen)
        for code in sorted(texts, key=lambda one: one in stands and not stands[one].is_original):
            known = stands.get(code)
            if known is None and not tidy(texts[code]):
                continue
            with _at(code):
                if known is not None and known.is_original:
                    correct(statement, texts[code], reason=reason, by=by, at=at)
                else:
                    render(statement, code, texts[code], reason=reason, by=by, at=at)
        for code in reviewed:
            found = Rendition.objects.filter(statement=statement, language=code).select_related("statement").first()
            if found is None:
                raise ValidationError({f"text_{code}": _("There are no words yet to compare with the original.")})
            if not found.is_original:
                review(found, by=by, at=at)
    return Statement.objects.select_related("dialogue", "institution").get(pk=statement.pk)


def refresh(statement: Statement) -> None:
    """Whether it is voted on: admitted, and reviewed in every language. In the transaction of whatever changed that."""
    ready = Rendition.objects.filter(statement=statement, reviewed_at__isnull=False, is_stale=False).count()
    votable = statement.standing == Standing.ADMITTED and ready == len(languages.CODES)
    if votable != statement.votable:
        statement.votable = votable
        Statement.objects.filter(pk=statement.pk).update(votable=votable)


def _unseen(stands: Mapping[str, Rendition], seen: Mapping[str, int] | None) -> None:
    now = {code: stands[code].version if code in stands else 0 for code in languages.CODES}
    if seen is not None and any(seen.get(code, now[code]) != now[code] for code in now):
        raise Changed


@contextmanager
def _at(language: str) -> Iterator[None]:
    """What is wrong with a text stands at the field of its language."""
    try:
        yield
    except ValidationError as wrong:
        if hasattr(wrong, "error_dict") and "text" in wrong.error_dict:
            raise ValidationError({f"text_{language}": wrong.error_dict["text"]}) from wrong
        raise


def _reason(statement: Statement, reason: str) -> str:
    """Why a text changes; refused where it is needed and not given."""
    reason = tidy(reason)[:500]
    if not reason and is_answered(statement):
        raise ValidationError(
            {
                "reason": _(
                    "People have answered this statement. Say what is corrected; to say something else, write a new "
                    "statement."
                )
            }
        )
    return reason
