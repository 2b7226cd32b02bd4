"""Texts as cells of a CSV: no spreadsheet runs them.

A cell that would begin with a sign that spreadsheets act on gets one apostrophe before it, whatever spaces and unseen
signs stand before that sign; and so does one that begins with an apostrophe, so that taking one away always gives back
the text.
"""

from __future__ import annotations

import re
from typing import TypeVar

Cell = TypeVar("Cell")
_ACTS = re.compile(
    "[\t\r\n'＇]|[\\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\\-@＝＋－＠\u2212]"
)


def safe(cell: Cell) -> Cell | str:
    """What is no text, as it is: a number may be less than nothing."""
    return f"'{cell}" if isinstance(cell, str) and _ACTS.match(cell) else cell
