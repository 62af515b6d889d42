"""Which day of its hearing a sitting is, for many at once."""

from collections.abc import Iterable
from uuid import UUID

from commission.hearings.models import Hearing, Sitting


def hearings_of(sittings: Iterable[Sitting]) -> list[Hearing]:
    """The hearings of these days, each once."""
    return list({one.hearing_id: one.hearing for one in sittings}.values())


def numbered(sittings: Iterable[Sitting]) -> dict[UUID, int]:
    """Which day of its hearing each sitting is, by its key. Takes all sittings of a hearing."""
    rows = sorted(sittings, key=lambda one: (one.date, one.sort_order, one.pk))
    return {one.key: number for number, one in enumerate(rows, start=1)}


def day_numbers(sittings: Iterable[Sitting]) -> dict[UUID, tuple[int, int]]:
    """By key of the sitting, which day of its hearing it is, and of how many. One query."""
    together: dict[int, list[Sitting]] = {}
    for one in Sitting.objects.filter(hearing__in={row.hearing_id for row in sittings}):
        together.setdefault(one.hearing_id, []).append(one)
    return {
        key: (number, len(rows))
        for rows in together.values()
        for key, number in numbered(rows).items()
    }
