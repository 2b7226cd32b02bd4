"""Dialogues, their statements in three languages, who takes part, what they answered, and the maps that were published.

Answers are personal data without a public face: nobody but the person sees their own, every page and file is made of
`Drawn`, a published map, which counts people only by `floor` or more at a time (docs/rooms/dialogues.md). Votes are not
journaled. `changed_at` serves the next map and the limits against flooding; it is wiped when the dialogue closes.
"""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from mithaq.dialogues.enums import (
    LEAST_FLOOR,
    LONGEST_FROM_A_FILE,
    Answer,
    Audience,
    Entry,
    Ground,
    Origin,
    Shown,
    Standing,
    State,
    Way,
)
from mithaq.foundation import languages
from mithaq.foundation.fields import Words, WordsField
from mithaq.institutions.records import Held
from mithaq.people.enums import Level
from mithaq.people.records import COUNTRY


class _Whole(models.Manager["Dialogue"]):
    def get_queryset(self) -> models.QuerySet[Dialogue]:
        return super().get_queryset().exclude(state=State.INCOMING)


class _Incoming(models.Manager["Dialogue"]):
    def get_queryset(self) -> models.QuerySet[Dialogue]:
        return super().get_queryset().filter(state=State.INCOMING)


class Dialogue(Held):  # type: ignore[django-manager-missing]
    """One question put to many, who answer short statements with agree, disagree or pass.

    `phase` is the phase it opens with, if any: it is open only while the phase is. `mode`, `max_groups` and `seed` are
    how its map is drawn, `floor` the fewest people any published figure tells of. `publishes_rows`: whether the answers
    without names may be downloaded after the close; like everything `consented` says, fixed once the dialogue is open.
    One that is being brought in from files is in `incoming` alone, until all of it is written and it is closed, without
    ever having been a draft or open; `cancelled_at` says there that it is being taken away again.
    """

    title = WordsField(_("title"))
    question = WordsField(pgettext_lazy("what a dialogue asks", "question"))
    about = WordsField(_("what it is about, and what will be done with it"), blank=True)
    phase = models.ForeignKey("cycles.Phase", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    entry = models.CharField(_("who may take part"), max_length=8, choices=Entry, default=Entry.MEMBERS)
    audience = models.CharField(_("who sees the map"), max_length=8, choices=Audience, default=Audience.PUBLIC)
    shown = models.CharField(_("when the map is seen"), max_length=12, choices=Shown, default=Shown.LIVE)
    proposals_each = models.PositiveSmallIntegerField(_("statements each may propose"), default=3)
    publishes_rows = models.BooleanField(_("answers without names may be downloaded after the close"), default=False)
    floor = models.PositiveSmallIntegerField(
        _("fewest people a figure may tell of"), default=10, validators=[MinValueValidator(LEAST_FLOOR)]
    )
    mode = models.CharField(max_length=8, default="stable")
    max_groups = models.PositiveSmallIntegerField(_("most groups"), default=6)
    seed = models.CharField(max_length=64)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    convened_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(_("reason"), max_length=500, blank=True)
    deposited = models.ForeignKey(
        "evidence.Document", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    is_simulated = models.BooleanField(default=False)

    objects: Any = ScopedManager(institution="institution", _manager_class=_Whole)
    incoming: Any = ScopedManager(institution="institution", _manager_class=_Incoming)

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=Words()), name="dialogue_has_a_title"),
            models.CheckConstraint(condition=~Q(question=Words()), name="dialogue_has_a_question"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="dialogue_state_known"),
            models.CheckConstraint(condition=Q(entry__in=Entry.values), name="dialogue_entry_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="dialogue_audience_known"),
            models.CheckConstraint(condition=Q(shown__in=Shown.values), name="dialogue_shown_known"),
            models.CheckConstraint(condition=Q(mode__in=["stable", "polis"]), name="dialogue_mode_known"),
            models.CheckConstraint(condition=Q(floor__gte=LEAST_FLOOR), name="dialogue_floor_kept"),
            models.CheckConstraint(condition=Q(max_groups__range=(2, 12)), name="dialogue_groups_few"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="dialogue_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Statement(Held):  # type: ignore[django-manager-missing]
    """One statement, with one identity in all its languages. `number` stands in exports, from 0, given when admitted.

    `votable`: admitted, and a reviewed rendition in every language stands. `is_meta` asks who one is, not what one
    thinks: it is left out of the axes. A merged one counts nothing of its own: `merged_into` is voted on in its place.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField(null=True, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.SEEDED)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.PROPOSED)
    votable = models.BooleanField(default=False)
    is_meta = models.BooleanField(_("asks who one is"), default=False)
    proposed_by = models.ForeignKey(
        "Participant", on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed"
    )
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(_("why not"), max_length=10, choices=Ground, blank=True)
    because = models.CharField(_("in words"), max_length=500, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="statement_standing_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="statement_origin_known"),
            models.CheckConstraint(condition=Q(ground="") | Q(ground__in=Ground.values), name="statement_ground_known"),
            models.CheckConstraint(
                condition=~Q(standing="refused") | ~Q(ground=""), name="statement_refused_for_cause"
            ),
            models.CheckConstraint(
                condition=Q(standing="merged", merged_into__isnull=False) | ~Q(standing="merged") & Q(merged_into=None),
                name="statement_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(votable=False) | Q(standing="admitted"), name="statement_votable_admitted"
            ),
            models.UniqueConstraint(
                fields=["dialogue", "number"], condition=Q(number__isnull=False), name="statement_numbered"
            ),
        ]


class Rendition(Held):
    """A statement in one language. One is the original; a translation says who made it and who reviewed it.

    `by_machine` marks a proposal of a machine: it cannot be voted on before a person has reviewed it. `is_stale`: the
    original changed since.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="renditions")
    language = models.CharField(_("language"), max_length=2)
    text = models.CharField(_("statement"), max_length=LONGEST_FROM_A_FILE)
    is_original = models.BooleanField(default=False)
    translated_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_machine = models.BooleanField(default=False)
    reviewed_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    is_stale = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-is_original", "language"]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="statement_language_known"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_words"),
            models.UniqueConstraint(fields=["statement", "language"], name="statement_once_a_language"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(is_original=True), name="statement_has_one_original"
            ),
        ]


