"""Carrying out an import: drafts by one person, and approval by another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.markers.importing.models import ImportedMarker
from commission.markers.importing.plans import Plan, Said, Step
from commission.markers.importing.publishing import is_untouched, markers_publish
from commission.markers.importing.repeats import repeating
from commission.markers.importing.writing import markers_take_in
from commission.markers.places.models import MarkerPlace
from commission.markers.places.services import place_set, spot_read
from commission.markers.record.models import Inscription, Marker, MarkerSeries
from commission.markers.rights import permission_require
from commission.recommendations.importing.entries import Remark
from commission.recommendations.importing.matching import slug_for
from commission.recommendations.importing.plans import Fate
from commission.review.services import record_approve, record_save_draft, record_submit
from media.refusal import Refused

# Rows that are written together: whole, or not at all.
AT_ONCE = 200
Row = TypeVar("Row")


@dataclass
class Done:
    """What an import did."""

    written: int = 0
    published: int = 0
    not_taken: list[Remark] = field(default_factory=list)


def plan_carry_out(plan: Plan, *, locale: Locale, by: User, at: datetime) -> Done:
    """Write the drafts of a plan, some at a time.

    What is refused is named and the rest goes on; a second run does what is left.
    """
    done = Done()
    titles = {step.entry.series for step in plan.steps if step.fate != Fate.SAME} - {""}
    series = series_make(titles=sorted(titles), locale=locale, by=by, at=at)
    for some in _parts(plan.of(Fate.NEW)):
        try:
            rows = markers_take_in(
                steps=some, said=plan.said, series=series, locale=locale, by=by, at=at
            )
            done.written += len(rows)
        except Refused as refusal:
            done.not_taken.append(Remark(some[0].entry.where, str(refusal.message)))
        except IntegrityError:
            sentence = _("Some of these were taken in by somebody else meanwhile. Run this again.")
            done.not_taken.append(Remark(some[0].entry.where, str(sentence)))
    for step in plan.of(Fate.CHANGED):
        try:
            marker_take_in_again(step=step, said=plan.said, series=series, by=by, at=at)
            done.written += 1
        except Refused as refusal:
            done.not_taken.append(Remark(step.entry.where, str(refusal.message)))
    return done


def plan_publish(plan: Plan, *, done: Done, by: User, approved_by: User, at: datetime) -> None:
    """Publish every draft of a plan: asked for by one, approved by another.

    What nobody touched since the import wrote it is published many at a time; whatever somebody
    worked on goes through the review by itself.
    """
    references = {step.entry.reference: step.entry.where for step in plan.steps}
    rows = ImportedMarker.objects.filter(source=plan.said.source).select_related(
        "marker__latest_revision", "marker__locale"
    )
    waiting = [
        row for row in rows if row.reference in references and row.marker.has_unpublished_changes
    ]
    whole = [row for row in waiting if is_untouched(row)]
    says = repeating(whole, at=at)
    for row in whole:
        if row.pk in says:
            sentence = _("Its words stand in an account. Look at it by hand.")
            done.not_taken.append(Remark(references[row.reference], str(sentence)))
    for some in _parts([row for row in whole if row.pk not in says]):
        try:
            markers = [row.marker for row in some]
            done.published += len(
                markers_publish(markers=markers, by=by, approved_by=approved_by, at=at)
            )
        except Refused as refusal:
            done.not_taken.append(Remark(references[some[0].reference], str(refusal.message)))
    whole_keys = {row.pk for row in whole}
    for row in waiting:
        if row.pk not in whole_keys:
            _publish_one(row, references[row.reference], done, by=by, approved_by=approved_by)


@transaction.atomic
def marker_take_in_again(
    *, step: Step, said: Said, series: dict[str, MarkerSeries], by: User, at: datetime
) -> Marker:
    """Write what a file says anew as a draft of the marker that is there.

    What the file does not say stays. A place that would tell more waits for a second person, as
    everywhere. Raises Refused for whoever may not, and while the marker waits for approval.
    """
    if step.row is None:
        raise ValueError("this entry has no marker yet")
    row = Marker.objects.select_for_update().get(pk=step.row.marker_id)
    draft = row.get_latest_revision_as_object()
    for name, value in step.entry.values.items():
        setattr(draft, name, value)
    if step.entry.series:
        draft.series = series[step.entry.series]
    if step.entry.inscriptions:
        draft.inscriptions = [
            Inscription(sort_order=n, language=language or row.locale.language_code, text=text)
            for n, (language, text) in enumerate(step.entry.inscriptions)
        ]
    record_save_draft(record=draft, by=by)
    _place_again(row, step, said, by=by, at=at)
    ImportedMarker.objects.filter(pk=step.row.pk).update(mark=step.entry.mark, imported_at=at)
    details = {"number": row.number, "new": False}
    ledger_append(actor=by, act="marker.import", record=row, at=at, details=details)
    return row


@transaction.atomic
def series_make(
    *, titles: list[str], locale: Locale, by: User, at: datetime
) -> dict[str, MarkerSeries]:
    """The series of these titles, made where they are missing. Raises Refused for who may not."""
    rows = MarkerSeries.objects.filter(locale=locale)
    found = {row.title: row for row in rows.filter(title__in=titles)}
    missing = [title for title in titles if title not in found]
    if missing:
        permission_require(by, "add_markerseries")
    taken = set(rows.values_list("slug", flat=True))
    for title in missing:
        row = MarkerSeries.objects.create(locale=locale, title=title, slug=slug_for(title, taken))
        taken.add(row.slug)
        ledger_append(actor=by, act="marker_series.import", record=row, at=at)
        found[title] = row
    return found


def _place_again(marker: Marker, step: Step, said: Said, *, by: User, at: datetime) -> None:
    if step.entry.spot is None:
        return
    known = MarkerPlace.objects.filter(marker=marker).first()
    precision = step.entry.precision or (known.precision if known else said.precision)
    spot = spot_read(*step.entry.spot)
    if known is None or (known.latitude, known.longitude, known.precision) != (*spot, precision):
        place_set(
            marker=marker,
            latitude=spot[0],
            longitude=spot[1],
            precision=precision,
            by=by,
            at=at,
        )


def _publish_one(
    row: ImportedMarker, where: str, done: Done, *, by: User, approved_by: User
) -> None:
    marker = row.marker
    try:
        with transaction.atomic():
            state = marker.current_workflow_state
            if state is None or state.status != state.STATUS_IN_PROGRESS:
                record_submit(record=marker, by=by)
                marker = Marker.objects.get(pk=marker.pk)
            record_approve(record=marker, by=approved_by)
        done.published += 1
    except Refused as refusal:
        done.not_taken.append(Remark(where, str(refusal.message)))
    except ValidationError:
        done.not_taken.append(Remark(where, str(_("Its draft is not complete."))))


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for n in range(0, len(rows), AT_ONCE):
        yield rows[n : n + AT_ONCE]
