"""Cycles, their phases, and what is to be reached until when. Windows may be as vague as the charter's words."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mithaq.cycles.enums import Kind
from mithaq.foundation.fields import Words, WordsField
from mithaq.institutions.records import Held
from mithaq.people.records import HeldBy, one_holder


class Fuzzy(models.Model):
    """When, as the charter says it (`when`: "early 2019-03", "1 day before event.conference"), and the days that means:
    `[first, until)`, empty while the event it is counted from has no date. `edge` is "", "by" or a soft part of a time
    ("early", "mid", "late", "end", "soft"): it is drawn with soft edges.
    """

    when = models.CharField(_("when"), max_length=120, blank=True)
    first = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    edge = models.CharField(max_length=8, blank=True)

    class Meta:
        abstract = True


def ordered(name: str) -> models.CheckConstraint:
    """Both days of a window are there or neither, the first before the other."""
    return models.CheckConstraint(
        condition=Q(first=None, until=None) | Q(first__isnull=False, until__gt=F("first")), name=name
    )


class Cycle(Held):
    """What comes again and again (`every`, a span), on a level, and what it feeds (the clause of another)."""

    clause = models.CharField(max_length=200)
    name = WordsField(_("name"))
    level = models.CharField(max_length=8, blank=True)
    every = models.CharField(max_length=60, blank=True)
    begins = models.DateField(null=True, blank=True)
    feeds = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "clause"], name="cycle_once"),
            models.CheckConstraint(condition=~Q(name=Words()), name="cycle_has_a_name"),
        ]


class Phase(Held, Fuzzy):
    """A stretch of time that opens what may be done in it (`opens`: "consultations.submit", "people.apply" …)."""

    clause = models.CharField(max_length=200)
    name = WordsField(_("name"))
    number = models.PositiveIntegerField(null=True, blank=True)
    of = models.CharField(max_length=200, blank=True)
    opens = models.JSONField(default=list, blank=True)
    place = WordsField(_("place"), blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["first", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "clause"], name="phase_once"),
            models.CheckConstraint(condition=~Q(name=Words()), name="phase_has_a_name"),
            ordered("phase_window_ordered"),
        ]


class Milestone(Held, Fuzzy):  # type: ignore[django-manager-missing]
    """A step, a deadline, an event: something to be reached. `of` is the clause it belongs to (a roadmap, a call …).

    `version` counts changes: who changes it says which one was seen. `done_on` is when it was reached, `shown_by` what
    shows it (a sentence, or an address without its language). `is_set` says that a person gave it its days: the
    charter's words then no longer move it, and where its days lie outside of them it is shown as moved.
    """

    clause = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STEP)
    name = WordsField(_("name"))
    number = models.PositiveIntegerField(null=True, blank=True)
    of = models.CharField(max_length=200, blank=True)
    place = WordsField(_("place"), blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    may_extend = models.BooleanField(default=False)
    done_on = models.DateField(_("reached on"), null=True, blank=True)
    shown_by = models.CharField(_("what shows it"), max_length=500, blank=True)
    is_set = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["first", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "clause"], name="milestone_once"),
            models.CheckConstraint(condition=~Q(name=Words()), name="milestone_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="milestone_kind_known"),
            ordered("milestone_window_ordered"),
        ]


class Extension(Held, HeldBy):
    """A deadline put off for one who asked: until when, why, who granted it. Nothing of it is ever taken away.

    `wanted_until` and `granted_until` are last days: what comes in on that day is in time.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="extensions")
    asked_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=500)
    wanted_until = models.DateField(_("last day asked for"))
    granted_until = models.DateField(_("last day granted"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            one_holder("extension_of_one"),
            models.CheckConstraint(
                condition=Q(granted_until=None) | Q(decided_at__isnull=False), name="extension_granted_when_decided"
            ),
            *(
                models.UniqueConstraint(
                    fields=["milestone", holder],
                    condition=Q(decided_at=None) & there,
                    name=f"extension_open_once_{holder}",
                )
                for holder, there in (
                    ("organisation", Q(organisation__isnull=False)),
                    ("country", ~Q(country="")),
                    ("person", Q(person__isnull=False)),
                )
            ),
        ]


class Delivery(Held):
    """That something was delivered: what a clause asks for, for which stretch of time (`[first, until)`, empty where it
    is asked for once), and what shows it: a sentence, an address on the web, or one of this house without its language.

    It is never changed: what was wrong is taken back with a reason, and written down anew.
    """

    clause = models.CharField(max_length=200)
    first = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"))
    shown_by = models.CharField(_("what shows it"), max_length=500, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    recorded_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_because = models.CharField(_("why it is taken back"), max_length=500, blank=True)

    class Meta:
        ordering = ["-delivered_on", "-pk"]
        indexes = [models.Index(fields=["institution", "clause"], name="delivery_by_clause")]
        constraints = [
            models.CheckConstraint(condition=~Q(shown_by="", address=""), name="delivery_is_shown"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_because="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_because="")),
                name="delivery_taken_back_with_a_reason",
            ),
            ordered("delivery_stretch_ordered"),
        ]
