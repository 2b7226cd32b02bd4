"""What a notice says comes from the facts of the room that told; the rest of it is the house's own."""

from __future__ import annotations

from mithaq.notices import services
from mithaq.notices.models import Notice
from mithaq.synthesis.models import Release
from mithaq.synthesis.services.telling import KIND
from tests.cast import AT, Cast
from tests.xss import Shown, in_three, url
from tests.xss.synthesis import drafted


def facts(cast: Cast, text: str) -> list[str]:
    """The titles of a release and of a document stand in the notice of the one that cites the other."""
    from tests.synthesis.test_whereabouts import released  # inline: tests of that room are read only where needed

    Notice.objects.all().delete()  # the same is told once
    release = Release.objects.first() or released(drafted(cast, visibility="public"))
    document = release.citations.first().document
    told = {"number": 1, "count": 2, "release": in_three(text), "document": in_three(text)}
    about = f"{release.uid}:{document.uid}"
    services.tell(cast.institution, [cast.amal.person], KIND, about=about, facts=told, at=AT)
    return [url(cast, "notices:notices")]


FIELDS = {"notices.Notice.facts": Shown(facts, limit=300)}
NEVER = {
    "notices.Notice.kind": "a key of the room that told",
    "notices.Notice.about": "ids made by the house",
    "notices.Notice.path": "an address made by the house",
}
