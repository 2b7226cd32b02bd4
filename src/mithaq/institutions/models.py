"""The tenant."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.fields import Words, WordsField
from mithaq.foundation.habits import Months
from mithaq.foundation.records import Record
from mithaq.institutions.records import Held

SLUG = r"^[a-z][a-z0-9-]+$"
RESERVED = (
    *("ar", "en", "fr"),
    *("about", "account", "desk", "health", "jobs", "letters", "minute", "search", "set-language", "static"),
    *("styleguide", "theme"),
)


class Institution(Record):
    """One secretariat, network or forum; everything it holds is out of reach of the others."""

    slug = models.SlugField(unique=True, max_length=60, validators=[RegexValidator(SLUG)])
    name = WordsField(_("name"))
    purpose = WordsField(_("purpose"), blank=True)
    compact = models.CharField(max_length=40, default="gcm", help_text="Key of the compact it works under.")
    months = models.CharField(_("names of months"), max_length=8, choices=Months, default=Months.PLAIN)
    is_public = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    founded_at = models.DateTimeField()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug__in=RESERVED), name="institution_slug_not_reserved"),
            models.CheckConstraint(condition=models.Q(slug__regex=SLUG), name="institution_slug_well_formed"),
            models.CheckConstraint(condition=~models.Q(name=Words()), name="institution_has_a_name"),
            models.CheckConstraint(condition=models.Q(months__in=Months.values), name="institution_months_known"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Term(Held):
    """What an institution calls something, and the words for it that its texts avoid.

    `avoided` gives a list of words a language: `{"ar": ["اتفاق"]}` where `preferred` says ميثاق.
    """

    preferred = WordsField(_("preferred"))
    avoided = models.JSONField(_("avoided"), default=dict, blank=True)
    note = WordsField(_("note"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(preferred=Words()), name="term_has_a_preferred_word"),
        ]


class Charter(Held):
    """A version of the text an institution lives by, in force from a day until the next.

    `text` is the blueprint as it was written; `blueprint` the key it goes by in the gallery, where it is from there.
    `decided_by` names the decision that amended it (`meetings.motion:uid`), empty where nobody had to be asked.
    """

    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField("SHA-256", max_length=64)
    blueprint = models.CharField(max_length=60, blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    adopted_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["institution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="charter_numbered"),
            models.UniqueConstraint(
                fields=["institution"], condition=models.Q(until=None), name="charter_one_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("from_date")),
                name="charter_ends_after_it_begins",
            ),
        ]
