"""Taking back: the rows first, in one transaction; then the bytes, one receipt for each."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction

from archive.edition.models import Edition, EditionState
from archive.holds.selectors import legally_held
from archive.ledger.services import ledger_append
from archive.publishing.closing import edition_take_down
from archive.publishing.models import CandidateJob
from archive.testimony.models import Testimony, Workflow
from archive.withdrawal.models import AskedBy, Withdrawal
from archive.withdrawal.purging import purge_run_one
from archive.withdrawal.report import Report, withdrawal_report
from media.audience import Audience
from media.jobs import JobState

__all__ = ["Report", "purge_run_one", "testimony_withdraw", "withdrawal_report"]

# States whose editions a withdrawal takes down; the others have gone that way already.
STANDING = (
    EditionState.OPEN,
    EditionState.SUPERSEDED,
    EditionState.CLOSED,
    EditionState.CANDIDATE,
)


@transaction.atomic
def testimony_withdraw(
    *, testimony: Testimony, asked_by: AskedBy, listed: bool, by: AbstractUser, at: datetime
) -> Withdrawal:
    """Take a testimony back. When this returns, every door refuses it at its next request.

    All editions move to withdrawn, candidates and those replaced before too; what is being built
    is cancelled; the removal of every file, text and passage is queued and needs no engine and no
    store to be up. Originals and consent stay as they are. `listed` says whether its address tells
    that a testimony was here. Returns the withdrawal, whose report says what is gone and what is
    still to go. Nothing is refused: taking back is a right.
    """
    testimony = Testimony.objects.select_for_update().get(pk=testimony.pk)
    opened = testimony.editions.filter(opened_at__isnull=False)
    withdrawal = Withdrawal.objects.create(
        testimony=testimony,
        asked_by=asked_by,
        listed=listed,
        was_public=opened.filter(audience=Audience.PUBLIC).exists(),
        withdrawn_by_id=by.pk,
        withdrawn_at=at,
    )
    # Whoever is building now finds its job gone and throws away what it has.
    CandidateJob.objects.filter(
        testimony=testimony, state__in=[JobState.WAITING, JobState.RUNNING]
    ).update(state=JobState.CANCELLED, lease_until=None, finished_at=at)
    editions = list(
        Edition.objects.filter(testimony=testimony, state__in=STANDING).select_related("testimony")
    )
    if not editions and not legally_held(testimony, at=at):
        # No edition's text will be removed, and these sentences with it: they go here.
        CandidateJob.objects.filter(testimony=testimony).update(what_changed="")
    removals = 0
    for edition in editions:
        removals += len(edition_take_down(edition, state=EditionState.WITHDRAWN, by=by, at=at))
    if editions:
        testimony.workflow = Workflow.ARCHIVED
        testimony.save(update_fields=["workflow"])
    ledger_append(
        actor=by,
        act="testimony.withdraw",
        record=withdrawal,
        testimony=testimony,
        at=at,
        details={
            "asked_by": str(asked_by),
            "listed": listed,
            "editions": len(editions),
            "removals": removals,
        },
    )
    return withdrawal
