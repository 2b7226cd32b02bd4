"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How an application to a gate stands."""

    DRAFT = "draft", pgettext_lazy("state of an application to a gate", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state of an application to a gate", "submitted")
    ADMITTED = "admitted", pgettext_lazy("state of an application to a gate", "admitted")
    REFUSED = "refused", pgettext_lazy("state of an application to a gate", "refused")
