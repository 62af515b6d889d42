"""Thousands of markers, written in a few statements."""

from django.db.models import Max

from commission.markers.models import Marker, PublicPlace, StateChange
from commission.markers.places.grid import area_of
from commission.markers.vocabulary import Precision, State
from tests.commission.factories import locale
from tests.factories import NOW, UserFactory


def many(count: int, *, precision: str = Precision.EXACT) -> None:
    """So many public markers, spread over Texas as real ones are over the places they stand in."""
    first = (Marker.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    english, user = locale(), UserFactory()
    rows = Marker.objects.bulk_create(
        Marker(
            number=first + n,
            title=f"Marker of the county, number {first + n}",
            summary="It remembers what happened here.",
            place_words="Beside the road.",
            erected_on=str(1936 + n % 80),
            erected_first=1936 + n % 80,
            erected_last=1936 + n % 80,
            live=True,
            first_published_at=NOW,
            locale=english,
        )
        for n in range(count)
    )
    StateChange.objects.bulk_create(
        StateChange(
            marker=row,
            position=1,
            state=State.UNVEILED,
            happened_on=row.erected_on,
            recorded_by=user,
            recorded_at=NOW,
        )
        for row in rows
    )
    PublicPlace.objects.bulk_create(
        PublicPlace(marker=row, precision=precision, **vars(area_of(*_spot(row.number), precision)))
        for row in rows
    )


def _spot(number: int) -> tuple[float, float]:
    """The same for the same number; three hundred towns, some markers in each."""
    town = number * 7919 % 307
    latitude = 26.5 + town * 0.618 % 1 * 9 + number % 11 * 0.003
    return latitude, -104.0 + town * 0.414 % 1 * 10 + number % 13 * 0.003
