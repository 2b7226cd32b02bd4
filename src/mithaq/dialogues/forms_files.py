"""What is asked when a conversation comes in from files, and when a dialogue is deposited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues.enums import LEAST_FLOOR
from mithaq.dialogues.forms_convening import how_drawn, most_groups
from mithaq.dialogues.wording_files import fault
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import words_field, words_of
from mithaq.kernels.opinion import polis_files

MOST_BYTES = 64 * 1024 * 1024


class Import(forms.Form):
    """The two files, and what they do not say: how the dialogue is called, what was asked, in which language."""

    title_ar, title_en, title_fr = words_field(_("Title"), max_length=200)
    question_ar, question_en, question_fr = words_field(_("Question"), max_length=300)
    comments = forms.FileField(
        label=_("Statements (comments.csv)"), max_length=255, allow_empty_file=True, help_text=_("As Polis writes it.")
    )
    votes = forms.FileField(
        label=_("Answers (votes.csv or participants-votes.csv)"),
        max_length=255,
        allow_empty_file=True,
        help_text=_("Up to 500,000 answers. Numbers and codes of people in the file are not kept."),
    )
    codes = forms.BooleanField(
        label=_("People and statements have codes"),
        required=False,
        help_text=_(
            "Where most are numbers, one such as “12x” may be a slip, and would be somebody else. You are told its "
            "line and nothing is brought in, unless you say here that it is meant so."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the statements"), choices=list(languages.OWN_NAMES.items()))
    floor = forms.IntegerField(
        label=_("Fewest people a figure may tell of"), min_value=LEAST_FLOOR, max_value=1000, initial=10
    )
    mode = how_drawn()
    max_groups = most_groups()
    publishes_rows = forms.BooleanField(
        label=_("The answers without names may be downloaded"),
        required=False,
        help_text=_("Only if those who answered were told so before they did."),
    )
    is_simulated = forms.BooleanField(
        label=_("The answers are simulated"), required=False, help_text=_("Every page of the dialogue then says so.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("title_ar", "question_ar"):
            self.fields[name].help_text = _("One of the three languages is enough.")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name, missing in (
            ("title", _("Give it a title in at least one language.")),
            ("question", _("Say in at least one language what was asked.")),
        ):
            if not words_of(told, name):
                self.add_error(f"{name}_{languages.current()}", missing)
        return told

    @property
    def title(self) -> Words:
        return words_of(self.cleaned_data, "title")

    @property
    def question(self) -> Words:
        return words_of(self.cleaned_data, "question")

    def clean_comments(self) -> Any:
        return _of_kind(_small(self.cleaned_data["comments"]), "comments")

    def clean_votes(self) -> Any:
        return _of_kind(_small(self.cleaned_data["votes"]), "votes", "participants-votes")

    @property
    def asked(self) -> dict[str, Any]:
        """The fields of the dialogue that is made."""
        plain = ("floor", "mode", "max_groups", "publishes_rows", "is_simulated")
        return {"title": self.title, "question": self.question} | {name: self.cleaned_data[name] for name in plain}


class Deposit(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the record"),
        choices=list(languages.OWN_NAMES.items()),
        help_text=_("The other two stand beside it as translations."),
    )


def _small(file: Any) -> Any:
    if (file.size or 0) > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 64 MB."), "too-large")
    return file


def _of_kind(file: Any, *kinds: str) -> Any:
    """Its first line is looked at before anything is begun."""
    begin = file.read(polis_files.FIRST_LINE)
    file.seek(0)
    try:
        found = polis_files.kind_of(begin)
        if found not in kinds:
            raise polis_files.NotPolis("other-file", 1, found=begin.split(b"\n", 1)[0].decode(errors="replace")[:80])
    except polis_files.NotPolis as wrong:
        raise forms.ValidationError(fault(wrong), wrong.key) from wrong
    return file
