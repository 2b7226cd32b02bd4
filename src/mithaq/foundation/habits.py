"""How days and numbers are said: the names of months, the digits, the Hijri day beside the Gregorian one.

An institution chooses the names of months of its Arabic. A reader may choose other ones, the digits of their Arabic,
and the Hijri day, for themselves. Everything a person reads asks here; what a machine reads (CSV, JSON, calendars,
inputs of forms) is written without.

Nobody's choice is heeded unless somebody says whose (`of`): a job, a command, a service that freezes a text and a file
that others hold in their hands, too, say it as the institution does. Pages are read by one reader (`reader.Heeding`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import dates, numbers
from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages


class Months(models.TextChoices):
    """Names of the Gregorian months in Arabic, each told by some that others call otherwise."""

    PLAIN = "plain", _("نوفمبر، يناير (most countries)")
    LEVANT = "levant", _("تشرين الثاني، شباط (Levant and Iraq)")
    MOROCCO = "morocco", _("نونبر، يناير، غشت (Morocco)")
    MAGHREB = "maghreb", _("نوفمبر، جانفي، أوت (Tunisia and Algeria)")
    BOTH = "both", _("تشرين الثاني/نوفمبر (United Nations)")


class Digits(models.TextChoices):
    """Of Arabic text; English and French have one kind."""

    WESTERN = "western", _("Western: 0123456789")
    ARABIC = "arabic", _("Arabic-Indic: ٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Habit:
    months: str = Months.PLAIN.value
    arabic: bool = False
    hijri: bool = False


DAY = "d MMMM y"

_CALENDARS = {Months.PLAIN: "ar", Months.LEVANT: "ar_LB", Months.MOROCCO: "ar_MA", Months.MAGHREB: "ar_TN"}
# As in documents of the United Nations, which write يونيه and يوليه.
_BOTH = (
    *("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه"),
    *("تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"),
)
# By the Unicode CLDR, whose tables Babel keeps of the Gregorian calendar alone.
_HIJRI = {
    "ar": (
        *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
    ),
    "en": (
        *("Muharram", "Safar", "Rabiʻ I", "Rabiʻ II", "Jumada I", "Jumada II"),
        *("Rajab", "Shaʻban", "Ramadan", "Shawwal", "Dhuʻl-Qiʻdah", "Dhuʻl-Hijjah"),
    ),
    "fr": (
        *("mouharram", "safar", "rabia al awal", "rabia ath-thani", "joumada al oula", "joumada ath-thania"),
        *("rajab", "chaabane", "ramadan", "chawwal", "dhou al qi`da", "dhou al-hijja"),
    ),
}
_ERA = {"ar": "هـ", "en": "AH", "fr": "H"}
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

# ---- Whose habit it is.

_reader: ContextVar[Callable[[], Any] | None] = ContextVar("habits", default=None)
_brief: ContextVar[bool] = ContextVar("habits_brief", default=False)
_house: list[Callable[[], str]] = [lambda: Months.PLAIN.value]


def house_with(months: Callable[[], str]) -> None:
    """The room that knows institutions says which months the one at work has."""
    _house[:] = [months]


@contextmanager
def of(account: Callable[[], Any] | None) -> Iterator[None]:
    """As the account `account()` has chosen, which is asked when the first day or number is said; None: the house."""
    before = _reader.set(account)
    try:
        yield
    finally:
        _reader.reset(before)


def as_the_house() -> None:
    """From here to the end of the answer nobody's own choice counts: what is made may be handed on or kept."""
    _reader.set(None)


def heed(account: Callable[[], Any]) -> None:
    """From here to the end of the answer it is said to this account."""
    _reader.set(account)


@contextmanager
def briefly() -> Iterator[None]:
    """In a picture there is room for one name of a month, and for one calendar; its table says the rest."""
    before = _brief.set(True)
    try:
        yield
    finally:
        _brief.reset(before)


def are_long() -> bool:
    """Whether a day takes more room than most have."""
    habit = current()
    return habit.hijri or habit.months == Months.BOTH


