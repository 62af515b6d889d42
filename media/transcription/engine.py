"""The loaded model: once per process, with all that somebody needs to repeat a run."""

import os
import platform
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from media.transcription.weights import ModelFiles

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

# No prompt: a model that is told names hears them where they were not said. No text of the window
# before: a window's result then depends on that window alone, and one loop cannot spread. One
# temperature: the same sound gives the same words. Nothing is skipped as "no speech" by the model:
# voice activity detection has done that, and what is written nevertheless is flagged for a person.
OPTIONS: dict[str, Any] = {
    "beam_size": 5,
    "temperature": 0.0,
    "condition_on_previous_text": False,
    "initial_prompt": None,
    "word_timestamps": True,
    "vad_filter": True,
    "no_speech_threshold": None,
}


@dataclass(frozen=True)
class Engine:
    """A Whisper model in memory."""

    model: "WhisperModel"
    files: ModelFiles
    made_with: dict[str, Any]

    @property
    def english_only(self) -> bool:
        return not self.model.model.is_multilingual

    def knows(self, language: str) -> bool:
        """Whether the model was trained on this language (primary subtag)."""
        return language in self.model.supported_languages


@lru_cache(maxsize=1)
def engine_load(files: ModelFiles) -> Engine:
    """Load the weights, or give back those that this process has loaded already."""
    from faster_whisper import WhisperModel

    model = WhisperModel(
        str(files.path),
        device=settings.WHISPER_DEVICE,
        compute_type=settings.WHISPER_COMPUTE_TYPE,
        cpu_threads=settings.WHISPER_THREADS or len(os.sched_getaffinity(0)),
        local_files_only=True,
    )
    made_with = {
        "model": files.name,
        "weights_sha256": files.sha256,
        "device": settings.WHISPER_DEVICE,
        "compute_type": settings.WHISPER_COMPUTE_TYPE,
        "options": {key: value for key, value in OPTIONS.items() if value is not None},
        "faster_whisper": version("faster-whisper"),
        "ctranslate2": version("ctranslate2"),
        "instruction_set": _instruction_set(),
    }
    return Engine(model, files, made_with)


def _instruction_set() -> str:
    """What CTranslate2 chooses on this processor. Commas, times and some words differ by it."""
    forced = os.environ.get("CT2_FORCE_CPU_ISA")
    if forced:
        return forced.upper()
    cpuinfo = Path("/proc/cpuinfo")
    flags = set(cpuinfo.read_text().split()) if cpuinfo.exists() else set()
    if {"avx512f", "avx512cd", "avx512vl", "avx512bw", "avx512dq"} <= flags:
        return "AVX512"
    for name in ("avx2", "avx"):
        if name in flags:
            return name.upper()
    return platform.machine()
