"""Reading notices: everybody their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from mithaq.foundation import languages
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.notices import wording
from mithaq.notices.dues import ShownDue, due, dues
from mithaq.notices.dues import count as due_count
from mithaq.notices.dues import shown as shown_dues
from mithaq.notices.dues import snoozes as snoozes_of
from mithaq.notices.enums import DueState
from mithaq.notices.models import Due, MailChoice, Notice
from mithaq.notices.owed import Owed
from mithaq.people.selectors import Person

__all__ = [
    "Due",
    "DueState",
    "Notice",
    "Owed",
    "Shown",
    "ShownDue",
    "by_mail",
    "due",
    "due_count",
    "dues",
    "notice",
    "notices",
    "shown",
    "shown_dues",
    "snoozes_of",
    "unread",
    "wording",
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as its person may read it now: `text` is empty where what it tells of is no longer open to them."""

    notice: Notice
    text: str
    url: str


def notices(institution: Institution, person: Person) -> QuerySet[Notice]:
    """One person's, unread before read, newest first."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    mine = Notice.objects.filter(institution=institution, person=person)
    return mine.annotate(is_read=is_read).order_by("is_read", "-told_at", "-pk")


def notice(institution: Institution, person: Person, uid: str) -> Notice | None:
    return Notice.objects.filter(institution=institution, person=person, uid=uid).first()


def unread(institution: Institution, account: Account) -> int:
    """How many notices the person behind an account has not read: one query."""
    return int(Notice.objects.filter(institution=institution, person__account=account, read_at=None).count())


def shown(institution: Institution, reader: Account, found: Sequence[Notice]) -> list[Shown]:
    """Notices worded in the active language; the number of queries does not depend on how many there are."""
    open_ = {n.pk for n in wording.still_open(institution, reader, found)}
    return [Shown(n, wording.said(n), _url(n)) if n.pk in open_ else Shown(n, "", "") for n in found]


def by_mail(institution: Institution, person: Person) -> bool:
    """Whether the person wants a mail of what is new; yes until they say no."""
    said = MailChoice.objects.filter(institution=institution, person=person).values_list("wanted", flat=True).first()
    return True if said is None else bool(said)


def _url(notice: Notice) -> str:
    return f"/{languages.current()}{notice.path}" if notice.path else ""
