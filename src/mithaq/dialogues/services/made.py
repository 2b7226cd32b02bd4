"""Files made of a closed dialogue: made once, and kept beside the originals while what they tell stays the same.

They are in no backup (they are made again), and are removed when somebody withdraws, in the same act.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings

from mithaq.dialogues.models import Dialogue

_ALONE = threading.Lock()  # of a process: others make the same bytes, and the last one stays


def kept(dialogue: Dialogue, name: str, key: Callable[[], str], write: Callable[[IO[bytes]], None]) -> IO[bytes]:
    """The file `name` of a dialogue as it is by now, opened to be read; `write` makes it where it is not there.

    `key` names the state it tells of: it is asked again after the writing, and what was made of a state that is over
    is neither given nor kept. Files of other states are removed.
    """
    with _ALONE:
        folder = place(dialogue)
        while True:
            wanted = key()
            path = folder / f"{wanted}-{name}"
            if path.exists():
                return path.open("rb")
            folder.mkdir(parents=True, exist_ok=True)
            fresh = folder / f".{secrets.token_hex(8)}"
            try:
                with fresh.open("wb") as out:
                    write(out)
                if key() != wanted:
                    continue
                opened = fresh.open("rb")
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)
            for other in folder.iterdir():
                if not other.name.startswith((f"{wanted}-", ".")):
                    other.unlink(missing_ok=True)
            return opened


def forget(dialogue: Dialogue) -> None:
    """Nothing that was made stays."""
    shutil.rmtree(place(dialogue), ignore_errors=True)


def place(dialogue: Dialogue) -> Path:
    originals = Path(settings.FILES)
    return originals.with_name(f"{originals.name}-made") / "dialogues" / dialogue.uid
