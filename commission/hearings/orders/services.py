"""Placing, widening, reading and lifting restriction orders.

One person places an order: it only closes. Another one lifts it, with a right of its own, because
from then on what it covered can be opened again; nothing opens by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.holds.services import hold_lift
from archive.ledger.services import ledger_append
from archive.redaction.models import ReasonCode
from archive.refusal import SamePerson
from archive.testimony.models import Testimony
from commission.hearings.docket.models import DocketEntry
from commission.hearings.hearing.models import Hearing
from commission.hearings.orders.holding import order_hold
from commission.hearings.orders.models import OrderCover, RestrictionOrder
from commission.hearings.rights import LIFT, PLACE, READ, require
from commission.hearings.vocabulary import OrderScope, OrderState
from commission.hearings.witnesses.appearing import testimonies_of
from commission.review.services import number_next
from commission.review.words import words_check
from media.refusal import Refused


@dataclass(frozen=True)
class Covered:
    """What an order covers: keys of witnesses, docket entries, testimonies."""

    witnesses: tuple[UUID, ...] = ()
    entries: tuple[DocketEntry, ...] = ()
    testimonies: tuple[Testimony, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.witnesses or self.entries or self.testimonies)


@transaction.atomic
def order_place(
    *,
    hearing: Hearing | None,
    made_by: str,
    made_on: date,
    code: ReasonCode,
    scope: OrderScope,
    starts_at: datetime,
    ends_at: datetime | None,
    review_on: date,
    text: str,
    summary: str,
    covered: Covered,
    by: AbstractUser,
    at: datetime,
) -> RestrictionOrder:
    """Put an order in force. What it covers closes now, or when it begins.

    Raises Refused for whoever may not, for an order that covers nothing, and for a summary with a
    name for which a cipher stands; ValidationError for wrong fields.
    """
    require(by, PLACE)
    _hearing_lock(hearing)
    if not covered:
        raise Refused("covers_nothing", _("Choose what the order covers."))
    words_check([summary, made_by])
    order = RestrictionOrder(
        number=number_next(RestrictionOrder),
        hearing=hearing,
        made_by=made_by.strip(),
        made_on=made_on,
        code=ReasonCode(code),
        scope=OrderScope(scope),
        starts_at=starts_at,
        ends_at=ends_at,
        review_on=review_on,
        text=text.strip(),
        summary=summary.strip(),
        placed_by_id=by.pk,
        placed_at=at,
    )
    order.full_clean(exclude=["placed_by", "hearing"])
    if ends_at is not None and ends_at <= starts_at:
        raise ValidationError({"ends_at": _("Give an end that is after the beginning.")})
    order.save(force_insert=True)
    ledger_append(
        actor=by,
        act="order.place",
        record=order,
        at=at,
        details={"number": order.number, "code": str(order.code), "scope": str(order.scope)},
    )
    _cover(order, covered, by=by, at=at)
    return order


@transaction.atomic
def order_widen(
    *, order: RestrictionOrder, covered: Covered, by: AbstractUser, at: datetime
) -> RestrictionOrder:
    """Cover more with an order. Raises Refused for whoever may not, and for one that is over."""
    require(by, PLACE)
    current = _locked(order)
    _hearing_lock(current.hearing)
    if current.state(at=at) not in (OrderState.COMING, OrderState.IN_FORCE):
        raise Refused("over", _("This order is over. Place a new one."))
    _cover(current, covered, by=by, at=at)
    return current


@transaction.atomic
def order_lift(*, order: RestrictionOrder, by: AbstractUser, at: datetime) -> RestrictionOrder:
    """End an order. What it closed stays closed until it is built, approved and opened anew.

    Documents of docket entries are not opened by anybody: an entry that was open is so again.
    Raises Refused for whoever may not, for whoever placed it, and for one that is lifted already.
    """
    require(by, LIFT)
    current = _locked(order)
    if current.lifted_at is not None:
        raise Refused("lifted", _("This order was lifted before."))
    if current.placed_by_id == by.pk:
        raise SamePerson(_("You placed this order. Another person must lift it."))
    current.lifted_at, current.lifted_by_id = at, by.pk
    current.save(update_fields=["lifted_at", "lifted_by"])
    rows = current.holds.filter(hold__lifted_at__isnull=True).select_related("hold__testimony")
    for row in rows.order_by("hold__testimony"):
        hold_lift(hold=row.hold, by=by, at=at)
    ledger_append(
        actor=by, act="order.lift", record=current, at=at, details={"number": current.number}
    )
    return current


@transaction.atomic
def order_review(
    *, order: RestrictionOrder, review_on: date, by: AbstractUser, at: datetime
) -> RestrictionOrder:
    """Say that somebody looked at an order again and leaves it, and when it is looked at next.

    Raises Refused for whoever may neither place nor lift, for an order that is over, and for a day
    that is not to come.
    """
    if not by.has_perm(LIFT):
        require(by, PLACE)
    current = _locked(order)
    if current.state(at=at) not in (OrderState.COMING, OrderState.IN_FORCE):
        raise Refused("over", _("This order is over. There is nothing to look at again."))
    if review_on <= timezone.localdate(at):
        raise Refused("review_on", _("Give a day that is to come."))
    current.review_on = review_on
    current.save(update_fields=["review_on"])
    ledger_append(
        actor=by,
        act="order.review",
        record=current,
        at=at,
        details={"number": current.number, "next": review_on.isoformat()},
    )
    return current


@transaction.atomic
def order_text_read(*, order: RestrictionOrder, by: AbstractUser, at: datetime) -> str:
    """The text of an order. Each look is in the ledger. Raises Refused for whoever may not."""
    require(by, READ)
    ledger_append(actor=by, act="order.read", record=order, at=at, details={"number": order.number})
    return RestrictionOrder.objects.values_list("text", flat=True).get(pk=order.pk)


def _locked(order: RestrictionOrder) -> RestrictionOrder:
    return RestrictionOrder.objects.select_for_update().defer("text").get(pk=order.pk)


def _hearing_lock(hearing: Hearing | None) -> None:
    # As whoever links a testimony does first: one of the two waits, and finds what the other did.
    if hearing is not None:
        Hearing.objects.select_for_update().get(pk=hearing.pk)


def _cover(order: RestrictionOrder, covered: Covered, *, by: AbstractUser, at: datetime) -> None:
    have = set(order.covers.values_list("appearance_key", "entry", "testimony"))
    wanted: Iterable[tuple[UUID | None, int | None, UUID | None]] = (
        *((key, None, None) for key in covered.witnesses),
        *((None, entry.original_id, None) for entry in covered.entries),
        *((None, None, testimony.pk) for testimony in covered.testimonies),
    )
    new = [one for one in dict.fromkeys(wanted) if one not in have]
    OrderCover.objects.bulk_create(
        OrderCover(order=order, appearance_key=key, entry_id=entry, testimony_id=testimony)
        for key, entry, testimony in new
    )
    testimonies = [*testimonies_of(covered.witnesses), *covered.testimonies]
    held = order_hold(order=order, testimonies=testimonies, by=by, at=at)
    ledger_append(
        actor=by,
        act="order.cover",
        record=order,
        at=at,
        details={"number": order.number, "things": len(new), "testimonies": held},
    )
