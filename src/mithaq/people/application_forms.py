"""What is asked of who wants to be a member, and what an officer says to each criterion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine
from mithaq.kernels.charter import Charter
from mithaq.people.criteria import criteria

_TRUTH = {"yes": True, "no": False, "": None}


class Apply(forms.Form):
    """For whom, why, and for each criterion what shows that it is met."""

    applicant = forms.ChoiceField(label=_("Who is to be a member"))
    letter = forms.CharField(
        label=_("Why you want to be a member"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )

    def __init__(self, *args: Any, applicants: Iterable[tuple[str, str]], charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applicant"].choices = list(applicants)  # type: ignore[attr-defined]
        self.criteria = {f"criterion_{number}": clause for number, clause in enumerate(criteria(charter), start=1)}
        for name, clause in self.criteria.items():
            evidence = clause.get("evidence")
            self.fields[name] = OneLine(
                label=str(Words(clause.name.as_dict())),
                help_text=str(Words(evidence.as_dict())) if evidence else _("Say what shows it."),
                max_length=500,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    @property
    def given(self) -> dict[str, str]:
        return {clause.id: self.cleaned_data[name] for name, clause in self.criteria.items()}


class Check(forms.Form):
    """One criterion: met, not met, or not looked at yet."""

    clause = forms.CharField(widget=forms.HiddenInput)
    met = forms.ChoiceField(
        label=_("Is it met?"),
        choices=[
            ("yes", pgettext_lazy("a criterion", "met")),
            ("no", pgettext_lazy("a criterion", "not met")),
            ("", pgettext_lazy("a criterion", "not checked yet")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    note = OneLine(label=_("Note"), max_length=500, required=False, widget=forms.TextInput(attrs={"dir": "auto"}))

    @property
    def is_met(self) -> bool | None:
        return _TRUTH[self.cleaned_data["met"]]


class Refuse(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