class Invitation(Held):
    """A personal link for somebody without an account. Only the digest of its token is kept; it lets one person in.

    `way`: how it was given. One that is mailed has no label; its `address` is kept until the letter has been taken, and
    the token is made when it is sent, so that nobody but the reader of the letter ever has it.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="invitations")
    label = models.CharField(_("for whom"), max_length=200, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    way = models.CharField(max_length=4, choices=Way, default=Way.FILE)
    address = models.EmailField(_("mail address"), blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="invitation_way_known"),
            models.CheckConstraint(condition=Q(way="mail") | Q(address=""), name="invitation_address_of_mail"),
            models.CheckConstraint(condition=Q(way="file") | Q(label=""), name="invitation_mailed_without_name"),
        ]


class Participant(Held):  # type: ignore[django-manager-missing]
    """Who takes part in one dialogue, by account, by a personal link, or anonymously (`key`: digest of the cookie).

    What they say they are (`category`, `country`, `level`) serves figures of `floor` or more people only. Withdrawing
    consent deletes the row and every vote. `held_back`: left out of published maps until the next batch, so that a map
    without somebody who withdrew does not show by difference what they had answered. `number` is for one export. Of
    `consented_at` the close leaves the day (midnight, UTC).
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, null=True, blank=True, related_name="taken")
    key = models.CharField(max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=2)
    category = models.ForeignKey("compacts.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[RegexValidator(COUNTRY)])
    level = models.CharField(_("level"), max_length=8, choices=Level, blank=True)
    consented_at = models.DateTimeField()
    held_back = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="participant_language_known"),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=COUNTRY), name="participant_country_well_formed"
            ),
            models.CheckConstraint(condition=Q(level="") | Q(level__in=Level.values), name="participant_level_known"),
            models.UniqueConstraint(
                fields=["dialogue", "person"], condition=Q(person__isnull=False), name="participant_once_a_person"
            ),
            models.UniqueConstraint(fields=["dialogue", "key"], condition=~Q(key=""), name="participant_once_a_key"),
        ]


class Vote(models.Model):
    """One answer of one participant to one statement, and the language it was read in; may change until the close."""

    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="votes", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes", db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes", db_index=False)
    answer = models.SmallIntegerField(choices=Answer)
    language = models.CharField(max_length=2)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = ScopedManager(institution="institution")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="vote_once_a_statement"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="vote_answer_known"),
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="vote_language_known"),
        ]
        indexes = [
            models.Index(fields=["dialogue", "changed_at"], name="vote_by_change"),
            models.Index(fields=["statement"], name="vote_by_statement"),
        ]


class Drawn(Held):
    """A map as it was published: `figures` holds everything a page or file may show, masked already.

    `as_of` is the moment up to which votes are in it, `tables_as_of` the same by facet (a facet's table stays until
    enough people of each of its cells have answered anew). `digest` is that of the votes and the way they were drawn.
    `translations` is for the convener: statements that one group answers differently in another language.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="maps")
    number = models.PositiveIntegerField()
    as_of = models.DateTimeField()
    is_final = models.BooleanField(default=False)
    people = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    kernel = models.CharField(max_length=20)
    mode = models.CharField(max_length=8)
    figures = models.JSONField(default=dict, blank=True)
    tables_as_of = models.JSONField(default=dict, blank=True)
    translations = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="map_numbered")]


class Kept(Held):
    """What the last map counted, and a mark of every set of answers that ever stood in one: never shown.

    By it a map is published only where no two maps, and no more of them, tell of few people (services/batches.py). It
    is wiped of a person who withdraws. `busy_until`: somebody draws now; past: it is to be looked
    again whether a map is due.
    """

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="kept")
    data = models.BinaryField(default=bytes, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
