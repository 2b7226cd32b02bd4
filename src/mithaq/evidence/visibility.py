"""The one rule of who may know of a document. Every way out asks it: pages, search, counts, downloads, reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from mithaq.bodies import selectors as bodies
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage
from mithaq.foundation import access
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people.rules import is_member, is_officer, is_visitor

Reader = Account | AnonymousUser | Actor | None
EVERYTHING = frozenset(Visibility.values)


def open_to(reader: Reader, institution: Institution) -> frozenset[str]:
    """The values of `Visibility` this reader may see in this institution; `None` is anybody.

    Where nobody but members may visit, nothing is public. The house itself (a task, the system) sees all: what it
    makes of it is as closed as the most closed of its sources. What is for a body is not among these but for officers:
    which bodies a reader sits in is asked of each document (`visible`).
    """
    if isinstance(reader, Actor) and reader.kind != "person":
        return EVERYTHING
    account = _account(reader)
    if is_officer(account, institution):
        return EVERYTHING
    if is_member(account, institution):
        return frozenset((Visibility.PUBLIC, Visibility.MEMBERS))
    return frozenset((Visibility.PUBLIC,)) if is_visitor(account, institution) else frozenset()


def visible(documents: QuerySet[Document], *, to: Reader, institution: Institution) -> QuerySet[Document]:
    """The documents of an institution that a reader may see today: those that are open to them, and those for a body
    in which they sit or observe.
    """
    return documents.filter(_open(to, institution), withdrawn_at=None)


def visible_passages(passages: QuerySet[Passage], *, to: Reader, institution: Institution) -> QuerySet[Passage]:
    """The passages of such documents."""
    found = passages.filter(_open(to, institution, "rendition__document__"))
    return found.filter(rendition__document__withdrawn_at=None)


def _open(reader: Reader, institution: Institution, prefix: str = "") -> Q:
    values = open_to(reader, institution)
    asked = Q(**{f"{prefix}visibility__in": values})
    if Visibility.BODY in values or not (mine := _bodies_of(_account(reader), institution)):
        return asked
    return asked | Q(**{f"{prefix}visibility": Visibility.BODY, f"{prefix}body__in": mine})


def _bodies_of(account: Account | AnonymousUser, institution: Institution) -> frozenset[int]:
    """The bodies where somebody sits or observes today, remembered on the account for as long as it lives in memory:
    a page asks many times.
    """
    if not isinstance(account, Account):
        return frozenset()
    known: dict[tuple[int, date], frozenset[int]] = account.__dict__.setdefault("_bodies", {})
    key = (institution.pk, access.today())
    if key not in known:
        known[key] = bodies.bodies_of(account, institution, on=key[1])
    return known[key]


def visible_to_anybody(documents: QuerySet[Document], homes: Iterable[Institution]) -> QuerySet[Document]:
    """The same rule for a reader without account, in several institutions at once; ask it outside any scope."""
    opened = [home.pk for home in homes if open_to(None, home)]
    return documents.filter(withdrawn_at=None, visibility=Visibility.PUBLIC, institution__in=opened)


def _account(reader: Reader) -> Account | AnonymousUser:
    if not isinstance(reader, Actor):
        return reader or AnonymousUser()
    person = people.person(reader.uid)
    found = person.account if person else Account.objects.filter(uid=reader.uid).first()
    return found or AnonymousUser()
