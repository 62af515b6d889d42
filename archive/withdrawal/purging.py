"""Removing what may no longer be there, and looking afterwards before a receipt is written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from archive.edition.models import Edition, EditionFile, EditionState
from archive.holds.selectors import legally_held
from archive.ledger.services import ledger_append
from archive.publishing.closing import KIND
from archive.publishing.models import CandidateJob
from archive.testimony.models import Testimony
from archive.withdrawal.models import (
    DESTROYED,
    LEGAL_HOLD,
    PurgeJob,
    PurgeReceipt,
    PurgeTarget,
)
from media.files import file_delete, file_exists
from media.jobs import JobState, LeaseLost
from search.outbox.models import OutboxEntry
from search.query import is_gone

# Only what stands in one of these may be removed.
DARK = (
    EditionState.SUPERSEDED,
    EditionState.CLOSED,
    EditionState.WITHDRAWN,
    EditionState.DISCARDED,
)
# Of these nothing is said any more, or never was: the sentence about the change goes as well.
UNSAID = (EditionState.WITHDRAWN, EditionState.DISCARDED)
# Caches that live in one process, or nowhere: nothing that is asked again comes out of them.
OWN_MEMORY = ("LocMemCache", "DummyCache")


class StillThere(Exception):
    """It may not be removed, or was and is there nevertheless. The code says which."""


def purge_run_one(worker: str) -> bool:
    """Remove one thing and write its receipt. True when there was something to remove.

    An error is kept as a code with the job, which stays pending and is tried again for as long as
    it takes; it is never taken for a success. So is a legal hold: what it covers waits until it
    has ended.
    """
    job = PurgeJob.claim(worker=worker, at=timezone.now())
    if job is None:
        return False
    try:
        edition = Edition.objects.select_related("testimony").get(pk=job.edition_id)
        if edition.state not in DARK:
            raise StillThere("edition_is_open")
        if job.target in DESTROYED and legally_held(edition.testimony, at=timezone.now()):
            raise StillThere(LEGAL_HOLD)
        evidence = REMOVALS[PurgeTarget(job.target)](job, edition)
        _receipt_write(job, edition, evidence, at=timezone.now())
    except LeaseLost:
        # Another worker has it; it looks again and signs for itself.
        return True
    except StillThere as error:
        job.fail(at=timezone.now(), code=str(error))
    except Exception as error:  # noqa: BLE001 - kept as a code with the job, which stays pending
        job.fail(at=timezone.now(), code=f"failed_{type(error).__name__}"[:60])
    return True


@transaction.atomic
def _receipt_write(
    job: PurgeJob, edition: Edition, evidence: dict[str, Any], *, at: datetime
) -> PurgeReceipt:
    job.finish(at=at)
    entry = ledger_append(
        actor="purge",
        act=f"purge.{job.target}",
        record=job,
        testimony=edition.testimony,
        at=at,
        details={"edition": str(edition.pk), "attempts": job.attempts},
    )
    return PurgeReceipt.objects.create(
        job=job, gone_at=at, evidence=evidence, ledger_number=entry.number
    )


def _file(job: PurgeJob, edition: Edition) -> dict[str, Any]:
    row = EditionFile.objects.filter(edition=edition, key=job.what).first()
    if file_exists(job.what) and not file_delete(job.what):
        raise StillThere("file_is_still_there")
    if file_exists(job.what):
        raise StillThere("file_is_still_there")
    EditionFile.objects.filter(edition=edition, key=job.what, purged_at__isnull=True).update(
        purged_at=timezone.now()
    )
    known = {"kind": row.kind, "sha256": row.sha256, "size": row.size} if row else {}
    return {**known, "seen": "the store has no file under this key"}


def _index(job: PurgeJob, edition: Edition) -> dict[str, Any]:
    if OutboxEntry.objects.filter(pk=job.what, done_at__isnull=True).exists():
        raise StillThere("index_was_not_told_yet")
    gone = is_gone(KIND, str(edition.pk), str(edition.audience))
    if not gone.gone:
        raise StillThere("index_has_it_still")
    return {"outbox_entry": job.what, "seen": gone.evidence}


@transaction.atomic
def _text(job: PurgeJob, edition: Edition) -> dict[str, Any]:
    Testimony.objects.select_for_update().get(pk=edition.testimony_id)
    # Read again under the lock: it may have been withdrawn since this job was taken.
    edition = Edition.objects.get(pk=edition.pk)
    turns, _rows = edition.turns.all().delete()
    points, _rows = edition.points.all().delete()
    # Number, dates, hashes and what was said publicly about the change stay; no word of its text.
    Edition.objects.filter(pk=edition.pk).update(
        title="",
        summary="",
        content_note="",
        content_ranges=[],
        place="",
        given_on="",
        given_first=None,
        given_last=None,
        removed=[],
        manifest={},
    )
    if edition.state in UNSAID:
        Edition.objects.filter(pk=edition.pk).update(what_changed="")
        # A request that is tried again needs its sentence for what is built next.
        CandidateJob.objects.filter(edition=edition).exclude(
            state__in=[JobState.WAITING, JobState.RUNNING]
        ).update(what_changed="")
    if edition.state == EditionState.WITHDRAWN:
        # What was asked for since, under a new agreement, keeps its sentence.
        CandidateJob.objects.filter(
            testimony=edition.testimony_id, created_at__lte=edition.closed_at
        ).update(what_changed="")
    left = Edition.objects.get(pk=edition.pk)
    said = (left.title, left.summary, left.content_note, left.manifest)
    if left.turns.exists() or left.points.exists() or any(said):
        raise StillThere("text_is_still_there")
    return {
        "turns": turns,
        "points": points,
        "manifest": left.manifest_hash,
        "seen": "no turn, no index point and no text in its rows",
    }


def _caches(job: PurgeJob, edition: Edition) -> dict[str, Any]:
    """Answers about testimony are never stored by us; shared caches are emptied all the same."""
    shared = [
        alias
        for alias, options in settings.CACHES.items()
        if not str(options["BACKEND"]).endswith(OWN_MEMORY)
    ]
    probe = f"purge-{job.pk}"
    for alias in shared:
        caches[alias].set(probe, 1)
        caches[alias].clear()
        if caches[alias].get(probe) is not None:
            raise StillThere("cache_was_not_emptied")
    return {"emptied": shared, "seen": "every answer asks the database before it is used again"}


REMOVALS: dict[PurgeTarget, Callable[[PurgeJob, Edition], dict[str, Any]]] = {
    PurgeTarget.FILE: _file,
    PurgeTarget.INDEX: _index,
    PurgeTarget.TEXT: _text,
    PurgeTarget.CACHE: _caches,
}
