"""The public pages: an institution's home and its figures for whoever may visit it."""

from __future__ import annotations

from tests.access import EVERYONE, Row
from tests.cast import Cast, compact


def figure(cast: Cast) -> dict[str, str]:
    compact(cast)
    return {"key": "taking-part", "form": "svg"}


ROWS = {
    "portal:front": Row(EVERYONE),
    "portal:about": Row(EVERYONE),
    "portal:home": Row(EVERYONE),
    "portal:figure": Row(EVERYONE, args=figure),
    "robots": Row(EVERYONE),
    "sitemap": Row(EVERYONE),
    "sitemap_part": Row(EVERYONE, args=lambda cast: {"number": 1}),
}
