"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Stand(models.TextChoices):
    """How a rule is kept."""

    MET = "met", pgettext_lazy("how a rule is kept", "met")
    RISK = "risk", pgettext_lazy("how a rule is kept", "at risk")
    BROKEN = "broken", pgettext_lazy("how a rule is kept", "broken")
    UNWATCHED = "unwatched", pgettext_lazy("how a rule is kept", "not watched")


class AmendmentState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of an amendment", "awaits its decision")
    ADOPTED = "adopted", pgettext_lazy("state of an amendment", "adopted")
    REFUSED = "refused", pgettext_lazy("state of an amendment", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an amendment", "withdrawn")
