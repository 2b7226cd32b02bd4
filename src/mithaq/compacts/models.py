"""Compacts and what they are made of. Shared by all institutions: nobody owns what States agreed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mithaq.compacts.enums import FAMILIES, Basis, Kind, Standing, Strength
from mithaq.foundation import languages
from mithaq.foundation.fields import Words, WordsField
from mithaq.foundation.records import Record


class Compact(Record):
    """An agreed text that institutions work under."""

    key = models.SlugField(unique=True, max_length=40)
    name = WordsField(_("name"))
    short_name = WordsField(_("short name"), blank=True)
    standing = models.JSONField(default=dict, blank=True, help_text="Language to standing of the name.")
    instrument = models.CharField(max_length=60, help_text="How the United Nations number it.")
    adopted_on = models.DateField()
    address = models.URLField(blank=True, help_text="Where the official texts are.")

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(condition=~Q(name=Words()), name="compact_has_a_name")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def link(self) -> str:
        """The address, when it is one that a page may link to."""
        return self.address if self.address.startswith(("https://", "http://")) else ""


class Provision(Record):
    """A principle, an objective, the commitment of an objective, or one of its actions.

    `standing` says for each language how far the title can be relied on, `source` where it is from; `text_standing` and
    `text_source` say the same of the text, which is there only when an operator has loaded the official one.
    """

    compact = models.ForeignKey(Compact, on_delete=models.PROTECT, related_name="provisions")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=4, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    paragraph = models.CharField(max_length=12, blank=True)
    title = WordsField(_("title"), blank=True)
    short_title = WordsField(_("short title"), blank=True)
    standing = models.JSONField(default=dict, blank=True)
    source = models.JSONField(default=dict, blank=True)
    text = WordsField(_("text"), blank=True)
    text_standing = models.JSONField(default=dict, blank=True)
    text_source = models.JSONField(default=dict, blank=True)
    round_table = models.PositiveSmallIntegerField(null=True, blank=True)
    round_table_verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["compact", "kind", "number", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["compact", "kind", "number", "letter"], name="provision_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="provision_kind_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="provision_counts_from_one"),
            models.CheckConstraint(
                condition=Q(kind="action", parent__isnull=False) & ~Q(letter="")
                | Q(kind="commitment", parent__isnull=False, letter="")
                | Q(kind="objective", parent=None, letter="")
                | Q(kind="principle", parent=None),
                name="provision_stands_in_its_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}{self.letter}. {self.title}"

    def standing_in(self, lang: str) -> Standing:
        return Standing(self.standing.get(lang, Standing.MISSING)) if self.title.get(lang) else Standing.MISSING

    def is_official(self, lang: str) -> bool:
        """Whether the title in this language is the official one."""
        return self.standing_in(lang) == Standing.OFFICIAL

    def text_standing_in(self, lang: str) -> Standing:
        return Standing(self.text_standing.get(lang, Standing.MISSING)) if self.text.get(lang) else Standing.MISSING

    @property
    def shown_lang(self) -> str:
        """The language in which the reader is shown the title."""
        return self.title.lang_for(languages.current())

    @property
    def shown_standing(self) -> Standing:
        return self.standing_in(self.shown_lang)

    @property
    def text_lang(self) -> str:
        """The language in which the reader is shown the text."""
        return self.text.lang_for(languages.current())

    @property
    def shown_text_standing(self) -> Standing:
        return self.text_standing_in(self.text_lang)

    @property
    def shown_text_source(self) -> str:
        return self.text_source.get(self.text_lang, "")

    @property
    def wordings(self) -> list[dict[str, str]]:
        """The title in each language that has one, with its standing and source."""
        return [
            {
                "code": code,
                "text": self.title[code],
                "standing": self.standing_in(code),
                "source": self.source.get(code, ""),
            }
            for code in languages.CODES
            if self.title.get(code)
        ]


class Category(Record):
    """A kind of stakeholder: those of paragraph 44, and others that the region counts beside them."""

    code = models.SlugField(unique=True, max_length=40)
    name = WordsField(_("name"))
    standing = models.JSONField(default=dict, blank=True)
    source = models.JSONField(default=dict, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    in_paragraph_44 = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.CheckConstraint(condition=~Q(name=Words()), name="category_has_a_name")]

    def __str__(self) -> str:
        return str(self.name)

    def standing_in(self, lang: str) -> Standing:
        return Standing(self.standing.get(lang, Standing.MISSING)) if self.name.get(lang) else Standing.MISSING

    def is_official(self, lang: str) -> bool:
        return self.standing_in(lang) == Standing.OFFICIAL

    @property
    def shown_standing(self) -> Standing:
        return self.standing_in(self.name.lang_for(languages.current()))


class State(Record):
    """A State, with the facts of the regional review. Names are the short names of the United Nations."""

    iso2 = models.CharField(max_length=2, unique=True)
    iso3 = models.CharField(max_length=3, unique=True)
    m49 = models.PositiveSmallIntegerField(unique=True)
    name = WordsField(_("name"))
    groups = models.JSONField(default=list, blank=True, help_text="Codes of the groups it belongs to.")
    facts = models.JSONField(default=dict, blank=True, help_text="What is known of its part in the process, by key.")

    class Meta:
        ordering = ["iso2"]
        constraints = [
            models.CheckConstraint(condition=Q(iso2__regex=r"^[A-Z]{2}$"), name="state_iso2_well_formed"),
            models.CheckConstraint(condition=Q(iso3__regex=r"^[A-Z]{3}$"), name="state_iso3_well_formed"),
            models.CheckConstraint(condition=~Q(name=Words()), name="state_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Indicator(Record):
    """A figure by which progress is measured. `objectives` are numbers; the link to them is ours unless `verified`."""

    compact = models.ForeignKey(Compact, on_delete=models.PROTECT, related_name="indicators")
    family = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    title = WordsField(_("title"))
    standing = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, blank=True)
    objectives = models.ManyToManyField(Provision, related_name="indicators", blank=True)

    class Meta:
        ordering = ["family", "code"]
        constraints = [
            models.UniqueConstraint(fields=["compact", "code"], name="indicator_once"),
            models.CheckConstraint(condition=~Q(title=Words()), name="indicator_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def shown_family(self) -> str:
        return str(FAMILIES.get(self.family, self.family))


class SdgLink(Record):
    """An objective serves a target of the 2030 Agenda. Either somebody has published that, or it is our own mapping."""

    objective = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="sdg_links")
    goal = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=8)
    label = WordsField(_("label"), blank=True)
    strength = models.CharField(max_length=8, choices=Strength)
    basis = models.CharField(max_length=10, choices=Basis)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["objective", "strength", "goal", "target"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "target"], name="sdg_link_once"),
            models.CheckConstraint(condition=Q(goal__gte=1, goal__lte=17), name="sdg_link_goal_known"),
            models.CheckConstraint(condition=Q(strength__in=Strength.values), name="sdg_link_strength_known"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="sdg_link_basis_known"),
        ]

    @property
    def is_verified(self) -> bool:
        return self.basis == Basis.PUBLISHED
