"""What is said about a passage: codes, the decisions of persons, double readings, and what is learned from them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mithaq.evidence.enums import Scheme, Status
from mithaq.evidence.models.documents import Passage
from mithaq.institutions.records import Held


class Coding(Held):
    """One code of one passage, by whom and how. `spans` are `[start, end]` in `passage.text`, the words behind it.

    `rank` in 0..1 is what the institution's own decisions make of a suggestion (empty: not learned). `is_obsolete`
    says that the file it was said of was replaced: it is kept, and counts nowhere.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="codings")
    scheme = models.CharField(max_length=10, choices=Scheme)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=200, blank=True)
    score = models.FloatField(default=1.0)
    spans = models.JSONField(default=list)
    method = models.CharField(max_length=24, default="kernel")
    version = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUGGESTED)
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    rank = models.FloatField(null=True, blank=True)
    is_obsolete = models.BooleanField(default=False)

    class Meta:
        ordering = ["passage", "scheme", "-score", "code"]
        indexes = [models.Index(fields=["institution", "scheme", "code", "status"], name="coding_list")]
        constraints = [
            models.UniqueConstraint(fields=["passage", "scheme", "code"], name="coding_once"),
            models.UniqueConstraint(
                fields=["passage", "scheme"],
                condition=Q(scheme__in=["act", "speaker"]) & ~Q(status="rejected"),
                name="coding_one_act_one_speaker",
            ),
            models.CheckConstraint(condition=Q(scheme__in=Scheme.values), name="coding_scheme_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="coding_status_known"),
            models.CheckConstraint(condition=Q(score__gte=0.0, score__lte=1.0), name="coding_score_share"),
            models.CheckConstraint(condition=Q(status="suggested") | ~Q(by_uid=""), name="coding_decided_by_somebody"),
        ]


class DoubleReading(Held):  # type: ignore[django-manager-missing]
    """Some passages that two persons read without seeing each other's codes; they differ, somebody settles.

    `passages` is fixed when it is asked for; `schemes` are those that are compared. `alpha` holds the agreement once
    both have read, by code.
    """

    title = models.CharField(max_length=200)
    first_uid = models.CharField(max_length=80)
    first_name = models.CharField(max_length=200)
    second_uid = models.CharField(max_length=80)
    second_name = models.CharField(max_length=200)
    schemes = models.JSONField(default=list)
    passages = models.ManyToManyField(Passage, related_name="+")
    alpha = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(first_uid=models.F("second_uid")), name="double_reading_two_persons"),
        ]


class Decision(Held):
    """What one person decided about one passage, once: the record from which everything else can be told again.

    `key` is made by the page before it is sent: the same decision sent twice is one. `kind` is "code" (codes said yes
    and no), "split", "merge", "settle" (of a double reading) or "undo". `verdicts` are
    `[{"scheme", "code", "name", "verdict": "yes" | "no"}]`; `before` and `after` are the codings as they stood.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, default="code")
    verdicts = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reading = models.ForeignKey(
        DoubleReading, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    by_uid = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["institution", "by_uid", "-at"], name="decision_mine")]
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="decision_once"),
            models.UniqueConstraint(
                fields=["reading", "passage", "by_uid"],
                condition=Q(reading__isnull=False, kind="code", undone_at=None),
                name="decision_one_a_reader",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["code", "split", "merge", "settle", "undo"]), name="decision_kind_known"
            ),
        ]


class Ranking(Held):
    """What the decisions of an institution teach about suggestions: weights, and how they did on what was held out.

    `measured` says, on the held-out part: how many, and for the kernel's own order and the learned one the same
    figures. The newest with `is_used` orders suggestions; one that is not better is kept and not used.
    """

    weights = models.JSONField(default=dict)
    measured = models.JSONField(default=dict)
    decisions = models.PositiveIntegerField(default=0)
    is_used = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
