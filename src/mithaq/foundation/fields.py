"""Short texts in three languages: one value, one column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages


class Words(dict[str, str]):
    """A label in up to three languages; `str()` gives the reader's, falling back in a fixed order.

    >>> Words(ar="ميثاق", en="Compact").in_("fr")
    'Compact'
    """

    def in_(self, code: str) -> str:
        return next((self[c] for c in languages.FALLBACK.get(code, languages.CODES) if self.get(c)), "")

    def lang_for(self, code: str) -> str:
        """The language that `in_(code)` really answers in: what the `lang` attribute must say."""
        return next((c for c in languages.FALLBACK.get(code, languages.CODES) if self.get(c)), code)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(c for c in languages.CODES if not self.get(c))

    def __str__(self) -> str:
        return self.in_(languages.current())

    def __bool__(self) -> bool:
        return any(self.values())


def words(ar: str = "", en: str = "", fr: str = "") -> Words:
    return Words({code: text for code, text in (("ar", ar), ("en", en), ("fr", fr)) if text})


class WordsField(models.JSONField):
    """Stores `Words`; searchable per language (`title__ar__icontains`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Words)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return Words(found) if isinstance(found, Mapping) else found

    def to_python(self, value: Any) -> Any:
        return Words(value) if isinstance(value, Mapping) else value

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and (set(value) - set(languages.CODES) or not all(isinstance(v, str) for v in value.values())):
            raise ValidationError(_("A text has the languages Arabic, English and French, and nothing else."))
