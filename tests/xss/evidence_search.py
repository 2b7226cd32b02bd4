"""What makes passages found, and the searches people keep."""

from __future__ import annotations

from mithaq.evidence.models import SavedSearch
from mithaq.evidence.services import saved
from tests.cast import AT, Cast
from tests.xss import Shown, url


def keep(cast: Cast, title: str, q: str) -> SavedSearch:
    return saved.save(cast.institution, cast.amal.person, title, {"q": q}, lang="en", at=AT)


def title(cast: Cast, text: str) -> list[str]:
    kept = keep(cast, text, "migrants")
    return [url(cast, "evidence:saved"), url(cast, "evidence:saved-one", uid=kept.uid)]


FIELDS = {"evidence.SavedSearch.title": Shown(title)}
NEVER = {
    "evidence.SavedSearch.asked": "what the address of a search says; the page shows the address's own words",
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
