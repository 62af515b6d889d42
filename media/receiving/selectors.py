"""Where rows and files of originals do not agree. Nothing is mended here and nothing deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from media.blobs.models import Accession, Blob
from media.blobs.store import blob_name, store
from media.receiving.incoming import folder


@dataclass(frozen=True)
class Orphans:
    """What has lost its other half. Names of files are hashes; they say nothing about anybody."""

    files: tuple[str, ...]  # files without a row: a crash before the row was written
    rows: tuple[str, ...]  # rows without a file: an original is missing
    sizes: tuple[str, ...]  # rows whose file has another size


def orphans() -> Orphans:
    """Compare the store with the database, both ways."""
    storage = store()
    rows = dict(Blob.objects.values_list("sha256", "size"))
    names = {blob_name(sha256): sha256 for sha256 in rows}
    found: set[str] = set()
    files: list[str] = []
    sizes: list[str] = []
    for name in _walk(storage, ""):
        if name not in names:
            files.append(name)
            continue
        found.add(names[name])
        if storage.size(name) != rows[names[name]]:
            sizes.append(names[name])
    # A file may have got its row while the walk was under way.
    held = {blob_name(sha256) for sha256 in Blob.objects.values_list("sha256", flat=True)}
    return Orphans(
        files=tuple(sorted(set(files) - held)),
        rows=tuple(sorted(set(rows) - found)),
        sizes=tuple(sorted(sizes)),
    )


def unclaimed(*, before: datetime) -> QuerySet[Accession]:
    """Arrivals of bytes that are no recording and no proof, received before this time.

    A crash right after the receipt leaves one, and so does a form that was refused for something
    else than its file. Bytes that came a second time are what they were the first time.
    """
    rows = Accession.objects.filter(received_at__lt=before)
    # Whoever has a use for arrivals stands above this package and points to them.
    for link in Accession._meta.get_fields(include_hidden=True):
        if isinstance(link, ForeignObjectRel):
            same = {f"{link.field.name}__blob": OuterRef("blob")}
            uses = link.related_model._base_manager.filter(**same)
            rows = rows.exclude(Exists(uses))
    return rows.order_by("received_at", "pk")


def leftovers(*, before: datetime) -> list[Path]:
    """Unfinished files that nothing was written to since: what crashes and cut lines leave."""
    places = [folder()]
    for alias in ("originals", "editions"):
        storage = storages[alias]
        if isinstance(storage, FileSystemStorage):
            places.append(Path(storage.location))
    limit = before.timestamp()
    return sorted(
        path
        for place in places
        for path in place.rglob("*")
        if path.is_file() and _unfinished(path) and path.stat().st_mtime < limit
    )


def _unfinished(path: Path) -> bool:
    """Everything in the folder of arrivals; in a store only what never got its final name."""
    arrivals = Path(settings.DATA_DIR) / "incoming"
    return arrivals in path.parents or (path.name.startswith(".") and path.suffix == ".part")


def _walk(storage: Storage, folder_name: str) -> Iterator[str]:
    if not folder_name and isinstance(storage, FileSystemStorage):
        # A store that nothing was ever put into has no folder yet.
        Path(storage.location).mkdir(mode=0o700, parents=True, exist_ok=True)
    folders, files = storage.listdir(folder_name)
    for name in files:
        if not name.endswith(".part"):
            yield f"{folder_name}/{name}" if folder_name else name
    for name in folders:
        yield from _walk(storage, f"{folder_name}/{name}" if folder_name else name)
