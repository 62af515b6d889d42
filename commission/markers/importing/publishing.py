"""Imported drafts become public many at a time, by the rule of one: a second person says so."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, WorkflowState

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.markers.importing.models import ImportedMarker
from commission.markers.record.models import Marker
from commission.review.hands import hands_in_all, holds_approval
from commission.review.telling import public_changed
from commission.review.translations import texts_mark
from media.refusal import Refused


def untouched(rows: Iterable[ImportedMarker]) -> list[ImportedMarker]:
    """Those whose marker was never public, waits for nobody, and has the import's draft alone.

    Then the row of the marker says what the draft says. Read with `marker__latest_revision`; one
    query for all of them.
    """
    kind = ContentType.objects.get_for_model(Marker)
    waiting = WorkflowState.objects.active().filter(base_content_type=kind)
    sent = set(waiting.values_list("object_id", flat=True))
    return [
        row
        for row in rows
        if row.marker.first_published_at is None
        and str(row.marker_id) not in sent
        and row.marker.latest_revision is not None
        and row.marker.latest_revision.created_at == row.imported_at
    ]


@transaction.atomic
def markers_publish(
    *, markers: Sequence[Marker], by: User, approved_by: User, at: datetime
) -> list[Marker]:
    """Publish drafts that an import wrote and nobody touched (`untouched`). All, or none.

    What somebody worked on or sent to review since it was looked at is left to them. Raises Refused
    for whoever may not approve, and for an approver with a hand in one of them.
    """
    rows = list(
        Marker.objects.select_for_update(of=("self",))
        .filter(pk__in=[one.pk for one in markers], live=False, first_published_at__isnull=True)
        .select_related("latest_revision", "locale")
        .order_by("pk")
    )
    held = ImportedMarker.objects.filter(marker__in=rows).select_related("marker__latest_revision")
    still = {one.marker_id for one in untouched(held)}
    rows = [row for row in rows if row.pk in still]
    if not holds_approval(Marker, approved_by):
        raise Refused("not_allowed", _("Whoever approves needs the right to approve markers."))
    hands = hands_in_all(rows)
    if any(approved_by.pk in hands[row.pk] | {by.pk} for row in rows):
        raise Refused(
            "same_person",
            _("Somebody with the right to approve, who wrote none of this, has to decide it."),
        )
    for row in rows:
        row.live, row.has_unpublished_changes = True, False
        row.first_published_at = row.last_published_at = at
        row.live_revision = row.latest_revision
        row.people = []  # an import names nobody; so none is asked for
        row.texts = texts_mark(row)
    fields = ["live", "has_unpublished_changes", "first_published_at", "last_published_at"]
    Marker.objects.bulk_update(rows, [*fields, "live_revision", "texts"])
    kind = ContentType.objects.get_for_model(Marker)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(row.pk),
            label=str(row),
            action="wagtail.publish",
            user=approved_by,
            timestamp=at,
            revision=row.latest_revision,
        )
        for row in rows
    )
    for row in rows:
        public_changed(row, at=at)
        ledger_append(
            actor=approved_by,
            act="marker.publish",
            record=row,
            at=at,
            details={"number": row.number, "revision": row.latest_revision_id, "import": True},
        )
    return rows
