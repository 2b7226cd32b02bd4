"""How much of a file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.kernels.text.model import Unreadable

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` of the file, `max_pages` of a PDF, `max_unpacked` bytes of all parts of a container together."""

    max_bytes: int = 100 * _MB
    max_pages: int = 2000
    max_unpacked: int = 200 * _MB


def check_size(size: int, limits: Limits | None = None) -> None:
    """Refuse a file by its size alone, so that nobody needs to read it into memory first."""
    limit = (limits or Limits()).max_bytes
    if size > limit:
        raise Unreadable("too-large", bytes=size, limit=limit)
