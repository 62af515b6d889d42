"""A transcript as the desk shows it: turns, speakers by label, doubts, the shape of the sound."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from archive.consent.in_force import consent_in_force
from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Segment, Transcript
from archive.transcript.selectors import DOUBTFUL_P

# Turns that are sent as a form at once; a script fetches all of them and builds what is on screen.
PART = 100
BARS = 240


def speakers(testimony: Testimony, *, at: datetime, used: Sequence[str] = ()) -> dict[str, str]:
    """What staff call each speaker, by the label kept in the vault; "" is nobody known.

    A giver is shown under the name that consent lets out, never under another.
    """
    names = list(consent_in_force(testimony, at=at).names.values())
    found: dict[str, str] = {}
    for n in range(1, max(1, len(names)) + 1):
        chosen = names[n - 1] if n <= len(names) else ""
        alone = _("Statement giver")
        found[f"giver-{n}"] = chosen or (
            _("Statement giver %(n)d") % {"n": n} if len(names) > 1 else alone
        )
    found["asker"] = _("Statement taker")
    found[""] = _("Not known")
    found["other-1"] = _("Another voice")
    found["other-2"] = _("Another voice 2")
    for label in used:
        found.setdefault(label, label)
    return found


def version_label(transcript: Transcript) -> str:
    """Which version this is, and what kind."""
    return _("Transcript %(number)d: %(kind)s") % {
        "number": transcript.version,
        "kind": transcript.get_kind_display(),
    }


def words_payload(transcript: Transcript, segments: Sequence[Segment]) -> dict[str, Any]:
    """A transcript for a script: words as [id, text, start ms, end ms, probability or null]."""
    return {
        "id": str(transcript.pk),
        "version": transcript.version,
        "kind": transcript.kind,
        "label": version_label(transcript),
        "language": transcript.language,
        "turns": [
            {
                "key": segment.key,
                "speaker": segment.speaker,
                "start": segment.start_ms,
                "end": segment.end_ms,
                "flags": segment.flags,
                "struck": segment.struck,
                "words": [
                    [word["id"], word["text"], word["start"], word["end"], word.get("p")]
                    for word in segment.words
                ],
            }
            for segment in segments
        ],
    }


def doubtful(word: dict[str, Any]) -> bool:
    """Whether the machine doubted this word and nobody has decided it."""
    return word.get("p") is not None and word["p"] < DOUBTFUL_P


def undecided(segment: Segment) -> bool:
    """Whether a person has still to say what becomes of a stretch that the machine doubted."""
    return bool(segment.flags) and not segment.struck


def open_points(segments: Sequence[Segment]) -> dict[str, int]:
    """What is still open in a transcript, in counts."""
    kept = [segment for segment in segments if not segment.struck]
    words = [word for segment in kept for word in segment.words]
    return {
        "words": len(words),
        "decided": sum(word.get("p") is None for word in words),
        "doubtful": sum(doubtful(word) for word in words),
        "undecided": sum(undecided(segment) for segment in segments),
        "unknown": sum(not segment.speaker for segment in kept),
    }


def flag_sentence(flags: Sequence[str]) -> str:
    """What the machine's doubt about a stretch means, for a person."""
    if "silence" in flags:
        return _("The machine wrote words where nobody speaks.")
    if "repeats" in flags:
        return _("The machine wrote the same words again and again.")
    if "too_fast" in flags:
        return _("The machine wrote more words than anybody could say in this time.")
    if "times" in flags:
        return _("The machine gave these words times at which nobody can have said them.")
    return _("The machine was not sure that these words were said.")


def wave_path(recording: Recording | None) -> str:
    """The recording's shape as one SVG path, 1000 wide and 100 high."""
    peaks = recording.peaks if recording else []
    if not peaks:
        return ""
    bars = min(BARS, len(peaks))
    wide = len(peaks) / bars
    heights = [
        max(peaks[int(n * wide) : max(int(n * wide) + 1, int((n + 1) * wide))]) for n in range(bars)
    ]
    step = 1000 / bars
    return "".join(
        f"M{step * (n + 0.5):.1f} {50 - max(1.0, h * 0.45):.1f}V{50 + max(1.0, h * 0.45):.1f}"
        for n, h in enumerate(heights)
    )
