"""From the model's pieces to segments that a person can read, correct and cite."""

from media.transcription.results import Piece, SegmentResult, WordResult

PAUSE_MS = 1_500  # a silence after which somebody begins anew
# From here on a segment ends where the sense allows it. Turns of hearings average 31 words. In the
# readings of the demonstration, whose sentences run to 60 words and more, 25 gives a median of 28
# words and 11 s, and never more than 42 words or 19 s; waiting for a full stop gave 59 words and
# 25 s. With 15 the median falls to 18 words, and sentences come apart that are read as one.
GOOD_WORDS = 25
# A breath. In the same readings pauses at a mark or for breath begin at 360 ms; what is shorter,
# up to 340 ms, lies inside a phrase.
BREATH_MS = 350
MOST_WORDS = 60
_SENTENCE = (".", "?", "!", "…", "。", "？", "！")  # noqa: RUF001
_PHRASE = (",", ";", ":", "—", "–", "--", "，", "、", "；", "：", "،", "؛")  # noqa: RUF001
_QUOTES = "\"'”’»“)]"


def segments_cut(pieces: list[tuple[Piece, list[str]]]) -> list[SegmentResult]:
    """Join and cut pieces at pauses, ends of sentences and, in long ones, of phrases.

    Pieces with different doubts are never joined: a person must be able to strike one alone.
    """
    segments: list[SegmentResult] = []
    words: list[WordResult] = []
    flags: list[str] = []
    for piece, doubted in pieces:
        if doubted != flags:
            segments += _close(words, flags)
            words, flags = [], doubted
        for word in piece.words:
            if words and _ends(words, word):
                segments += _close(words, flags)
                words = []
            words.append(word)
    return segments + _close(words, flags)


def _ends(words: list[WordResult], following: WordResult) -> bool:
    pause = following.start - words[-1].end
    if pause >= PAUSE_MS or len(words) >= MOST_WORDS:
        return True
    if len(words) < GOOD_WORDS:
        return False
    return pause >= BREATH_MS or words[-1].text.rstrip(_QUOTES).endswith(_SENTENCE + _PHRASE)


def _close(words: list[WordResult], flags: list[str]) -> list[SegmentResult]:
    if not words:
        return []
    end = max(word.end for word in words)
    return [SegmentResult(words[0].start, end, words, list(flags))]
