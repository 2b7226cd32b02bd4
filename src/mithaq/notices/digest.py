"""The mail of a day: what a person was told and has not read, one sentence and one link each, never a word of a text.

Whether it is still open to them is asked when it is sent. Several workers may run: whoever marks the notices as mailed
first sends them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from django_scopes import scope, scopes_disabled

from mithaq.foundation.mail import one_line
from mithaq.institutions.selectors import Institution
from mithaq.notices import wording
from mithaq.notices.models import MailChoice, Notice
from mithaq.people import selectors as people
from mithaq.people.selectors import Person

DAY = timedelta(hours=23)  # a round that comes a little early on the next day is not turned away
FORGET = timedelta(days=30)  # what was not sent for so long is no news


@dataclass(frozen=True, slots=True)
class _Part:
    institution: Institution
    notices: tuple[Notice, ...]


def digest(*, at: datetime, site: str) -> int:
    """Write one mail to each person who has something new to read and had none since a day; how many were written.

    In the language of the person, over all institutions they take part in. `site` is how the address of this
    installation begins. Left out: who wants none, has no account, or takes part no longer; what they may not know of
    any more.
    """
    with scopes_disabled():
        waiting = _waiting(at)
        recent = set(Notice.objects.filter(mailed_at__gt=at - DAY, person__in=waiting).values_list("person", flat=True))
        persons = {n.person_id: n.person for notices in waiting.values() for n in notices}
    return sum(_send(persons[key], notices, at=at, site=site) for key, notices in waiting.items() if key not in recent)


def _waiting(at: datetime) -> dict[int, list[Notice]]:
    """Unread and not mailed, by person, newest first."""
    refused = MailChoice.objects.filter(person=OuterRef("person"), institution=OuterRef("institution"), wanted=False)
    rows = (
        Notice.objects.filter(read_at=None, mailed_at=None, told_at__gt=at - FORGET, told_at__lte=at)
        .filter(person__account__is_active=True)
        .exclude(Exists(refused))
        .select_related("person__account", "institution")
        .order_by("-told_at", "-pk")
    )
    found: dict[int, list[Notice]] = defaultdict(list)
    for notice in rows:
        found[notice.person_id].append(notice)
    return found


def _send(person: Person, notices: Sequence[Notice], *, at: datetime, site: str) -> bool:
    account = person.account
    assert account is not None
    by_home: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_home[notice.institution_id].append(notice)
    parts = []
    with translation.override(person.language):
        for own in by_home.values():
            home = own[0].institution
            with scope(institution=home):
                takes_part = people.role_of(account, home, on=localdate(at)) is not None
                if takes_part and (open_ := wording.still_open(home, account, own)):
                    parts.append(_Part(home, tuple(open_)))
        if not parts:
            return False
        with transaction.atomic(), scopes_disabled():
            keys = [n.pk for part in parts for n in part.notices]
            if Notice.objects.filter(pk__in=keys, mailed_at=None).update(mailed_at=at) != len(keys):
                transaction.set_rollback(True)  # another worker sends them
                return False
            send_mail(_subject(len(keys)), _body(person, parts, site), None, [account.email])
    return True


def _subject(count: int) -> str:
    return ngettext("%(n)s new notice", "%(n)s new notices", count) % {"n": count}


def _body(person: Person, parts: Sequence[_Part], site: str) -> str:
    lang = person.language
    lines = [gettext("Dear %(name)s,") % {"name": one_line(person.name)}]
    for part in parts:
        lines.append(one_line(part.institution.name))
        for notice in part.notices:
            said = one_line(wording.said(notice))
            lines.append(f"– {said}\n  {site}/{lang}{notice.path}" if notice.path else f"– {said}")
        address = f"{site}/{lang}/{part.institution.slug}/notices/"
        lines.append(gettext("All notices, and how to stop these mails: %(address)s") % {"address": address})
    return "\n\n".join(lines) + "\n"
