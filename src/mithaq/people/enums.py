"""The words of states in this room."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What somebody may do in an institution; each includes the ones before it."""

    MEMBER = "member", _("member")
    OFFICER = "officer", _("officer")
    SECRETARY = "secretary", _("secretary")

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class Level(models.TextChoices):
    """Where an organisation works."""

    LOCAL = "local", pgettext_lazy("level of an organisation", "local")
    NATIONAL = "national", pgettext_lazy("level of an organisation", "national")
    REGIONAL = "regional", pgettext_lazy("level of an organisation", "regional")
    GLOBAL = "global", pgettext_lazy("level of an organisation", "global")


# What charters count by, beside level, State and category: values that come from the gallery, as people say them. An
# institution may count by others, which are then shown as it wrote them.
TRAITS: Mapping[tuple[str, str], str | Promise] = {
    ("gender", "women"): pgettext_lazy("gender", "women"),
    ("gender", "men"): pgettext_lazy("gender", "men"),
    ("region", "africa"): pgettext_lazy("region", "Africa"),
    ("region", "arab-states"): pgettext_lazy("region", "Arab States"),
    ("region", "asia-pacific"): pgettext_lazy("region", "Asia and the Pacific"),
    ("region", "europe-north-america"): pgettext_lazy("region", "Europe and North America"),
    ("region", "latin-america-caribbean"): pgettext_lazy("region", "Latin America and the Caribbean"),
    ("theme", "human-rights"): pgettext_lazy("theme", "human rights"),
    ("theme", "regular-pathways"): pgettext_lazy("theme", "regular pathways"),
    ("theme", "drivers"): pgettext_lazy("theme", "drivers of migration"),
    ("theme", "cooperation-governance"): pgettext_lazy("theme", "cooperation and governance"),
    ("theme", "diaspora-contributions"): pgettext_lazy("theme", "contributions of diasporas"),
    ("theme", "smuggling-trafficking"): pgettext_lazy("theme", "smuggling and trafficking"),
}


class Purpose(models.TextChoices):
    """What a person can agree to, one by one."""

    NAME = "name", _("My name may stand beside what I said.")
    QUOTE = "quote", _("What I said may be quoted word for word.")
    LIST = "list", _("I may appear in lists of participants.")
    CONTACT = "contact", _("I may be written to about this process.")


class ApplicationState(models.TextChoices):
    """How an application to be a member stands."""

    OPEN = "open", pgettext_lazy("state of an application", "open")
    ACCEPTED = "accepted", pgettext_lazy("state of an application", "accepted")
    REFUSED = "refused", pgettext_lazy("state of an application", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "withdrawn")
    ENDED = "ended", pgettext_lazy("state of an application", "accepted, and the membership has ended since")
