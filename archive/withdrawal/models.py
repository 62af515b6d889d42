"""Taking back: the act, what must be purged because of it, and a receipt for each thing purged."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.edition.models import Edition
from archive.testimony.models import Testimony
from media.jobs import Job, JobState


class AskedBy(models.TextChoices):
    GIVER = "giver", _("The person who gave it")
    COMMISSION = "commission", _("The commission")
    COURT = "court", _("A court")


class Withdrawal(models.Model):
    """One act of taking back. From this row on every door refuses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="withdrawals")
    asked_by = models.CharField(max_length=12, choices=AskedBy.choices)
    listed = models.BooleanField(
        default=False, help_text="the address says that something was here"
    )
    # Whether any edition was ever open to the public: only then is there a tombstone at all.
    was_public = models.BooleanField(default=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of {self.testimony_id}"


class PurgeTarget(models.TextChoices):
    FILE = "file", _("A file of an edition")
    INDEX = "index", _("The search index")
    CACHE = "cache", _("Caches")
    TEXT = "text", _("The text of an edition in the database")


# What is destroyed and not only taken off a list: a legal hold keeps it.
DESTROYED = (PurgeTarget.FILE, PurgeTarget.TEXT)
# Why it is still there, as a job's code.
LEGAL_HOLD = "legal_hold"


class PurgeJob(Job):
    """Something to be removed after a withdrawal or a new edition. An error is kept."""

    MAX_ATTEMPTS = None  # a removal is never given up; it stays in the report as pending

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="purges")
    target = models.CharField(max_length=8, choices=PurgeTarget.choices)
    # The file's key in the store, or the outbox entry's number.
    what = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "purge"

    def fail(self, *, at: datetime, code: str, final: bool = False) -> None:
        """Try again in a few seconds, later every five minutes, for as long as it takes."""
        wait = timedelta(seconds=min(300, 5 * 2 ** min(self.attempts, 6)))
        self.write(
            at=at,
            extend=False,
            state=JobState.WAITING,
            lease_until=None,
            not_before=at + wait,
            error_code=code,
        )


class PurgeReceipt(models.Model):
    """Proof that the bytes are gone, written after looking. Append-only."""

    job = models.OneToOneField(PurgeJob, on_delete=models.PROTECT, related_name="receipt")
    gone_at = models.DateTimeField()
    # What was removed (hash and size of a file, number of passages) and how its absence was seen.
    evidence = models.JSONField(default=dict)
    ledger_number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"receipt for {self.job_id}"
