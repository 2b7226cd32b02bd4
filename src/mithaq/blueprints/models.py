"""Texts on their way to be a charter, amendments that await their decision, and how each rule is kept since when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mithaq.blueprints.enums import AmendmentState, Stand
from mithaq.institutions.records import Held


class Draft(Held):
    """A text somebody works on: from the gallery, from the charter in force, or from nothing.

    `version` counts what was saved: who saves says which one was seen, so that two writers lose nothing.
    """

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    blueprint = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]


class Amendment(Held):
    """A text that is to replace the charter in force, and the decision its own amendment clause asks for.

    `motion` is the `meetings.Motion` it awaits; empty where the charter asks for none. `clause` is the rule.
    """

    charter = models.ForeignKey("institutions.Charter", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    digest = models.CharField("SHA-256", max_length=64)
    blueprint = models.CharField(max_length=60, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    motion = models.ForeignKey("meetings.Motion", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=AmendmentState, default=AmendmentState.OPEN)
    reason = models.CharField(_("why it is proposed"), max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AmendmentState.values), name="amendment_state_known"),
        ]


class Standing(Held):
    """How a clause was kept from one day to another: what the compliance page shows, and since when."""

    clause = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=Stand)
    findings = models.JSONField(default=list, blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["clause", "from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "clause"], condition=Q(until=None), name="standing_open_once_a_clause"
            ),
            models.CheckConstraint(condition=Q(state__in=Stand.values), name="standing_state_known"),
        ]
