"""The pass of a participant: what their browser keeps to be known again in one dialogue, signed by the house.

Who came without an account proves it by a secret of which only the digest is kept (`Participant.key`). The pass of an
account holds no secret: it is worth something only beside the session it was given in, and ends with it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.core import signing
from django.utils.crypto import salted_hmac

KEPT_AFTER_THE_CLOSE = timedelta(days=90)  # to look at one's answers and one's place on the map, and to take them back
_SALT = "mithaq.dialogues.pass"


@dataclass(frozen=True, slots=True, repr=False)
class Pass:
    """`until` in seconds of the epoch; `bound` to a session, or `secret`: one of the two is empty."""

    participant: str
    until: int
    secret: str = ""
    bound: str = ""


def write(dialogue: str, given: Pass) -> str:
    """`dialogue`: its uid. A pass of one is worth nothing in another."""
    return _signer(dialogue).sign(f"{given.participant}.{given.until}.{given.secret}.{given.bound}")


def read(dialogue: str, text: str, *, at: datetime) -> Pass | None:
    """None: no pass of this dialogue, changed by somebody, or no longer valid at that moment."""
    try:
        said = _signer(dialogue).unsign(text).split(".")
        found = Pass(said[0], int(said[1]), said[2], said[3])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return found if at.timestamp() < found.until and bool(found.secret) != bool(found.bound) else None


def until(closes_at: datetime) -> int:
    return int((closes_at + KEPT_AFTER_THE_CLOSE).timestamp())


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_of_link(token: str) -> str:
    """The same for each device on which a personal link is opened, and not the token of its address itself."""
    return hashlib.sha256(f"dialogues.link {token}".encode()).hexdigest()[:32]


def bound_to(session: str, password: str) -> str:
    """To a session and the password it was opened with (its hash): signing out or a new password ends the pass."""
    return salted_hmac(_SALT, f"{session}|{password}", algorithm="sha256").hexdigest()[:32]


def is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


@lru_cache(maxsize=200)
def _signer(dialogue: str) -> signing.Signer:
    return signing.Signer(salt=f"{_SALT}.{dialogue}")
