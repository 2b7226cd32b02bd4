"""The three languages, equals: order, direction, names in themselves."""

from __future__ import annotations

import unicodedata

from django.utils.translation import get_language

CODES = ("ar", "en", "fr")
OWN_NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}
FALLBACK = {"ar": ("ar", "en", "fr"), "en": ("en", "fr", "ar"), "fr": ("fr", "en", "ar")}


def direction(code: str) -> str:
    return "rtl" if code == "ar" else "ltr"


def current() -> str:
    """The reader's language, one of CODES."""
    code = (get_language() or "en")[:2]
    return code if code in CODES else "en"


def comma(code: str = "") -> str:
    """What stands between the things of a list, in the reader's language or in this one."""
    return "، " if (code or current()) == "ar" else ", "


def in_order(text: str) -> str:
    """By which names are put in order: É is an E, and أ an ا, as in every dictionary."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()
