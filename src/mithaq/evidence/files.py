"""Originals on disk: each file under its SHA-256, written once, never changed.

`settings.FILES/ab/abcdef…` — the name is the content, so a file that is there is the right one or it is damaged, and
`read` tells which. Writing is temp file, fsync, rename: a power cut leaves either nothing or the whole.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache

UNFINISHED = ".incoming-"
# In the memory of this process: what a process has checked itself, and no more queries the more originals there are.
SOUND = LocMemCache("evidence.sound", {"TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 5000}})


class Altered(Exception):
    """The bytes on disk are not the bytes that were deposited (or are gone): `found` is their digest or ""."""

    def __init__(self, digest: str, found: str) -> None:
        super().__init__(f"{digest}: found {found or 'nothing'}")
        self.digest = digest
        self.found = found


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def place(digest: str) -> Path:
    return Path(settings.FILES) / digest[:2] / digest


def read(digest: str) -> bytes:
    """The original, or `Altered` when it is not what was deposited."""
    try:
        data = place(digest).read_bytes()
    except FileNotFoundError:
        raise Altered(digest, "") from None
    if (found := digest_of(data)) != digest:
        raise Altered(digest, found)
    return data


def check(digest: str) -> None:
    """`Altered` when the original is not what was deposited; its bytes are read once an hour, or when it changed.

    Whether it changed is told by what the disk says of it, the moment of its last change included, which nobody can
    set back.
    """
    try:
        with place(digest).open("rb") as file:
            now = os.fstat(file.fileno())
            seen = f"{digest}-{now.st_dev}-{now.st_ino}-{now.st_size}-{now.st_mtime_ns}-{now.st_ctime_ns}"
            if SOUND.get(seen):
                return
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise Altered(digest, "") from None
    if found != digest:
        raise Altered(digest, found)
    SOUND.set(seen, True)


@contextmanager
def prepared(data: bytes) -> Iterator[Prepared]:
    """Bytes written to a temporary file beside their place; `keep()` inside the block moves them there.

    When the block fails after `keep()`, a file that was not there before is taken away again.
    """
    ready = Prepared(data)
    try:
        yield ready
    except BaseException:
        ready.undo()
        raise
    finally:
        ready.temporary.unlink(missing_ok=True)


class Prepared:
    """See `prepared`."""

    def __init__(self, data: bytes) -> None:
        self.digest = digest_of(data)
        self.final = place(self.digest)
        self.is_ours = False
        self.final.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=self.final.parent)
        self.temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
        except BaseException:
            self.temporary.unlink(missing_ok=True)
            raise

    def keep(self) -> None:
        self.is_ours = not self.final.exists()
        self.temporary.replace(self.final)
        folder = os.open(self.final.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def undo(self) -> None:
        if self.is_ours:
            self.final.unlink(missing_ok=True)


def unfinished() -> Iterator[Path]:
    """What a cut-off writing left: temporary files, or one that is being written at this moment."""
    yield from sorted(Path(settings.FILES).glob(f"??/{UNFINISHED}*"))
