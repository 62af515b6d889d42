"""Who had a hand in a marker beside its texts, and so may not be the one who approves it."""

from collections.abc import Iterable
from typing import Any

from commission.markers.nominations.models import Nomination, NominationKind
from commission.markers.places.models import MarkerPlace


def hands_of(keys: Iterable[Any]) -> dict[Any, set[Any]]:
    """Ids of these people, under the keys of the markers; two queries.

    Whoever wrote down or accepted the wish for a marker. And whoever said where it is and how
    exactly that is told, while nothing of it was public: approving it shows the place. Later a
    place has a second person of its own.
    """
    wanted = list(keys)
    found: dict[Any, set[Any]] = {}
    rows = Nomination.objects.filter(kind=NominationKind.MARKER, marker__in=wanted)
    for key, *people in rows.values_list("marker", "taken_by", "decided_by"):
        found.setdefault(key, set()).update(people)
    places = MarkerPlace.objects.filter(marker__in=wanted, marker__first_published_at__isnull=True)
    for key, person in places.values_list("marker", "set_by"):
        found.setdefault(key, set()).add(person)
    return found
