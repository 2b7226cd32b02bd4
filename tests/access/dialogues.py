"""Dialogues: the list; each subject's pages have their own module."""

from __future__ import annotations

from typing import Any

from tests.access import EVERYONE, Row
from tests.cast import Cast


def shown(cast: Cast) -> dict[str, Any]:
    from tests.xss.dialogues import dialogue

    return {"uid": dialogue(cast).uid}


ROWS = {"dialogues:list": Row(EVERYONE), "dialogues:dialogue": Row(EVERYONE, args=shown)}
