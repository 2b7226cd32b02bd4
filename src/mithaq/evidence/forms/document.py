"""The forms by which officers change a document: what is told about it, its file, its translations, its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.evidence.forms.about import About
from mithaq.evidence.forms.deposit import check_size
from mithaq.evidence.services.renditions import MOST_LETTERS, Given
from mithaq.evidence.wording import MACHINE
from mithaq.foundation import languages
from mithaq.foundation.fields import Words

MOST_TRANSLATION = 8 * 1024 * 1024


class Describe(About):
    """`seen` is the version the officer looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not any(told.get(f"title_{code}") for code in languages.CODES):
            self.add_error(f"title_{languages.current()}", _("Give the document a title in at least one language."))
        return told


class Replace(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
        help_text=_(
            "PDF with text, Word (.docx), web page or plain text, in Arabic, English or French; up to 100 MB each."
        ),
    )
    because = forms.CharField(
        label=_("Why"),
        max_length=500,
        required=True,
        help_text=_("It stands in the register of acts, and beside the document for officers."),
    )

    def clean_file(self) -> Any:
        return check_size(self.cleaned_data["file"])


class Withdraw(forms.Form):
    because = forms.CharField(label=_("Why"), max_length=500, help_text=_("It stands in the register of acts."))
    sure = forms.BooleanField(
        label=_("Yes, withdraw this document."), error_messages={"required": _("Say that you are sure.")}
    )


class Translate(forms.Form):
    """A text pasted, or a file; and who translated it."""

    WHO = (
        ("person", _("a person")),
        ("organisation", _("an organisation")),
        ("machine", _("a machine")),
    )

    lang = forms.ChoiceField(label=_("Language of the translation"), choices=())
    text = forms.CharField(
        label=_("Text of the translation"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("Leave an empty line between two paragraphs."),
    )
    file = forms.FileField(
        label=_("Or a file with it"),
        required=False,
        max_length=255,
        allow_empty_file=True,
        help_text=_("PDF with text, Word (.docx), web page or plain text; up to 8 MB."),
    )
    who = forms.ChoiceField(label=_("Translated by"), choices=WHO, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the translator"),
        max_length=180,
        help_text=_("Of the person or the organisation; of the program, if a machine translated it."),
    )
    is_official = forms.BooleanField(
        label=_("It is an official translation"),
        required=False,
        help_text=_("Published as such by whoever the document is of. Otherwise it is shown as unofficial."),
    )

    def __init__(self, *args: Any, original: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lang"].choices = [  # type: ignore[attr-defined]
            (code, languages.OWN_NAMES[code]) for code in languages.CODES if code != original
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST_TRANSLATION:
            raise forms.ValidationError(_("The file is larger than 8 MB."), "too-large")
        return file

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        text, file = bool((told.get("text") or "").strip()), told.get("file") is not None
        if "text" not in self.errors and "file" not in self.errors and text == file:
            self.add_error("text", _("Give the translation once: either as a text or as a file."))
        if told.get("who") == "machine" and told.get("is_official"):
            self.add_error("is_official", _("What a machine translated is no official translation."))
        return told

    @property
    def given(self) -> Given:
        file = self.cleaned_data["file"]
        return Given(data=file.read(), name=file.name) if file else Given(text=self.cleaned_data["text"])

    @property
    def translated_by(self) -> str:
        name = self.cleaned_data["name"].strip()
        return f"{MACHINE}{name}" if self.cleaned_data["who"] == "machine" else name


LABELS = {
    "title": _("Title"),
    "contributor": _("Contributor"),
    "year": _("Year"),
    "source": _("Source"),
    "licence": _("Licence"),
    "consent": _("Consent"),
    "visibility": _("Visible to"),
    "body": _("The body concerned"),
}


def as_words(value: Any) -> str:
    """A value of the form in words, for two to be compared; what is empty is empty."""
    if isinstance(value, Words):
        return " · ".join(value[code] for code in languages.CODES if value.get(code))
    return "" if value is None else str(value)
