"""What waits for a person at hearings: confirmations, what was stopped, orders to look at again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from commission.hearings.desk.hearing_page import Recorded, recorded_of
from commission.hearings.orders.models import RestrictionOrder
from commission.hearings.orders.selectors import orders_in_force
from commission.hearings.release.selectors import releases_unopened
from commission.hearings.vocabulary import ReleaseState


@dataclass(frozen=True)
class Waits:
    """Releases and orders that somebody has to see to."""

    to_confirm: tuple[Recorded, ...]
    stopped: tuple[Recorded, ...]
    to_look_at: tuple[RestrictionOrder, ...]

    def __bool__(self) -> bool:
        return bool(self.to_confirm or self.stopped or self.to_look_at)


def waits_of(*, at: datetime) -> Waits:
    """Everything that waits now. The number of queries depends on nothing."""
    rows = releases_unopened().prefetch_related(
        "link__hearing__sittings", "link__hearing__sessions", "link__hearing__appearances"
    )
    found = [recorded_of(row, at=at) for row in rows.order_by("link__linked_at")]
    today = timezone.localdate(at)
    orders = orders_in_force(at=at).filter(review_on__lte=today).select_related("hearing")
    return Waits(
        to_confirm=tuple(
            one for one in found if one.state == ReleaseState.WAITING and not one.why_not
        ),
        stopped=tuple(one for one in found if one.refused),
        to_look_at=tuple(orders.order_by("review_on")),
    )
