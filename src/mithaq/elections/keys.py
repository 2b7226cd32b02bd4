"""Keys of the ballot boxes: files beside the database, never in it and never in a backup.

The board's key signs what every board of this installation says; it is made once. Each confidential election has a
key of its box, to which votes are sealed; it is destroyed when the box has been opened.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings


class KeyMissing(Exception):
    """The key is not in the folder of keys of this machine: `file` is its name."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} is not in the folder of keys.")
        self.file = file


def board_key() -> Ed25519PrivateKey:
    """The key that signs; made where there is none yet."""
    file = _folder() / "board.key"
    if not file.exists():
        _write(file, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def signer(public: str) -> Ed25519PrivateKey:
    """The key that signs, if it is the one an election began with. Refused (KeyMissing): another, or none."""
    file = _folder() / "board.key"
    if not file.exists():
        raise KeyMissing(file.name)
    key = board_key()
    if key.public_key().public_bytes_raw().hex() != public:
        raise KeyMissing(file.name)
    return key


def make_box(uid: str) -> str:
    """A new key for the box of an election; its public half. One that is there already is used, not replaced."""
    file = _box(uid)
    if not file.exists():
        _write(file, X25519PrivateKey.generate().private_bytes_raw())
    return box(uid).public_key().public_bytes_raw().hex()


def box(uid: str) -> X25519PrivateKey:
    """Refused (KeyMissing): it was destroyed, or lost."""
    file = _box(uid)
    if not file.exists():
        raise KeyMissing(file.name)
    return X25519PrivateKey.from_private_bytes(file.read_bytes())


def missing(uid: str, public: str, *, boxed: bool) -> str:
    """Which file an election waits for, by its name: the key its board began with, or that of its box (where it is
    still shut); empty where both are here.
    """
    try:
        signer(public)
        if boxed:
            box(uid)
    except KeyMissing as absent:
        return absent.file
    return ""


def boxes() -> list[str]:
    """The elections whose box has a key here."""
    return sorted(one.stem.removeprefix("box-") for one in _folder().glob("box-*.key"))


def destroy(uid: str) -> bool:
    """Overwrite and remove the key of a box; whether there was one. What a disk keeps of old blocks is beyond us."""
    whole = _box(uid)
    found = whole.exists()
    for file in (whole, *whole.parent.glob(f".{whole.name}.*")):  # also what a crash left while it was made
        try:
            handle = os.open(file, os.O_WRONLY)
        except FileNotFoundError:
            continue
        with os.fdopen(handle, "wb") as out:
            out.write(bytes(32))
            out.flush()
            os.fsync(out.fileno())
        file.unlink(missing_ok=True)
        _sync(file.parent)
    return found


def _folder() -> Path:
    folder: Path = settings.KEYS
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def _box(uid: str) -> Path:
    return _folder() / f"box-{uid}.key"


def _write(file: Path, content: bytes) -> None:
    """Whole and on the disk, or not at all; who comes second keeps what the first wrote."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # for its owner only
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(name, file)
        except FileExistsError:
            return
    finally:
        Path(name).unlink()
    _sync(file.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
