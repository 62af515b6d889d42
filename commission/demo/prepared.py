"""Words with times, made beforehand: for want of a model, or of one that knows the language."""

import json

from commission.demo.stories import READINGS


def prepared_segments(reading: str) -> list[dict[str, object]]:
    """The segments of one reading in the form that `transcript_import` takes; times in ms."""
    segments: list[dict[str, object]] = json.loads(
        (READINGS / f"{reading}.json").read_text(encoding="utf-8")
    )
    return segments
