"""Telling persons where their words went: once for each release and document, and only what they may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Count
from django.utils.timezone import localdate

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Document
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.notices import services as notices
from mithaq.people import selectors as people
from mithaq.people.selectors import Person
from mithaq.synthesis.models import Release
from mithaq.synthesis.release_selectors import releases

KIND = "synthesis.release_cites"


def release_made(release: Release, *, at: datetime) -> int:
    """Tell those behind each document a release cites; how many notices are asked for.

    They are whoever deposited it and those who speak on that day for the organisation whose words it holds, as far as
    they take part here and may see both. Called in the transaction of the release; told again, nobody hears twice.
    """
    institution = release.institution
    counted = dict(release.citations.order_by().values_list("document").annotate(n=Count("passage", distinct=True)))
    cited = evidence.documents(institution, to=SYSTEM).filter(pk__in=counted)
    rows = cited.select_related("contributor").order_by("pk")
    told = 0
    for document in rows:
        told += notices.tell(
            institution,
            [p for p in _behind(document, institution, at=at) if _may_see(p, release, document, institution)],
            KIND,
            about=f"{release.uid}:{document.uid}",
            facts={
                "number": release.number,
                "release": dict(release.title),
                "document": dict(document.title),
                "count": counted[document.pk],
            },
            path=f"/{institution.slug}/synthesis/words/document/{document.uid}/?in={release.uid}",
            at=at,
        )
    return told


def still_told(institution: Institution, reader: Account, abouts: Sequence[str]) -> Collection[str]:
    """Of "release:document", those of which this reader may still see both: two queries."""
    pairs = {about: about.partition(":")[::2] for about in abouts}
    seen = set(
        releases(institution, to=reader)
        .filter(uid__in={release for release, _ in pairs.values()})
        .values_list("uid", flat=True)
    )
    open_ = set(
        evidence.documents(institution, to=reader)
        .filter(uid__in={document for _, document in pairs.values()})
        .values_list("uid", flat=True)
    )
    return [about for about, (release, document) in pairs.items() if release in seen and document in open_]


def _behind(document: Document, institution: Institution, *, at: datetime) -> Iterable[Person]:
    """Each once: the depositor, and who speaks for its organisation and takes part here."""
    found: dict[int, Person] = {}
    if document.by_uid and (depositor := people.person(document.by_uid)):
        found[depositor.pk] = depositor
    if document.contributor:
        speaking = people.representatives(document.contributor, institution=institution, on=localdate(at))
        for one in speaking.select_related("person__account"):
            found.setdefault(one.person.pk, one.person)
    return found.values()


def _may_see(person: Person, release: Release, document: Document, institution: Institution) -> bool:
    """A notice is read by whoever signs in and takes part; a visitor's view of what is public is not enough."""
    account = person.account
    if account is None or people.role_of(account, institution, on=localdate(release.released_at)) is None:
        return False
    about = f"{release.uid}:{document.uid}"
    return bool(still_told(institution, account, [about]))
