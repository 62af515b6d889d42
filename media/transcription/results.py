"""The shapes in which recognised speech is handed on. All times are ms in the recording."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class WordResult:
    """A word with the model's probability for it, 0 to 1."""

    text: str
    start: int
    end: int
    p: float


@dataclass(frozen=True)
class Piece:
    """What the model wrote in one go, with what it said about its own certainty."""

    words: list[WordResult]
    loudest_dbfs: float  # of the sound under the words
    avg_logprob: float
    no_speech: float
    compression: float

    @property
    def seconds(self) -> float:
        return max(0, self.words[-1].end - self.words[0].start) / 1000


@dataclass(frozen=True)
class SegmentResult:
    """A stretch of text with the machine's doubts about it (`doubts.Doubt`)."""

    start_ms: int
    end_ms: int
    words: list[WordResult]
    flags: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def segments_to_json(segments: list[SegmentResult]) -> list[dict[str, Any]]:
    """As stored; `segments_from_json` gives the same back."""
    return [asdict(segment) for segment in segments]


def segments_from_json(stored: list[dict[str, Any]]) -> list[SegmentResult]:
    """What `segments_to_json` stored."""
    return [
        SegmentResult(**{**row, "words": [WordResult(**word) for word in row["words"]]})
        for row in stored
    ]
