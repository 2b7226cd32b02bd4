"""Accounts, the journal, letters and jobs: tables that know no institution."""

from __future__ import annotations

from typing import Any

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages
from mithaq.foundation.habits import Digits, Months
from mithaq.foundation.records import Record

models.CharField.register_lookup(Length)


class Accounts(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **more: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> Account:
        return self.create_user(email, password, is_operator=True, **more)


class Account(AbstractBaseUser, Record):
    """Signs in. Who the account is, and what they may do where, stands in people."""

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=2, default="en")
    months = models.CharField(max_length=8, choices=Months, blank=True, help_text="Empty: as the institution.")
    digits = models.CharField(max_length=8, choices=Digits, default=Digits.WESTERN)
    hijri = models.BooleanField(default=False, help_text="Whether the Hijri day stands beside the Gregorian one.")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False, help_text=_("May look after the installation itself."))
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_once"),
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="account_language_known"),
            models.CheckConstraint(condition=Q(months__in=("", *Months.values)), name="account_months_known"),
            models.CheckConstraint(condition=Q(digits__in=Digits.values), name="account_digits_known"),
        ]

    def get_full_name(self) -> str:
        return self.email

    @property
    def called(self) -> str:
        """Where others read who it was and no name is known: the address itself is nobody's but its owner's."""
        return self.email.partition("@")[0]

    @property
    def is_staff(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Only the rules say who may; see `access`."""
        return self.is_active and rules.has_perm(perm, self, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Entry(models.Model):
    """One act in the register of acts. Written by `journal.write` only; never changed, never deleted."""

    scope = models.CharField(max_length=16, blank=True)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=8)
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=80)
    about = models.CharField(max_length=120, db_index=True)
    clause = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    public = models.BooleanField(default=False)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "number"], name="entry_one_chain_a_scope"),
            models.CheckConstraint(condition=Q(number__gte=1), name="entry_counts_from_one"),
            models.CheckConstraint(condition=Q(previous__length=64) & Q(digest__length=64), name="entry_is_chained"),
            models.CheckConstraint(condition=Q(by_kind__in=("person", "task", "system")), name="entry_actor_known"),
        ]
        ordering = ["scope", "number"]


class Letter(Record):
    """A mail as written. Its text is readable on a page until SMTP has taken it; then it is the reader's alone."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    language = models.CharField(max_length=2, default="en")
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="letter_language_known"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(failure=""), name="letter_sent_or_failed"),
        ]


class Job(Record):
    """Long work that shows where it is. `step` is a key worded by the room that runs it; `done` of `total` units."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("failed")

    scope = models.CharField(max_length=16, blank=True, db_index=True)
    kind = models.CharField(max_length=80)
    about = models.CharField(max_length=120, blank=True)
    by_kind = models.CharField(max_length=8, default="system")
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    ticket = models.CharField(max_length=64, blank=True, help_text=_("What the queue calls it."))
    step = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running", "finished", "failed")), name="job_state_known"
            ),
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="job_done_within_total"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running"), ended_at=None)
                | Q(state__in=("finished", "failed"), ended_at__isnull=False),
                name="job_ended_or_open",
            ),
        ]

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class Worker(models.Model):
    """A process that takes jobs, and when it was last seen alive."""

    name = models.CharField(max_length=80, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]
