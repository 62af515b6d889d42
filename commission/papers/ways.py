"""The ways in which a document hangs on a record, with the rights of whoever works on that record.

A progress report that a body has not handed over is no way: nobody but its authors reads it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commission.findings.access import READS
from commission.findings.models import DocumentCitation, Finding, HeldEvidence
from commission.hearings.models import DocketEntry
from commission.hearings.vocabulary import EntryAccess
from commission.recommendations.models import (
    AssessmentEvidence,
    ProgressReport,
    Recommendation,
    Response,
    SentBack,
)
from commission.recommendations.taking_down import HANDED_OVER

TRACKER = ("recommendations.keep_tracker",)
CITES = tuple(f"findings.{name}" for name in READS)
# What is not shown is known to those who count it, and to nobody else.
COUNTS = ("findings.change_finding",)
DOCKETS = tuple(f"hearings.{verb}_docketentry" for verb in ("add", "change", "approve"))


@dataclass(frozen=True)
class Place:
    """Where a document stands, in words; `address` is that of the desk's page, if there is one."""

    what: str
    address: str
    public: bool  # the record is, and names its public documents


@dataclass(frozen=True)
class Way:
    """Rows with a `document`, of which one right is needed to work on them, and how to tell one."""

    rows: QuerySet[Any]
    rights: tuple[str, ...]
    place: Callable[[Any], Place]

    def open_to(self, person: Any) -> bool:
        """Whether somebody works on such records."""
        return any(person.has_perm(right) for right in self.rights)


def ways() -> Iterator[Way]:
    """All of them."""
    yield Way(DocumentCitation.objects.select_related("finding"), CITES, _cited)
    yield Way(HeldEvidence.objects.select_related("finding"), COUNTS, _counted)
    filed = DocketEntry.objects.originals().filter(document__isnull=False)
    yield Way(filed.select_related("hearing"), DOCKETS, _filed)
    rows = Response.objects.select_related("recommendation", "body")
    yield Way(rows, TRACKER, _answered)
    evidence = AssessmentEvidence.objects.select_related("assessment__recommendation")
    yield Way(evidence, TRACKER, _judged)
    reports = ProgressReport.objects.filter(state__in=HANDED_OVER)
    yield Way(reports.select_related("recommendation", "body"), TRACKER, _reported)
    back = SentBack.objects.select_related("report__recommendation", "report__body")
    yield Way(back, TRACKER, _sent_back)


def _finding(finding: Finding) -> str:
    return str(finding) if finding.live else _("%(finding)s, not public") % {"finding": finding}


def _cited(row: DocumentCitation) -> Place:
    address = reverse("evidence:finding", args=[row.finding_id])
    return Place(_finding(row.finding), address, row.finding.live)


def _filed(row: DocketEntry) -> Place:
    what = str(row) if row.live else _("%(entry)s, not public") % {"entry": row}
    public = row.live and row.access == EntryAccess.OPEN
    return Place(what, reverse("hearing_desk:hearing", args=[row.hearing_id]) + "#docket", public)


def _counted(row: HeldEvidence) -> Place:
    what = _("%(finding)s: evidence that is not shown") % {"finding": _finding(row.finding)}
    return Place(what, reverse("evidence:held", args=[row.finding_id]), False)


def _answered(row: Response) -> Place:
    what = _("%(record)s: what %(body)s answered")
    return _of_tracker(what, row.recommendation, row.body.name)


def _judged(row: AssessmentEvidence) -> Place:
    what = _("%(record)s: the view of %(body)s")
    return _of_tracker(what, row.assessment.recommendation, row.assessment.author)


def _reported(row: ProgressReport) -> Place:
    address = reverse("tracker_desk:report", args=[row.pk])
    what = _("%(record)s: a progress report of %(body)s")
    return _of_tracker(what, row.recommendation, row.body.name, address)


def _sent_back(row: SentBack) -> Place:
    address = reverse("tracker_desk:report", args=[row.report_id])
    what = _("%(record)s: a report that was sent back to %(body)s")
    return _of_tracker(what, row.report.recommendation, row.report.body.name, address)


def _of_tracker(what: str, record: Recommendation, body: str, address: str = "") -> Place:
    """The tracker's desk has no page of what is not public."""
    if record.live:
        address = address or reverse("tracker_desk:recommendation", args=[record.number])
    return Place(what % {"record": record, "body": body}, address if record.live else "", False)
