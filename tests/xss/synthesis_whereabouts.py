"""Why a person left a passage out, and who made a link, as the pages of whereabouts show it."""

from __future__ import annotations

from mithaq.synthesis import services
from mithaq.synthesis.enums import Reason
from mithaq.synthesis.models import ContributorLink, Unused
from tests.cast import AT, Cast
from tests.xss import Shown, url
from tests.xss.synthesis import drafted


def because(cast: Cast, text: str) -> list[str]:
    drafted(cast, visibility="public")
    row = Unused.objects.select_related("passage__rendition__document").first()
    Unused.objects.filter(pk=row.pk).update(reason=Reason.LEFT_OUT, because=text)
    document = row.passage.document
    secret = services.make_link(document, by=cast.badr.actor, at=AT).secret
    return [
        url(cast, "synthesis:document_words", uid=document.uid),
        url(cast, "evidence:passage", uid=row.passage.uid),
        url(cast, "words:link", secret=secret),
    ]


def by_name(cast: Cast, text: str) -> list[str]:
    synthesis = drafted(cast)
    document = synthesis.sources.get().document
    services.make_link(document, by=cast.badr.actor, at=AT)
    ContributorLink.objects.update(by_name=text)
    return [url(cast, "synthesis:contributor_links", uid=document.uid)]


FIELDS = {
    "synthesis.Unused.because": Shown(because),
    "synthesis.ContributorLink.by_name": Shown(by_name),
}
NEVER = {
    "synthesis.ContributorLink.secret_digest": "SHA-256 made by the house",
    "synthesis.ContributorLink.by_uid": "made by the house, never shown",
    "synthesis.Unused.by_uid": "made by the house, never shown",
}
