"""Where bytes lie while they arrive."""

import errno
import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from media.receiving.wording import refused


@dataclass(frozen=True)
class Arrived:
    """A whole file that has no name yet; it goes away when nobody gave it one."""

    path: Path
    sha256: str
    size: int


def folder() -> Path:
    """The folder of what is on its way in, on the same disk as the store."""
    return Path(settings.DATA_DIR) / "incoming"


@contextmanager
def arriving(chunks: Iterable[bytes]) -> Iterator[Arrived]:
    """Write the bytes down as they come, hash them on the way, and see them onto the disk.

    Raises Refused for nothing at all, for more than UPLOAD_MAX_BYTES, and for a disk that is full,
    also when it is full only as the file is given its name.
    """
    path = folder() / f"{uuid.uuid4().hex}.part"
    try:
        sha256, size = _write(path, chunks)
        yield Arrived(path=path, sha256=sha256, size=size)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise refused("disk_full") from error
        raise
    finally:
        path.unlink(missing_ok=True)


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb", buffering=0) as stream:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.UPLOAD_MAX_BYTES:
                raise refused("too_large")
            digest.update(chunk)
            view = memoryview(chunk)
            while view:
                view = view[stream.write(view) :]
        os.fsync(handle)
    if not size:
        raise refused("empty")
    return digest.hexdigest(), size
