"""The words of states in this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a provision is."""

    PRINCIPLE = "principle", _("guiding principle")
    OBJECTIVE = "objective", _("objective")
    COMMITMENT = "commitment", _("commitment")
    ACTION = "action", _("action")


class Standing(models.TextChoices):
    """How far a wording in one language can be relied on."""

    OFFICIAL = "official", _("official wording")
    UNOFFICIAL = "unofficial", _("unofficial wording")
    MISSING = "missing", _("not available")


class Strength(models.TextChoices):
    """How close a target of the 2030 Agenda is to an objective."""

    CORE = "core", _("core")
    RELATED = "related", _("related")


FAMILIES = {"SDG": pgettext_lazy("family of indicators", "Indicator of the 2030 Agenda")}


class Basis(models.TextChoices):
    """Who drew a link."""

    PUBLISHED = "published", _("published source")
    OWN = "own", _("our own mapping")


class Group(models.TextChoices):
    """Groups of States that matter in the Arab region."""

    LAS = "las", _("League of Arab States")
    ARCP = "arcp", _("Arab Regional Consultative Process on Migration and Refugees Affairs")
    ESCWA = "escwa", _("Economic and Social Commission for Western Asia")
    UNECA = "uneca", _("Economic Commission for Africa")
