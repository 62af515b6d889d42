"""Sessions, bills, and how far each bill came."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.vocabulary import Stage


class Session(models.Model):
    """A session of a legislature. What is not law when it ends falls."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    legislature = models.CharField(_("legislature"), max_length=200)
    name = models.CharField(_("session"), max_length=120)
    begins_on = models.DateField()
    ends_on = models.DateField(help_text=_("its last day"))

    class Meta:
        ordering = ["-ends_on"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Covers(models.TextChoices):
    ALL = "all", _("All that was asked")
    PART = "part", _("A part of it")


class Bill(models.Model):
    """A bill under one or more recommendations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    chamber = models.CharField(_("chamber"), max_length=120, blank=True)
    link = models.URLField(_("where it can be read"), blank=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bills")
    recommendations = models.ManyToManyField(
        Recommendation, through="BillFor", related_name="bills"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.number


class BillFor(models.Model):
    """What a bill would do for a recommendation."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="for_recommendations")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="for_bills"
    )
    covers = models.CharField(max_length=8, choices=Covers.choices)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["bill", "recommendation"], name="bill_once")]

    def __str__(self) -> str:
        return f"bill for {self.recommendation_id}"


class BillStage(models.Model):
    """A stage that a bill reached on a day. Append-only."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "recorded_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"stage {self.pk}"
