"""Institutions at the desk of the operator."""

from __future__ import annotations

from tests.access import OPERATOR, Row
from tests.cast import Cast


def slug(cast: Cast) -> dict[str, str]:
    return {"slug": cast.institution.slug}


ROWS = {
    "founding:institutions": Row(OPERATOR),
    "founding:found": [Row(OPERATOR), Row(OPERATOR, method="post", data={"slug": "coast"})],
    "founding:next": Row(OPERATOR, args=slug),
}
