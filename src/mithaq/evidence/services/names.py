"""What a sender calls a file: words for people, never a path and never a trick."""

from __future__ import annotations

import unicodedata

from mithaq.evidence.services.texts import storable

MOST = 255
# Marks that turn the direction of what follows: "report-‮fdp.exe" would read as something else than it is.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def readable(name: str) -> str:
    """Without signs nobody sees, on one line, at most 255 long: its end stays, for it says the kind of file."""
    seen = (" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in name if sign not in _TURNING)
    return storable(" ".join("".join(seen).split()))[-MOST:].strip() or "-"


def plain(name: str) -> str:
    """The last part of whatever path was sent along."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return readable("" if last in (".", "..") else last)
