"""What is asked of who puts something off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.forms import OneLine, day_field


class PutOff(forms.Form):
    until = day_field(_("Remind me again on"))
    reason = OneLine(label=_("Why"), help_text=_("For yourself: nobody else reads it."), max_length=300)
