"""What a body answered to a recommendation."""

import uuid

from django.conf import settings
from django.db import models

from commission.documents.models import Document, Words
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.vocabulary import ResponseKind


class Response(models.Model):
    """One answer of one body. Append-only: a later answer stands before an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="responses"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=24, choices=ResponseKind.choices)
    given_on = models.DateField()
    words = models.OneToOneField(Words, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-given_on", "-recorded_at"]
        default_permissions = ()
        indexes = [models.Index(fields=["recommendation", "-given_on"], name="response_newest")]

    def __str__(self) -> str:
        return f"response {self.id}"
