"""What narrows the matrix."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.evidence.selectors import wording
from mithaq.portal.crossing import NARROWED_BY, Asked


class Narrow(forms.Form):
    """Columns, kind of statement, language, year; a value that is none of the choices narrows nothing."""

    by = forms.ChoiceField(
        label=_("Columns"),
        choices=[("country", _("States named")), ("category", _("Kinds of speaker")), ("document", _("Documents"))],
        required=False,
    )
    act = forms.ChoiceField(label=_("Kind of statement"), required=False)
    lang = forms.ChoiceField(label=_("Language"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    confirmed = forms.BooleanField(label=_("Only what a person has confirmed"), required=False)

    def __init__(self, *args: Any, langs: Iterable[str], years: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: dict[str, list[tuple[str, Any]]] = {
            "act": [(key, label) for key, label in wording.ACTS.items() if key != "question"],
            "lang": [(code, wording.language(code)) for code in langs],
            "year": [(year, year) for year in years if year.isdecimal()],
        }
        for name, choices in chosen.items():
            self.fields[name].choices = [("", pgettext_lazy("kinds, languages or years", "all")), *choices]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        self.is_valid()
        good = self.cleaned_data
        narrowed = {name: good[name] for name in NARROWED_BY if good.get(name)}
        return Asked(good.get("by") or "country", narrowed, bool(good.get("confirmed")))
