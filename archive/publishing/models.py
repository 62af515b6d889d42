"""The way out of the vault: building a candidate, the leak check's report, the approval."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.edition.models import Edition
from archive.testimony.models import Testimony
from media.audience import Audience
from media.jobs import Job


class CandidateJob(Job):
    """Building one candidate edition and checking it for leaks."""

    # Encoding hours of sound is one step, and nothing is said while it lasts.
    LEASE = timedelta(hours=1)

    testimony = models.ForeignKey(
        Testimony, on_delete=models.PROTECT, related_name="candidate_jobs"
    )
    audience = models.CharField(max_length=16, choices=Audience.choices)
    what_changed = models.CharField(max_length=300, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.OneToOneField(Edition, null=True, on_delete=models.PROTECT, related_name="job")

    class Meta:
        verbose_name = "candidate"


class LeakCheck(models.TextChoices):
    """What was looked for, and in what."""

    REDACTED_TEXT = "redacted_text", _("Words of a removed span")
    PROTECTED_NAME = "protected_name", _("A protected name")
    FILE_NAME = "file_name", _("The name the original file came with")
    SOUND_LEVEL = "sound_level", _("Sound inside a removed span")
    SPOKEN_WORD = "spoken_word", _("A removed word can still be recognised in the sound")
    METADATA = "metadata", _("Something beside sound and text in a file")
    NOT_CHECKED = "not_checked", _("A check that could not be run")


class LeakReport(models.Model):
    """What the check of one candidate measured. Bound to the manifest it read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="leak_report")
    manifest_hash = models.CharField(max_length=64)
    # Counts, decibels, durations, codes; never the words looked for.
    measurements = models.JSONField(default=dict)
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"leak report of {self.edition_id}"


class LeakFinding(models.Model):
    """Something that may be a leak. It blocks until a person has dealt with it."""

    report = models.ForeignKey(LeakReport, on_delete=models.CASCADE, related_name="findings")
    check_name = models.CharField(max_length=20, choices=LeakCheck.choices)
    where = models.CharField(max_length=40, help_text="which derivative: captions, sound, title…")
    start_ms = models.BigIntegerField(null=True)
    end_ms = models.BigIntegerField(null=True)
    redaction_id = models.CharField(max_length=36, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=300, blank=True, help_text="why this is not a leak")

    def __str__(self) -> str:
        return f"{self.check_name} in {self.where}"


class Approval(models.Model):
    """A second person's word on exactly one manifest. Append-only; void when that changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="approval")
    manifest_hash = models.CharField(max_length=64)
    edges_heard = models.PositiveIntegerField(
        default=0, help_text="edges of removed sound that were played"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"approval of {self.edition_id}"
