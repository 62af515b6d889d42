"""Taking down what may not stand open."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Exists, OuterRef

from archive.edition.models import Edition, EditionState
from archive.holds.selectors import forbids_reading
from archive.testimony.models import Testimony


def editions_close(*, testimony: Testimony, by: AbstractUser | str, at: datetime) -> list[Edition]:
    """Close every open edition, inside the caller's transaction, which holds the testimony's lock.

    Nothing opens them again: the next edition is built, approved and opened anew.
    """
    # Publishing reads holds; only here do holds reach back.
    from archive.publishing.closing import edition_take_down

    editions = list(testimony.editions.filter(state=EditionState.OPEN).select_related("testimony"))
    for edition in editions:
        edition_take_down(edition, state=EditionState.CLOSED, by=by, at=at)
    return editions


def holds_enforce(*, at: datetime) -> int:
    """Close editions under an order or a delay that has begun since it was placed.

    Returns how many; the clock calls it.
    """
    binding = forbids_reading(at=at).filter(testimony=OuterRef("pk"))
    bound = Testimony.objects.filter(Exists(binding), editions__state=EditionState.OPEN).distinct()
    closed = 0
    for pk in list(bound.values_list("pk", flat=True)):
        with transaction.atomic():
            testimony = Testimony.objects.select_for_update().get(pk=pk)
            closed += len(editions_close(testimony=testimony, by="clock", at=at))
    return closed
