"""A testimony and its recordings, as they stand in the vault."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.people.models import StatementGiver
from media.models import Accession


class TestimonyKind(models.TextChoices):
    STATEMENT = "statement", _("Statement")
    INTERVIEW = "interview", _("Interview")
    WRITTEN = "written_submission", _("Written submission")
    HEARING = "hearing_appearance", _("Hearing appearance")


class Workflow(models.TextChoices):
    """Where the work stands. Neither access nor agreement: those have fields of their own."""

    PREPARATION = "preparation", _("Being prepared")
    RECORDED = "recorded", _("Recorded")
    TRANSCRIBING = "transcribing", _("Being written down")
    REVIEWING = "reviewing", _("Being read and redacted")
    GIVER_REVIEW = "giver_review", _("With the person who gave it")
    COMPLETED = "completed", _("Published")
    ARCHIVED = "archived", _("Kept, not published")
    CANCELLED = "cancelled", _("Stopped")


class TombstoneChoice(models.TextChoices):
    """What the address says after a withdrawal; the giver chooses."""

    LISTED = "listed", _("Say that a testimony was here and was taken back")
    UNLISTED = "unlisted", _("Answer as if nothing had ever been here")


class Testimony(models.Model):
    """One account by one or several people. All of it is vault; editions are what goes out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # RB-0147, given at the first publication, so that gaps in the numbers tell nothing.
    reference = models.CharField(max_length=24, unique=True, null=True, editable=False)
    kind = models.CharField(max_length=24, choices=TestimonyKind.choices)
    workflow = models.CharField(
        max_length=16, choices=Workflow.choices, default=Workflow.PREPARATION
    )
    givers = models.ManyToManyField(
        StatementGiver, through="TestimonyGiver", related_name="testimonies"
    )
    language = models.CharField(max_length=12, help_text="language spoken, BCP 47")
    given_on = models.CharField(
        max_length=40, blank=True, help_text="EDTF: 2024-03-14, 1996-21, 1996~"
    )
    place = models.CharField(max_length=200, blank=True, help_text="as it may be published")
    # Both are candidates for publication: the leak check reads them as it reads the transcript.
    summary = models.CharField(
        max_length=400, blank=True, help_text="one sentence for lists and headings"
    )
    content_note = models.TextField(blank=True, help_text="what a listener should know first")
    # [{"start_ms": 1096000, "end_ms": 1270000, "note": "force used against a person"}]
    content_ranges = models.JSONField(default=list, blank=True)
    embargo_until = models.DateField(null=True, blank=True)
    embargo_reason = models.CharField(max_length=300, blank=True)
    embargo_lifted_at = models.DateTimeField(null=True, editable=False)
    tombstone = models.CharField(
        max_length=8, choices=TombstoneChoice.choices, default=TombstoneChoice.UNLISTED
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "testimonies"
        default_permissions = ()
        permissions = [
            ("see_desk", "Open the staff desk"),
            ("take_testimony", "Take in testimony, recordings and consent"),
            ("transcribe", "Correct and accept transcripts"),
            ("redact", "Propose redactions and protect names"),
            ("approve", "Decide redactions and approve candidate editions"),
            ("publish", "Build candidates and open editions"),
            ("withdraw", "Withdraw testimony for its giver"),
            ("see_identity", "See the names of people who testified"),
            ("administer", "Grant research access, place and lift holds, read the ledger"),
        ]

    def __str__(self) -> str:
        return self.reference or f"testimony {str(self.id)[:8]}"


class TestimonyGiver(models.Model):
    """Who gave this testimony, in the order in which they are named."""

    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="giver_links")
    giver = models.ForeignKey(
        StatementGiver, on_delete=models.PROTECT, related_name="testimony_links"
    )
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["testimony", "giver"], name="giver_once_per_testimony")
        ]

    def __str__(self) -> str:
        return f"giver {self.position} of {self.testimony_id}"


class Recording(models.Model):
    """An original recording of a testimony; the bytes are the accession's blob."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="recordings")
    accession = models.OneToOneField(Accession, on_delete=models.PROTECT, related_name="recording")
    position = models.PositiveSmallIntegerField(default=1)
    duration_ms = models.BigIntegerField(help_text="decoded length")
    # Peaks for the desk's waveform, made from the original: vault, never served to a reader.
    # None until a worker has drawn them, [] when there is nothing to draw.
    peaks = models.JSONField(null=True, blank=True)
    # An edition is made from one recording: a person sets the others aside, and may take one back.
    set_aside_at = models.DateTimeField(null=True, editable=False)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["testimony", "position"], name="recording_position")
        ]

    def __str__(self) -> str:
        return f"recording {str(self.id)[:8]}"
