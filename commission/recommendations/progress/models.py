"""Progress reports: when they are due, what came, what was taken in, who was reminded."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.documents.models import Document, Words
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.vocabulary import Status


class ReportingDuty(models.Model):
    """How often a body reports on a recommendation. Ended, never changed: a new one follows it."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="duties"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="duties")
    every_months = models.PositiveSmallIntegerField()
    first_due_on = models.DateField()
    ended_on = models.DateField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "reporting duties"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "body"],
                condition=models.Q(ended_on__isnull=True),
                name="one_duty_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"duty {self.pk}"


class ReportState(models.TextChoices):
    """Where a progress report stands. Only what was taken in is public."""

    EXPECTED = "expected", _("Expected")
    SUBMITTED = "submitted", _("Sent to the commission")
    RETURNED = "returned", _("Sent back with a question")
    TAKEN_IN = "taken_in", _("Taken in")


class ProgressReport(models.Model):
    """One report that is due on a day. Made ahead by the clock, or asked for alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duty = models.ForeignKey(
        ReportingDuty, null=True, on_delete=models.PROTECT, related_name="reports"
    )
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="progress_reports"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="progress_reports")
    due_on = models.DateField()
    state = models.CharField(
        max_length=12, choices=ReportState.choices, default=ReportState.EXPECTED
    )
    claim = models.CharField(max_length=24, choices=Status.choices, blank=True)
    # What the body wrote; drafts and what was sent back stay here and are never public.
    words = models.OneToOneField(Words, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.OneToOneField(Words, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "body", "due_on"], name="report_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="report_due")]

    def __str__(self) -> str:
        return f"progress report {self.id}"


class SentBack(models.Model):
    """What a body had sent when the commission asked about it. Append-only and never public.

    Without it a body could change its claim and nobody could see any more what it was at first.
    """

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="sent_back")
    claim = models.CharField(max_length=24, choices=Status.choices)
    words = models.OneToOneField(Words, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField()
    question = models.OneToOneField(Words, on_delete=models.PROTECT, related_name="+")
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField()

    class Meta:
        ordering = ["returned_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"sent back {self.pk}"


class ReminderKind(models.TextChoices):
    DUE = "due", _("Due within 30 days")
    OVERDUE = "overdue", _("Overdue")
    STILL_OVERDUE = "still_overdue", _("Overdue for 30 days")


class Reminder(models.Model):
    """A reminder that went out: each kind once a report, whatever the worker does. Append-only."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=16, choices=ReminderKind.choices)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="reminded_once")]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
