"""Figures of a count as people read them: votes to five decimals, gains and loads as fractions, by language."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from babel import Locale

from mithaq.foundation import habits
from mithaq.kernels.elections import SCALE, Result

Figure = int | Fraction


class Figured:
    """Quick, for tables of thousands: the signs of the language, and the reader's digits, are looked up once."""

    def __init__(self, result: Result, lang: str) -> None:
        self.scale, self.lang = result.scale, lang
        self.is_arabic = lang == "ar" and habits.current().arabic

    @cached_property
    def signs(self) -> tuple[str, str]:
        """What stands between thousands, and before decimals."""
        symbols = Locale(self.lang).number_symbols
        told = symbols.get("arab" if self.is_arabic else "latn", symbols)
        return str(told["group"]), str(told["decimal"])

    def votes(self, units: Figure) -> str:
        """In units of 1/`scale`: whole votes without decimals, others with five; what is beyond is cut off."""
        cut = units * SCALE // self.scale if isinstance(units, int) else int(units * SCALE / self.scale)
        sign, cut = ("−", -cut) if cut < 0 else ("", cut)
        whole, rest = divmod(cut, SCALE)
        group, point = self.signs
        text = f"{whole:,}".replace(",", group)
        said = f"{sign}{text}{point}{rest:05d}" if rest else sign + text
        return habits.digits(said, self.lang) if self.is_arabic else said

    def moved(self, units: Figure) -> str:
        """A change, always with its sign."""
        return ("+" if units > 0 else "") + self.votes(units)

    def whole(self, votes: Figure | None) -> str:
        """In whole votes, as a quota is."""
        return "" if votes is None else self.votes(votes * self.scale)

    def plain(self, units: Figure) -> float | int:
        """For files of figures."""
        cut = units * SCALE // self.scale if isinstance(units, int) else int(units * SCALE / self.scale)
        return cut // SCALE if cut % SCALE == 0 else cut / SCALE
