"""What is asked of who puts something off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.forms import OneLine


class PutOff(forms.Form):
    until = forms.DateField(
        label=_("Remind me again on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )
    reason = OneLine(label=_("Why"), help_text=_("For yourself: nobody else reads it."), max_length=300)
