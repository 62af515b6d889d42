"""Opening what was confirmed, by the worker's clock. The gate is asked once more.

Everything happens in one transaction: the delay is lifted, the edition opens, the release is marked
as open; or the gate says no and nothing has happened. Then it is tried again, because what was
missing may come: an approval, the end of an order.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.gate import GateRefused
from archive.gate.facts import candidate_newest
from archive.holds.services import hold_lift
from archive.ledger.services import ledger_append
from archive.publishing.services import edition_open
from commission.hearings.release.models import DelayedRelease
from commission.hearings.release.selectors import releases_due
from commission.hearings.release.services import approved_by
from commission.hearings.rights import CONFIRM
from media.audience import Audience
from media.refusal import Refused
from media.runners import runner_register

# How long a refusal stands before the gate is asked again.
AGAIN = timedelta(minutes=5)


def releases_open(*, at: datetime) -> int:
    """Open every release that was confirmed and whose time has come. Returns how many opened."""
    opened = 0
    for pk in list(releases_due(at=at).order_by("release_at").values_list("pk", flat=True)):
        codes = _refusals(pk, at=at)
        if codes is None:
            continue
        if codes:
            DelayedRelease.objects.filter(pk=pk).update(refused=codes, tried_at=at)
        else:
            opened += 1
    return opened


def _refusals(pk: UUID, *, at: datetime) -> list[str] | None:
    """Codes of what stands against opening one release; none: it is open; None: not asked now."""
    try:
        with transaction.atomic():
            return _open(pk, at=at)
    except GateRefused as refused:
        return [line.code for line in refused.decision.refusals]
    except Refused as refused:
        return [refused.code]


def _open(pk: UUID, *, at: datetime) -> list[str] | None:
    rows = DelayedRelease.objects.select_for_update(of=("self",)).select_related(
        "link__testimony", "hold", "confirmed_by"
    )
    # Asked again under the lock: it may have been taken back, or another worker was faster.
    release = rows.filter(pk__in=releases_due(at=at).values("pk")).filter(pk=pk).first()
    if release is None or (release.tried_at is not None and release.tried_at > at - AGAIN):
        return None
    by = release.confirmed_by
    if by is None or not by.is_active or not by.has_perm(CONFIRM):
        raise Refused("confirmer_gone", "")
    if approved_by(release, by):
        raise Refused("confirmed_own", "")
    edition = candidate_newest(release.link.testimony, Audience.PUBLIC)
    if edition is None:
        raise Refused("candidate_missing", "")
    release.opened_at, release.refused, release.tried_at = at, [], at
    release.save(update_fields=["opened_at", "refused", "tried_at"])
    # Only a release that opens lets go of its delay (`guarding`).
    hold_lift(hold=release.hold, by=by, at=at)
    edition_open(edition=edition, by=by, at=at)
    ledger_append(
        actor="clock",
        act="release.open",
        record=release,
        testimony=release.link.testimony,
        at=at,
        details={"edition": str(edition.pk)},
    )
    return []


def runner_register_releases() -> None:
    """Let every worker open what is due."""
    runner_register("releases", lambda worker: releases_open(at=timezone.now()) > 0)
