"""Placing and lifting orders, legal holds and delays."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.holds.asking import lift_check
from archive.holds.closing import editions_close
from archive.holds.models import FORBID_READING, Hold, HoldKind
from archive.holds.selectors import holds_in_force
from archive.ledger.services import ledger_append
from archive.testimony.models import Testimony
from archive.withdrawal.models import LEGAL_HOLD, PurgeJob
from media.jobs import JobState

__all__ = ["hold_lift", "hold_place", "holds_in_force"]


@transaction.atomic
def hold_place(
    *,
    testimony: Testimony,
    kind: HoldKind,
    code: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: AbstractUser,
    at: datetime,
) -> Hold:
    """Bind a testimony by an order, a legal hold or a delay, from now or from `starts_at`.

    An order or a delay that begins now closes open editions in the same transaction: what it covers
    is dark at the next request. From when a later one begins the doors ask it themselves, and a
    worker then closes what it covers for good. `code` is the order's number, never its text.
    Raises ValidationError when it ends before it begins, or the code is missing.
    """
    starts_at = starts_at or at
    hold = Hold(
        testimony=testimony,
        kind=kind,
        code=code.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        placed_by_id=by.pk,
    )
    hold.clean_fields(exclude=["testimony", "placed_by", "lifted_by", "lifted_at"])
    if ends_at is not None and ends_at <= starts_at:
        raise ValidationError({"ends_at": _("Give an end that is after the beginning.")})
    Testimony.objects.select_for_update().get(pk=testimony.pk)
    hold.save(force_insert=True)
    ledger_append(
        actor=by,
        act="hold.place",
        record=hold,
        testimony=testimony,
        at=at,
        details={
            "kind": str(hold.kind),
            "starts_at": starts_at.isoformat(),
            "ends_at": ends_at.isoformat() if ends_at else None,
        },
    )
    if kind in FORBID_READING and starts_at <= at:
        editions_close(testimony=testimony, by=by, at=at)
    return hold


@transaction.atomic
def hold_lift(*, hold: Hold, by: AbstractUser, at: datetime) -> Hold:
    """Lift a hold. It opens nothing: what it closed is built, approved and opened anew. Removals
    that waited for a legal hold go on.

    Raises ValidationError when it was lifted before, Refused where whoever placed it from above
    (`archive.holds.asking`) has not let go of it.
    """
    current = Hold.objects.select_for_update().get(pk=hold.pk)
    if current.lifted_at is not None:
        raise ValidationError(_("This was lifted before."))
    lift_check(current, at=at)
    current.lifted_at, current.lifted_by_id = at, by.pk
    current.save(update_fields=["lifted_at", "lifted_by"])
    if current.kind == HoldKind.LEGAL_HOLD:
        # What waited for this goes on at once; where another one binds, it is held again.
        PurgeJob.objects.filter(
            edition__testimony=current.testimony_id, state=JobState.WAITING, error_code=LEGAL_HOLD
        ).update(error_code="", not_before=None)
    ledger_append(
        actor=by,
        act="hold.lift",
        record=current,
        testimony=current.testimony,
        at=at,
        details={"kind": str(current.kind)},
    )
    hold.refresh_from_db()
    return hold
