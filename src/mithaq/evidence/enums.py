"""The words of states in this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may know that a document exists. Each value includes those after it in trust, not in number."""

    PUBLIC = "public", _("everyone")
    MEMBERS = "members", _("members of the institution")
    BODY = "body", _("the body concerned")
    CONFIDENTIAL = "confidential", _("the officers only")


class Media(models.TextChoices):
    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word")
    HTML = "html", _("web page")
    TEXT = "text", _("plain text")


class Scheme(models.TextChoices):
    """What a code speaks of. `act` and `speaker` have one value a passage, the others any number."""

    OBJECTIVE = "objective", _("objective")
    PRINCIPLE = "principle", _("guiding principle")
    ACT = "act", _("kind of statement")
    SPEAKER = "speaker", _("speaker")
    COUNTRY = "country", _("country")


SINGLE = (Scheme.ACT, Scheme.SPEAKER)


class Status(models.TextChoices):
    """A suggestion is the machine's; only a person confirms or rejects."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")
