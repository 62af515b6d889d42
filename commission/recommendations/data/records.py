"""A public recommendation as other programs read it: what was asked, and what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from commission.documents.models import Words
from commission.findings.models import Finding
from commission.findings.selectors import changes_uncovered, findings_public
from commission.recommendations.actions.models import Action
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.selectors import Standing, standing_of
from commission.recommendations.data.addresses import (
    document_row,
    recommendation_address,
)
from commission.recommendations.legislature.ladder import furthest, rung_of
from commission.recommendations.legislature.models import BillFor
from commission.recommendations.progress.models import ProgressReport, ReportState
from commission.recommendations.recommendation.models import Recommendation, Succession
from commission.recommendations.responses.models import Response
from commission.recommendations.vocabulary import Voice
from commission.review.models import PublicRecordQuerySet

Row = dict[str, Any]
# Recommendations that are read at once: one chunk is all of them for every commission there was.
CHUNK = 1_000


@dataclass(frozen=True)
class Told:
    """A recommendation with everything of it that goes out, read ahead."""

    recommendation: Recommendation
    standing: Standing
    findings: tuple[int, ...]
    evidence_changed: bool
    at: datetime


def told(recommendations: PublicRecordQuerySet, *, at: datetime) -> Iterator[Told]:
    """The public originals among these by their number, read in chunks of CHUNK.

    The number of queries of a chunk does not depend on what is in it.
    """
    public = recommendations.filter(live=True, translated_from__isnull=True)
    keys = list(public.order_by("number").values_list("pk", flat=True))
    for first in range(0, len(keys), CHUNK):
        rows = list(
            Recommendation.objects.published()
            .filter(pk__in=keys[first : first + CHUNK])
            .select_related("report", "chapter", "locale")
            .order_by("number")
        )
        yield from _chunk(rows, at=at)


def _chunk(rows: list[Recommendation], *, at: datetime) -> Iterator[Told]:
    prefetch_related_objects(
        rows,
        "parts",
        "themes",
        "addressed__body",
        Prefetch("responses", Response.objects.select_related("body", "words", "document")),
        Prefetch("actions", Action.objects.select_related("body").prefetch_related("dues")),
        Prefetch("progress_reports", ProgressReport.objects.select_related("body")),
        Prefetch(
            "for_bills",
            BillFor.objects.select_related("bill__session").prefetch_related("bill__stages"),
        ),
        Prefetch("successions", Succession.objects.select_related("by")),
        Prefetch(
            "assessments",
            Assessment.objects.filter(action__isnull=False, voice=Voice.COMMISSION),
            to_attr="of_actions",
        ),
    )
    public = findings_public().filter(recommendations__in=rows).distinct()
    numbers = dict(public.values_list("pk", "number"))
    changed = {
        one.finding.pk for one in changes_uncovered(Finding.objects.filter(pk__in=numbers), at=at)
    }
    rests: dict[Any, set[Any]] = {}
    links = Recommendation.findings.through.objects.filter(recommendation__in=rows)
    for key, finding in links.values_list("recommendation_id", "finding_id"):
        if finding in numbers:
            rests.setdefault(key, set()).add(finding)
    standing = standing_of(rows)
    for row in rows:
        mine = rests.get(row.pk, set())
        yield Told(
            recommendation=row,
            standing=standing[row.pk],
            findings=tuple(sorted(numbers[key] for key in mine)),
            evidence_changed=bool(mine & changed),
            at=at,
        )


def recommendation_row(one: Told) -> Row:
    """Everything that goes out about one recommendation, as its schema describes it."""
    record = one.recommendation
    return {
        "number": record.number,
        "id": str(record.translation_key),
        "address": recommendation_address(record.number),
        "title": record.title,
        "text": record.text,
        "language": record.locale.language_code,
        "parts": [{"label": part.label, "text": part.text} for part in record.parts.all()],
        "kind": record.kind,
        "priority": record.priority,
        "report": report_row(record.report),
        "chapter": chapter_row(record.chapter),
        "page": record.page,
        "made_on": day(record.made_on),
        "due_on": day(record.due_on),
        "checked_by": record.checked_by,
        "themes": [theme_row(theme) for theme in record.themes.all()],
        "bodies": [
            {"slug": to.body.slug, "name": to.body.name, "part": to.part}
            for to in record.addressed.all()
        ],
        "findings": list(one.findings),
        "evidence_changed": one.evidence_changed,
        "views": {voice.value: _view(view) for voice, view in one.standing.voices},
        "agree": one.standing.agree,
        "apart": one.standing.apart,
        **_became(one),
    }


def _became(one: Told) -> Row:
    record, today = one.recommendation, timezone.localdate(one.at)
    rungs = [(row, rung_of(row, on=today)) for row in record.for_bills.all()]
    # What took its place is named where the public can read it.
    successor = next((row for row in record.successions.all() if row.by.live), None)
    return {
        "responses": [_response(row) for row in record.responses.all()],
        "actions": [_action(row, _of_action(record, row)) for row in record.actions.all()],
        "reports": [_report(row, today) for row in record.progress_reports.all()],
        "bills": [_bill(row, rung) for row, rung in rungs],
        "addressed": furthest(rung for _row, rung in rungs),
        "succeeded_by": successor
        and {"kind": successor.kind, "number": successor.by.number, "on": day(successor.on)},
    }


def _view(view: Assessment | None) -> Row | None:
    if view is None:
        return None
    return {
        "id": str(view.pk),
        "status": view.status,
        "quality": view.quality or None,
        "author": view.author,
        "made_on": day(view.made_on),
        "reasons": words_row(view.words),
    }


def _response(row: Response) -> Row:
    return {
        "id": str(row.pk),
        "body": row.body.slug,
        "answer": row.kind,
        "given_on": day(row.given_on),
        "words": row.words and words_row(row.words),
        "document": document_row(row.document),
    }


def _of_action(record: Recommendation, action: Action) -> str | None:
    """What the commission found last about one action."""
    views = [row for row in record.of_actions if row.action_id == action.pk]
    newest = max(views, key=lambda row: (row.made_on, row.recorded_at), default=None)
    return newest.status if newest else None


def _action(row: Action, found: str | None) -> Row:
    dues = list(row.dues.all())
    return {
        "id": str(row.pk),
        "body": row.body.slug,
        "title": row.title,
        "owner": row.owner,
        "due_on": day(dues[-1].due_on) if dues else None,
        "moved": max(len(dues) - 1, 0),
        "commission_finds": found,
    }


def _report(row: ProgressReport, today: date) -> Row:
    """Whether a report came is told when it was taken in; what was sent and not taken in is not."""
    waiting = row.submitted_at is None or row.state == ReportState.RETURNED
    return {
        "id": str(row.pk),
        "body": row.body.slug,
        "due_on": day(row.due_on),
        "taken_in": row.state == ReportState.TAKEN_IN,
        "late": waiting and row.due_on < today,
    }


def _bill(row: BillFor, rung: Any) -> Row:
    bill = row.bill
    return {
        "id": str(bill.pk),
        "number": bill.number,
        "title": bill.title,
        "chamber": bill.chamber,
        "address": bill.link,
        "session": bill.session.name,
        "session_ends_on": day(bill.session.ends_on),
        "covers": row.covers,
        "stage": rung.stage,
        "stage_on": day(rung.stage_on),
        "addressed": rung.addressed,
        "fell_on": day(rung.fell_on),
    }


def words_row(words: Words) -> Row:
    """Words that somebody gave, or that they were taken down."""
    down = words.taken_down_at is not None
    return {
        "text": None if down else words.text,
        "language": None if down else words.language,
        "taken_down": down,
    }


def theme_row(theme: Any) -> Row:
    """A theme."""
    return {"slug": theme.slug, "name": theme.name}


def report_row(report: Any) -> Row | None:
    """A report, or None."""
    return report and {"slug": report.slug, "title": report.title}


def chapter_row(chapter: Any) -> Row | None:
    """A chapter, or None."""
    return chapter and {"number": chapter.number, "title": chapter.title}


def day(when: date | None) -> str | None:
    """A day as 2026-12-31, or None."""
    return when.isoformat() if when else None


def numbers(rows: Iterable[Any]) -> list[int]:
    """The numbers of records, in order."""
    return sorted({row.number for row in rows})
