"""What was adopted: releases that never change, what they cite, and the link of a contributor to their words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mithaq.evidence.enums import Visibility
from mithaq.foundation.fields import WordsField
from mithaq.institutions.records import Held
from mithaq.synthesis.models.drafts import Synthesis


class Release(Held):  # type: ignore[django-manager-missing]
    """A synthesis as it was adopted: numbered, frozen, with its digest.

    `content` holds the whole report in each language, as `frozen.to_json` writes it; `digest` is the SHA-256 of the
    canonical JSON of all of it (`frozen.said`). Nothing of it changes afterwards; a correction is the next release.
    `sources` are the documents its report was made from, however the draft goes on: who may not see one of them does
    not see the release.
    """

    synthesis = models.ForeignKey(Synthesis, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    title = WordsField(_("title"))
    adopted_by = WordsField(_("adopted by"))
    adopted_on = models.DateField(_("adopted on"))
    note = WordsField(_("note"), blank=True)
    visibility = models.CharField(_("visible to"), max_length=12, choices=Visibility, default=Visibility.MEMBERS)
    sources = models.ManyToManyField("evidence.Document", related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    cited = models.PositiveIntegerField()
    released_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "number"], name="release_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_counts"),
            models.CheckConstraint(condition=Q(lines__gte=1), name="release_has_lines"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="release_visibility_known"),
        ]


class ReleaseCitation(Held):
    """A passage a release cites: `number` is its [n], `section` and `line` where it stands (line counts from 1)."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="citations")
    passage = models.ForeignKey("evidence.Passage", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("evidence.Document", on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=40)
    line = models.PositiveIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["release", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "section", "line", "passage"], name="release_citation_once"),
        ]


class ContributorLink(Held):
    """An address that opens "where your words went" for one document to whoever holds it; can be taken back.

    Only the digest of its secret is kept.
    """

    document = models.ForeignKey("evidence.Document", on_delete=models.CASCADE, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "-made_at"]
