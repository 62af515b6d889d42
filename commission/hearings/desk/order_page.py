"""One order as staff see it: what it covers, where it stands, what may be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commission.hearings.desk.forms import CoverForm, ReviewForm
from commission.hearings.docket.models import DocketEntry
from commission.hearings.orders.models import RestrictionOrder
from commission.hearings.rights import LIFT, PLACE, READ
from commission.hearings.vocabulary import OrderState
from commission.hearings.witnesses.appearing import appearances_of


@dataclass(frozen=True)
class OrderPage:
    """Everything that the page prints. The text is not in it."""

    order: RestrictionOrder
    state: OrderState
    witnesses: Sequence[str]
    entries: Sequence[DocketEntry]
    # How many testimonies it holds at the gate.
    held: int
    cover: CoverForm | None
    review: ReviewForm | None
    may_lift: bool
    may_read: bool
    # Whether this person placed it, and so cannot lift it.
    placed: bool


def page_of(order: RestrictionOrder, *, user: Any, at: datetime) -> OrderPage:
    """The page for one person."""
    covers = list(order.covers.select_related("entry__hearing"))
    state = order.state(at=at)
    stands = state in (OrderState.COMING, OrderState.IN_FORCE)
    known = appearances_of(order.hearing) if order.hearing else {}
    keys = [one.appearance_key for one in covers if one.appearance_key]
    return OrderPage(
        order=order,
        state=state,
        witnesses=[known[key].shown for key in keys if key in known],
        entries=[one.entry for one in covers if one.entry is not None],
        held=order.holds.count(),
        cover=CoverForm(order.hearing) if stands and user.has_perm(PLACE) else None,
        review=ReviewForm() if stands and (user.has_perm(PLACE) or user.has_perm(LIFT)) else None,
        may_lift=order.lifted_at is None and user.has_perm(LIFT),
        may_read=user.has_perm(READ),
        placed=order.placed_by_id == user.pk,
    )
