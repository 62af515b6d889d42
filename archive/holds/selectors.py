"""Reading orders and delays."""

from datetime import datetime

from django.db.models import Q, QuerySet

from archive.holds.models import FORBID_READING, Hold, HoldKind
from archive.testimony.models import Testimony


def holds_in_force(testimony: Testimony, *, at: datetime) -> QuerySet[Hold]:
    """What binds this testimony now.

    An order or a legal hold ends on its own date; a delay does not: it waits for a person.
    """
    return Hold.objects.filter(in_force(at=at), testimony=testimony).order_by("starts_at")


def in_force(*, at: datetime) -> Q:
    """The condition that a hold binds now, whatever it binds."""
    not_ended = Q(ends_at__isnull=True) | Q(ends_at__gt=at) | Q(kind=HoldKind.DELAY)
    return not_ended & Q(starts_at__lte=at, lifted_at__isnull=True)


def forbids_reading(*, at: datetime) -> QuerySet[Hold]:
    """What binds now and forbids that anybody outside reads, of whatever testimony."""
    return Hold.objects.filter(in_force(at=at), kind__in=FORBID_READING)


def legally_held(testimony: Testimony, *, at: datetime) -> bool:
    """Whether nothing of it may be destroyed now. It says nothing about who may read."""
    return holds_in_force(testimony, at=at).filter(kind=HoldKind.LEGAL_HOLD).exists()
