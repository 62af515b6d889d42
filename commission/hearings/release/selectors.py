"""Which recordings of hearings wait for a person, and which for their time."""

from datetime import datetime

from django.db.models import QuerySet

from commission.hearings.hearing.models import Hearing
from commission.hearings.release.models import DelayedRelease


def releases_of(hearing: Hearing) -> QuerySet[DelayedRelease]:
    """All releases of a hearing, with what they are about."""
    rows = DelayedRelease.objects.filter(link__hearing=hearing.original_id)
    return rows.select_related("link__hearing", "link__testimony", "hold").order_by(
        "link__linked_at", "pk"
    )


def releases_unopened() -> QuerySet[DelayedRelease]:
    """Releases that wait for a person or for their time."""
    rows = DelayedRelease.objects.filter(opened_at__isnull=True)
    return rows.select_related("link__hearing", "link__testimony", "hold")


def releases_due(*, at: datetime) -> QuerySet[DelayedRelease]:
    """Releases that were confirmed and whose time has come."""
    return releases_unopened().filter(confirmed_at__isnull=False, release_at__lte=at)
