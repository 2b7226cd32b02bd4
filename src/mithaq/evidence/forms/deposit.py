"""The form by which officers deposit documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mithaq.evidence import wording
from mithaq.evidence.forms.about import About
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


def check_size(file: UploadedFile) -> UploadedFile:
    """A file too large is named with its cause before anything of it is read."""
    if message := _too_large(file):
        raise forms.ValidationError(message)
    return file


class Deposit(About):
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
    field_order = ("files",)
    spoken = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, languages.OWN_NAMES[code]) for code in languages.CODES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Leave empty to have them recognised."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.count() > 1:
            for code in languages.CODES:
                if told.get(f"title_{code}"):
                    self.add_error(
                        f"title_{code}", _("A title is for one document. Deposit it alone, or leave the title empty.")
                    )
        return told

    def count(self) -> int:
        """How many files are deposited together."""
        return len(self.cleaned_data.get("files") or ())

    def told(self) -> dict[str, Any]:
        return super().told() | {"languages": tuple(self.cleaned_data["spoken"])}


class Uploaded(Deposit):
    """The same for files that come in pieces: `together` says how many there are."""

    files = None  # type: ignore[assignment]
    together = forms.IntegerField(min_value=1, max_value=MOST_FILES)
    digest = forms.RegexField(r"^[0-9a-f]{64}$")

    def count(self) -> int:
        return self.cleaned_data.get("together") or 1
