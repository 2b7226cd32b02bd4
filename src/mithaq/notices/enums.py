"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class DueState(models.TextChoices):
    """How something that is due stands on a day."""

    OVERDUE = "overdue", pgettext_lazy("state of something due", "overdue")
    NOW = "now", pgettext_lazy("state of something due", "due now")
    SOON = "soon", pgettext_lazy("state of something due", "due soon")
