"""What a person chooses about days and numbers, for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from mithaq.foundation import accounts
from mithaq.foundation.habits import Digits, Months
from mithaq.foundation.models import Account

HOUSE = "house"  # a choice has a value; of an account nothing is kept


class HabitsForm(forms.Form):
    months = forms.ChoiceField(
        label=gettext_lazy("Names of months in Arabic"),
        choices=[(HOUSE, gettext_lazy("As the institution whose page it is")), *Months.choices],
    )
    digits = forms.ChoiceField(label=gettext_lazy("Digits in Arabic"), choices=Digits.choices)
    hijri = forms.BooleanField(
        label=gettext_lazy("The Hijri day beside the Gregorian one"),
        help_text=gettext_lazy("By the Umm al-Qura calendar, in every language."),
        required=False,
    )


class Habits(LoginRequiredMixin, FormView):
    """The reader's own, and nobody else's: no record of anything is written otherwise."""

    template_name = "account/habits.html"
    form_class = HabitsForm

    @cached_property
    def account(self) -> Account:
        assert isinstance(self.request.user, Account)
        return self.request.user

    def get_initial(self) -> dict[str, Any]:
        return {"months": self.account.months or HOUSE, "digits": self.account.digits, "hijri": self.account.hijri}

    def form_valid(self, form: HabitsForm) -> HttpResponse:
        told = form.cleaned_data
        months = "" if told["months"] == HOUSE else told["months"]
        accounts.choose_habits(self.account, months=months, digits=told["digits"], hijri=told["hijri"])
        messages.success(self.request, _("Saved."))
        return redirect("account_habits")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(at=now(), number=12345.6, **more)
