"""What became of a marker. Rows are added, and never changed or removed."""

import uuid

from django.conf import settings
from django.db import models

from commission.dates import edtf_validate
from commission.documents.models import Words
from commission.markers.record.models import Marker
from commission.markers.vocabulary import Condition, State


class StateChange(models.Model):
    """From then on the marker was in this state; or what an earlier row should have said.

    Append-only. `position` is the row's place in the life: a correction has the place of what it
    corrects, and the row of a place that nobody corrected stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    marker = models.ForeignKey(Marker, on_delete=models.PROTECT, related_name="states")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=24, choices=State.choices)
    happened_on = models.CharField(
        max_length=40, blank=True, help_text="EDTF", validators=[edtf_validate]
    )
    # What is said of it, and why it happened; of a correction: why it was needed.
    words = models.OneToOneField(Words, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "recorded_at"]
        default_permissions = ()
        indexes = [models.Index(fields=["marker", "position", "recorded_at"], name="marker_life")]

    def __str__(self) -> str:
        return f"state {self.id}"


class ConditionSeen(models.Model):
    """Somebody looked at it. Append-only: whoever looks again adds a row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    marker = models.ForeignKey(Marker, on_delete=models.PROTECT, related_name="conditions")
    seen_on = models.DateField()
    condition = models.CharField(max_length=8, choices=Condition.choices)
    words = models.OneToOneField(Words, null=True, on_delete=models.PROTECT, related_name="+")
    next_look_by = models.DateField(null=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["seen_on", "recorded_at"]
        default_permissions = ()
        indexes = [models.Index(fields=["marker", "seen_on"], name="marker_condition")]

    def __str__(self) -> str:
        return f"condition {self.id}"


class MarkerWithdrawal(models.Model):
    """A commissioner took the record of a marker back, and said why. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    marker = models.ForeignKey(Marker, on_delete=models.PROTECT, related_name="withdrawals")
    words = models.OneToOneField(Words, on_delete=models.PROTECT, related_name="+")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField()

    class Meta:
        ordering = ["withdrawn_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"withdrawal {self.id}"
