"""What is asked when a mandate is given, an attribute set, a constituency named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, day_field, words_field, words_of
from mithaq.people import selectors
from mithaq.people.models import Organisation, Person


def _keys(text: str) -> list[str]:
    return [key for key in re.split(r"[\s,،;؛]+", text.strip()) if key]


class Keys(forms.CharField):
    """Short keys with commas between them: `return, remittances`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=600, widget=forms.TextInput(attrs={"dir": "ltr"}), **more)

    def clean(self, value: Any) -> Any:
        found = _keys(super().clean(value))
        for key in found:
            validate_slug(key)
            if len(key) > 60:
                raise forms.ValidationError(_("A value is 60 characters long at most."))
        return found


class GiveMandate(forms.Form):
    """Who acts for whom, where, by which letter, and how long."""

    representative: forms.ModelChoiceField = forms.ModelChoiceField(label=_("Who acts"), queryset=Person.objects.none())
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("For this organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("choice of an organisation", "none"),
    )
    country = forms.ChoiceField(label=_("or for this State"), required=False)
    body = forms.ChoiceField(label=_("In which body"), required=False)
    credential = OneLine(
        label=_("By which letter or decision"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    on = day_field(_("From"))
    until = day_field(_("First day without it"), required=False)

    def __init__(
        self, *args: Any, states: Mapping[str, str], bodies: Mapping[str, str], persons: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["representative"].queryset = persons  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = selectors.organisations()  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", pgettext_lazy("choice of a State", "none")), *states.items()]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", _("in all of them")), *bodies.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if bool(told.get("organisation")) == bool(told.get("country")):
            self.add_error("organisation", _("Choose an organisation or a State, one of the two."))
        return told


class EndMandate(forms.Form):
    on = day_field(_("First day without it"))


class Describe(forms.Form):
    """One question an attribute the charter speaks of, and one for an attribute it does not name."""

    def __init__(
        self,
        *args: Any,
        vocabulary: Mapping[str, tuple[str, ...]],
        now: Mapping[str, tuple[str, ...]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attributes: dict[str, str] = {}
        for number, attribute in enumerate(sorted({*vocabulary, *now}), start=1):
            name = f"attribute_{number}"
            self.attributes[name] = attribute
            known = ", ".join(vocabulary.get(attribute, ()))
            hint = _("The charter names: %(values)s") % {"values": known} if known else _("Keys, with commas between.")
            self.fields[name] = Keys(
                label=attribute, help_text=hint, required=False, initial=", ".join(now.get(attribute, ()))
            )
        self.fields["attribute"] = forms.SlugField(
            label=_("Another attribute"), max_length=40, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
        )
        self.fields["values"] = Keys(label=_("Its values"), required=False)

    @property
    def told(self) -> dict[str, list[str]]:
        said = {attribute: self.cleaned_data[name] for name, attribute in self.attributes.items()}
        if self.cleaned_data["attribute"]:
            said[self.cleaned_data["attribute"]] = self.cleaned_data["values"]
        return said


class NameConstituency(forms.Form):
    """Those whose attribute has one of these values are counted together, under this name."""

    key = forms.SlugField(label=_("Key"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}))
    name_ar, name_en, name_fr = words_field(_("Name"), max_length=200)
    attribute = forms.SlugField(label=_("Attribute"), max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"}))
    values = Keys(label=_("Its values"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "name"):
            self.add_error(f"name_{languages.current()}", _("Give a name in at least one language."))
        return told

    @property
    def name(self) -> Words:
        return words_of(self.cleaned_data, "name")
