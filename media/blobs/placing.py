"""Putting a finished file under its final name, so that it is whole there or not there at all."""

import errno
import os
import shutil
from pathlib import Path


def file_place(part: Path, final: Path) -> bool:
    """Give a finished file its final name and make it last. False when the name is taken already.

    A name that is taken is never overwritten, whoever else writes at the same instant. The file
    under `part` may stay behind; its owner removes it.
    """
    made = [folder for folder in final.parents if not folder.exists()]
    final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sync(part)
    try:
        os.link(part, final)
    except FileExistsError:
        return False
    except OSError as error:
        # Another file system, or one without links: copy beside the final name first.
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK):
            raise
        if not _copy_beside(part, final):
            return False
    for folder in [final.parent, *(folder.parent for folder in made)]:
        folder_sync(folder)
    return True


def _copy_beside(part: Path, final: Path) -> bool:
    beside = final.parent / f".{final.name}.{os.getpid()}.part"
    try:
        shutil.copyfile(part, beside)
        beside.chmod(0o600)
        _sync(beside)
        if final.exists():
            return False
        # Two that come this far at once hold the same bytes: either rename is right.
        beside.rename(final)
    finally:
        beside.unlink(missing_ok=True)
    return True


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def folder_sync(folder: Path) -> None:
    """Make names that were added to or taken from a folder last through a power cut."""
    if not folder.is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
