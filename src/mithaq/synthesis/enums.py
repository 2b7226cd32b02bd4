"""The words of states in this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Shape(models.TextChoices):
    """What a section is."""

    OBJECTIVE = "objective", _("one section an objective")
    QUESTION = "question", _("one section a guiding question")


class Status(models.TextChoices):
    """A machine suggests; a person confirms."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")


class Reason(models.TextChoices):
    """Why a passage that was read is not cited. The labels are what the report says."""

    NO_OBJECTIVE = "no-objective", _("Not about any of the objectives.")
    NO_QUESTION = "no-question", _("Not about any of the guiding questions.")
    NOT_A_STATEMENT = "not-a-statement", _("Headings, contents or repeated lines of a page: not statements.")
    ASKED = "question", _("Questions: a question is not a recommendation.")
    PROCEDURE = "procedure", _("Procedure only: meetings, agendas, documents.")
    COPY = "duplicate", _("The same words as a passage that is cited.")
    SAME = "same-message", _("The same message as passages that are cited.")
    LEFT_OUT = "left-out", _("Left out by the drafters.")
    WEAKER = "weaker", _("Not carried by more documents or groups than the lines shown.")
