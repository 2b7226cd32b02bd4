"""Puts the raw text of a container together, block by block, and remembers what the container said about each."""

from __future__ import annotations

from typing import Literal

from mithaq.kernels.text.model import Extracted, Hint, Page

CELL = " | "
_GAP = "\n\n"


class Composer:
    """Blocks are parted by an empty line, lines of one block by one line end, cells of a row by `CELL`."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._hints: list[Hint] = []
        self._block: list[str] = []
        self._kind = ""
        self._level = 0

    @property
    def has_text(self) -> bool:
        return self._length > 0

    def open(self, kind: str = "", level: int = 0) -> None:
        """Begin a block; one that is still open is closed."""
        self.close()
        self._kind, self._level = kind, level

    def write(self, text: str) -> None:
        self._block.append(text)

    def line(self) -> None:
        """A line end the author set inside a block."""
        self._block.append("\n")

    def block(self, text: str, kind: str = "", level: int = 0) -> None:
        self.open(kind, level)
        self.write(text)
        self.close()

    def row(self, cells: list[str]) -> None:
        """A row of a table is a block of its own."""
        if cells:
            self.block(CELL.join(cells), "table")

    def close(self) -> None:
        """End the open block; an empty one leaves no trace."""
        text = "".join(self._block)
        text = "\n".join(line.strip(" ") for line in text.split("\n")).strip()
        self._block = []
        if not text:
            return
        if self._parts:
            self._parts.append(_GAP)
            self._length += len(_GAP)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if self._kind:
            self._hints.append(Hint(start=start, end=self._length, kind=self._kind, level=self._level))

    def extracted(self, kind: Literal["docx", "html"], *, extractor: str) -> Extracted:
        text = "".join(self._parts)
        page = Page(number=1, start=0, end=len(text))
        return Extracted(kind=kind, text=text, pages=(page,), hints=tuple(self._hints), extractor=extractor)
