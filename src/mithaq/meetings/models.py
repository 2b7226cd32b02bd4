"""Meetings, their minutes, and decisions with the positions and consultations they rest on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.fields import Words, WordsField
from mithaq.institutions.records import Held
from mithaq.meetings.enums import Capacity, Kind, Medium, Stance, State, View
from mithaq.people.records import HeldBy, one_holder


class Meeting(Held):  # type: ignore[django-manager-missing]
    """A meeting of a body, or an event of the institution (`body` empty). `clause` is what calls for it."""

    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    clause = models.CharField(max_length=200, blank=True)
    title = WordsField(_("title"))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.ORDINARY)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    place = WordsField(_("place"), blank=True)
    medium = models.CharField(_("medium"), max_length=10, choices=Medium, default=Medium.IN_PERSON)
    reason = models.CharField(_("why it is called"), max_length=500, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=Words()), name="meeting_has_a_title"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="meeting_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(medium__in=Medium.values), name="meeting_medium_known"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Minutes(Held):
    """The minutes of a meeting: a document of the evidence, or a text written here, and when they were published."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    document = models.ForeignKey("evidence.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("minutes"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    written_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(document__isnull=False), name="minutes_say_something"),
        ]


class Attendance(Held, HeldBy):
    """Who was asked to a meeting, in which capacity, and whether they came (empty: not noted)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    occupant = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=Capacity)
    came = models.BooleanField(_("came"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_holder("attendance_of_one"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="attendance_capacity_known"),
        ]


class Motion(Held):  # type: ignore[django-manager-missing]
    """Something a body is asked to decide. `clause` is the rule, `matter` what it is about in the words of charters.

    `outcome` keeps the count as it was when it was closed: figures and what was needed, in the kernel's words. A
    decision that is a recommendation to somebody else says to whom.
    """

    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="motions")
    subject = WordsField(_("subject"))
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    matter = models.CharField(_("matter"), max_length=20, default="any")
    clause = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    recommends_to = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject=Words()), name="motion_has_a_subject"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="motion_state_known"),
        ]

    def __str__(self) -> str:
        return str(self.subject)


class Position(Held):
    """What the holder of a seat says to a decision: one a seat, changed until it is closed."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="positions")
    tenure = models.ForeignKey("bodies.Tenure", on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(_("stance"), max_length=8, choices=Stance)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "tenure"], name="position_once_a_seat"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="position_stance_known"),
        ]


class Consultation(Held):  # type: ignore[django-manager-missing]
    """All members are asked about a decision before it is taken, until a day (not including)."""

    motion = models.OneToOneField(Motion, on_delete=models.CASCADE, related_name="consultation")
    clause = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    until = models.DateField()
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]


class Answer(Held):
    """What a member said when asked, or that they were asked and have not answered (`at` empty)."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey("people.Membership", on_delete=models.PROTECT, related_name="+")
    view = models.CharField(_("view"), max_length=10, choices=View, blank=True)
    text = models.TextField(_("what you want to say"), blank=True)
    at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "membership"], name="answer_once_a_member")]
