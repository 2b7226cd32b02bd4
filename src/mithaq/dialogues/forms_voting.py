"""What is asked of whoever takes part: consent, what they are if they like, a statement, what is wrong with one; and
the names for personal links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.compacts import selectors as compacts
from mithaq.dialogues.enums import LONGEST, Ground
from mithaq.dialogues.selectors import Described
from mithaq.dialogues.services.inviting import MOST_AT_ONCE
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.people.enums import Level

# What the United Nations list as no State, or CLDR keeps for other ends.
_NO_STATES = """
    AC AQ AS AW AX BL BM BQ BV CC CP CQ CW CX DG EA EH EU EZ FK FO GF GG GI GL GP GS GU HK HM IC IM IO JE KY
    MF MO MP MQ MS NC NF PF PM PN PR QO RE SJ SX TA TC TF TW UM UN VG VI WF XA XB XK YT ZZ
"""
NOT_STATES = frozenset(_NO_STATES.split())


class Consent(forms.Form):
    """That somebody agrees, after reading; and what they are, which serves figures of many. All but the first may stay
    empty, and what the house knows of a member is only proposed.
    """

    agrees = forms.BooleanField(
        label=_("I have read this, and I agree to take part."),
        error_messages={"required": _("Without your consent nothing is kept, and you cannot answer.")},
    )
    category: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("You are, or speak for"), queryset=None, required=False, empty_label=_("I would rather not say")
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    level = forms.ChoiceField(label=pgettext_lazy("of somebody who takes part", "Where you work"), required=False)

    def __init__(self, *args: Any, told: Described, **more: Any) -> None:
        initial = {"category": told.category, "country": told.country, "level": told.level}
        super().__init__(*args, **(more | {"initial": initial}))
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = compacts.categories()
        fields["country"].choices = [("", _("I would rather not say")), *_countries()]
        fields["level"].choices = [("", _("I would rather not say")), *Level.choices]

    @property
    def described(self) -> Described:
        told = self.cleaned_data
        return Described(told.get("category"), told.get("country") or "", told.get("level") or "")


class Propose(forms.Form):
    """One statement, in one language. `sure`: its likenesses were shown, and it says something else."""

    text = forms.CharField(
        label=_("Your statement"),
        max_length=LONGEST,
        help_text=_("One thought, in one sentence that others can agree or disagree with."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=list(languages.OWN_NAMES.items()))
    sure = forms.CharField(widget=forms.HiddenInput, required=False)


class Report(forms.Form):
    ground = forms.ChoiceField(label=_("What is wrong with it?"), choices=Ground.choices, widget=forms.RadioSelect)


class Invite(forms.Form):
    """One link a line, or so many without names."""

    labels = forms.CharField(
        label=_("For whom: one name a line"),
        required=False,
        max_length=MOST_AT_ONCE * 201,
        help_text=_("Only you and the other officers read the names. A name does not stand beside any answer."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    number = forms.IntegerField(
        label=_("Links without a name"), required=False, min_value=0, max_value=MOST_AT_ONCE, initial=0
    )

    @property
    def asked(self) -> list[str]:
        named = [line.strip() for line in self.cleaned_data["labels"].splitlines() if line.strip()]
        return [*named, *[""] * (self.cleaned_data["number"] or 0)]


class Mail(forms.Form):
    """One address a line, and the language of the letter."""

    addresses = forms.CharField(
        label=_("To whom: one mail address a line"),
        max_length=MOST_AT_ONCE * 256,
        help_text=_(
            "Each gets a link of their own. An address is kept until its letter has gone out, and no list of those who "
            "got one: give each address once."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=list(languages.OWN_NAMES.items()))

    @property
    def asked(self) -> list[str]:
        return [one for one in self.cleaned_data["addresses"].split() if one]


def _countries() -> Sequence[tuple[Any, list[tuple[str, str]]]]:
    near = {state.iso2: str(Words(state.name)) for state in compacts.states()}
    names: dict[str, str] = {str(code): str(name) for code, name in Locale(languages.current()).territories.items()}
    far = [
        (code, names[code]) for code in names if len(code) == 2 and code.isalpha() and code not in {*near, *NOT_STATES}
    ]
    groups = [(_("States of the region"), sorted(near.items(), key=_name)), (_("Other States"), sorted(far, key=_name))]
    return [(label, rows) for label, rows in groups if rows]


def _name(row: tuple[str, str]) -> str:
    return languages.in_order(row[1])
