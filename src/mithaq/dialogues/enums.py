"""The words of states in this room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a dialogue stands: `DRAFT`, then `OPEN`, then `CLOSED`, each entered once; `CANCELLED` from the first two.

    `INCOMING`: files are being brought in. It begins so, is seen by nobody, and is `CLOSED` once all is written.
    """

    DRAFT = "draft", pgettext_lazy("state of a dialogue", "being prepared")
    OPEN = "open", pgettext_lazy("state of a dialogue", "open")
    CLOSED = "closed", pgettext_lazy("state of a dialogue", "closed")
    CANCELLED = "cancelled", pgettext_lazy("state of a dialogue", "cancelled")
    INCOMING = "incoming", pgettext_lazy("state of a dialogue", "being brought in")


class Stands(models.TextChoices):
    """Where a dialogue stands at a moment, as people are told: the state, and whether its time has come or is over."""

    DRAFT = "draft", pgettext_lazy("state of a dialogue", "being prepared")
    AWAITED = "awaited", pgettext_lazy("state of a dialogue", "not open yet")
    OPEN = "open", pgettext_lazy("state of a dialogue", "open")
    OVER = "over", pgettext_lazy("state of a dialogue", "over")
    CLOSED = "closed", pgettext_lazy("state of a dialogue", "closed")
    CANCELLED = "cancelled", pgettext_lazy("state of a dialogue", "cancelled")


class Entry(models.TextChoices):
    """Who may take part; each also lets in whom the one before it does."""

    MEMBERS = "members", pgettext_lazy("who may take part", "members, with their account")
    INVITED = "invited", pgettext_lazy("who may take part", "members, and whoever has a personal link")
    ANYBODY = "anybody", pgettext_lazy("who may take part", "anybody, also without an account")


class Audience(models.TextChoices):
    """Who sees the map."""

    MEMBERS = "members", pgettext_lazy("who sees the map", "who took part, and members")
    PUBLIC = "public", pgettext_lazy("who sees the map", "everybody")


class Shown(models.TextChoices):
    """When the map is seen. The convener sees no more than the others do."""

    LIVE = "live", pgettext_lazy("when the map is seen", "while people vote")
    AFTER_CLOSE = "after-close", pgettext_lazy("when the map is seen", "after the close")


class Origin(models.TextChoices):
    """Where a statement comes from."""

    SEEDED = "seeded", pgettext_lazy("origin of a statement", "given by the convener")
    PROPOSED = "proposed", pgettext_lazy("origin of a statement", "proposed by a participant")
    IMPORTED = "imported", pgettext_lazy("origin of a statement", "from a file")


class Standing(models.TextChoices):
    """How a statement stands. Only `ADMITTED` ones are voted on, once their renditions are reviewed."""

    PROPOSED = "proposed", pgettext_lazy("state of a statement", "waits for the moderators")
    ADMITTED = "admitted", pgettext_lazy("state of a statement", "admitted")
    REFUSED = "refused", pgettext_lazy("state of a statement", "not admitted")
    MERGED = "merged", pgettext_lazy("state of a statement", "joined with another")


class Ground(models.TextChoices):
    """Why a statement was not admitted."""

    OFF_TOPIC = "off-topic", pgettext_lazy("why a statement is not admitted", "it is not about the question")
    SEVERAL = "several", pgettext_lazy("why a statement is not admitted", "it says several things at once")
    UNCLEAR = "unclear", pgettext_lazy("why a statement is not admitted", "it cannot be understood without more")
    PERSONAL = "personal", pgettext_lazy("why a statement is not admitted", "it tells of a person who can be known")
    HARMFUL = "harmful", pgettext_lazy("why a statement is not admitted", "it attacks or insults people")
    SPAM = "spam", pgettext_lazy("why a statement is not admitted", "it advertises, or repeats itself")
    OTHER = "other", pgettext_lazy("why a statement is not admitted", "another reason")


class Way(models.TextChoices):
    """How a personal link was given."""

    FILE = "file", pgettext_lazy("how a link was given", "in a file")
    MAIL = "mail", pgettext_lazy("how a link was given", "by mail")


class Answer(models.IntegerChoices):
    """What a person says to a statement; the figures are those of `kernels.opinion`."""

    AGREE = 1, pgettext_lazy("answer to a statement", "agree")
    DISAGREE = -1, pgettext_lazy("answer to a statement", "disagree")
    PASS = 0, pgettext_lazy("answer to a statement", "pass")


LEAST_FLOOR = 5  # no dialogue may publish groups or cells of fewer people
LONGEST = 280  # signs of a statement in any one language
LONGEST_FROM_A_FILE = 1000  # other programs let people write more
