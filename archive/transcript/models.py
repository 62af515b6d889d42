"""Transcripts: immutable versions with lineage, made of segments made of timed words."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.testimony.models import Recording, Testimony


class TranscriptKind(models.TextChoices):
    """Lineage: machine → corrected → reviewed. Written submissions begin at corrected."""

    MACHINE = "machine", _("Made by machine, not yet checked")
    CORRECTED = "corrected", _("Being corrected by a person")
    REVIEWED = "reviewed", _("Made by machine, then checked by a person")


class Transcript(models.Model):
    """One version of the text of one recording. A change makes a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="transcripts")
    recording = models.ForeignKey(
        Recording, null=True, on_delete=models.PROTECT, related_name="transcripts"
    )
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=TranscriptKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    language = models.CharField(max_length=12)
    # Model, its weights' hash, parameters, instruction set: what somebody needs to repeat the run.
    made_with = models.JSONField(default=dict)
    content_hash = models.CharField(
        max_length=64, help_text="SHA-256 of the canonical JSON of its segments"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["testimony", "version"], name="transcript_version_once")
        ]

    def __str__(self) -> str:
        return f"transcript {self.version} of {self.testimony_id}"


class Segment(models.Model):
    """A stretch by one speaker. `key` and the words' ids stay the same across corrections."""

    transcript = models.ForeignKey(Transcript, on_delete=models.PROTECT, related_name="segments")
    key = models.CharField(max_length=16)
    position = models.PositiveIntegerField()
    speaker = models.CharField(
        max_length=120, blank=True, help_text="label in the vault, such as giver-1"
    )
    start_ms = models.BigIntegerField()
    end_ms = models.BigIntegerField()
    # [{"id": "w00012", "text": "ferry", "start": 61020, "end": 61410, "p": 0.93}], times in ms,
    # text without spaces around it; "p" is the machine's probability, null once a person wrote the
    # word.
    words = models.JSONField(default=list)
    # Machine's doubts: "repeats", "silence", "too_fast", "times", "language"; a person clears
    # them by accepting.
    flags = models.JSONField(default=list)
    # A flagged segment that a person struck is kept here and is in no edition.
    struck = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["transcript", "position"], name="segment_position"),
            models.UniqueConstraint(fields=["transcript", "key"], name="segment_key"),
        ]

    def __str__(self) -> str:
        return f"segment {self.key}"

    @property
    def text(self) -> str:
        return " ".join(word["text"] for word in self.words)
