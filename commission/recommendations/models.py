"""Django looks for models here; each lives in the folder of what it is."""

from commission.recommendations.actions.models import Action, ActionDue
from commission.recommendations.assessments.models import Assessment, AssessmentEvidence
from commission.recommendations.bodies.models import Body, FocalPoint
from commission.recommendations.legislature.models import Bill, BillFor, BillStage, Session
from commission.recommendations.progress.models import (
    ProgressReport,
    Reminder,
    ReportingDuty,
    SentBack,
)
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    RecommendationPart,
    Succession,
)
from commission.recommendations.responses.models import Response

__all__ = [
    "Action",
    "ActionDue",
    "AddressedBody",
    "Assessment",
    "AssessmentEvidence",
    "Bill",
    "BillFor",
    "BillStage",
    "Body",
    "FocalPoint",
    "ProgressReport",
    "Recommendation",
    "RecommendationPart",
    "Reminder",
    "ReportingDuty",
    "Response",
    "SentBack",
    "Session",
    "Succession",
]
