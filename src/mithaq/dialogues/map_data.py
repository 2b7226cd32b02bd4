"""The published map as data (map.json): one text, the same on the page of files, in the archive and in the record.

It tells what the map's pages tell, nothing else: counts masked as they are there, no person, no text of anybody. The
record carries it in its page, where a reader's eyes do not fall on it, so that whoever has the document has the data:
the bytes are those whose SHA-256 the record says, also after a later map has taken the place of this one.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, time

from django.utils.safestring import SafeString, mark_safe

from mithaq.dialogues.models import Dialogue, Drawn, Statement

NAME = "map.json"
_PLAIN = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})  # in texts only: the JSON says the same
_BEGIN, _END = f'<script type="application/json" id="{NAME}">', "</script>"
_HELD = re.compile(f"{re.escape(_BEGIN)}([^<>]*){re.escape(_END)}".encode())


def written(dialogue: Dialogue, drawn: Drawn) -> str:
    """The map; statements by uid, each with its number in the other files."""
    number = dict(Statement.objects.filter(dialogue=dialogue).values_list("uid", "number"))
    statements = drawn.figures.get("statements", {})
    told = {
        "dialogue": dialogue.uid,
        "as_of": closing_day(dialogue).date().isoformat(),
        "people": drawn.people,
        "votes": drawn.votes,
        "mode": drawn.mode,
        "kernel": drawn.kernel,
        "digest": drawn.digest,
        "floor": dialogue.floor,
        "simulated": dialogue.is_simulated,
        **drawn.figures,
        "statements": {uid: {**one, "number": number.get(uid)} for uid, one in statements.items()},
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).translate(_PLAIN)


def digest_of(data: str) -> str:
    """SHA-256 of the file, which `sha256sum` tells too."""
    return hashlib.sha256(data.encode()).hexdigest()


def held(data: str) -> SafeString:
    """As a page carries it: no script runs, and nothing in it can end it."""
    return mark_safe(_BEGIN + data + _END)  # noqa: S308 - `written` leaves no sign in it that HTML knows


def held_in(page: bytes) -> str:
    """What a page carries; nothing where it carries none."""
    found = _HELD.search(page)
    return found[1].decode() if found else ""


def closing_day(dialogue: Dialogue) -> datetime:
    """The beginning of the day of the close: the only time there is in the files."""
    closed = dialogue.closed_at or dialogue.closes_at
    return datetime.combine(closed.astimezone(UTC).date(), time(), tzinfo=UTC)
