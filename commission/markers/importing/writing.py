"""New markers of an import, many at a time: drafts that nobody has approved."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Locale, ModelLogEntry, ReferenceIndex, Revision

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.markers.dates import span_of
from commission.markers.importing.models import ImportedMarker
from commission.markers.importing.plans import Said, Step
from commission.markers.life.models import StateChange
from commission.markers.places.models import MarkerPlace, PublicPlace
from commission.markers.places.services import public_values, spot_read
from commission.markers.record.models import Inscription, Marker
from commission.markers.record.series import MarkerSeries
from commission.markers.rights import permission_require
from commission.markers.vocabulary import Precision
from commission.review.services import number_next


@transaction.atomic
def markers_take_in(
    *,
    steps: Sequence[Step],
    said: Said,
    series: Mapping[str, MarkerSeries],
    locale: Locale,
    by: User,
    at: datetime,
) -> list[Marker]:
    """Write entries as drafts of new markers, each with place, first state and where it came from.

    All of them or none. The same rows come of it as of the services for one marker, in a few
    queries for all. Raises Refused for whoever may not, IntegrityError where one of them was taken
    in meanwhile.
    """
    for name in ("add_marker", "keep_marker"):
        permission_require(by, name)
    first = number_next(Marker)
    markers = [
        Marker(
            number=first + n,
            locale=locale,
            live=False,
            has_unpublished_changes=True,
            series=series.get(step.entry.series),
            **step.entry.values,
        )
        for n, step in enumerate(steps)
    ]
    for marker in markers:
        marker.years_set()
    Marker.objects.bulk_create(markers)
    pairs = list(zip(markers, steps, strict=True))
    _inscribe(pairs, locale)
    _revise(markers, by=by, at=at)
    _place(pairs, said, by=by, at=at)
    _begin(pairs, said, by=by, at=at)
    ImportedMarker.objects.bulk_create(
        ImportedMarker(
            marker=marker,
            source=said.source,
            reference=step.entry.reference,
            mark=step.entry.mark,
            imported_at=at,
        )
        for marker, step in pairs
    )
    for marker in markers:
        if marker.series_id is not None:
            # What Wagtail's signals would do, which rows written together do not send.
            ReferenceIndex.create_or_update_for_object(marker)
        details = {"number": marker.number, "new": True}
        ledger_append(actor=by, act="marker.import", record=marker, at=at, details=details)
    return markers


def _inscribe(pairs: Sequence[tuple[Marker, Step]], locale: Locale) -> None:
    rows = []
    for marker, step in pairs:
        mine = [
            Inscription(
                marker=marker, sort_order=n, language=language or locale.language_code, text=text
            )
            for n, (language, text) in enumerate(step.entry.inscriptions)
        ]
        rows += mine
        # Known to be all there is of it, so that writing the revision asks for none of it.
        for relation in get_all_child_relations(marker):
            setattr(marker, relation.get_accessor_name(), [])
        for field in get_all_child_m2m_relations(marker):
            setattr(marker, field.name, [])
        marker.inscriptions = mine
    Inscription.objects.bulk_create(rows)


def _revise(markers: Sequence[Marker], *, by: User, at: datetime) -> None:
    """The draft of each, as its editor's revision."""
    kind = ContentType.objects.get_for_model(Marker)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(marker.pk),
            object_str=str(marker),
            created_at=at,
            user=by,
            content=marker.serializable_data(),
        )
        for marker in markers
    )
    for marker, revision in zip(markers, revisions, strict=True):
        marker.latest_revision = revision
    Marker.objects.bulk_update(markers, ["latest_revision"])
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(marker.pk),
            label=str(marker),
            action="wagtail.create",
            user=by,
            timestamp=at,
            revision=marker.latest_revision,
            content_changed=True,
        )
        for marker in markers
    )


def _place(pairs: Sequence[tuple[Marker, Step]], said: Said, *, by: User, at: datetime) -> None:
    places, shown = [], []
    for marker, step in pairs:
        if step.entry.spot is None:
            continue
        latitude, longitude = spot_read(*step.entry.spot)
        precision = Precision(step.entry.precision or said.precision)
        places.append(
            MarkerPlace(
                marker=marker,
                latitude=latitude,
                longitude=longitude,
                precision=precision,
                set_by=by,
                set_at=at,
            )
        )
        shown.append(PublicPlace(marker=marker, **public_values(latitude, longitude, precision)))
    MarkerPlace.objects.bulk_create(places)
    PublicPlace.objects.bulk_create(shown)


def _since(step: Step, *, at: datetime) -> str:
    """When it was put up, where the file says no other state and that day has come."""
    said = "" if step.entry.state else step.entry.values.get("erected_on", "")
    first, _last = span_of(said)
    return "" if first is not None and first > timezone.localdate(at) else said


def _begin(pairs: Sequence[tuple[Marker, Step]], said: Said, *, by: User, at: datetime) -> None:
    """The first row of each life: on what day is known where the file says when it was put up."""
    StateChange.objects.bulk_create(
        StateChange(
            marker=marker,
            position=1,
            state=step.entry.state or said.state,
            happened_on=_since(step, at=at),
            recorded_by=by,
            recorded_at=at,
        )
        for marker, step in pairs
    )
