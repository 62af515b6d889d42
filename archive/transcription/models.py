"""The queue of recordings to be written down by machine, and each finished window of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.testimony.models import Recording
from archive.transcript.models import Transcript
from media.jobs import Job


class Outcome(models.TextChoices):
    """What became of the attempt, beside the state of the job itself."""

    NEEDED = "needed", _("Needed")
    RUNNING = "running", _("Running")
    COMPLETE = "complete", _("Complete")
    FAILED = "failed", _("Failed")
    DOES_NOT_MATCH = "does_not_match_audio", _("The text does not match the sound")
    NO_SPEECH = "no_speech", _("Nobody speaks")
    NO_CONSENT = "no_consent", _("Not agreed to")


class TranscriptionJob(Job):
    recording = models.ForeignKey(
        Recording, on_delete=models.PROTECT, related_name="transcription_jobs"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=24, choices=Outcome.choices, default=Outcome.NEEDED)
    # Decided once, before the first window, so that a resumed run equals an undisturbed one.
    language = models.CharField(max_length=12, blank=True)
    windows = models.JSONField(default=list, help_text="[[start_ms, end_ms], …] cut at silences")
    made_with = models.JSONField(default=dict)
    transcript = models.OneToOneField(
        Transcript, null=True, on_delete=models.PROTECT, related_name="job"
    )

    class Meta:
        verbose_name = "transcription"


class TranscriptionWindow(models.Model):
    """The result of one window, stored as soon as it is there: a killed worker loses at most
    one.
    """

    job = models.ForeignKey(TranscriptionJob, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveIntegerField()
    segments = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="window_once")]

    def __str__(self) -> str:
        return f"window {self.position}"
