"""What drafters write: the renditions of a line, every earlier wording of it, and comments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mithaq.foundation import languages
from mithaq.institutions.records import Held
from mithaq.synthesis.models.drafts import Line


class LineRendition(Held):
    """A line's words in one language: the original, or a translation of one version of it.

    `text` may hold counts in braces (`{documents}`, `{countries objective=16}`), which are asked again whenever it is
    read. A translation is stale when `made_from` is not the `version` of the line's original any more.
    """

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="renditions")
    lang = models.CharField(max_length=2)
    text = models.TextField()
    is_original = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_from = models.PositiveIntegerField(default=0)
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["line", "-is_original", "lang"]
        constraints = [
            models.UniqueConstraint(fields=["line", "lang"], name="line_rendition_one_a_language"),
            models.UniqueConstraint(fields=["line"], condition=Q(is_original=True), name="line_rendition_one_original"),
            models.CheckConstraint(condition=Q(lang__in=languages.CODES), name="line_rendition_language_known"),
            models.CheckConstraint(condition=~Q(text=""), name="line_rendition_has_words"),
        ]


class LineVersion(Held):
    """A wording of a line as it once stood, by whom: nothing a drafter wrote is lost."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="versions")
    lang = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    text = models.TextField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["line", "lang", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["line", "lang", "version"], name="line_version_once"),
        ]


class Comment(Held):
    """What a drafter says about a line to the others; settled or not."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    lang = models.CharField(max_length=2)
    by_uid = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["line", "at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_has_words")]
