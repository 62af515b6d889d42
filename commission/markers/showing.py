"""What public markers show, told to those who keep it."""

from collections.abc import Collection
from uuid import UUID

from commission.markers.record.models import MarkerPhotograph


def photographs_shown(photographs: Collection[UUID]) -> set[UUID]:
    """Those of the photographs that stand on the page of a public marker."""
    rows = MarkerPhotograph.objects.filter(
        photograph__in=photographs, marker__live=True, marker__translated_from__isnull=True
    )
    return set(rows.values_list("photograph", flat=True))
