"""Where words went is read by whoever may see the document; links are the officers'; a link needs no account.

What a link opens, and when it opens nothing, is in tests/synthesis/test_contributor_links.py.
"""

from __future__ import annotations

from mithaq.evidence.models import Document
from mithaq.foundation.fields import words
from mithaq.people import services as people
from mithaq.synthesis import services
from mithaq.synthesis.models import ContributorLink
from tests.access import EVERYONE, OFFICERS, Row
from tests.access.evidence import deposited, document
from tests.cast import AT, Cast


def organisation(cast: Cast) -> dict[str, str]:
    union = people.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    Document.objects.filter(pk=deposited(cast).pk).update(contributor=union)
    return {"uid": union.uid}


def link(cast: Cast) -> dict[str, str]:
    services.make_link(deposited(cast), by=cast.badr.actor, at=AT)
    return {"uid": ContributorLink.objects.get().uid}


def secret(cast: Cast) -> dict[str, str]:
    return {"secret": services.make_link(deposited(cast), by=cast.badr.actor, at=AT).secret}


ROWS = {
    "synthesis:document_words": Row(EVERYONE, args=document),
    "synthesis:organisation_words": Row(EVERYONE, args=organisation),
    "synthesis:contributor_links": [
        Row(OFFICERS, args=document),
        Row(OFFICERS, args=document, method="post"),
    ],
    "synthesis:revoke_link": Row(OFFICERS, args=link, method="post"),
    "words:link": Row(EVERYONE, args=secret),
}
