"""Accounts, the journal, letters and jobs: tables that know no institution."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.records import Record


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
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False, help_text=_("May look after the installation itself."))
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def get_full_name(self) -> str:
        return self.email

    @property
    def is_staff(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        from django.contrib import auth  # inline: django's own helper lives in the app registry

        if not self.is_active:
            return False
        return any(b.has_perm(self, perm, obj) for b in auth.get_backends() if hasattr(b, "has_perm"))

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Entry(models.Model):
    """One act in the minute of the house. Written by `journal.write` only; never changed, never deleted."""

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
        constraints = [models.UniqueConstraint(fields=["scope", "number"], name="entry_one_chain_a_scope")]
        ordering = ["scope", "number"]


class Letter(Record):
    """A mail as it was sent, or as it would have been: readable on a page where there is no SMTP."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    language = models.CharField(max_length=2, default="en")
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]


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
    by_uid = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
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

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0
