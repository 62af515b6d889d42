"""From the model's pieces to segments that a person can read, correct and cite."""

from media.transcription.results import Piece, SegmentResult, WordResult

PAUSE_MS = 1_500  # a silence after which somebody begins anew
GOOD_WORDS = 25  # from here on the end of a sentence ends the segment; turns of hearings average 31
MOST_WORDS = 60
_ENDS = (".", "?", "!", "…", "。", "？", "！", '."', '?"', '!"', ".”", "?”", "!”", ".»")  # noqa: RUF001


def segments_cut(pieces: list[tuple[Piece, list[str]]]) -> list[SegmentResult]:
    """Join and cut pieces at pauses and ends of sentences.

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
    if following.start - words[-1].end >= PAUSE_MS or len(words) >= MOST_WORDS:
        return True
    return len(words) >= GOOD_WORDS and words[-1].text.endswith(_ENDS)


def _close(words: list[WordResult], flags: list[str]) -> list[SegmentResult]:
    if not words:
        return []
    end = max(word.end for word in words)
    return [SegmentResult(words[0].start, end, words, list(flags))]
