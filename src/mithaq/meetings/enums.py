"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    ORDINARY = "ordinary", pgettext_lazy("kind of meeting", "ordinary")
    EXTRAORDINARY = "extraordinary", pgettext_lazy("kind of meeting", "extraordinary")
    EVENT = "event", pgettext_lazy("kind of meeting", "event")


class Medium(models.TextChoices):
    IN_PERSON = "in-person", pgettext_lazy("medium of a meeting", "in person")
    WEBINAR = "webinar", pgettext_lazy("medium of a meeting", "webinar")
    VIRTUAL = "virtual", pgettext_lazy("medium of a meeting", "virtual")
    HYBRID = "hybrid", pgettext_lazy("medium of a meeting", "hybrid")


class Capacity(models.TextChoices):
    """In which capacity somebody is at a meeting."""

    SEAT = "seat", pgettext_lazy("capacity at a meeting", "holds a seat")
    ALTERNATE = "alternate", pgettext_lazy("capacity at a meeting", "alternate")
    OBSERVER = "observer", pgettext_lazy("capacity at a meeting", "observer")
    INVITED = "invited", pgettext_lazy("capacity at a meeting", "invited")


class State(models.TextChoices):
    """How a decision stands."""

    PROPOSED = "proposed", pgettext_lazy("state of a decision", "proposed")
    CONSULTING = "consulting", pgettext_lazy("state of a decision", "members are consulted")
    ADOPTED = "adopted", pgettext_lazy("state of a decision", "adopted")
    NOT_ADOPTED = "not-adopted", pgettext_lazy("state of a decision", "not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a decision", "withdrawn")


class Stance(models.TextChoices):
    """What the holder of a seat says to a decision."""

    FOR = "for", pgettext_lazy("stance on a decision", "for")
    AGAINST = "against", pgettext_lazy("stance on a decision", "against")
    ABSTAINS = "abstains", pgettext_lazy("stance on a decision", "abstains")
    OBJECTS = "objects", pgettext_lazy("stance on a decision", "objects: no consensus")


class View(models.TextChoices):
    """What a member who is consulted answers."""

    SUPPORTS = "supports", pgettext_lazy("answer of a member consulted", "supports it")
    CONCERNED = "concerned", pgettext_lazy("answer of a member consulted", "has concerns")
    NO_VIEW = "no-view", pgettext_lazy("answer of a member consulted", "takes no view")
