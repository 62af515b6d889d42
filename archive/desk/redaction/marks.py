"""Where spans lie: over the words, on the waveform, and as the script is told."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse

from archive.desk.redaction.spans import Protected, Span
from archive.desk.shown import place
from archive.redaction.models import Redaction
from archive.redaction.selectors import covers
from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Segment


def marked_rows(
    segments: Sequence[Segment],
    spans: Sequence[Span],
    names: Sequence[Protected],
    called: dict[str, str],
) -> list[dict[str, Any]]:
    """Turns as stretches of text with the state of what lies over each; "" for nothing."""
    wait = {id for name in names for found in name.undecided for id in found.word_ids}
    rows = []
    for segment in segments:
        over = [
            span.redaction
            for span in spans
            if span.here
            and span.in_force
            and any(covers(span.redaction, word) for word in segment.words)
        ]

        def state(word: dict[str, Any], over: list[Redaction] = over) -> str:
            found = next((str(r.state) for r in over if covers(r, word)), "")
            return found or ("suggested" if word["id"] in wait else "")

        rows.append(
            {
                "at": place(segment.start_ms),
                "speaker": called[segment.speaker],
                "parts": [
                    (what, " ".join(word["text"] for word in words))
                    for what, words in groupby(segment.words, key=state)
                ],
            }
        )
    return rows


def wave_spans(
    spans: Sequence[Span], names: Sequence[Protected], recording: Recording | None
) -> list[dict[str, Any]]:
    """Boxes on a waveform 1000 wide, with the widened times of the sound."""
    if recording is None or not recording.duration_ms:
        return []
    scale = 1000 / recording.duration_ms
    return [
        {
            "state": entry["state"],
            "x": f"{entry['sound_from'] * scale:.2f}",
            "width": f"{max(2.0, (entry['sound_to'] - entry['sound_from']) * scale):.2f}",
        }
        for entry in _entries(spans, names)
    ]


def spans_for_script(
    testimony: Testimony,
    spans: Sequence[Span],
    names: Sequence[Protected],
    called: dict[str, str],
) -> dict[str, Any]:
    """What lies over which words and times, and what speakers are called."""
    return {
        "words": reverse("desk:transcript_words", args=[testimony.pk]),
        "speakers": [[label, name] for label, name in called.items()],
        "spans": _entries(spans, names),
    }


def _entries(spans: Sequence[Span], names: Sequence[Protected]) -> list[dict[str, Any]]:
    entries = [
        {
            "id": str(span.redaction.pk),
            "state": span.state,
            "words": span.redaction.word_ids,
            "from": span.redaction.start_ms,
            "to": span.redaction.end_ms,
            "sound_from": span.redaction.sound_start_ms,
            "sound_to": span.redaction.sound_end_ms,
        }
        for span in spans
        if span.here and span.in_force
    ]
    entries += [
        {
            "id": "",
            "state": "suggested",
            "words": list(found.word_ids),
            "from": found.start_ms,
            "to": found.end_ms,
            "sound_from": found.start_ms,
            "sound_to": found.end_ms,
        }
        for name in names
        for found in name.undecided
    ]
    return entries
