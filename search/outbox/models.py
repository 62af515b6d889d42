"""Changes that the index has yet to hear of, written in the transaction of the change itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.audience import Audience


class Action(models.TextChoices):
    INDEX = "index", _("Put into the index")
    REMOVE = "remove", _("Take out of the index")


class OutboxEntry(models.Model):
    """One change. The primary key grows with every change and is the version in the index."""

    kind = models.CharField(max_length=40, help_text="name of a registered search kind")
    record = models.CharField(max_length=64, help_text="the record's id within its kind")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    action = models.CharField(max_length=8, choices=Action.choices)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["done_at", "id"], name="outbox_pending")]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.record}"


class IndexGeneration(models.Model):
    """The index that is being read, for each audience. A rebuild makes a new one and swaps."""

    audience = models.CharField(max_length=16, choices=Audience.choices, unique=True)
    name = models.CharField(max_length=100)
    built_at = models.DateTimeField()
    # Grows with each commit of the writer: readers in other processes then reload.
    generation = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.audience} index, generation {self.generation}"


class WriterLease(models.Model):
    """Which process may write to the indexes now. One row; it says who holds it."""

    name = models.CharField(primary_key=True, max_length=20)
    holder = models.CharField(max_length=120, help_text="host, process and worker")
    token = models.UUIDField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
