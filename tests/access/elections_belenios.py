"""The export to Belenios holds addresses: whoever runs the election."""

from __future__ import annotations

from tests.access import OFFICERS, Row
from tests.access.elections_voting import opened

ROWS = {"elections:belenios": Row(OFFICERS, args=opened)}
