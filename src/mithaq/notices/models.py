"""Notices: facts under a key, worded by the room that tells them when they are read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.institutions.records import Held
from mithaq.notices.enums import DueState


class Notice(Held):
    """Something one person was told. `kind` reads room.what; `facts` are worded in the reader's language.

    `about` makes it once: the same person is told the same thing about the same record a single time. `path` is where
    to go, without its language (`/arab-review/documents/…/`).
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at", "-told_at"], name="notice_unread")]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "about"], name="notice_once"),
        ]


class MailChoice(Held):
    """Whether a person wants their notices of an institution by mail too: one letter a day at most."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField(_("send me a mail of what is new"), default=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "person"], name="mail_choice_once"),
        ]


class Due(Held):  # type: ignore[django-manager-missing]
    """Something the institution owes by its charter: from when it wants doing, until when, and when it was done.

    `kind` reads room.what and is worded like a notice; `about` makes it once. The daily round opens and closes it
    (`blueprints.services.tend`): nobody ticks a duty off by hand. `persons` are those it is for; where there are none,
    it is for the officers.
    """

    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=200)
    clause = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=300, blank=True)
    opens_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    persons = models.ManyToManyField("people.Person", related_name="+", blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["institution", "kind", "about"], name="due_once")]


class Snooze(Held):
    """A person does not want to hear of something that is due before a day, and says why."""

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="snoozes")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["due", "person"], name="snooze_once")]


class Reminder(Held):
    """That a person was written to of something due, once for each state it came to (soon, now, overdue)."""

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=DueState)
    mailed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["due", "person", "state"], name="reminder_once_a_state"),
            models.CheckConstraint(condition=models.Q(state__in=DueState.values), name="reminder_state_known"),
        ]
