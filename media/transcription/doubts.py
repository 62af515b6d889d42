"""What makes text doubtful: thresholds measured on real clips and on sounds where nobody speaks."""

from collections.abc import Sequence
from enum import StrEnum

from media.transcription.language import Language
from media.transcription.results import Piece


class Doubt(StrEnum):
    """Codes that are stored with a segment."""

    REPEATS = "repeats"
    SILENCE = "silence"
    TOO_FAST = "too_fast"
    TIMES = "times"
    LANGUAGE = "language"


MOST_REPEATED = 8
MOST_COMPRESSED = 2.4
QUIETEST_DBFS = -55.0
MOST_NO_SPEECH = 0.75
FASTEST_CHARACTERS = 35.0
LONGEST_WORD_MS = 4_000
SHORTEST_WORD_MS = 20
LEAST_LOGPROB = -0.7
LEAST_WINDOW_P = 0.65


def doubts(pieces: Sequence[Piece], *, end_ms: int, language: Language) -> list[list[str]]:
    """The doubts about each piece of one window, sorted; [] for text that seems sound."""
    foreign = language.doubtful or _foreign(pieces)
    found = []
    for piece in pieces:
        flags = {
            Doubt.REPEATS: _repeats(piece),
            Doubt.SILENCE: piece.loudest_dbfs < QUIETEST_DBFS or piece.no_speech > MOST_NO_SPEECH,
            Doubt.TOO_FAST: _too_fast(piece),
            Doubt.TIMES: _impossible(piece, end_ms),
            Doubt.LANGUAGE: foreign or piece.avg_logprob < LEAST_LOGPROB,
        }
        found.append(sorted(flag.value for flag, true in flags.items() if true))
    return found


def _foreign(pieces: Sequence[Piece]) -> bool:
    """The words of a whole window are improbable: another language than the model writes."""
    probabilities = [word.p for piece in pieces for word in piece.words]
    mean = sum(probabilities) / len(probabilities) if probabilities else 1.0
    return mean < LEAST_WINDOW_P


def _repeats(piece: Piece) -> bool:
    if piece.compression > MOST_COMPRESSED:
        return True
    return longest_repetition([word.text for word in piece.words]) >= MOST_REPEATED


def longest_repetition(words: Sequence[str]) -> int:
    """How many words the longest loop covers: one to eight words said three times or more in a row,
    three or more words said twice."""
    said = [word.casefold().strip(".,;:!?…\"'") for word in words]
    longest = 0
    for length in range(1, 9):
        run = 0  # words in a row that equal the word one length before them
        for n in range(length, len(said)):
            run = run + 1 if said[n] == said[n - length] else 0
            times = run // length + 1
            if times >= 3 or (times == 2 and length >= 3):
                longest = max(longest, times * length)
    return longest


def _too_fast(piece: Piece) -> bool:
    characters = sum(len(word.text) for word in piece.words)
    return len(piece.words) >= 3 and characters > FASTEST_CHARACTERS * max(0.1, piece.seconds)


def _impossible(piece: Piece, end_ms: int) -> bool:
    """Words without length, words that last for seconds, words behind the end of the sound."""
    lengths = [word.end - word.start for word in piece.words]
    instant = sum(length < SHORTEST_WORD_MS for length in lengths)
    return (
        min(lengths) < 0
        or max(lengths) > LONGEST_WORD_MS
        or piece.words[-1].end > end_ms + 100
        or (len(lengths) >= 4 and 2 * instant > len(lengths))
    )
