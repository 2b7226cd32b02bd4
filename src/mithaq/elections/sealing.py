"""How a vote is sealed to the box, and unsealed once: HPKE (RFC 9180), every ballot of an election of one length."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from mithaq.kernels import board

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_tracker() -> str:
    """Four times four signs that can be read aloud: 79 bits of chance, and all of one length."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def new_nonce() -> str:
    return secrets.token_hex(32)


def seal(tracker: str, choices: Sequence[int], *, election: str, public: str, candidates: int) -> str:
    """Padded to the length of the longest ballot there can be, so that its length tells nothing."""
    longest = board.canonical([tracker, list(range(candidates))])
    plain = board.canonical([tracker, list(choices)]).ljust(len(longest))
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return base64.b64encode(_SUITE.encrypt(plain.encode(), key, _about(election))).decode()


class CannotUnseal(Exception):
    """It was not sealed to this key for this election, or is not what it was."""


def unseal(sealed: str, *, election: str, key: X25519PrivateKey) -> tuple[str, list[int]]:
    """Tracker and choices. Refused (CannotUnseal): what was changed since it was sealed."""
    try:
        tracker, choices = json.loads(_SUITE.decrypt(base64.b64decode(sealed), key, _about(election)))
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise CannotUnseal from error
    return str(tracker), [int(one) for one in choices]


def _about(election: str) -> bytes:
    return f"{board.FORMAT} ballot {election}".encode()
