"""What the record holds about recommendations, each table read once, when it is first asked for.

The history and the page of a recommendation are told from the same rows. They are held for one
request and no longer: at the next one everything is asked anew. They are sorted here, because for
the rows of one recommendation it takes longer to ask for an order than to make it.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from operator import attrgetter
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
        rows = rows.select_related("body__locale").order_by()
        return sorted(rows, key=attrgetter("part", "sort_order", "pk"))

    @cached_property
    def responses(self) -> list[Response]:
        """What bodies answered, the oldest first."""
        rows = Response.objects.filter(recommendation__in=self.batch, recorded_at__lte=self.at)
        rows = rows.select_related("body", "words", "document").order_by()
        return sorted(rows, key=attrgetter("given_on", "recorded_at"))

    @cached_property
    def actions(self) -> list[Action]:
        """What bodies promised, in their order, with every day that it was promised for."""
        rows = Action.objects.filter(recommendation__in=self.batch, recorded_at__lte=self.at)
        dues = ActionDue.objects.filter(set_at__lte=self.at).select_related("words")
        rows = rows.select_related("body").prefetch_related(Prefetch("dues", dues)).order_by()
        found = sorted(rows, key=attrgetter("position", "recorded_at"))
        for row in found:
            row.recommendation = self.batch[row.recommendation_id]
        return found

    @cached_property
    def assessments(self) -> list[Assessment]:
        """Views of all voices, also of single actions, the oldest first."""
        rows = Assessment.objects.filter(recommendation__in=self.batch, recorded_at__lte=self.at)
        rows = rows.select_related("words", "report__document").order_by()
        found = sorted(rows, key=attrgetter("made_on", "recorded_at"))
        actions = {row.pk: row for row in self.actions}
        for row in found:
            if row.action_id in actions:
                row.action = actions[row.action_id]
        return found

    @cached_property
    def bills(self) -> list[BillFor]:
        """Bills with their stages, the newest session first."""
        rows = BillFor.objects.filter(
            recommendation__in=self.batch, bill__recorded_at__lte=self.at
        ).select_related("bill__session")
        found = sorted(rows.prefetch_related("bill__stages").order_by(), key=attrgetter("pk"))
        return sorted(found, key=lambda row: row.bill.session.ends_on, reverse=True)

    @cached_property
    def successions(self) -> list[Succession]:
        """What took the place of one of these, and what one of these took the place of, the oldest
        first.
        """
        either = Q(recommendation__in=self.batch) | Q(by__in=self.batch)
        rows = Succession.objects.filter(either, recorded_at__lte=self.at).select_related("words")
        # Few have any: only then the others are asked for.
        others = Recommendation.objects.select_related("locale").order_by()
        rows = rows.prefetch_related(Prefetch("by", others), Prefetch("recommendation", others))
        return sorted(rows, key=attrgetter("on", "pk"))

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
        rows = Citation.objects.filter(finding__in=public).order_by()
        found = sorted(rows, key=attrgetter("sort_order", "pk"))
        return (evidence_of if self._quoted else changes_of)(found, at=self.at)

    @cached_property
    def decisions(self) -> list[EvidenceDecision]:
        """What commissioners decided about changed evidence, the oldest first."""
        rows = EvidenceDecision.objects.filter(
            finding__in=list(self.findings), decided_at__lte=self.at
        )
        rows = rows.select_related("words").order_by()
        return sorted(rows, key=attrgetter("decided_at", "pk"))
