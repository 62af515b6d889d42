"""Files of editions: written once under a random key, read by whoever may, deleted for good."""

import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from media.blobs.placing import file_place, folder_sync

_KEY = re.compile(r"[0-9a-zA-Z][0-9a-zA-Z_-]{7,63}")


@dataclass(frozen=True)
class Written:
    """What was written, or stands written."""

    size: int
    sha256: str


def file_write(*, key: str, source: Path | bytes) -> Written:
    """Keep bytes under a key that holds nothing yet; they are on disk when this returns.

    Raises FileExistsError for a key in use: an edition's file is never overwritten.
    """
    storage, name = _named(key)
    with _opened(source) as stream:
        written = _measured(stream)
        if isinstance(storage, FileSystemStorage):
            final = Path(storage.path(name))
            part = final.parent / f".{final.name}.part"
            part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with part.open("wb") as target:
                    os.chmod(target.fileno(), 0o600)
                    shutil.copyfileobj(stream, target, 1 << 20)
                placed = file_place(part, final)
            finally:
                part.unlink(missing_ok=True)
        else:
            placed = not storage.exists(name)
            if placed and (stored := storage.save(name, File(stream))) != name:
                # Somebody wrote under this key in between, and the store chose another name.
                storage.delete(stored)
                placed = False
    if not placed:
        raise FileExistsError(key)
    return written


def file_open(key: str) -> BinaryIO:
    """The file for reading. Raises FileNotFoundError when it is gone."""
    storage, name = _named(key)
    return cast(BinaryIO, storage.open(name, "rb"))


def file_exists(key: str) -> bool:
    """Whether there is a file under this key now."""
    storage, name = _named(key)
    return storage.exists(name)


def file_size(key: str) -> int | None:
    """How long the file under this key is now; None when there is none."""
    storage, name = _named(key)
    return storage.size(name) if storage.exists(name) else None


def file_measure(key: str) -> Written | None:
    """Length and SHA-256 of the bytes under this key now; None when there are none."""
    storage, name = _named(key)
    if not storage.exists(name):
        return None
    with cast(BinaryIO, storage.open(name, "rb")) as stream:
        return _measured(stream)


def file_delete(key: str) -> bool:
    """Delete the file, if it is there. True when it is gone afterwards.

    Raises whatever the store raises: a removal that failed must not look like one that worked.
    """
    storage, name = _named(key)
    storage.delete(name)
    if isinstance(storage, FileSystemStorage):
        folder_sync(Path(storage.path(name)).parent)
    return not storage.exists(name)


def _measured(stream: BinaryIO) -> Written:
    digest = hashlib.sha256()
    while piece := stream.read(1 << 20):
        digest.update(piece)
    size = stream.tell()
    stream.seek(0)
    return Written(size=size, sha256=digest.hexdigest())


def _named(key: str) -> tuple[Storage, str]:
    if not _KEY.fullmatch(key):
        raise SuspiciousFileOperation("not a key of a file of an edition")
    return storages["editions"], f"{key[:2]}/{key}"


@contextmanager
def _opened(source: Path | bytes) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        with source.open("rb") as stream:
            yield stream
