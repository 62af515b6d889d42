"""Captions and plain text from timed text: WebVTT, SubRip, and lines for reading."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

LINE = 42  # characters; two such lines are what a viewer reads without stopping
MOST_CHARACTERS = 2 * LINE
MOST_MS = 7_000
_ENDS = (".", "?", "!", "…", ";", ":")


@dataclass(frozen=True)
class Cue:
    """Text on the screen from one moment to another, in ms."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""


class Timed(Protocol):
    """A word with times in ms."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def cues_cut(words: Iterable[Timed], *, speaker: str = "") -> list[Cue]:
    """Cut timed words of one speaker into cues of at most two lines and seven seconds.

    A cue ends early at the end of a sentence once it is half full. A single word that is longer
    than either limit is a cue of its own.
    """
    cues: list[Cue] = []
    held: list[Timed] = []
    for word in words:
        if held:
            text = " ".join(w.text for w in held)
            full = (
                len(text) + 1 + len(word.text) > MOST_CHARACTERS
                or word.end - held[0].start > MOST_MS
            )
            if full or (len(text) >= LINE and text.endswith(_ENDS)):
                cues.append(_cue(held, speaker))
                held = []
        held.append(word)
    return [*cues, _cue(held, speaker)] if held else cues


def _cue(words: Sequence[Timed], speaker: str) -> Cue:
    end = max(word.end for word in words)
    return Cue(words[0].start, end, " ".join(word.text for word in words), speaker)


def vtt(cues: Iterable[Cue], *, notes: Sequence[str] = (), language: str = "") -> str:
    """WebVTT with a voice for every speaker. Notes stand at the top, where a text editor shows
    them.
    """
    blocks = ["WEBVTT" + (f"\nLanguage: {_flat(language)}" if language else "")]
    # "-->" ends a note for a parser, wherever it stands in it.
    blocks += [f"NOTE {_flat(note).replace('-->', '→')}" for note in notes]
    for cue in cues:
        text = "\n".join(escape(line, quote=False) for line in _lines(cue.text))
        if cue.speaker:
            text = f"<v {escape(_flat(cue.speaker), quote=False)}>{text}"
        blocks.append(f"{_time(cue.start_ms, '.')} --> {_time(_end(cue), '.')}\n{text}")
    return "\n\n".join(blocks) + "\n"


def srt(cues: Iterable[Cue]) -> str:
    """SubRip, for programs that do not read WebVTT. It knows no voices: the speaker is in the
    text.
    """
    blocks = []
    for number, cue in enumerate(cues, start=1):
        said = f"{_flat(cue.speaker)}: {cue.text}" if cue.speaker else cue.text
        text = "\n".join(_lines(said.replace("-->", "→")))
        blocks.append(f"{number}\n{_time(cue.start_ms, ',')} --> {_time(_end(cue), ',')}\n{text}")
    return "\n\n".join(blocks) + "\n" if blocks else ""


def plain_text(cues: Iterable[Cue]) -> str:
    """The words alone: a paragraph for each stretch of one speaker."""
    paragraphs: list[tuple[str, list[str]]] = []
    for cue in cues:
        if not paragraphs or paragraphs[-1][0] != cue.speaker:
            paragraphs.append((cue.speaker, []))
        paragraphs[-1][1].append(_flat(cue.text))
    said = (
        f"{_flat(speaker)}: {' '.join(texts)}" if speaker else " ".join(texts)
        for speaker, texts in paragraphs
    )
    text = "\n\n".join(said)
    return text + "\n" if text else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return textwrap.wrap(_flat(text), LINE, break_long_words=False, break_on_hyphens=False) or [""]


def _end(cue: Cue) -> int:
    """A cue without length is shown by no player."""
    return max(cue.end_ms, cue.start_ms + 1)


def _time(ms: int, mark: str) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{ms:03}"
