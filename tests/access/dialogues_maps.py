"""The map of a public dialogue is everybody's; that of members theirs."""

from __future__ import annotations

from typing import Any

from tests.access import EVERYONE, Row
from tests.access.dialogues import shown
from tests.cast import Cast


def with_map(cast: Cast) -> dict[str, Any]:
    from tests.dialogues.charted import charted

    told = shown(cast)
    charted(told["uid"])
    return told


def picture(cast: Cast) -> dict[str, Any]:
    return {**with_map(cast), "form": "svg"}


ROWS = {
    "dialogues:map": Row(EVERYONE, args=with_map),
    "dialogues:map_svg": Row(EVERYONE, args=picture),
    "dialogues:tables": Row(EVERYONE, args=with_map),
    "dialogues:statements_map": Row(EVERYONE, args=with_map),
    "dialogues:embed": Row(EVERYONE, args=with_map),
}
