"""What an order does to the testimonies that it covers: a hold on each, at the gate."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractUser

from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.testimony.models import Testimony
from commission.hearings.orders.models import OrderHold, RestrictionOrder
from commission.hearings.witnesses.models import AppearanceTestimony


def order_hold(
    *, order: RestrictionOrder, testimonies: Iterable[Testimony], by: AbstractUser, at: datetime
) -> int:
    """Hold each of these, once, for as long as the order says. Open editions close at once.

    Runs inside the caller's transaction. Returns how many were not held by it before.
    """
    held = set(order.holds.values_list("hold__testimony", flat=True))
    placed = 0
    for testimony in testimonies:
        if testimony.pk in held:
            continue
        held.add(testimony.pk)
        hold = hold_place(
            testimony=testimony,
            kind=HoldKind.RESTRICTION_ORDER,
            code=order.mark,
            starts_at=order.starts_at,
            ends_at=order.ends_at,
            by=by,
            at=at,
        )
        OrderHold.objects.create(order=order, hold=hold)
        placed += 1
    return placed


def orders_bind(*, link: AppearanceTestimony, by: AbstractUser, at: datetime) -> int:
    """Put a testimony under every order that covers its witness, those that begin later included.

    Runs inside the caller's transaction. Returns how many hold it.
    """
    orders = RestrictionOrder.objects.filter(
        covers__appearance_key=link.appearance_key, lifted_at__isnull=True
    ).exclude(ends_at__lte=at)
    return sum(
        order_hold(order=order, testimonies=[link.testimony], by=by, at=at)
        for order in orders.distinct().defer("text")
    )
