"""Finding files of editions that should not be there, and rows whose file is not."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import storages
from django.db import transaction

from archive.edition.models import EditionFile, EditionState
from archive.ledger.services import ledger_append
from archive.testimony.models import Testimony
from archive.withdrawal.models import PurgeJob, PurgeTarget
from media.files import file_exists
from media.jobs import JobState

STANDING = (EditionState.OPEN, EditionState.CANDIDATE)


@dataclass(frozen=True)
class Lost:
    """What does not fit: keys of stored files that no row knows, and of rows without their file."""

    unknown_files: tuple[str, ...]
    missing_files: tuple[str, ...]


def edition_files_lost() -> Lost:
    """Compare the store with the database, both ways. Reads only."""
    stored = set(_keys())
    known = set(EditionFile.objects.values_list("key", flat=True))
    standing = EditionFile.objects.filter(
        edition__state__in=STANDING, purged_at__isnull=True
    ).exclude(edition__manifest_hash="")
    return Lost(
        unknown_files=tuple(sorted(stored - known)),
        missing_files=tuple(
            sorted(key for key in standing.values_list("key", flat=True) if key not in stored)
        ),
    )


def edition_files_sweep(*, at: datetime) -> list[PurgeJob]:
    """Queue the removal of files that came back after theirs was signed for.

    A worker that writes on after its candidate was taken away, and is killed before it can delete,
    leaves such a file. Its row says what it is; it is removed and signed for again.
    """
    queued = []
    rows = EditionFile.objects.exclude(edition__state__in=STANDING).select_related("edition")
    for row in rows.filter(purged_at__isnull=False):
        if file_exists(row.key):
            queued.append(_queue(row, at=at))
    return [job for job in queued if job is not None]


@transaction.atomic
def _queue(row: EditionFile, *, at: datetime) -> PurgeJob | None:
    testimony = Testimony.objects.select_for_update().get(pk=row.edition.testimony_id)
    pending = PurgeJob.objects.filter(edition=row.edition, what=row.key).exclude(
        state=JobState.DONE
    )
    if pending.exists():
        return None
    EditionFile.objects.filter(pk=row.pk).update(purged_at=None)
    job = PurgeJob.objects.create(
        edition=row.edition, target=PurgeTarget.FILE, what=row.key, created_at=at
    )
    ledger_append(actor="clock", act="purge.again", record=job, testimony=testimony, at=at)
    return job


def _keys() -> list[str]:
    """Keys of all files in the store: two letters a folder, as `media.files` lays them."""
    storage = storages["editions"]
    if not storage.exists(""):
        return []
    folders, _files = storage.listdir("")
    return [key for folder in folders for key in storage.listdir(folder)[1] if key[0] != "."]
