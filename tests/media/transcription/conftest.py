"""Real weights, and sounds in which nobody speaks."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from media.transcription import Engine, ModelFiles, engine_load
from media.transcription.language import Language
from tests.conftest import missing

RATE = 16_000
ENGLISH = Language("en", "", 0.0)


def weights(shared: Path, name: str) -> ModelFiles:
    folder = shared / f"whisper-{name}"
    if not folder.is_dir():
        missing(f"Whisper {name}", f"{folder} is not there")
    return ModelFiles(folder, name, "of no interest here")


@pytest.fixture(scope="session")
def tiny_en(shared) -> Engine:
    return engine_load.__wrapped__(weights(shared, "tiny.en"))


@pytest.fixture(scope="session")
def base(shared) -> Engine:
    return engine_load.__wrapped__(weights(shared, "base"))


@pytest.fixture
def sound_file(tmp_path) -> Callable[[np.ndarray], Path]:
    """Writes samples between -1 and 1 to a WAV file and gives its path."""

    def write(samples: np.ndarray, name: str = "sound.wav") -> Path:
        path = tmp_path / name
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
        return path

    return write


def silence(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE))


def noise(seconds: float, level: float = 0.01) -> np.ndarray:
    return np.random.default_rng(7).normal(0, level, int(seconds * RATE))


def hum(seconds: float) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return sum(0.2 / n * np.sin(2 * np.pi * 50 * n * time) for n in (1, 2, 3))


def music(seconds: float) -> np.ndarray:
    """Plucked notes, two a second."""
    samples = np.zeros(int(seconds * RATE) + RATE)
    time = np.arange(RATE) / RATE
    random = np.random.default_rng(7)
    for start in range(0, int(seconds * RATE), RATE // 2):
        tone = 220 * 2 ** (random.integers(0, 24) / 12)
        note = sum(np.sin(2 * np.pi * tone * n * time) / n for n in (1, 2, 3, 4))
        samples[start : start + RATE] += 0.2 * note * np.exp(-time / 0.375)
    return samples[: int(seconds * RATE)]


def hummed_voice(seconds: float) -> np.ndarray:
    """A voice without words: what voice activity detection takes for speech."""
    random = np.random.default_rng(7)
    steps = np.cumsum(random.normal(0, 0.002, int(seconds * RATE)))
    phase = np.cumsum(2 * np.pi * 150 * 2 ** (steps / 12) / RATE)
    time = np.arange(int(seconds * RATE)) / RATE
    voice = sum(np.sin(n * phase) / n for n in range(1, 12))
    return 0.1 * voice * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * time))
