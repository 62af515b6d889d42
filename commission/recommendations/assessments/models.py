"""What the body, the commission and the community each say about where a thing stands."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commission.documents.models import Document, Words
from commission.recommendations.actions.models import Action
from commission.recommendations.bodies.models import Body
from commission.recommendations.progress.models import ProgressReport
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.vocabulary import Quality, Status, Voice


class Assessment(models.Model):
    """One view of one voice on one day. Append-only; the newest of each voice is in force.

    No voice writes another's: a body's claim comes with a report or response that was taken in,
    the community's view from its assessors, the commission's from its staff.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="assessments"
    )
    # About one action alone; without one it is about the recommendation as a whole.
    action = models.ForeignKey(
        Action, null=True, on_delete=models.PROTECT, related_name="assessments"
    )
    voice = models.CharField(max_length=12, choices=Voice.choices)
    status = models.CharField(max_length=24, choices=Status.choices)
    quality = models.CharField(max_length=24, choices=Quality.choices, blank=True)
    # Which body claims it; for the voice of a body only.
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="claims")
    report = models.ForeignKey(
        ProgressReport, null=True, on_delete=models.PROTECT, related_name="claims"
    )
    author = models.CharField(
        _("in whose name"),
        max_length=200,
        help_text=_("as the public reads it: Families of Ferry Road"),
    )
    made_on = models.DateField()
    words = models.OneToOneField(Words, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["made_on", "recorded_at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="claims_are_of_a_body",
                condition=Q(voice="body", body__isnull=False)
                | (~Q(voice="body") & Q(body__isnull=True)),
            ),
            models.CheckConstraint(
                name="quality_is_the_commissions", condition=Q(voice="commission") | Q(quality="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["recommendation", "voice", "-made_on", "-recorded_at"],
                name="assessment_newest",
            )
        ]

    def __str__(self) -> str:
        return f"assessment {self.id}"


class AssessmentEvidence(models.Model):
    """What a view rests on: a document, public or held. Append-only."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"evidence {self.pk}"
