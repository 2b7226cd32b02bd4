"""What forms of every room ask alike: a line, a text in three languages, a day, a moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages
from mithaq.foundation.fields import Words

_MOMENT = "%Y-%m-%dT%H:%M"
_IN = {"ar": _("%(label)s in Arabic"), "en": _("%(label)s in English"), "fr": _("%(label)s in French")}


class OneLine(forms.CharField):
    """A name or a title: one line, whatever was pasted; it stands in headings, file names and subjects of letters."""

    def to_python(self, value: Any) -> Any:
        return " ".join((super().to_python(value) or "").split())


def day_field(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    """A day as the browser's own calendar gives it, the same in every language."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )


def moment_field(label: Any, hint: Any = "") -> forms.DateTimeField:
    """A day and a time of the day, in the time of the house."""
    return forms.DateTimeField(
        label=label,
        help_text=hint,
        widget=forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local"}),
        input_formats=[_MOMENT, "%Y-%m-%d %H:%M"],
    )


def words_field(label: Any, *, max_length: int, long: bool = False) -> tuple[forms.CharField, ...]:
    """The fields of one text, in the order ar, en, fr; call them `<name>_ar`, `<name>_en`, `<name>_fr`.

    None is required: which languages are needed is for the form to say.
    """
    return tuple(
        (forms.CharField if long else OneLine)(
            label=_labelled(label, code),
            max_length=max_length,
            required=False,
            widget=(forms.Textarea if long else forms.TextInput)(
                attrs={"lang": code, "dir": languages.direction(code), **({"rows": 4} if long else {})}
            ),
        )
        for code in languages.CODES
    )


def words_of(told: Mapping[str, Any], name: str) -> Words:
    """The text back from `<name>_ar` … : what is empty is left out."""
    said = {code: (told.get(f"{name}_{code}") or "").strip() for code in languages.CODES}
    return Words({code: text for code, text in said.items() if text})


def _labelled(label: Any, code: str) -> Any:
    return lazystr(_Labelled(label, code))


class _Labelled:
    """Worded when it is shown: the class of a form is made once, before anybody has chosen a language."""

    def __init__(self, label: Any, code: str) -> None:
        self.label, self.code = label, code

    def __str__(self) -> str:
        return str(_IN[self.code]) % {"label": self.label}
