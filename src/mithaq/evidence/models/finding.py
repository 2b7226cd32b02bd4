"""What makes passages found: their facets in one narrow row each, the counter that orders changes, saved searches."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mithaq.evidence.models.documents import Document, Passage
from mithaq.foundation import languages
from mithaq.institutions.records import Held


class Facets(Held):
    """One current statement of one document in one narrow row, kept beside its passage in the same transaction.

    Sets are written as `,1,16,23,` (objectives by number, States by code): readable by every database. `revision` is
    the institution's counter when the row last changed, so that a reader who holds all rows fetches only what is new.
    `is_current` false says that the passage was put aside: holders drop it. `indexed` is a digest of the stems under
    which the index of words holds the passage (empty: it does not).
    """

    passage = models.OneToOneField(Passage, on_delete=models.CASCADE, primary_key=True, related_name="facets")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    lang = models.CharField(max_length=3)
    kind = models.CharField(max_length=12)
    act = models.CharField(max_length=16, blank=True)
    category = models.CharField(max_length=24, blank=True)
    objectives = models.CharField(max_length=120, blank=True)
    principles = models.CharField(max_length=60, blank=True)
    countries = models.TextField(blank=True)
    is_confirmed = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    indexed = models.CharField(max_length=16, blank=True)
    revision = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["institution", "revision"], name="facets_changed")]


class Revision(Held):
    """One counter an institution: raised once in each transaction that changes what can be found, at its end."""

    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution"], name="revision_one_an_institution")]


class SavedSearch(Held):
    """A question somebody wants to be told about when something new answers it.

    `asked` is what the address of the page asks; `seen` the passages that answered when its owner was last told
    (packed keys, see `services.saved`), so that only others are new, whatever became coded or visible since.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    asked = models.JSONField(default=dict)
    lang = models.CharField(max_length=2, default="en")
    is_told = models.BooleanField(default=True)
    seen = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="saved_search_has_a_title"),
            models.CheckConstraint(condition=Q(lang__in=languages.CODES), name="saved_search_language_known"),
        ]
