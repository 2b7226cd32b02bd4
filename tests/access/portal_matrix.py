"""The matrix and the voices are seen by whoever may visit, each counted of what they may see (tests/portal)."""

from __future__ import annotations

from tests.access import EVERYONE, Row
from tests.access.synthesis import public
from tests.cast import Cast


def there(cast: Cast) -> dict[str, str]:
    public(cast)
    return {}


def file(form: str):
    return lambda cast: {**there(cast), "form": form}


def voices(cast: Cast) -> dict[str, str]:
    return {**there(cast), "key": "voices", "form": "csv"}


ROWS = {
    "portal:matrix": Row(EVERYONE, args=there),
    "portal:matrix_file": [Row(EVERYONE, args=file(form)) for form in ("svg", "csv", "xlsx")],
    "portal:voices_file": Row(EVERYONE, args=voices),
}
