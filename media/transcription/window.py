"""One window of a recording, from sound to segments of timed words."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from media.sound import pcm_stream
from media.transcription.doubts import doubts
from media.transcription.engine import OPTIONS, Engine
from media.transcription.gaps import speech_missed
from media.transcription.language import Language
from media.transcription.results import Piece, SegmentResult, WordResult
from media.transcription.segments import segments_cut
from media.transcription.windows import RATE

if TYPE_CHECKING:
    from faster_whisper.transcribe import Segment

# These write without spaces: what the model gives as separate words stays separate.
_NO_SPACES = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km", "bo"})


def window_transcribe(
    *,
    engine: Engine,
    path: Path,
    container: str,
    window: tuple[int, int],
    language: Language,
    steady: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> list[SegmentResult]:
    """Write down one window. Times are ms from the beginning of the recording.

    The result depends on the sound of the window, the language and the engine, on nothing before
    it. `on_progress` is called with the time reached, in ms, as the model moves on; what it raises
    stops the work. Text that the model is doubted for is there, with the reasons as flags. `steady`
    as for `pcm_stream`.
    """
    start_ms, end_ms = window
    blocks = list(
        pcm_stream(path, container, rate=RATE, start_ms=start_ms, end_ms=end_ms, steady=steady)
    )
    if not blocks:
        return []
    sound = np.concatenate(blocks)
    del blocks
    pieces = _listen(engine, sound, start_ms, language, OPTIONS, on_progress)
    written = [_samples(word, start_ms) for piece in pieces for word in piece.words]
    again = {**OPTIONS, "vad_filter": False}  # it was just heard that somebody speaks
    for first, last in speech_missed(sound, written):
        offset_ms = start_ms + first * 1000 // RATE
        pieces += _listen(engine, sound[first:last], offset_ms, language, again, on_progress)
    pieces.sort(key=lambda piece: piece.words[0].start)
    flags = doubts(pieces, end_ms=start_ms + len(sound) * 1000 // RATE, language=language)
    return segments_cut(list(zip(pieces, flags, strict=True)))


def _listen(
    engine: Engine,
    sound: np.ndarray,
    start_ms: int,
    language: Language,
    options: dict[str, Any],
    on_progress: Callable[[int], None] | None,
) -> list[Piece]:
    found, _info = engine.model.transcribe(sound, language=language.code, **options)
    pieces = []
    for segment in found:
        words = _words(segment, start_ms, spaced=language.code not in _NO_SPACES)
        if words:
            pieces.append(_piece(segment, words, sound, start_ms))
        if on_progress:
            on_progress(start_ms + int(segment.end * 1000))
    return pieces


def _words(segment: "Segment", start_ms: int, *, spaced: bool) -> list[WordResult]:
    """The model's words; what follows without a space belongs to the word before it."""
    words: list[WordResult] = []
    for word in segment.words or ():
        text = word.word.strip()
        if not any(map(str.isalnum, text)):
            continue  # a full stop written into silence is no text
        begin, end = (start_ms + round(moment * 1000) for moment in (word.start, word.end))
        if spaced and words and not word.word[0].isspace():
            before = words.pop()
            text, begin = before.text + text, before.start
            probability = min(before.p, round(word.probability, 3))
        else:
            probability = round(word.probability, 3)
        words.append(WordResult(text, begin, end, probability))
    return words


def _piece(segment: "Segment", words: list[WordResult], sound: np.ndarray, start_ms: int) -> Piece:
    first, last = _samples(words[0], start_ms)[0], _samples(words[-1], start_ms)[1]
    under = sound[first : max(first + 1, last)]
    loudest = float(np.abs(under).max()) if len(under) else 0.0
    return Piece(
        words=words,
        loudest_dbfs=20 * np.log10(max(loudest, 1e-12)),
        avg_logprob=segment.avg_logprob,
        no_speech=segment.no_speech_prob,
        compression=segment.compression_ratio,
    )


def _samples(word: WordResult, start_ms: int) -> tuple[int, int]:
    """Where a word lies in a sound that begins at `start_ms`."""
    begin, end = (max(0, moment - start_ms) * RATE // 1000 for moment in (word.start, word.end))
    return begin, end
