"""Two versions of a transcript beside each other, word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.transcript.models import Segment

Part = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """A turn of the newer version, with what the older one had in its place."""

    start_ms: int
    speaker: str
    speaker_before: str
    parts: list[Part]  # ("same" | "gone" | "new", words)

    @property
    def changed(self) -> bool:
        return self.speaker != self.speaker_before or any(what != "same" for what, _ in self.parts)


def compare(older: Sequence[Segment], newer: Sequence[Segment]) -> list[Row]:
    """One row a turn of the newer version, the older one's words put to it by their times.

    Turns that were split or joined have other keys; times stay, so they decide which words meet.
    """
    spoken = [
        (word["start"], word["text"], segment.speaker)
        for segment in older
        if not segment.struck
        for word in segment.words
    ]
    kept = [segment for segment in newer if not segment.struck]
    rows, at = [], 0
    for n, segment in enumerate(kept):
        until = kept[n + 1].start_ms if n + 1 < len(kept) else None
        before: list[str] = []
        said_by = ""
        while at < len(spoken) and (until is None or spoken[at][0] < until):
            before.append(spoken[at][1])
            said_by = said_by or spoken[at][2]
            at += 1
        after = [word["text"] for word in segment.words]
        speaker_before = said_by if before else segment.speaker
        rows.append(
            Row(segment.start_ms, segment.speaker, speaker_before, list(differences(before, after)))
        )
    return rows


def differences(before: list[str], after: list[str]) -> Iterator[Part]:
    """What stayed, what went and what came, in reading order."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for what, a, z, c, d in matcher.get_opcodes():
        if what == "equal":
            yield "same", " ".join(before[a:z])
            continue
        if z > a:
            yield "gone", " ".join(before[a:z])
        if d > c:
            yield "new", " ".join(after[c:d])
