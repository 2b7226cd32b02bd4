"""What is asked of who writes down that something was delivered, or takes that back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mithaq.cycles.delivery_words import spoken
from mithaq.foundation import languages
from mithaq.foundation.forms import OneLine, day_field

_LANGUAGE = re.compile(rf"/(?:{'|'.join(languages.CODES)})(?=/)")


class Deliver(forms.Form):
    """`stretches` are those it may belong to (first day, words); `host` is this house, whose addresses lose it."""

    stretch = forms.ChoiceField(label=_("For which time"))
    delivered_on = day_field(_("Delivered on"))
    address = OneLine(
        label=_("Address of what shows it"),
        help_text=_("The address of a document, a meeting or a release of this house, or of a page on the web."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )
    shown_by = OneLine(
        label=_("What shows it"),
        help_text=_("A sentence. Whoever sees the institution reads it."),
        max_length=500,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages it is there"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, stretches: list[tuple[str, str]], host: str, published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host
        self.fields["address"].required = published
        in_which, which = self.fields["languages"], self.fields["stretch"]
        assert isinstance(in_which, forms.MultipleChoiceField)
        in_which.choices = [(code, spoken([code])) for code in languages.CODES]
        if stretches:
            assert isinstance(which, forms.ChoiceField)
            which.choices = stretches
        else:
            del self.fields["stretch"]

    def clean_stretch(self) -> date:
        return date.fromisoformat(self.cleaned_data["stretch"])

    def clean_address(self) -> str:
        """An address of this house from its root, without its language, what is asked of it and where in it."""
        told = str(self.cleaned_data["address"])
        try:
            parts = urlsplit(told)
        except ValueError as wrong:
            raise ValidationError(_("Write an address of the web (https://…) or of this house.")) from wrong
        if parts.netloc.casefold() != self.host.casefold() and (parts.netloc or not told.startswith("/")):
            return told
        path = parts.path or "/"
        return _LANGUAGE.sub("", path, count=1) if _LANGUAGE.match(path) else path


class TakeBack(forms.Form):
    reason = OneLine(label=_("Why it is taken back"), help_text=_("It stays on the record."), max_length=500)
