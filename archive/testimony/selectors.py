"""Reading testimony, for staff."""

from datetime import datetime

from django.db.models import QuerySet

from archive.testimony.days import today
from archive.testimony.models import Recording, Testimony


def embargoes_to_review(*, at: datetime) -> QuerySet[Testimony]:
    """Testimony whose embargo has passed its last day and waits for a person, longest first."""
    return Testimony.objects.filter(
        embargo_until__lt=today(at), embargo_lifted_at__isnull=True
    ).order_by("embargo_until", "pk")


def recordings_kept(testimony: Testimony) -> QuerySet[Recording]:
    """The recordings that nobody has set aside; an edition is made from the only one of them."""
    return testimony.recordings.filter(set_aside_at=None)
