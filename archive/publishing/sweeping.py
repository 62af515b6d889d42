"""Finding copies for readers that should not be there, and rows whose copy is not."""

from collections.abc import Callable, Iterable
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

# Keys of what a package above keeps beside editions; True: its file has to be there.
Copies = Callable[[], Iterable[tuple[str, bool]]]
_more: list[Copies] = []
STANDING = (EditionState.OPEN, EditionState.CANDIDATE)


@dataclass(frozen=True)
class Lost:
    """What does not fit: keys of stored files that no row knows, and of rows without their file."""

    unknown_files: tuple[str, ...]
    missing_files: tuple[str, ...]


def copies_register(copies: Copies) -> None:
    """Let a package above say which copies it keeps."""
    if copies not in _more:
        _more.append(copies)


def copies_lost() -> Lost:
    """Compare the store with the database, both ways. Reads only."""
    stored = set(_keys())
    known = set(EditionFile.objects.values_list("key", flat=True))
    rows = EditionFile.objects.filter(edition__state__in=STANDING, purged_at__isnull=True)
    # Without a manifest the files are still being written.
    standing = set(rows.exclude(edition__manifest_hash="").values_list("key", flat=True))
    for copies in _more:
        for key, has_to_be_there in copies():
            known.add(key)
            if has_to_be_there:
                standing.add(key)
    return Lost(
        unknown_files=tuple(sorted(stored - known)), missing_files=tuple(sorted(standing - stored))
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
