"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy

from mithaq.kernels import board


class State(models.TextChoices):
    """Where an election stands. Each state is entered once, in this order; `CANCELLED` from any before `DECLARED`."""

    NOMINATING = "nominating", pgettext_lazy("state of an election", "nominations are open")
    NOMINATED = "nominated", pgettext_lazy("state of an election", "nominations are closed")
    OPEN = "open", pgettext_lazy("state of an election", "voting is open")
    CLOSED = "closed", pgettext_lazy("state of an election", "voting is closed")
    COUNTED = "counted", pgettext_lazy("state of an election", "counted")
    DECLARED = "declared", pgettext_lazy("state of an election", "result declared")
    CANCELLED = "cancelled", pgettext_lazy("state of an election", "cancelled")


class Kind(models.TextChoices):
    ORDINARY = "ordinary", pgettext_lazy("kind of election", "ordinary election")
    BY_ELECTION = "by-election", pgettext_lazy("kind of election", "by-election")
    COUNTBACK = "countback", pgettext_lazy("kind of election", "countback")


class Method(models.TextChoices):
    """How the ballots are counted: names of `kernels.elections.METHODS` that an election may choose."""

    BALANCED_STV = "balanced-stv", pgettext_lazy("method of counting", "single transferable vote, balanced")
    SCOTTISH_STV = "scottish-stv", pgettext_lazy("method of counting", "single transferable vote")
    MEEK = "meek", pgettext_lazy("method of counting", "single transferable vote, Meek")
    SECTIONS = "sections", pgettext_lazy("method of counting", "single transferable vote by sections")
    CO_CHAIRS = "co-chairs", pgettext_lazy("method of counting", "two co-chairs")
    BALANCED_PAV = "balanced-pav", pgettext_lazy("method of counting", "proportional approval, balanced")
    BALANCED_PHRAGMEN = "balanced-phragmen", pgettext_lazy("method of counting", "Phragmén, balanced")
    PAV = "pav", pgettext_lazy("method of counting", "proportional approval")
    PHRAGMEN = "phragmen", pgettext_lazy("method of counting", "Phragmén")
    SCHULZE = "schulze", pgettext_lazy("method of counting", "Schulze")
    MINIMAX = "minimax", pgettext_lazy("method of counting", "minimax")


class Marks(models.TextChoices):
    """What a voter does on the ballot."""

    RANK = "rank", pgettext_lazy("kind of ballot", "candidates are ranked")
    APPROVE = "approve", pgettext_lazy("kind of ballot", "candidates are approved")


class Secrecy(models.TextChoices):
    """What is known of a ballot: the levels L0 and LA of docs/secrecy.md."""

    NAMED = "named", pgettext_lazy("secrecy of a ballot", "named: everybody sees who voted how")
    CONFIDENTIAL = "confidential", pgettext_lazy("secrecy of a ballot", "confidential, and every voter can check it")


class Standing(models.TextChoices):
    """How a candidacy stands."""

    PROPOSED = "proposed", pgettext_lazy("state of a candidacy", "asked, has not consented yet")
    STANDS = "stands", pgettext_lazy("state of a candidacy", "stands")
    DECLINED = "declined", pgettext_lazy("state of a candidacy", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a candidacy", "withdrawn")
    REFUSED = "refused", pgettext_lazy("state of a candidacy", "not admitted")


METHODS_OF = {
    Marks.RANK: (
        *(Method.BALANCED_STV, Method.SCOTTISH_STV, Method.MEEK, Method.SECTIONS, Method.CO_CHAIRS),
        *(Method.SCHULZE, Method.MINIMAX),
    ),
    Marks.APPROVE: (Method.BALANCED_PAV, Method.BALANCED_PHRAGMEN, Method.PAV, Method.PHRAGMEN),
}
ONE_SEAT = frozenset({Method.SCHULZE, Method.MINIMAX})
BALANCED = frozenset(
    {Method.BALANCED_STV, Method.BALANCED_PAV, Method.BALANCED_PHRAGMEN, Method.SECTIONS, Method.CO_CHAIRS}
)
FEW = board.FEW  # below so many ballots cast in confidence, only totals are published
