"""The coding desk is the officers'."""

from __future__ import annotations

from tests.access import OFFICERS, Row

ROWS = {
    "evidence:desk": [Row(OFFICERS), Row(OFFICERS, method="post", data={"do": "next"}, own=True)],
    "evidence:desk-next": Row(OFFICERS),
    "evidence:desk-act": Row(OFFICERS, method="post"),
}
