"""Open data, feeds and how the API is asked: for everyone, and the same for everyone (tests/portal)."""

from __future__ import annotations

from tests.access import EVERYONE, Row
from tests.access.synthesis import public
from tests.cast import Cast

FILES = (
    *((name, "csv") for name in ("documents", "passages", "objectives", "releases", "lines", "citations")),
    *(("dictionary", "csv"), ("datapackage", "json"), ("package", "zip")),
)


def file(name: str, form: str):
    def args(cast: Cast) -> dict[str, str]:
        public(cast)
        return {"name": name, "form": form}

    return args


ROWS = {
    "portal:api": Row(EVERYONE),
    "portal:open_data": Row(EVERYONE),
    "portal:open_file": [Row(EVERYONE, args=file(name, form)) for name, form in FILES],
    "portal:feed": [Row(EVERYONE, args=lambda cast, key=key: {"key": key}) for key in ("documents", "releases")],
}
