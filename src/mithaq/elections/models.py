"""Elections, who stands, who may vote, the sealed board of what was cast, and what was counted and declared.

Secrecy stands in the tables themselves (docs/secrecy.md). In a confidential election the roll says who has voted and
never when; the board has an entry for each vote, sealed to a key that lives outside the database and is destroyed when
the box is opened; the opened ballots are written sorted, all at once. Nothing joins the three.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mithaq.elections.enums import Kind, Marks, Method, Secrecy, Standing, State
from mithaq.foundation.fields import Words, WordsField
from mithaq.institutions.records import Held
from mithaq.people.records import HeldBy, one_holder


class Election(Held):  # type: ignore[django-manager-missing]
    """Seats of a kind of a body (`clause`, the id of the seats' clause) are filled by vote.

    `quotas` are those the count keeps (`kernels.elections.Quota.as_dict`), `sitting` what those are who stay in their
    seats, both frozen when nominations close. `seed_source` says before the vote where the public seed for lots will
    come from; `seed` is entered after the close (empty: the head of the board). `head` is the hash of its last entry,
    `header` and `closing` the records its board begins and ends with, as signed; no `closing`: the box is shut.
    `declaration` is the record of the result, signed when it was declared.
    """

    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=200)
    title = WordsField(_("title"))
    about = WordsField(_("what it is about"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ORDINARY)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    seats = models.PositiveIntegerField(_("seats to fill"))
    marks = models.CharField(_("ballot"), max_length=8, choices=Marks, default=Marks.RANK)
    method = models.CharField(_("how it is counted"), max_length=20, choices=Method, default=Method.BALANCED_STV)
    secrecy = models.CharField(_("secrecy"), max_length=12, choices=Secrecy, default=Secrecy.CONFIDENTIAL)
    keeps_aims = models.BooleanField(_("aims of the charter count as quotas"), default=True)
    own_quotas = models.JSONField(_("further quotas"), default=list, blank=True)
    quotas = models.JSONField(default=list, blank=True)
    sitting = models.JSONField(default=list, blank=True)

    called_at = models.DateTimeField()
    nominations_until = models.DateTimeField(_("nominations until"))
    roll_on = models.DateField(_("the roll is fixed on"))
    opens_at = models.DateTimeField(_("voting opens"))
    closes_at = models.DateTimeField(_("voting closes"))
    term_from = models.DateField(_("terms begin on"))
    term_until = models.DateField(_("terms end on"), null=True, blank=True)

    state = models.CharField(max_length=12, choices=State, default=State.NOMINATING)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(_("reason"), max_length=500, blank=True)

    public_key = models.CharField(max_length=64, blank=True)
    signing_key = models.CharField(max_length=64, blank=True)
    head = models.CharField(max_length=64, blank=True)
    header = models.JSONField(default=dict, blank=True, editable=False)
    closing = models.JSONField(default=dict, blank=True, editable=False)
    declaration = models.JSONField(default=dict, blank=True, editable=False)
    seed_source = WordsField(_("where the seed for lots will come from"), blank=True)
    seed = models.CharField(_("public seed"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["-called_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=Words()), name="election_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="election_kind_known"),
            models.CheckConstraint(condition=Q(marks__in=Marks.values), name="election_marks_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="election_method_known"),
            models.CheckConstraint(condition=Q(secrecy__in=Secrecy.values), name="election_secrecy_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="election_state_known"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="election_fills_a_seat"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="election_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(opens_at__gte=F("nominations_until")), name="election_opens_after_nominations"
            ),
            models.CheckConstraint(
                condition=Q(term_until=None) | Q(term_until__gt=F("term_from")), name="election_terms_end_later"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Candidacy(Held, HeldBy):
    """Somebody stands, or was asked to. `number` is the place on the ballot, from 0, given when nominations close;
    `attributes` what they are by attribute, frozen then. Nobody stands without having consented. `withdrawal` is the
    record of the board, signed, of whoever withdrew once voting was open.
    """

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="candidacies")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PROPOSED)
    nominated_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    occupant = models.ForeignKey(
        *("people.Person", models.PROTECT), null=True, blank=True, related_name="+", verbose_name=_("would be there")
    )
    nominated_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(_("reason"), max_length=500, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    withdrawal = models.JSONField(default=dict, blank=True, editable=False)
    statement = WordsField(_("campaign statement"), blank=True)
    statement_language = models.CharField(_("written in"), max_length=2, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            one_holder("candidacy_of_one"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="candidacy_standing_known"),
            models.UniqueConstraint(
                fields=["election", "number"], condition=Q(number__isnull=False), name="candidacy_numbered"
            ),
            models.UniqueConstraint(
                fields=["election", "organisation"],
                condition=Q(organisation__isnull=False),
                name="candidacy_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["election", "country"], condition=~Q(country=""), name="candidacy_once_a_state"
            ),
            models.UniqueConstraint(
                fields=["election", "person"], condition=Q(person__isnull=False), name="candidacy_once_a_person"
            ),
        ]


class Elector(Held, HeldBy):
    """Who may vote, as fixed on the day of the roll. `has_voted` is all that is kept of the act: no time, no order."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="electors")
    has_voted = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_holder("elector_of_one"),
            models.UniqueConstraint(
                fields=["election", "organisation"],
                condition=Q(organisation__isnull=False),
                name="elector_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["election", "country"], condition=~Q(country=""), name="elector_once_a_state"
            ),
            models.UniqueConstraint(
                fields=["election", "person"], condition=Q(person__isnull=False), name="elector_once_a_person"
            ),
        ]


class BoardEntry(Held):
    """One entry of the board of a confidential election: the hash of the one before, a commitment that only the voter
    can open, and the sealed ballot until the box is opened (then only its digest is left). Chained, and signed.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    sealed_digest = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["election", "number"], name="entry_numbered")]


class Ballot(Held):
    """One opened ballot: candidates by their numbers, the best first, and the tracker by which its voter finds it.

    Written when the box is opened, sorted by tracker, all in one act. A named ballot belongs to its elector.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="ballots")
    tracker = models.CharField(max_length=24, blank=True)
    choices = models.JSONField(default=list, blank=True)
    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, null=True, blank=True, related_name="ballot")
    signature = models.CharField(max_length=128, blank=True, editable=False)

    class Meta:
        ordering = ["tracker", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "tracker"], condition=~Q(tracker=""), name="ballot_once_a_tracker"
            )
        ]


class Count(Held):
    """What was counted, by which method, from which ballots (their digest), with which seed: the kernel's result.

    `progress` says how far the job is; `result` is empty until it is done.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="counts")
    method = models.CharField(max_length=20, choices=Method)
    seed = models.CharField(max_length=300)
    ballots_digest = models.CharField(max_length=64)
    kernel = models.CharField(max_length=20)
    result = models.JSONField(default=dict, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    job = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-pk"]


class Elected(Held):
    """Who was declared elected, in which order, and the seat they took."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="elected")
    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="elected")
    place = models.PositiveIntegerField()
    tenure = models.ForeignKey("bodies.Tenure", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["election", "place"], name="elected_in_order")]
