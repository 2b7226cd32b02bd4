"""Documents as they were given, the text read from them and its passages."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mithaq.evidence.enums import Media, Visibility
from mithaq.foundation.fields import WordsField
from mithaq.institutions.records import Held


class Document(Held):  # type: ignore[django-manager-missing]
    """A file somebody gave. Its bytes lie under their SHA-256 (`files`) and never change; this record says the rest.

    `contributor` is the organisation whose words it holds, `year` when they were said (empty: not known). `version`
    counts what was changed about the record or its file: who changes it says which one was seen.
    """

    title = WordsField(_("title"))
    file_name = models.CharField(_("file name"), max_length=255)
    media = models.CharField(_("kind of file"), max_length=8, choices=Media)
    digest = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    pages = models.PositiveIntegerField(_("pages"), default=0)
    passage_count = models.PositiveIntegerField(_("passages"), default=0)
    languages = models.JSONField(_("languages"), default=list)
    origin = models.CharField(_("source"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    consent = models.CharField(_("consent"), max_length=500, blank=True)
    visibility = models.CharField(_("visible to"), max_length=12, choices=Visibility, default=Visibility.MEMBERS)
    body = models.ForeignKey("bodies.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(_("simulated"), default=False)
    contributor = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    reader = models.CharField(max_length=200)
    coder = models.CharField(max_length=200, blank=True)
    deposited_at = models.DateTimeField()
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-deposited_at", "-pk"]
        indexes = [
            models.Index(fields=["institution", "visibility", "-deposited_at"], name="document_list"),
            models.Index(fields=["digest"], name="document_digest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "digest"], condition=Q(withdrawn_at=None), name="document_bytes_once"
            ),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="document_visibility_known"),
            models.CheckConstraint(condition=Q(media__in=Media.values), name="document_media_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.file_name

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Rendition(Held):  # type: ignore[django-manager-missing]
    """The text of a document in one language: one is read from the original, the others are translations.

    `text` is raw: offsets of passages count its characters. A text read anew takes the place of the former one, which
    stays (`is_current` false) for the passages that were cited from it. `file_digest` is the file it was read from,
    where that is no longer the document's own (empty: it is). A translation is unofficial unless somebody says that it
    is one (`is_official`).
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="renditions")
    lang = models.CharField(max_length=3)
    is_original = models.BooleanField(default=True)
    is_current = models.BooleanField(default=True)
    is_stale = models.BooleanField(default=False)
    is_official = models.BooleanField(default=False)
    translated_by = models.CharField(max_length=200, blank=True)
    translated_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    text_digest = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64, blank=True)
    translator_uid = models.CharField(max_length=80, blank=True)
    page_starts = models.JSONField(default=list)
    extractor = models.CharField(max_length=120, blank=True)
    version = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(is_original=True, is_current=True), name="rendition_one_original"
            ),
            models.UniqueConstraint(
                fields=["document", "lang"], condition=Q(is_current=True), name="rendition_one_a_language"
            ),
            models.CheckConstraint(
                condition=Q(is_original=True, translated_from=None)
                | Q(is_original=False, translated_from__isnull=False),
                name="rendition_translation_names_its_original",
            ),
        ]


class Passage(Held):  # type: ignore[django-manager-missing]
    """At most 90 words of one rendition, in one language. `start` and `end` count characters of `rendition.text`.

    `tokens` are the stems of the one analyser, each between spaces, so that search asks the same on every database.
    `doubt` in 0..1 says how unsure its suggestions are (the queue of the coding desk); `version` counts the decisions
    about it; `decided_at` is the last of them. `cut_from` is the passage a person split or merged it from. `held_by` is
    the person at whose desk it lies until `held_until`, so that two are not handed the same.
    """

    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(default=1)
    lang = models.CharField(max_length=3)
    text = models.TextField()
    headings = models.JSONField(default=list)
    tokens = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)
    doubt = models.FloatField(default=0.0)
    version = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField(null=True, blank=True)
    cut_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    held_by = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rendition", "number"]
        indexes = [
            models.Index(fields=["institution", "lang", "kind"], name="passage_list"),
            models.Index(fields=["institution", "is_current", "decided_at", "-doubt"], name="passage_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rendition", "number"], condition=Q(is_current=True), name="passage_number_once"
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="passage_has_characters"),
            models.CheckConstraint(condition=~Q(text=""), name="passage_has_text"),
        ]

    @property
    def document(self) -> Document:
        return self.rendition.document


class Replacement(Held):
    """A file that took the place of another of the same document: what it was, by whom, when, and why."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="replacements")
    former_digest = models.CharField(max_length=64)
    former_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    because = models.CharField(max_length=500, blank=True)
    kept = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    aside = models.PositiveIntegerField(default=0)
    by_uid = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["document", "-at", "-pk"]


class Upload(Held):
    """A file on its way in, in pieces; what came stays on disk, so that a lost connection goes on where it stopped."""

    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    by_uid = models.CharField(max_length=80)
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_not_more_than_told"),
        ]
