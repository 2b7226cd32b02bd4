"""Telling persons something, once; what they do with it; and the mail of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mithaq.institutions.selectors import Institution
from mithaq.notices.digest import digest
from mithaq.notices.dues import keep, snooze, wake
from mithaq.notices.models import MailChoice, Notice
from mithaq.people.selectors import Person

__all__ = ["choose_mail", "digest", "keep", "read", "read_all", "snooze", "tell", "wake", "withdraw"]


def tell(
    institution: Institution,
    persons: Iterable[Person],
    kind: str,
    *,
    about: str,
    facts: Mapping[str, Any] | None = None,
    path: str = "",
    at: datetime,
) -> int:
    """Tell each of these persons, unless they were told the same about the same; how many notices are asked for.

    Called inside the scope of the institution and in the transaction of the act. `kind` reads room.what and is worded
    by that room (`wording.word`); `path` is an address without its language.
    """
    rows = [
        Notice(
            institution=institution,
            person=person,
            kind=kind,
            about=about,
            facts=dict(facts or {}),
            path=path,
            told_at=at,
        )
        for person in persons
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def withdraw(institution: Institution, kind: str, *, about: str) -> int:
    """Take back every notice of a kind whose `about` begins so, as if it had never been told; how many there were.

    For what may not stay on record, as that somebody had not voted by a day. A letter that went out stays out.
    """
    return int(Notice.objects.filter(institution=institution, kind=kind, about__startswith=about).delete()[0])


def read(notice: Notice, *, at: datetime) -> None:
    """The person has read it; the first moment stays. What somebody reads is theirs: no journal writes it down."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def read_all(institution: Institution, person: Person, *, at: datetime) -> int:
    """How many had not been read."""
    return int(Notice.objects.filter(institution=institution, person=person, read_at=None).update(read_at=at))


def choose_mail(institution: Institution, person: Person, wanted: bool, *, at: datetime) -> None:
    """Whether this person's notices of this institution also come by mail."""
    MailChoice.objects.update_or_create(institution=institution, person=person, defaults={"wanted": wanted, "at": at})
