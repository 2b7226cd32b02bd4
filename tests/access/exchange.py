"""Who may read a synthesis or a release may take it away.

Who is kept from one by its visibility or that of its sources is in tests/exchange/test_views.py and test_releases.py.
"""

from __future__ import annotations

from tests.access import EVERYONE, Row
from tests.access.synthesis import public
from tests.access.synthesis_releases import released
from tests.cast import Cast


def page(cast: Cast) -> dict[str, str]:
    return {**public(cast), "format": "html"}


def evidence(cast: Cast) -> dict[str, str]:
    return {**public(cast), "format": "csv"}


def adopted(cast: Cast) -> dict[str, object]:
    return {**released(cast), "format": "json"}


ROWS = {
    "exchange:report": [Row(EVERYONE, args=page), Row(EVERYONE, args=evidence)],
    "exchange:release": Row(EVERYONE, args=adopted),
}