def current() -> Habit:
    months, who, brief = _house[0](), _reader.get(), _brief.get()
    if who is None:
        return _habit(months, "", False, brief)
    account = who()
    own = getattr(account, "months", "") or months
    return _habit(own, getattr(account, "digits", ""), getattr(account, "hijri", False), brief)


@lru_cache(maxsize=64)
def _habit(months: str, digits: str, hijri: bool, brief: bool) -> Habit:
    if brief:
        months, hijri = Months.PLAIN.value if months == Months.BOTH else months, False
    return Habit(months, digits == Digits.ARABIC, hijri)


# ---- Days.


def day(value: date, lang: str = "") -> str:
    """A day with its month in words: 6 December 2020 · 6 ديسمبر 2020 · 6 décembre 2020."""
    lang = lang or languages.current()
    said = part(value, DAY, lang)
    beside = _hijri(value.year, value.month, value.day, lang) if current().hijri else ""
    return f"{said} ({digits(beside, lang)})" if beside else said


def moment(value: datetime, lang: str = "") -> str:
    """A day and the hour; the zone is for who asks to choose."""
    lang = lang or languages.current()
    return day(value, lang) + languages.comma(lang) + digits(f"{value:%H:%M}", lang)


def part(value: date, pattern: str, lang: str = "") -> str:
    """What the pattern asks of a day: "MMMM y", "y". No Hijri beside it: their months and years are others."""
    lang = lang or languages.current()
    whole = date(value.year, value.month, value.day)  # of a moment: what is kept is kept by the day
    return digits(_gregorian(whole, pattern, lang, current().months), lang)


@lru_cache(maxsize=5_000)
def _gregorian(value: date, pattern: str, lang: str, months: str) -> str:
    if lang != "ar" or months == Months.PLAIN:
        return dates.format_date(value, pattern, locale=lang)
    if months == Months.BOTH:  # where there is room for a short name only, the one of most stands alone
        both = _BOTH[value.month - 1]
        return dates.format_date(value, pattern.replace("MMMM", f"'{both}'").replace("LLLL", f"'{both}'"), locale=lang)
    return dates.format_date(value, pattern, locale=_CALENDARS[Months(months)])


@lru_cache(maxsize=2_000)
def _hijri(year: int, month: int, day: int, lang: str) -> str:
    """By the Umm al-Qura calendar; nothing for a day that it does not tell of (before 1924, after 2077)."""
    from hijridate import Gregorian  # inline: few ask for it

    try:
        told = Gregorian(year, month, day).to_hijri()
    except OverflowError:
        return ""
    return f"{told.day} {_HIJRI[lang][told.month - 1]} {told.year} {_ERA[lang]}"


# ---- Numbers.


def digits(text: str, lang: str = "") -> str:
    """The same text in the digits of the reader; for figures and days alone, never for words of people or codes."""
    return text.translate(_INDIC) if (lang or languages.current()) == "ar" and current().arabic else text


def number(value: Any, lang: str = "", pattern: str | None = None) -> str:
    """Grouped as the language does."""
    lang = lang or languages.current()
    return _number(value, lang, pattern, _system(lang))


def percent(value: float, lang: str = "", pattern: str | None = None) -> str:
    """A share between 0 and 1."""
    lang = lang or languages.current()
    system = _system(lang)
    said = numbers.format_percent(value, format=pattern, locale=lang, numbering_system=system)
    return said.translate(_INDIC).replace("%", "٪") if system == "arab" else said


class Counted(int):
    """A number that counts what stands beside it in a sentence, and is written in the reader's digits."""

    def __str__(self) -> str:
        return int.__repr__(self).translate(_INDIC)


def counted(value: Any) -> Any:
    """For the places of a sentence: as it came, but where the reader has other digits."""
    if type(value) is int and languages.current() == "ar" and current().arabic:
        return Counted(value)
    return value


def _system(lang: str) -> str:
    return "arab" if lang == "ar" and current().arabic else "latn"


@lru_cache(maxsize=5_000)
def _number(value: Any, lang: str, pattern: str | None, system: str) -> str:
    """Babel gives a system its signs, and leaves the digits Western."""
    said = numbers.format_decimal(value, format=pattern, locale=lang, numbering_system=system)
    return said.translate(_INDIC) if system == "arab" else said
