"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Ended(models.TextChoices):
    """Why a tenure ended."""

    TERM = "term", pgettext_lazy("why a tenure ended", "the term ended")
    RESIGNED = "resigned", pgettext_lazy("why a tenure ended", "resigned")
    RELEASED = "released", pgettext_lazy("why a tenure ended", "released")
    SUCCEEDED = "succeeded", pgettext_lazy("why a tenure ended", "succeeded by another")
    BODY_ENDED = "body-ended", pgettext_lazy("why a tenure ended", "the body ended")
    TURN = "turn", pgettext_lazy("why a tenure ended", "the turn passed on")


class Basis(models.TextChoices):
    """How somebody came to a seat."""

    ELECTION = "election", pgettext_lazy("how a seat was filled", "elected")
    SELF_SELECTION = "self-selection", pgettext_lazy("how a seat was filled", "by own choice")
    DESIGNATION = "designation", pgettext_lazy("how a seat was filled", "designated")
    CRITERIA = "criteria", pgettext_lazy("how a seat was filled", "by criteria")
    ROTATION = "rotation", pgettext_lazy("how a seat was filled", "by rotation")
    HOST = "host", pgettext_lazy("how a seat was filled", "as host")
    INVITATION = "invitation", pgettext_lazy("how a seat was filled", "invited")
    EX_OFFICIO = "ex-officio", pgettext_lazy("how a seat was filled", "ex officio")
    CONTRIBUTION = "contribution", pgettext_lazy("how a seat was filled", "by contribution")
    APPOINTMENT = "appointment", pgettext_lazy("how a seat was filled", "appointed")
