"""The API says to everyone what anybody may see, and the same to whoever asks.

That nothing else leaves it is in tests/security/test_canary.py; a closed institution is 404 there (test_api.py).
"""

from __future__ import annotations

from mithaq.synthesis import selectors as synthesis
from tests.access import EVERYONE, Row
from tests.access.evidence import document, passage
from tests.access.synthesis import public
from tests.access.synthesis_releases import released
from tests.cast import Cast, compact


def home(cast: Cast) -> dict[str, str]:
    return {"home": cast.institution.slug}


def within(args):
    return lambda cast: {**home(cast), **args(cast)}


def adopted(cast: Cast) -> dict[str, str]:
    place = released(cast)
    return {"uid": synthesis.release(cast.institution, place["uid"], place["number"], to=None).uid}


def key(cast: Cast) -> dict[str, str]:
    compact(cast)
    return {"key": "gcm"}


ROWS = {
    **{f"api:{name}": Row(EVERYONE) for name in ("openapi", "institutions", "compacts", "states", "categories")},
    **{
        f"api:{name}": Row(EVERYONE, args=home)
        for name in ("institution", "documents", "passages", "syntheses", "releases", "matrix")
    },
    "api:dictionary": Row(EVERYONE),
    "api:document": Row(EVERYONE, args=within(document)),
    "api:passage": Row(EVERYONE, args=within(passage)),
    "api:report": Row(EVERYONE, args=within(public)),
    "api:release": Row(EVERYONE, args=within(adopted)),
    "api:compact": Row(EVERYONE, args=key),
    "api:nowhere": Row(frozenset(), hidden=True),
}
