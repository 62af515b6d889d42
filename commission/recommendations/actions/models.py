"""What a body said it would do, by when, and how often that day moved."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.documents.models import Words
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import Recommendation


class Action(models.Model):
    """One promised act. Its days are `ActionDue` rows; how far it has come, `Assessment` rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="actions"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(_("what will be done"), max_length=300)
    owner = models.CharField(
        _("who does it"), max_length=200, help_text=_("an office, not a person")
    )
    position = models.PositiveSmallIntegerField(default=1)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "recorded_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"action {self.id}"


class ActionDue(models.Model):
    """By when an action is promised. Append-only: the newest row is in force, all are shown."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="dues")
    due_on = models.DateField()
    words = models.OneToOneField(Words, null=True, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["set_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"due {self.pk}"
