"""The one rule of who may know of a document. Every way out asks it: pages, search, counts, downloads, reports."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage
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
    makes of it is as closed as the most closed of its sources. Until there are bodies, what is for a body is for the
    officers.
    """
    if isinstance(reader, Actor):
        if reader.kind != "person":
            return EVERYTHING
        reader = _account(reader)
    account = reader or AnonymousUser()
    if is_officer(account, institution):
        return EVERYTHING
    if is_member(account, institution):
        return frozenset((Visibility.PUBLIC, Visibility.MEMBERS))
    return frozenset((Visibility.PUBLIC,)) if is_visitor(account, institution) else frozenset()


def visible(documents: QuerySet[Document], *, to: Reader, institution: Institution) -> QuerySet[Document]:
    return documents.filter(withdrawn_at=None, visibility__in=open_to(to, institution))


def visible_passages(passages: QuerySet[Passage], *, to: Reader, institution: Institution) -> QuerySet[Passage]:
    return passages.filter(
        rendition__document__withdrawn_at=None, rendition__document__visibility__in=open_to(to, institution)
    )


def visible_to_anybody(documents: QuerySet[Document], homes: Iterable[Institution]) -> QuerySet[Document]:
    """The same rule for a reader without account, in several institutions at once; ask it outside any scope."""
    opened = [home.pk for home in homes if open_to(None, home)]
    return documents.filter(withdrawn_at=None, visibility=Visibility.PUBLIC, institution__in=opened)


def _account(actor: Actor) -> Account | None:
    person = people.person(actor.uid)
    return person.account if person else Account.objects.filter(uid=actor.uid).first()
