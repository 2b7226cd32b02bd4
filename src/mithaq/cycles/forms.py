"""What is asked of who keeps the calendar, and of who asks for more time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.foundation.forms import OneLine, day_field


class Seen(forms.Form):
    """Carries the version that was seen: of two who change the same thing the second is told."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Settle(Seen):
    first = day_field(_("First day"))
    last = day_field(_("Last day"), _("The same day where it lasts one day."))


class Reach(Seen):
    done_on = day_field(_("Reached on"))
    shown_by = OneLine(
        label=_("What shows it"),
        help_text=_("A sentence, or the address of a document."),
        max_length=500,
        required=False,
    )


class Reopen(Seen):
    reason = OneLine(label=_("Why it was not reached after all"), max_length=500)


class Ask(forms.Form):
    """For whom, until when, and why. The choices are those the reader may ask for."""

    holder = forms.ChoiceField(label=pgettext_lazy("on whose behalf", "For whom"))
    until = day_field(_("Last day you ask for"))
    reason = forms.CharField(
        label=_("Why"), help_text=_("It stays on the record."), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, holders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = holders


class Decide(forms.Form):
    """Granted until a day, or refused with an answer."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("grant", _("Grant more time")), ("refuse", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    until = day_field(_("Last day granted"), _("Only where you grant more time."), required=False)
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("It stays on the record; a refusal says why."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("verdict") == "grant" and not told.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when."))
        if told.get("verdict") == "refuse" and not (told.get("answer") or "").strip():
            self.add_error("answer", _("A refusal says why."))
        return told
