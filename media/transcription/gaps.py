"""Speech that the model passed over.

At the end of a stretch of 30 s the model sometimes stops early and goes on behind words that were
said: in a reading of four minutes tiny.en left out 11 words in one place and base 10 in another,
with no mark of it in the text. Where nobody wrote a word for seconds and somebody speaks, it
listens again.
"""

from collections.abc import Sequence

import numpy as np

from media.transcription.windows import RATE

GAP_MS = 2_000  # shorter ones are pauses between sentences
SPEECH_MS = 1_000  # of speech in a gap; less than that is a breath, or the end of a word


def speech_missed(sound: np.ndarray, written: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of speech without any word, in samples, between the `written` ones (ascending)."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(min_silence_duration_ms=500, speech_pad_ms=0)
    missed = []
    edges = [0, *(edge for span in written for edge in span), len(sound)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if (end - start) * 1000 < GAP_MS * RATE:
            continue
        heard = get_speech_timestamps(sound[start:end], options)
        if sum(one["end"] - one["start"] for one in heard) * 1000 >= SPEECH_MS * RATE:
            missed.append((start + heard[0]["start"], start + heard[-1]["end"]))
    return missed
