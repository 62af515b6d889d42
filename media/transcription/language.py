"""Which language is spoken: decided once for a whole recording."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media.sound import pcm_stream
from media.transcription.engine import Engine
from media.transcription.windows import RATE

PLACES = 3  # one greeting in another language must not decide about three hours
SAMPLE_MS = 60_000


class LanguageUnknown(Exception):
    """The model does not know the stated language; another model is needed. str() is a code."""


@dataclass(frozen=True)
class Language:
    """`code` is what the model is told; `heard` what it took the sound for, "" if it cannot
    tell.
    """

    code: str
    heard: str
    probability: float

    @property
    def doubtful(self) -> bool:
        """The sound seems to be in another language than the one stated."""
        return self.heard not in ("", self.code) and self.probability >= 0.8


def language_detect(
    *,
    engine: Engine,
    path: Path,
    container: str,
    windows: Sequence[tuple[int, int]],
    stated: str = "",
    steady: bool = False,
) -> Language:
    """Decide the language; a stated one (BCP 47) decides, and what is heard is reported beside it.

    Speech from up to three places of the recording is listened to. Raises LanguageUnknown when the
    model cannot write the stated language. `steady` as for `pcm_stream`.
    """
    code = stated.split("-")[0].lower()
    if code and not engine.knows(code):
        raise LanguageUnknown("model_language")
    if engine.english_only:
        return Language("en", "", 0.0)
    total: dict[str, float] = defaultdict(float)
    heard = 0
    for start, end in _places(windows):
        blocks = list(
            pcm_stream(path, container, rate=RATE, start_ms=start, end_ms=end, steady=steady)
        )
        probabilities = _hear(engine, np.concatenate(blocks)) if blocks else {}
        heard += bool(probabilities)
        for name, probability in probabilities.items():
            total[name] += probability
    if not heard:
        return Language(code or "en", "", 0.0)
    best = max(sorted(total), key=lambda name: total[name])
    return Language(code or best, best, total[best] / heard)


def _places(windows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A minute each from the first, the middle and the last window."""
    chosen = sorted({0, len(windows) // 2, len(windows) - 1}) if windows else []
    return [(windows[n][0], min(windows[n][1], windows[n][0] + SAMPLE_MS)) for n in chosen]


def _hear(engine: Engine, sound: np.ndarray) -> dict[str, float]:
    from faster_whisper.vad import collect_chunks, get_speech_timestamps

    chunks = get_speech_timestamps(sound)
    if not chunks:
        return {}
    speech = np.concatenate(collect_chunks(sound, chunks)[0])
    return dict(engine.model.detect_language(speech)[2])
