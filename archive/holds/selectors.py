"""Reading orders and delays."""

from datetime import datetime

from django.db.models import Q, QuerySet

from archive.holds.models import Hold, HoldKind
from archive.testimony.models import Testimony


def holds_in_force(testimony: Testimony, *, at: datetime) -> QuerySet[Hold]:
    """What binds this testimony now.

    An order or a legal hold ends on its own date; a delay does not: it waits for a person.
    """
    not_ended = Q(ends_at__isnull=True) | Q(ends_at__gt=at) | Q(kind=HoldKind.DELAY)
    return Hold.objects.filter(
        not_ended, testimony=testimony, starts_at__lte=at, lifted_at__isnull=True
    ).order_by("starts_at")


def legally_held(testimony: Testimony, *, at: datetime) -> bool:
    """Whether nothing of it may be destroyed now. It says nothing about who may read."""
    return holds_in_force(testimony, at=at).filter(kind=HoldKind.LEGAL_HOLD).exists()
