"""Pages of the installation that everybody may see."""

from __future__ import annotations

from tests.access import EVERYONE, Row

ROWS = {
    "foundation:styleguide": Row(EVERYONE),
    "foundation:theme": Row(EVERYONE, method="post", data={"theme": "dark", "next": "/en/"}),
}
