"""The form by which officers deposit documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mithaq.evidence import wording
from mithaq.evidence.enums import Visibility
from mithaq.foundation import languages
from mithaq.kernels import text as kernel

MOST_FILES = 50


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; each too large is named with its cause before anything of it is read."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        files = [super(FilesField, self).clean(one, initial) for one in given]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files can be deposited at once."), "many", params={"most": MOST_FILES}
            )
        errors = [message for file in files if (message := _too_large(file))]
        if errors:
            raise forms.ValidationError(errors)
        return files


def _too_large(file: UploadedFile) -> str:
    try:
        kernel.check_size(file.size or 0)
    except kernel.Unreadable as cannot:
        return wording.refusal(cannot.cause, {"name": file.name, **cannot.facts})
    return ""


class Deposit(forms.Form):
    """Titles are for a single document; where there is none, its first heading names it."""

    files = FilesField(  # type: ignore[assignment]
        error_messages={"required": _("Choose at least one file.")},
        label=_("Files"),
        allow_empty_file=True,
        max_length=255,
        help_text=_(
            "PDF with text, Word (.docx), web page or plain text, in Arabic, English or French; up to 100 MB each."
        ),
    )
    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    title_fr = forms.CharField(label=_("Title in French"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        required=False,
        help_text=_("Who published it, or who gave it to you; an address if it has one."),
    )
    licence = forms.CharField(
        label=_("Licence"), max_length=200, required=False, help_text=_("What others may do with it, if it says so.")
    )
    consent = forms.CharField(
        label=_("Consent"),
        max_length=500,
        required=False,
        help_text=_("What its authors have agreed to, where it is a personal submission."),
    )
    visibility = forms.ChoiceField(label=_("Visible to"), choices=Visibility.choices, initial=Visibility.MEMBERS)
    spoken = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, languages.OWN_NAMES[code]) for code in languages.CODES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Leave empty to have them recognised."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if len(told.get("files") or ()) > 1:
            for code in languages.CODES:
                if told.get(f"title_{code}"):
                    self.add_error(
                        f"title_{code}", _("A title is for one document. Deposit it alone, or leave the title empty.")
                    )
        return told

    def titles(self) -> dict[str, str]:
        return {
            code: self.cleaned_data[f"title_{code}"] for code in languages.CODES if self.cleaned_data[f"title_{code}"]
        }
