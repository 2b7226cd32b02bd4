"""What a secretary may say about the institution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.fields import Words
from mithaq.foundation.forms import words_field, words_of
from mithaq.institutions.models import Institution


class Describe(forms.Form):
    """Name and purpose, each in three languages; at least one name."""

    name_ar, name_en, name_fr = words_field(_("Name"), max_length=200)
    purpose_ar, purpose_en, purpose_fr = words_field(_("Purpose"), max_length=2000, long=True)
    is_public = forms.BooleanField(
        label=_("Everyone may read the public pages"),
        help_text=_("Otherwise only members see them. Documents keep the visibility they were given."),
        required=False,
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        initial = {f"name_{code}": text for code, text in institution.name.items()}
        initial |= {f"purpose_{code}": text for code, text in institution.purpose.items()}
        initial["is_public"] = institution.is_public
        super().__init__(*args, **{**kwargs, "initial": initial})

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "name"):
            self.add_error("name_ar", _("Give the institution a name in at least one language."))
        return told

    @property
    def name(self) -> Words:
        return words_of(self.cleaned_data, "name")

    @property
    def purpose(self) -> Words:
        return words_of(self.cleaned_data, "purpose")
