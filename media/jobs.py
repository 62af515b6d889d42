"""Long work as rows: taken by any number of workers, lost by none.

A job is claimed with a lease and a fencing token. Whoever writes a result names the token it was
given; a worker whose lease ran out and whose job was taken by another holds an old token, and its
write is refused. On PostgreSQL `SKIP LOCKED` keeps workers out of each other's way; on SQLite the
IMMEDIATE transaction does.
"""

import uuid
from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# What the column holds on every database; from there on attempts are made and not counted.
MOST_ATTEMPTS = 32_767


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting for a worker")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    NEEDS_PERSON = "needs_person", _("Needs a person")
    CANCELLED = "cancelled", _("Cancelled")


class LeaseLost(Exception):
    """Another worker holds this job now; whatever was being written must be thrown away."""


class Job(models.Model):
    """What every kind of long work has. Subclasses add what it is about: ids, never content."""

    # None: it is tried for as long as it takes.
    MAX_ATTEMPTS: int | None = 3
    # Longer than any honest silence of a worker: a window of transcription, a candidate's file.
    LEASE = timedelta(minutes=5)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=16, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="thousandths")
    error_code = models.CharField(
        max_length=60, blank=True, help_text="a code, never a message with content"
    )
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.id}"

    @property
    def used_up(self) -> bool:
        """Whether every attempt that a job of this kind is given has been made."""
        return self.MAX_ATTEMPTS is not None and self.attempts >= self.MAX_ATTEMPTS

    def write(self, *, at: datetime, extend: bool = True, **fields: object) -> None:
        """Store fields if this worker still holds the job, and extend its lease.

        Raises LeaseLost when another worker has taken the job since, or it was cancelled.
        """
        if extend:
            fields["lease_until"] = at + self.LEASE
        held = type(self)._default_manager.filter(
            pk=self.pk, fence=self.fence, state=JobState.RUNNING
        )
        if not held.update(**fields):
            raise LeaseLost(str(self.pk))
        for name, value in fields.items():
            setattr(self, name, value)

    def finish(self, *, at: datetime) -> None:
        """Mark as done. Raises LeaseLost as `write` does."""
        self.write(
            at=at,
            extend=False,
            state=JobState.DONE,
            finished_at=at,
            lease_until=None,
            progress=1000,
            error_code="",
        )

    def fail(self, *, at: datetime, code: str, final: bool = False) -> None:
        """Put back for another attempt later, or in front of a person after the last one."""
        if final or self.used_up:
            self.write(
                at=at, extend=False, state=JobState.NEEDS_PERSON, lease_until=None, error_code=code
            )
        else:
            wait = timedelta(seconds=5 * 4**self.attempts)
            self.write(
                at=at,
                extend=False,
                state=JobState.WAITING,
                lease_until=None,
                not_before=at + wait,
                error_code=code,
            )

    @classmethod
    def claim(cls, *, worker: str, at: datetime) -> Self | None:
        """Take the oldest job that waits or whose worker fell silent; None when there is none."""
        return _claim(cls, worker=worker, at=at)


J = TypeVar("J", bound=Job)


def _claim(model: type[J], *, worker: str, at: datetime) -> J | None:
    waiting = Q(state=JobState.WAITING) & (Q(not_before__isnull=True) | Q(not_before__lte=at))
    silent = Q(state=JobState.RUNNING, lease_until__lt=at)
    with transaction.atomic():
        rows = model._default_manager.filter(waiting | silent).order_by("created_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        if job.used_up:
            # Its workers died without a word each time: a file that kills must not stop the queue.
            model._default_manager.filter(pk=job.pk).update(
                state=JobState.NEEDS_PERSON,
                lease_until=None,
                error_code=job.error_code or "worker_died",
            )
            job = None
        else:
            model._default_manager.filter(pk=job.pk).update(
                state=JobState.RUNNING,
                fence=F("fence") + 1,
                attempts=min(job.attempts + 1, MOST_ATTEMPTS),
                worker=worker,
                lease_until=at + model.LEASE,
            )
            job.refresh_from_db()
            return job
    return _claim(model, worker=worker, at=at)
