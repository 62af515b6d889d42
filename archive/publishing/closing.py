"""Taking editions down: the row first, so that every door refuses at the next request."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import translation

from archive.consent.services import consent_in_force
from archive.edition.models import Edition, EditionState
from archive.holds.selectors import legally_held
from archive.ledger.services import ledger_append
from archive.publishing.language import language_of
from archive.testimony.models import Testimony
from archive.withdrawal.models import DESTROYED, LEGAL_HOLD, PurgeJob, PurgeTarget
from media.jobs import JobState
from search.outbox.services import outbox_remove

KIND = "testimony"


def edition_take_down(
    edition: Edition, *, state: EditionState, by: AbstractUser | str, at: datetime
) -> list[PurgeJob]:
    """Move an edition to a state that no door shows, and queue everything of it for removal.

    Runs inside the caller's transaction, which holds the testimony's lock. Returns the removals:
    one for each file, one for the text in the database, one for the index when it was ever in it.
    Under a legal hold files and text are removed once it has ended.
    """
    was_opened = edition.opened_at is not None
    Edition.objects.filter(pk=edition.pk).update(state=state, closed_at=at)
    edition.state, edition.closed_at = state, at
    jobs = [
        PurgeJob(edition=edition, target=PurgeTarget.FILE, what=key, created_at=at)
        for key in edition.files.filter(purged_at__isnull=True).values_list("key", flat=True)
    ]
    jobs.append(PurgeJob(edition=edition, target=PurgeTarget.TEXT, created_at=at))
    if was_opened:
        entry = outbox_remove(
            kind=KIND, record=str(edition.pk), audience=str(edition.audience), at=at
        )
        jobs.append(
            PurgeJob(edition=edition, target=PurgeTarget.INDEX, what=str(entry.pk), created_at=at)
        )
        jobs.append(PurgeJob(edition=edition, target=PurgeTarget.CACHE, created_at=at))
    # One that ran or runs under the state before may have left what this state takes away.
    waiting = edition.purges.filter(state=JobState.WAITING)
    asked = set(waiting.values_list("target", "what"))
    jobs = [job for job in jobs if (job.target, job.what) not in asked]
    if legally_held(edition.testimony, at=at):
        for job in jobs:
            job.error_code = LEGAL_HOLD if job.target in DESTROYED else ""
    PurgeJob.objects.bulk_create(jobs)
    ledger_append(
        actor=by,
        act=f"edition.{state}",
        record=edition,
        testimony=edition.testimony,
        at=at,
        details={"audience": str(edition.audience), "removals": len(jobs)},
    )
    return jobs


@transaction.atomic
def editions_narrow(*, testimony: Testimony, by: AbstractUser | str, at: datetime) -> list[Edition]:
    """Close every open edition that shows more than the consent now in force allows.

    A closed edition is not cut down: the next one is built from scratch and approved anew. Returns
    the editions that were closed.
    """
    testimony = Testimony.objects.select_for_update().get(pk=testimony.pk)
    consent = consent_in_force(testimony, at=at)
    closed = []
    for edition in testimony.editions.filter(
        state__in=[EditionState.OPEN, EditionState.CANDIDATE]
    ).select_related("testimony"):
        uses = {use for use, yes in edition.uses.items() if yes}
        media = {medium for medium, yes in edition.media.items() if yes}
        named_otherwise = edition.title != _title(edition, testimony, at=at)
        longer = consent.closes_at is not None and (
            edition.open_until is None or edition.open_until > consent.closes_at
        )
        if uses - consent.uses or media - consent.media or named_otherwise or longer:
            state = (
                EditionState.CLOSED
                if edition.state == EditionState.OPEN
                else EditionState.DISCARDED
            )
            edition_take_down(edition, state=state, by=by, at=at)
            closed.append(edition)
    return closed


def editions_expire(*, at: datetime) -> list[Edition]:
    """Close editions whose consent has run out. Doors refuse them from that moment on already;
    this removes their files, text and passages.
    """
    closed = []
    due = Edition.objects.filter(state=EditionState.OPEN, open_until__lte=at)
    for pk, testimony in list(due.values_list("pk", "testimony")):
        with transaction.atomic():
            Testimony.objects.select_for_update().get(pk=testimony)
            edition = due.select_related("testimony").filter(pk=pk).first()
            if edition is not None:
                edition_take_down(edition, state=EditionState.CLOSED, by="clock", at=at)
                closed.append(edition)
    return closed


def _title(edition: Edition, testimony: Testimony, *, at: datetime) -> str:
    """What the testimony would be called today."""
    with translation.override(language_of(testimony.language)):
        return consent_in_force(testimony, at=at).display_title
