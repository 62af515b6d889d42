"""What makes text doubtful: measured on real speech, and on sounds in which nobody speaks.

Each threshold stands between measured groups of pieces, with the options of `engine.OPTIONS`:

- right: 14 minutes of real recordings in the language that the model was told (tiny.en: 18 English
  clips, 119 pieces; base: 60 clips in en, de, es, fr, pt, 209 pieces);
- wrong: 42 German, Spanish, French and Portuguese clips written down as English (126; 98 pieces);
- nothing: a minute each of silence, noise, hum, room tone, plucked notes and a hummed voice, with
  voice activity detection on (2 pieces of 2 of them; 3) and off (20; 22).

Flagged by these thresholds: right 1 of 1,530 words (tiny.en) and 5 of 2,851 (base), all in pieces
of one to three words; wrong 126 of 126 pieces (tiny.en) and 67 of 98 (base, which translates: there
the language that it hears decides, see `language.Language.doubtful`); nothing 22 of 22 and 25 of
25. The count of different words in a minute, which tells loops in English court recordings, is the
weaker signal here: at its best threshold it errs in 23 % of clips (tiny.en) and 39 % (base),
because short clips and slow speakers have few words too.
"""

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


# Words in a loop of three rounds or more. Right: none at all; loops in the other groups: 6 to 223.
MOST_REPEATED = 8
# How well the text packs. Right: at most 1.81; nothing: up to 39.
MOST_COMPRESSED = 2.4
# The loudest sample under the words. Right: -49 dBFS in the quietest clip; digital silence: -240.
QUIETEST_DBFS = -55.0
# The model's own number for "nobody speaks". Right: at most 0.58; nothing: 0.86 and more (tiny.en),
# 0.62 and more (base, where all pieces below 0.75 are caught by another threshold).
MOST_NO_SPEECH = 0.75
# Characters in a second. Right: at most 26; what is written into nothing: hundreds.
FASTEST_CHARACTERS = 35.0
# Right: no word lasts longer than 3.0 s, and at most a quarter of a piece's words have no length;
# wrong: up to 7.8 s, and half of the words in half of the pieces.
LONGEST_WORD_MS = 4_000
SHORTEST_WORD_MS = 20
# Mean logarithm of the tokens' probabilities. Right: -0.70 and better, but for three pieces of one
# to three words; wrong: median -0.99 (tiny.en), -0.75 (base).
LEAST_LOGPROB = -0.7
# Mean probability of all words of a window. Right: 0.64 in the worst clip; wrong: 0.24 to 0.83.
LEAST_WINDOW_P = 0.6


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
    """How many words the longest loop covers: one to eight words, three times or more in a row."""
    said = [word.casefold().strip(".,;:!?…\"'") for word in words]
    longest = 0
    for length in range(1, 9):
        run = 0  # words in a row that equal the word one length before them
        for n in range(length, len(said)):
            run = run + 1 if said[n] == said[n - length] else 0
            times = run // length + 1
            if times >= 3:
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
