"""A synthesis: its sources, its sections, their lines with citations, and every passage that was not used, with why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mithaq.evidence.enums import Visibility
from mithaq.foundation.fields import WordsField
from mithaq.institutions.records import Held
from mithaq.synthesis.enums import Reason, Shape, Status


class Synthesis(Held):  # type: ignore[django-manager-missing]
    """One draft. `basis` is the digest of the evidence and methods it was made from: one basis, one draft."""

    title = WordsField(_("title"))
    compact = models.CharField(max_length=40)
    shape = models.CharField(_("shape"), max_length=10, choices=Shape, default=Shape.OBJECTIVE)
    questions = models.JSONField(_("guiding questions"), default=list)
    limit = models.PositiveSmallIntegerField(_("lines a section at most"), default=12)
    basis = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUGGESTED)
    visibility = models.CharField(_("visible to"), max_length=12, choices=Visibility, default=Visibility.MEMBERS)
    reader = models.CharField(max_length=400, blank=True)
    coder = models.CharField(max_length=400, blank=True)
    converger = models.CharField(max_length=200, blank=True)
    figures = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "basis"], name="synthesis_basis_once"),
            models.CheckConstraint(condition=Q(shape__in=Shape.values), name="synthesis_shape_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="synthesis_status_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="synthesis_visibility_known"),
            models.CheckConstraint(condition=Q(limit__gte=1), name="synthesis_limit_positive"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Source(Held):
    """A document the synthesis was made from; `number` is how the list of sources calls it."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="sources")
    document = models.ForeignKey("evidence.Document", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["synthesis", "number"]
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "document"], name="source_document_once"),
            models.UniqueConstraint(fields=["synthesis", "number"], name="source_number_once"),
        ]


class Section(Held):  # type: ignore[django-manager-missing]
    """An objective (`objective`), a guiding question (`question` counts from 1), or the questions raised (neither)."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    order = models.PositiveIntegerField()
    objective = models.PositiveSmallIntegerField(null=True, blank=True)
    question = models.PositiveSmallIntegerField(null=True, blank=True)
    passages = models.PositiveIntegerField(default=0)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["synthesis", "order"]
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "key"], name="section_key_once"),
            models.CheckConstraint(condition=Q(objective=None) | Q(question=None), name="section_one_subject"),
        ]


class Line(Held):  # type: ignore[django-manager-missing]
    """One statement. What software suggests is worded when it is read: `facts` say who carries it (keys and numbers).

    What a person wrote is `confirmed` and stands in its renditions; a suggestion nobody wants is `dismissed`, with
    `because`. `version` counts its changes (words, citations, place): who changes it says which one was seen.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    facts = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUGGESTED)
    version = models.PositiveIntegerField(default=1)
    taken_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    because = models.CharField(max_length=500, blank=True)
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["section", "order"]
        constraints = [
            models.UniqueConstraint(fields=["section", "order"], name="line_order_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="line_status_known"),
        ]


class Citation(Held):
    """The passage a line stands on. A passage that is cited cannot be deleted."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="citations")
    passage = models.ForeignKey("evidence.Passage", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["line", "order"]
        constraints = [
            models.UniqueConstraint(fields=["line", "passage"], name="citation_once"),
            models.UniqueConstraint(fields=["line", "order"], name="citation_order_once"),
        ]


class Unused(Held):
    """A passage that was read and is cited nowhere, and why. `section` is where it would have stood, if anywhere.

    Where a person left it out (`Reason.LEFT_OUT`), `because` is what they wrote, and who they are stands beside it.
    """

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="unused")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE, related_name="unused")
    passage = models.ForeignKey("evidence.Passage", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason)
    because = models.CharField(max_length=500, blank=True)
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["synthesis", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "passage"], name="unused_once"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="unused_reason_known"),
        ]
