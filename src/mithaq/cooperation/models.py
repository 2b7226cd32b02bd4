"""Applications to the gates of a charter (thin part; programmes, projects and funds follow)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mithaq.cooperation.enums import State
from mithaq.foundation.fields import Words, WordsField
from mithaq.institutions.records import Held
from mithaq.people.records import HeldBy, one_holder


class Application(Held, HeldBy):
    """A project (or what else a gate is for) asks to be let in. `answers` gives a list of values a criterion's clause;
    `findings` what the gate said when it was submitted: clause, key and facts of each reason.
    """

    gate = models.CharField(max_length=200)
    title = WordsField(_("title"))
    summary = models.TextField(_("what it is about"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    countries = models.JSONField(_("countries"), default=list, blank=True)
    channel = models.CharField(_("sent through"), max_length=200, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    findings = models.JSONField(default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            one_holder("application_of_one"),
            models.CheckConstraint(condition=~Q(title=Words()), name="application_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="application_state_known"),
        ]
