"""Words with times, made beforehand: for want of a model, or of one that knows the language."""

import json

from archive.transcript.edits import SegmentDraft
from archive.transcript.words import Word
from commission.demo.stories import READINGS


def prepared_segments(reading: str) -> list[SegmentDraft]:
    """The segments of one reading in the form that `transcript_import` takes; times in ms."""
    stored = json.loads((READINGS / f"{reading}.json").read_text(encoding="utf-8"))
    return [
        SegmentDraft(
            key="",
            start_ms=segment["words"][0]["start"],
            end_ms=segment["words"][-1]["end"],
            words=[
                Word(id="", text=word["text"], start=word["start"], end=word["end"], p=None)
                for word in segment["words"]
            ],
            speaker="giver-1",
        )
        for segment in stored
    ]
