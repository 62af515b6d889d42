"""Who did what to which record: append-only, hash-chained, ids and never content."""

from django.db import models


class LedgerEntry(models.Model):
    """One act. The database refuses to change or delete a row (`archive.ledger.triggers`)."""

    number = models.BigIntegerField(primary_key=True, help_text="1, 2, 3… without a gap")
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="id of a user, or the name of a process")
    act = models.CharField(max_length=60, help_text="such as redaction.approve")
    record_type = models.CharField(max_length=40)
    record = models.CharField(max_length=64)
    testimony = models.CharField(
        max_length=36, blank=True, help_text="id of the testimony concerned"
    )
    details = models.JSONField(default=dict, help_text="ids, counts, hashes and codes only")
    prev_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["testimony", "number"], name="ledger_by_testimony")]

    def __str__(self) -> str:
        return f"ledger {self.number}"
