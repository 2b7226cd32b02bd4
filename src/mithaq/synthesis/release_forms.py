"""What is asked before a release is made: what it is called, who adopted it and when, who may see it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.evidence.enums import Visibility
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import day_field, words_field, words_of


class Release(forms.Form):
    """Each text in one language at least. `seen` is the draft the page showed: another is not released by mistake."""

    title_ar, title_en, title_fr = words_field(_("Title"), max_length=200)
    adopted_by_ar, adopted_by_en, adopted_by_fr = words_field(_("Adopted by"), max_length=200)
    adopted_on = day_field(_("Adopted on"))
    note_ar, note_en, note_fr = words_field(_("Note to readers"), max_length=2000, long=True)
    visibility = forms.ChoiceField(label=_("Visible to"))
    is_aware = forms.BooleanField(
        label=_("I have read the remarks; it may be released with what they say."), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, most: str, must_be_aware: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        order = list(Visibility.values)
        open_ = [(key, label) for key, label in Visibility.choices if order.index(key) >= order.index(most)]
        self.fields["visibility"].choices = open_  # type: ignore[attr-defined]
        self.fields["visibility"].help_text = _("No more open than the most closed document it was made from.")
        for name in ("title", "adopted_by"):
            self.fields[f"{name}_{languages.current()}"].help_text = _("Needed in one language at least.")
        if must_be_aware:
            self.fields["is_aware"].required = True
        else:
            del self.fields["is_aware"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        here = languages.current()
        for name, error in (
            ("title", _("Give the release a title, in one language at least.")),
            ("adopted_by", _("Say who adopted it, in one language at least.")),
        ):
            fields = [f"{name}_{code}" for code in languages.CODES]
            if not words_of(told, name) and not any(field in self.errors for field in fields):
                self.add_error(f"{name}_{here}", error)
        return told

    def words(self, name: str) -> Words:
        return words_of(self.cleaned_data, name)
