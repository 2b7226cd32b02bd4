"""What is asked when somebody joins, changes their role, leaves, or agrees to something."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.compacts import selectors as compacts
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.foundation.forms import OneLine, day_field, words_field, words_of
from mithaq.people import selectors
from mithaq.people.enums import Level, Purpose, Role
from mithaq.people.models import Membership, Organisation

_LANGUAGES = tuple(languages.OWN_NAMES.items())


class AdmitPerson(forms.Form):
    """A new person, who they speak for, their role, and whether they may sign in."""

    name_ar, name_en, name_fr = words_field(_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language they prefer"), choices=_LANGUAGES)
    organisation = forms.ModelChoiceField(
        label=_("Organisation they speak for"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("choice of an organisation", "none"),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)
    on = day_field(_("Takes part from"))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("With an address the person is invited to sign in; without one they take part without an account."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = selectors.organisations()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "name"):
            self.add_error(f"name_{languages.current()}", _("Give the name in at least one script."))
        return told

    @property
    def name(self) -> Words:
        return words_of(self.cleaned_data, "name")


class AdmitOrganisation(forms.Form):
    """A new organisation that takes part."""

    name_ar, name_en, name_fr = words_field(_("Name"), max_length=300)
    acronym = OneLine(label=_("Acronym"), max_length=40, required=False)
    category: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Category of stakeholder"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("choice of a category", "none"),
    )
    country = forms.CharField(
        label=_("Country"),
        help_text=_("Two Latin letters, for instance MA for Morocco; empty for an organisation of several countries."),
        max_length=2,
        required=False,
        validators=[RegexValidator(r"^[A-Za-z]{2}$", _("A country is two Latin letters, for instance MA."))],
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    level = forms.ChoiceField(label=_("Where it works"), choices=Level.choices, initial=Level.NATIONAL)
    on = day_field(_("Takes part from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = compacts.categories()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not words_of(told, "name"):
            self.add_error(f"name_{languages.current()}", _("Give the organisation a name in at least one language."))
        return told

    @property
    def name(self) -> Words:
        return words_of(self.cleaned_data, "name")


class Appoint(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    on = day_field(_("From"))

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in Role.choices if value != membership.role
        ]


class Release(forms.Form):
    on = day_field(_("First day without them"))


class Consents(forms.Form):
    """One box a purpose; a box that is emptied takes the consent back."""

    purposes = forms.MultipleChoiceField(
        label=_("I agree"), choices=Purpose.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
