"""The base of whatever somebody holds, and of forms that ask who: an organisation, a State or a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from datetime import date

    from mithaq.people.models import Organisation, Person

COUNTRY = r"^[A-Z]{2}$"
_ASKED = {"organisation": "organisation", "state": "country", "person": "person"}


class Timed(models.Model):
    """From a day, until (not including) another, or open."""

    from_date = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, on: date) -> bool:
        return self.from_date <= on and (self.until is None or on < self.until)


class HeldBy(models.Model):
    """Exactly one of an organisation, a State (`country`, two letters) or a person."""

    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    country = models.CharField(_("State"), max_length=2, blank=True, validators=[RegexValidator(COUNTRY)])
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )

    class Meta:
        abstract = True


def one_holder(name: str) -> models.CheckConstraint:
    """The constraint every table with `HeldBy` takes: one holder, and only one."""
    return models.CheckConstraint(
        condition=Q(organisation__isnull=False, country="", person=None)
        | Q(organisation=None, country__regex=COUNTRY, person=None)
        | Q(organisation=None, country="", person__isnull=False),
        name=name,
    )


def ends_after(name: str) -> models.CheckConstraint:
    """A period that ends does so after it begins."""
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("from_date")), name=name)


class OneHolder(forms.Form):
    """Asks for exactly one of them; `kinds` are those it may be, any where none is named or a donor may be chosen."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("choice of an organisation", "none"),
        to_field_name="uid",
    )
    country = forms.CharField(
        label=_("State"),
        help_text=_("Two Latin letters, for instance MA for Morocco."),
        max_length=2,
        required=False,
        validators=[RegexValidator(r"^[A-Za-z]{2}$", _("A State is two Latin letters, for instance MA."))],
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Person"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("choice of a person", "none"),
        to_field_name="uid",
    )

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation],
        persons: Iterable[Person],
        kinds: Sequence[str] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["person"].queryset = persons  # type: ignore[attr-defined]
        if kinds and "donor" not in kinds:
            for kind, name in _ASKED.items():
                if kind not in kinds:
                    del self.fields[name]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if len([name for name in _ASKED.values() if told.get(name)]) != 1 and not self.errors:
            raise forms.ValidationError(_("Choose one: an organisation, a State or a person."))
        return told
