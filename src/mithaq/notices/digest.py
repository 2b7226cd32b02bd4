"""The mail of a day: what a person was told and has not read, and what is due or overdue; one sentence and one link
each, never a word of a text. Where nothing is new, none is written.

Whether it is still open to them is asked when it is sent. Several workers may run: whoever marks the notices as mailed
first sends them. What fails for one person stands among the jobs and keeps nobody else from their letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from django_scopes import scope, scopes_disabled

from mithaq.foundation import habits, jobs, minute
from mithaq.foundation.mail import one_line
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.notices import dues, wording
from mithaq.notices.enums import DueState
from mithaq.notices.models import Due, MailChoice, Notice, Reminder
from mithaq.people import selectors as people
from mithaq.people.enums import Role
from mithaq.people.selectors import Person

DAY = timedelta(hours=23)  # a round that comes a little early on the next day is not turned away
FORGET = timedelta(days=30)  # what was not sent for so long is no news


MOST = 25  # lines of what is due in one institution
JOB = "notices.digest"

Wanting = list[tuple[Due, DueState, bool]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one institution has to say: what is new, and what is due; of that, what the person was not told so yet."""

    institution: Institution
    notices: tuple[Notice, ...]
    due: tuple[tuple[Due, DueState], ...]
    fresh: tuple[tuple[Due, DueState], ...]


def digest(*, at: datetime, site: str) -> int:
    """Write one mail to each person who has something new to read or to do and had none since a day; how many were
    written.

    In the language of the person, over all institutions they take part in. `site` is how the address of this
    installation begins. Left out: who wants none, has no account, or takes part no longer; what they may not know of
    any more; what they put off.
    """
    on = localdate(at)
    with scopes_disabled():
        waiting = _waiting(at)
        wanting = _wanting(on)
        keys = {*waiting, *(key for key, found in wanting.items() if any(fresh for *_, fresh in found))}
        recent = {
            *Notice.objects.filter(mailed_at__gt=at - DAY, person__in=keys).values_list("person", flat=True),
            *Reminder.objects.filter(mailed_at__gt=at - DAY, person__in=keys).values_list("person", flat=True),
        }
        asked = people.persons().filter(pk__in=keys - recent, account__is_active=True).select_related("account")
        persons = list(asked.order_by("pk"))
    works = (
        (one, partial(_send, one, waiting.get(one.pk, ()), wanting.get(one.pk, ()), at=at, site=site))
        for one in persons
    )
    return sum(jobs.apart(JOB, work, about=one, at=at) for one, work in works)


def _wanting(on: date) -> dict[int, Wanting]:
    """What is due or overdue, by person, without the institutions of which they want no mail."""
    homes = institutions.by_keys(dues.homes(on=on))
    officers = {home.pk: _officers(home, on) for home in homes}
    refused = set(MailChoice.objects.filter(wanted=False).values_list("person", "institution"))
    found = dues.wanting(officers, on=on)
    return {
        person: [one for one in told if (person, one[0].institution_id) not in refused]
        for person, told in found.items()
    }


def _officers(home: Institution, on: date) -> list[int]:
    with scope(institution=home):
        serving = people.members(home, on=on).filter(role__in=(Role.OFFICER, Role.SECRETARY)).prefetch_related(None)
        return list(serving.values_list("person", flat=True).distinct())


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


def _send(
    person: Person, notices: Sequence[Notice], wanting: Sequence[tuple[Due, DueState, bool]], *, at: datetime, site: str
) -> bool:
    parts = []
    with translation.override(person.language), habits.of(lambda: person.account):
        for home in _homes(notices, wanting):
            part = _part(home, person, notices, wanting, on=localdate(at))
            if part is not None:
                parts.append(part)
        if not any(part.notices or part.fresh for part in parts):
            return False
        try:
            with transaction.atomic(), scopes_disabled():
                keys = [n.pk for part in parts for n in part.notices]
                if Notice.objects.filter(pk__in=keys, mailed_at=None).update(mailed_at=at) != len(keys):
                    transaction.set_rollback(True)  # another worker sends them
                    return False
                dues.remind(person, [one for part in parts for one in part.fresh], at=at)
                account = person.account
                assert account is not None
                subject = _subject(len(keys), sum(len(part.due) for part in parts))
                send_mail(subject, _body(person, parts, site, on=localdate(at)), None, [account.email])
        except IntegrityError:  # another worker reminds of it
            return False
    return True


def _homes(notices: Sequence[Notice], wanting: Sequence[tuple[Due, DueState, bool]]) -> list[Institution]:
    keys = dict.fromkeys([*(n.institution_id for n in notices), *(due.institution_id for due, *_ in wanting)])
    known: Mapping[int, Institution] = {home.pk: home for home in institutions.by_keys(keys)}
    return [known[key] for key in keys]


def _part(
    home: Institution,
    person: Person,
    notices: Sequence[Notice],
    wanting: Sequence[tuple[Due, DueState, bool]],
    *,
    on: date,
) -> _Part | None:
    """What this person may know of in one institution; None where they take part no longer, or nothing is left."""
    account = person.account
    assert account is not None
    with scope(institution=home):
        if people.role_of(account, home, on=on) is None:
            return None
        open_ = wording.still_open(home, account, [n for n in notices if n.institution_id == home.pk])
        mine = [one for one in wanting if one[0].institution_id == home.pk]
        may = {due.pk for due in wording.still_open(home, account, [due for due, *_ in mine])}
    told = [one for one in mine if one[0].pk in may]
    part = _Part(
        home,
        tuple(open_),
        tuple((due, how) for due, how, _new in told),
        tuple((due, how) for due, how, new in told if new),
    )
    return part if part.notices or part.due else None


def _subject(new: int, due: int) -> str:
    if new:
        return ngettext("%(n)s new notice", "%(n)s new notices", new) % {"n": habits.counted(new)}
    return ngettext("%(n)s thing is due", "%(n)s things are due", due) % {"n": habits.counted(due)}


def _body(person: Person, parts: Sequence[_Part], site: str, *, on: date) -> str:
    lang = person.language
    lines = [gettext("Dear %(name)s,") % {"name": one_line(person.name)}]
    for part in parts:
        lines.append(one_line(part.institution.name))
        home = f"{site}/{lang}/{part.institution.slug}/notices/"
        with scope(institution=part.institution):  # whose months they are
            lines += [_line(wording.said(notice), notice.path, site, lang) for notice in part.notices]
            if part.due:
                lines.append(gettext("What is due"))
                lines += [_line(_due(due, how, on), due.path, site, lang) for due, how in part.due[:MOST]]
        if part.due:
            lines.append(gettext("All of it, and how to put something off: %(address)s") % {"address": f"{home}due/"})
        lines.append(gettext("All notices, and how to stop these mails: %(address)s") % {"address": home})
    return "\n\n".join(lines) + "\n"


def _line(text: str, path: str, site: str, lang: str) -> str:
    said = one_line(text)
    return f"– {said}\n  {site}/{lang}{path}" if path else f"– {said}"


def _due(due: Due, how: DueState, on: date) -> str:
    """The sentence, and since when it is overdue."""
    text = wording.said(due)
    if how != DueState.OVERDUE or due.due_on is None:
        return text
    return gettext("Overdue since %(day)s: %(text)s") % {"day": minute.shown(due.due_on.isoformat()), "text": text}
