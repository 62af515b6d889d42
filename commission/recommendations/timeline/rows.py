"""What the record holds about recommendations, each table read once, when it is first asked for.

The history and the page of a recommendation are told from the same rows. They are held for one
request and no longer: at the next one everything is asked anew.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q

from commission.findings.evidence import Evidence, changes_of, evidence_of
from commission.findings.models import Citation, EvidenceDecision, Finding
from commission.findings.vocabulary import DecisionKind
from commission.recommendations.actions.models import Action, ActionDue
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.legislature.models import BillFor
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    Succession,
)
from commission.recommendations.responses.models import Response


class Rows:
    """Rows about these recommendations as they stand at a moment.

    `quoted`: the evidence is read with its words, for whoever prints them; else only what changed.
    """

    def __init__(
        self, recommendations: Iterable[Recommendation], *, at: datetime, quoted: bool = False
    ) -> None:
        self.batch = {one.pk: one for one in recommendations}
        self.at = at
        self._quoted = quoted

    @cached_property
    def addressed(self) -> list[AddressedBody]:
        """Bodies that are asked, those that lead first."""
        rows = AddressedBody.objects.filter(recommendation__in=self.batch)
        return list(rows.select_related("body__locale").order_by("part", "sort_order", "pk"))

    @cached_property
    def responses(self) -> list[Response]:
        """What bodies answered, the oldest first."""
        rows = Response.objects.filter(recommendation__in=self.batch, recorded_at__lte=self.at)
        rows = rows.select_related("body", "words", "document")
        return list(rows.order_by("given_on", "recorded_at"))

    @cached_property
    def actions(self) -> list[Action]:
        """What bodies promised, in their order, with every day that it was promised for."""
        rows = Action.objects.filter(recommendation__in=self.batch, recorded_at__lte=self.at)
        dues = ActionDue.objects.filter(set_at__lte=self.at).select_related("words")
        found = list(rows.select_related("body").prefetch_related(Prefetch("dues", dues)))
        for row in found:
            row.recommendation = self.batch[row.recommendation_id]
        return found

    @cached_property
    def assessments(self) -> list[Assessment]:
        """Views of all voices, also of single actions, the oldest first."""
        rows = Assessment.objects.filter(recommendation__in=self.batch, recorded_at__lte=self.at)
        rows = rows.select_related("words", "action", "body", "report__document")
        return list(rows.order_by("made_on", "recorded_at"))

    @cached_property
    def bills(self) -> list[BillFor]:
        """Bills with their stages, the newest session first."""
        rows = BillFor.objects.filter(
            recommendation__in=self.batch, bill__recorded_at__lte=self.at
        ).select_related("bill__session")
        return list(rows.prefetch_related("bill__stages").order_by("-bill__session__ends_on", "pk"))

    @cached_property
    def successions(self) -> list[Succession]:
        """What took the place of one of these, the oldest first."""
        rows = Succession.objects.filter(recommendation__in=self.batch, recorded_at__lte=self.at)
        return list(rows.select_related("by__locale", "words").order_by("on", "pk"))

    @cached_property
    def findings(self) -> dict[Any, Finding]:
        """Public findings that one of these rests on, and those that were withdrawn, under their
        keys and in the order of their numbers.

        What was withdrawn is public no more; that it was withdrawn is.
        """
        found = {row.finding_id: row.finding for row in self._links}
        return dict(sorted(found.items(), key=lambda one: one[1].number))

    @cached_property
    def resting(self) -> dict[Any, list[Any]]:
        """Under the key of a finding, the keys of the recommendations that rest on it."""
        found: dict[Any, list[Any]] = {}
        for row in self._links:
            found.setdefault(row.finding_id, []).append(row.recommendation_id)
        return found

    @cached_property
    def _links(self) -> list[Any]:
        shown = Q(finding__live=True) | Q(finding__decisions__kind=DecisionKind.WITHDRAWN)
        rows = Recommendation.findings.through.objects.filter(shown, recommendation__in=self.batch)
        return list(rows.select_related("finding__locale").distinct())

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What public findings rest on, or where it is not to be quoted what of it changed."""
        public = [key for key, finding in self.findings.items() if finding.live]
        rows = Citation.objects.filter(finding__in=public).order_by("sort_order", "pk")
        return (evidence_of if self._quoted else changes_of)(rows, at=self.at)

    @cached_property
    def decisions(self) -> list[EvidenceDecision]:
        """What commissioners decided about changed evidence, the oldest first."""
        rows = EvidenceDecision.objects.filter(
            finding__in=list(self.findings), decided_at__lte=self.at
        )
        return list(rows.select_related("words").order_by("decided_at", "pk"))
