"""The three languages, equals: order, direction, names in themselves."""

from __future__ import annotations

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
