"""Persons and organisations are shared; memberships and consents are an institution's."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages
from mithaq.foundation.fields import Words, WordsField
from mithaq.foundation.records import Record
from mithaq.institutions.records import Held
from mithaq.people.enums import ApplicationState, Level, Purpose, Role
from mithaq.people.records import COUNTRY, HeldBy, ends_after, one_holder
from mithaq.people.records import Timed as Period


def holding(on: date, prefix: str = "") -> Q:
    """What holds on a day: `from_date <= on < until`."""
    return Q(**{f"{prefix}from_date__lte": on}) & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": on}))


class Person(Record):
    """Acts. May have an account to sign in with, may have none. The name is kept as the person gives it."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    name = models.CharField(_("name"), max_length=200)
    other_names = WordsField(_("name in other scripts"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="person_language_known"),
        ]

    def __str__(self) -> str:
        return self.other_names.get(languages.current()) or self.name


class Organisation(Record):
    """Holds seats, is consulted, is represented by persons."""

    name = WordsField(_("name"))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    category = models.ForeignKey(
        "compacts.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    country = models.CharField(
        _("country"), max_length=2, blank=True, validators=[RegexValidator(COUNTRY)], help_text="Two-letter code."
    )
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.NATIONAL)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=Words()), name="organisation_has_a_name"),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=COUNTRY), name="organisation_country_well_formed"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="organisation_level_known"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Affiliation(Record, Period):
    """A person speaks or works for an organisation, from a day until another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    title = WordsField(_("role"), blank=True)

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(until=None), name="affiliation_open_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("from_date")), name="affiliation_ends_after_it_begins"
            ),
        ]


class Membership(Held, Period):
    """A person or an organisation takes part in an institution, in a role."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="membership_of_a_person_or_an_organisation",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(role="member"), name="membership_persons_hold_offices"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("from_date")), name="membership_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["institution", "person"],
                condition=Q(until=None, person__isnull=False),
                name="membership_open_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["institution", "organisation"],
                condition=Q(until=None, organisation__isnull=False),
                name="membership_open_once_an_organisation",
            ),
        ]

    @property
    def holder(self) -> Person | Organisation:
        found = self.person or self.organisation
        assert found is not None
        return found


class Consent(Held):
    """A person agreed to one use of what they gave, at a moment; may take it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_open_once_a_purpose",
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="consent_given_first"
            ),
        ]


class Trait(Held):
    """An attribute of an organisation, a State or a person as an institution counts it, for rules of balance.

    Level, country and category of an organisation are its own; others (`theme`, `region`, `gender` …) stand here.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    attribute = models.SlugField(_("attribute"), max_length=40)
    value = models.SlugField(_("value"), max_length=60)

    class Meta:
        ordering = ["attribute", "value", "pk"]
        constraints = [
            one_holder("trait_of_one"),
            models.UniqueConstraint(
                fields=["institution", "organisation", "attribute", "value"],
                condition=Q(organisation__isnull=False),
                name="trait_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["institution", "country", "attribute", "value"],
                condition=~Q(country=""),
                name="trait_once_a_state",
            ),
            models.UniqueConstraint(
                fields=["institution", "person", "attribute", "value"],
                condition=Q(person__isnull=False),
                name="trait_once_a_person",
            ),
        ]


class Constituency(Held):
    """Members who are counted together: those whose `attribute` has one of `values`."""

    key = models.SlugField(max_length=60)
    name = WordsField(_("name"))
    attribute = models.SlugField(_("attribute"), max_length=40)
    values = models.JSONField(_("values"), default=list)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="constituency_once"),
            models.CheckConstraint(condition=~Q(name=Words()), name="constituency_has_a_name"),
        ]


class Representation(Held, Period):
    """A person acts for an organisation or a State in an institution: their mandate to speak and vote for it.

    `body` is the key of the one body it is for; empty, it is for all of them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.SlugField(max_length=80, blank=True)
    credential = models.CharField(_("by which letter or decision"), max_length=300, blank=True)

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            ends_after("representation_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, country="") | Q(organisation=None, country__regex=COUNTRY),
                name="representation_of_one",
            ),
        ]


class MembershipApplication(Held, HeldBy):  # type: ignore[django-manager-missing]
    """Somebody asks to be a member; each criterion of the charter is checked by itself, then a person decides."""

    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.TextField(_("why you want to be a member"), blank=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            one_holder("membership_application_of_one"),
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="membership_application_state_known"
            ),
        ]


class CriterionCheck(Held):
    """Whether an application meets one criterion of the charter: what was given, and what was found."""

    application = models.ForeignKey(MembershipApplication, on_delete=models.CASCADE, related_name="checks")
    clause = models.CharField(max_length=200)
    given = models.CharField(_("what shows it"), max_length=500, blank=True)
    is_met = models.BooleanField(_("met"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "clause"], name="criterion_checked_once")]
