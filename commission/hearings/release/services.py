"""Confirming that what was said at a hearing may go out, and taking that back.

Nothing opens here. The worker opens what was confirmed, once its time has come (`opening`).
"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.holds.models import HoldKind
from archive.holds.selectors import holds_in_force
from archive.ledger.services import ledger_append
from archive.publishing.models import Approval
from archive.refusal import SamePerson
from commission.hearings.release.held import held_on
from commission.hearings.release.models import DelayedRelease
from commission.hearings.rights import CONFIRM, require
from commission.review.words import words_check
from media.refusal import Refused


@transaction.atomic
def hearing_release_confirm(
    *,
    release: DelayedRelease,
    notice: str,
    release_at: datetime | None = None,
    witness: UUID | None = None,
    by: AbstractUser,
    at: datetime,
) -> DelayedRelease:
    """A person's word, after the hearing, that a recording may go out at `release_at`, or now.

    `notice` is what the public reads about it; `witness` the key of the appearance that the person
    had before them, else that of the release as it was handed in. The edition itself is built,
    checked and approved like any other. Raises Refused for whoever may not, linked it, or approved
    its edition; where it belongs to another witness by now, is open or confirmed already, the day
    was not held, an order is in force, or nothing is said.
    """
    require(by, CONFIRM)
    seen = witness or release.link.appearance_key
    current = _locked(release)
    if current.link.appearance_key != seen:
        raise Refused(
            "changed_since", _("It was changed since you opened this page. Read it once more.")
        )
    if current.opened_at is not None:
        raise Refused("opened", _("This recording is open already."))
    if current.confirmed_at is not None:
        raise Refused("confirmed", _("This was confirmed before. Take that back first."))
    if by.pk == current.link.linked_by_id:
        raise SamePerson(_("You linked this recording. Another person must confirm it."))
    if approved_by(current, by):
        raise SamePerson(_("You approved its edition. Another person must confirm it."))
    held_on(current.link, at=at)
    holds = holds_in_force(current.link.testimony, at=at)
    if holds.filter(kind=HoldKind.RESTRICTION_ORDER).exists():
        raise Refused("order_in_force", _("An order is in force. It has to be lifted first."))
    words_check([notice])
    if len(notice.split()) < 2:
        raise Refused("notice", _("Say in a sentence, for the public, when and why it opens."))
    current.notice = notice.strip()[:300]
    current.release_at = max(release_at or at, at)
    current.confirmed_at, current.confirmed_by_id = at, by.pk
    current.refused, current.tried_at = [], None
    current.save()
    ledger_append(
        actor=by,
        act="release.confirm",
        record=current,
        testimony=current.link.testimony,
        at=at,
        details={"release_at": current.release_at.isoformat()},
    )
    return current


@transaction.atomic
def hearing_release_take_back(
    *, release: DelayedRelease, by: AbstractUser, at: datetime
) -> DelayedRelease:
    """Take a confirmation back before it opened anything; anybody who may confirm can.

    Raises Refused for whoever may not, where nothing is confirmed, and once it is open: then it has
    to be withdrawn, or an order placed.
    """
    require(by, CONFIRM)
    current = _locked(release)
    if current.opened_at is not None:
        raise Refused(
            "opened", _("It is open already. Place an order, and it closes at the next request.")
        )
    if current.confirmed_at is None:
        raise Refused("not_confirmed", _("Nobody has confirmed this."))
    current.confirmed_at = current.confirmed_by = current.release_at = current.tried_at = None
    current.notice, current.refused = "", []
    current.save()
    ledger_append(
        actor=by,
        act="release.take_back",
        record=current,
        testimony=current.link.testimony,
        at=at,
    )
    return current


def approved_by(release: DelayedRelease, person: AbstractUser) -> bool:
    """Whether somebody approved an edition of this recording that has not been replaced."""
    rows = Approval.objects.filter(edition__testimony=release.link.testimony_id)
    return rows.filter(approved_by=person.pk, edition__closed_at__isnull=True).exists()


def _locked(release: DelayedRelease) -> DelayedRelease:
    DelayedRelease.objects.select_for_update().get(pk=release.pk)
    # Read after the lock: whoever waited for it is else given the link as it was before.
    rows = DelayedRelease.objects.select_related("link__hearing", "link__testimony")
    return rows.get(pk=release.pk)
