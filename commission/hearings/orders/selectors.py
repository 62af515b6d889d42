"""Orders as they bind now: what they cover, and what outsiders are told of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from commission.hearings.hearing.models import Hearing
from commission.hearings.orders.models import RestrictionOrder


def binding(*, at: datetime, prefix: str = "") -> Q:
    """The condition that an order is in force at a moment."""
    not_ended = Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": at})
    return not_ended & Q(**{f"{prefix}starts_at__lte": at, f"{prefix}lifted_at__isnull": True})


def orders_in_force(*, at: datetime) -> QuerySet[RestrictionOrder]:
    """Orders that bind now. Their text is deferred: it is read by `order_text_read` alone."""
    return RestrictionOrder.objects.filter(binding(at=at)).defer("text")


def orders_public(hearing: Hearing, *, at: datetime) -> QuerySet[RestrictionOrder]:
    """Orders in force that were made at a hearing: number, who, when, public summary."""
    return orders_in_force(at=at).filter(hearing=hearing.original_id)


def entries_ordered(entries: Iterable[Any], *, at: datetime) -> dict[Any, int]:
    """By key of the docket entry, the number of the first order in force that covers it."""
    rows = orders_in_force(at=at).filter(covers__entry__in=list(entries)).order_by("-number")
    return dict(rows.values_list("covers__entry", "number"))


def witnesses_ordered(keys: Iterable[UUID], *, at: datetime) -> dict[UUID, int]:
    """By key of the appearance, the number of the first order in force that covers it."""
    rows = orders_in_force(at=at).filter(covers__appearance_key__in=list(keys))
    found = rows.order_by("-number").values_list("covers__appearance_key", "number")
    return {key: number for key, number in found if key is not None}
