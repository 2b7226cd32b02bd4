"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a milestone is."""

    STEP = "step", pgettext_lazy("kind of milestone", "step")
    DEADLINE = "deadline", pgettext_lazy("kind of milestone", "deadline")
    EVENT = "event", pgettext_lazy("kind of milestone", "event")
    DRAFT = "draft", pgettext_lazy("kind of milestone", "draft")
    ROUND = "round", pgettext_lazy("kind of milestone", "round of negotiations")
    OUTPUT = "output", pgettext_lazy("kind of milestone", "output")
    DUTY = "duty", pgettext_lazy("kind of milestone", "duty")
