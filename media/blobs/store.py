"""Where originals lie: under their SHA-256, in whatever storage is configured."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from media.blobs.models import Blob
from media.blobs.placing import file_place


def store() -> Storage:
    """The storage of originals: outside every web root, read by this software alone."""
    return storages["originals"]


def blob_name(sha256: str) -> str:
    """The name of an original in the store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def blob_keep(part: Path, sha256: str) -> bool:
    """Put received bytes into the store. False when they lie there already; never overwrites."""
    storage, name = store(), blob_name(sha256)
    if isinstance(storage, FileSystemStorage):
        final = Path(storage.path(name))
        kept = file_place(part, final)
        if kept:
            final.chmod(0o400)
        return kept
    if storage.exists(name):
        return False
    with part.open("rb") as stream:
        stored = storage.save(name, File(stream))
    if stored != name:
        # The same bytes came twice at one instant, and the store gave the second another name.
        storage.delete(stored)
        return False
    return True


def blob_measure(sha256: str) -> str | None:
    """The SHA-256 of what lies in the store under this one; None when there is no such file."""
    storage, name = store(), blob_name(sha256)
    if not storage.exists(name):
        return None
    with storage.open(name, "rb") as stream:
        digest = hashlib.sha256()
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def blob_open(blob: Blob) -> BinaryIO:
    """The original for reading. Raises FileNotFoundError when the file is missing."""
    return cast(BinaryIO, store().open(blob_name(blob.pk), "rb"))


@contextmanager
def blob_path(blob: Blob) -> Iterator[Path]:
    """A local path to read the original from; a copy for as long as the block lasts, if need be.

    Raises FileNotFoundError when the file is missing.
    """
    storage = store()
    if isinstance(storage, FileSystemStorage):
        path = Path(storage.path(blob_name(blob.pk)))
        if not path.is_file():
            raise FileNotFoundError(blob.pk)
        yield path
        return
    with (
        tempfile.NamedTemporaryFile(dir=settings.DATA_DIR / "incoming", suffix=".part") as copy,
        blob_open(blob) as stream,
    ):
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.flush()
        yield Path(copy.name)
