"""Bodies, their seats, who holds them, and who waits, watches or stands in. Each knows the clause it stands on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mithaq.bodies.enums import Basis, Ended
from mithaq.foundation.fields import Words, WordsField
from mithaq.institutions.records import Held
from mithaq.people.records import HeldBy, Timed, ends_after, one_holder


class Body(Held, Timed):  # type: ignore[django-manager-missing]
    """A body of an institution. `key` is its own (`board`, `working-group-2`), `clause` the one it is opened by."""

    key = models.SlugField(max_length=80)
    clause = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    name = WordsField(_("name"))
    theme = WordsField(_("theme"), blank=True)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="body_once"),
            models.CheckConstraint(condition=~Q(name=Words()), name="body_has_a_name"),
            ends_after("body_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Seat(Held, Timed):  # type: ignore[django-manager-missing]
    """One seat of a group of equal seats (`clause` is the group's), numbered from 1; from `from_date` on it exists."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    clause = models.CharField(max_length=200)
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["body", "clause", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "clause", "number"], name="seat_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="seat_counts_from_one"),
        ]


class Tenure(Held, Timed, HeldBy):  # type: ignore[django-manager-missing]
    """Somebody holds a seat, `[from, until)`. An organisation or a State is there by its `occupant`."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures")
    occupant = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("occupant")
    )
    basis = models.CharField(_("how it was filled"), max_length=20, choices=Basis)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            one_holder("tenure_of_one"),
            ends_after("tenure_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="tenure_basis_known"),
            models.UniqueConstraint(fields=["seat", "from_date"], name="tenure_begins_once_a_seat"),
            models.UniqueConstraint(fields=["seat"], condition=Q(until=None), name="tenure_open_once_a_seat"),
        ]


class Alternate(Held, Timed):
    """Stands in for whoever occupies a seat; acts only where the occupant does not."""

    tenure = models.ForeignKey(Tenure, on_delete=models.CASCADE, related_name="alternates")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [ends_after("alternate_ends_after_it_begins")]


class Observer(Held, Timed, HeldBy):
    """Is there, reads, speaks where the charter says so, and never decides. `session` limits it to one."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="observers")
    session = models.CharField(_("for which meeting or session"), max_length=200, blank=True)
    may_speak = models.BooleanField(_("may speak"), default=False)

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [one_holder("observer_of_one"), ends_after("observer_ends_after_it_begins")]


class Waiting(Held, HeldBy):
    """Asked for a seat when all were taken; the first who asked is the first to be seated."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="waiting")
    clause = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    tenure = models.ForeignKey(Tenure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            one_holder("waiting_of_one"),
            models.UniqueConstraint(
                fields=["body", "clause", "organisation"],
                condition=Q(left_at=None, organisation__isnull=False),
                name="waiting_once_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["body", "clause", "country"],
                condition=Q(left_at=None) & ~Q(country=""),
                name="waiting_once_a_state",
            ),
            models.UniqueConstraint(
                fields=["body", "clause", "person"],
                condition=Q(left_at=None, person__isnull=False),
                name="waiting_once_a_person",
            ),
        ]


class Mandate(Held, Timed):
    """The time for which a body may act, and the decision that gave or extended it."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="mandates")
    clause = models.CharField(max_length=200, blank=True)
    decided_by = models.CharField(_("by which decision"), max_length=300, blank=True)

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [ends_after("mandate_ends_after_it_begins")]


class Chair(Held, Timed, HeldBy):
    """Who presides over an institution (`body` empty) or a body; two rows of one period preside together."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="chairs")
    edition = models.CharField(_("edition"), max_length=200, blank=True)
    clause = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [one_holder("chair_of_one"), ends_after("chair_ends_after_it_begins")]


class Contribution(Held, HeldBy):
    """What somebody gave, where a seat or a vote rests on it. A sum below zero takes an earlier one back."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contributions")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    received_on = models.DateField(_("received on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            one_holder("contribution_of_one"),
            models.CheckConstraint(condition=~Q(amount=0), name="contribution_is_not_nothing"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="contribution_currency_well_formed"
            ),
        ]
