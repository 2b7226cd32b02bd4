"""What the commands that read files share: reading within the limits, and one line for a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mithaq.kernels import text


def each_file(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes, text.Unreadable | None]]:
    """`(path, bytes, why not)` of every file; a file over the limit is refused before it is read."""
    for path in paths:
        try:
            text.check_size(path.stat().st_size)
            yield path, path.read_bytes(), None
        except text.Unreadable as unreadable:
            yield path, b"", unreadable
        except OSError as error:
            yield path, b"", text.Unreadable("damaged", detail=error.strerror or "")


def refusal_line(path: Path, unreadable: text.Unreadable) -> str:
    facts = ", ".join(f"{k}={v}" for k, v in unreadable.facts.items())
    return f"{path}: refused: {unreadable.cause}{f' ({facts})' if facts else ''}"
