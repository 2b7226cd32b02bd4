"""What makes passages found, and the searches people keep."""

from __future__ import annotations

from urllib.parse import urlencode

from mithaq.evidence.models import SavedSearch
from mithaq.evidence.notes import KIND
from mithaq.evidence.services import saved
from mithaq.notices import services as notices
from mithaq.notices.models import Notice
from tests.cast import AT, Cast
from tests.xss import Shown, url


def keep(cast: Cast, title: str, q: str) -> SavedSearch:
    return saved.save(cast.institution, cast.amal.person, title, {"q": q}, lang="en", at=AT)


def title(cast: Cast, text: str) -> list[str]:
    Notice.objects.all().delete()
    kept = keep(cast, text, "migrants")
    told = {"about": f"{kept.uid}:1", "facts": {"count": 2, "title": text}, "at": AT}
    notices.tell(cast.institution, [cast.amal.person], KIND, **told)
    return [url(cast, "evidence:saved"), url(cast, "evidence:saved-one", uid=kept.uid), url(cast, "notices:notices")]


def asked(cast: Cast, text: str) -> list[str]:
    """Said back where the kept search is asked again: its name leads there."""
    kept = keep(cast, "Kept", text)
    return [f"{url(cast, 'evidence:search')}?{urlencode({'q': kept.asked['q']})}"]


FIELDS = {
    "evidence.SavedSearch.title": Shown(title),
    "evidence.SavedSearch.asked": Shown(asked, limit=200),
}
NEVER = {
    "evidence.SavedSearch.lang": "one of three codes: a constraint",
    "evidence.SavedSearch.seen": "keys, packed by the house",
    "evidence.Facets.lang": "a code the kernel gives",
    "evidence.Facets.kind": "one of the kernel's kinds of block",
    "evidence.Facets.act": "a code, shown by its word only",
    "evidence.Facets.category": "a code, shown by its word only",
    "evidence.Facets.objectives": "numbers of objectives",
    "evidence.Facets.principles": "numbers of principles",
    "evidence.Facets.countries": "codes of States, shown by their names",
    "evidence.Facets.indexed": "a digest made by the house",
}
