"""Findings as outsiders may read them."""

from django.db.models import OuterRef, Subquery

from commission.findings.models import EvidenceDecision, Finding
from commission.findings.vocabulary import DecisionKind
from commission.review.models import PublicRecordQuerySet


def findings_public() -> PublicRecordQuerySet:
    """Every public finding, in the language in which the commission wrote it."""
    return Finding.objects.published().originals()


def finding_public(number: int) -> Finding | None:
    """The public finding with a number, or None, whatever the reason."""
    rows = findings_public().filter(number=number).select_related("chapter__report", "locale")
    return rows.order_by("pk").first()


def finding_withdrawn(number: int) -> Finding | None:
    """The finding with a number that was public and was withdrawn by a decision, or None."""
    last = EvidenceDecision.objects.filter(finding=OuterRef("pk")).order_by("-decided_at", "-pk")
    rows = Finding.objects.originals().filter(
        number=number, live=False, first_published_at__isnull=False
    )
    return (
        rows.annotate(decided=Subquery(last.values("kind")[:1]))
        .filter(decided=DecisionKind.WITHDRAWN)
        .order_by("pk")
        .first()
    )
