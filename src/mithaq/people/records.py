"""The base of whatever somebody holds: an organisation, a State or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

COUNTRY = r"^[A-Z]{2}$"


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
