"""What every figure gives: the picture, its table, and both as files."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.utils.safestring import SafeString

from mithaq.foundation import habits
from mithaq.foundation.cells import safe

Cell = str | int | float | None
COLON = {"fr": "\u00a0: "}


@dataclass(frozen=True, slots=True)
class Table:
    """The same facts in rows. `absent` is the word for a number that does not exist."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    absent: str
    lang: str

    @property
    def shown(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(self._show(cell) for cell in row) for row in self.rows)

    def _show(self, cell: Cell) -> str:
        if cell is None:
            return self.absent
        return cell if isinstance(cell, str) else figures(cell, self.lang)

    def csv(self) -> str:
        """With a byte-order mark, for Excel; a text that would be read as a formula is quoted; unknown stays empty."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([_plain(cell) for cell in self.head])
        writer.writerows([[_plain(cell) for cell in row] for row in self.rows])
        return "\ufeff" + out.getvalue()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture ready for a page (`parts/figure.html`); `file()` is the same picture on its own."""

    title: str
    subtitle: str
    note: str
    svg: SafeString
    table: Table

    def file(self) -> str:
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.svg}\n'


def figures(value: float | int, lang: str) -> str:
    """A number as the language groups it, in the reader's digits."""
    return habits.number(value, lang)


def told(name: str, said: str, lang: str) -> str:
    """A name and what is said of it, with the colon as the language sets it."""
    return f"{name}{COLON.get(lang, ': ')}{said}"


def _plain(cell: Cell) -> str | int | float:
    return "" if cell is None else safe(cell)
