"""Where a redaction lies: in the words, in time, and in the sound around it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from archive.redaction.selectors import transcript_newest
from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Transcript
from media.blobs.store import blob_path
from media.refusal import Refused
from media.sound import widen


@dataclass(frozen=True)
class Span:
    """A stretch in ms; its sound is wider, because word times are not sound edges."""

    word_ids: tuple[str, ...]
    start_ms: int
    end_ms: int
    sound_start_ms: int
    sound_end_ms: int
    # The text whose words lie there; None while there is none.
    placed_on: Transcript | None


def span_of_words(testimony: Testimony, recording: Recording | None, ids: list[str]) -> Span:
    """The span of words of the newest transcript. Raises Refused for an id that is not in it."""
    transcript = transcript_newest(testimony)
    wanted = set(ids)
    recording_id = recording.pk if recording else None
    found = [
        word
        for segment in (transcript.segments.order_by("position") if transcript else ())
        for word in segment.words
        if word["id"] in wanted
    ]
    if (
        transcript is None
        or not found
        or len(found) != len(wanted)
        or transcript.recording_id != recording_id
    ):
        raise Refused(
            "words",
            _("The transcript has changed since these words were chosen. Choose them again."),
        )
    start, end = min(w["start"] for w in found), max(w["end"] for w in found)
    return _widened(recording, tuple(w["id"] for w in found), start, end, transcript)


def span_of_time(
    testimony: Testimony, recording: Recording | None, start_ms: int | None, end_ms: int | None
) -> Span:
    """The span of a range in ms. Raises Refused for one that is empty or outside the recording."""
    if (
        recording is None
        or start_ms is None
        or end_ms is None
        or not 0 <= start_ms < end_ms <= recording.duration_ms
    ):
        raise Refused("range", _("Give a beginning and a later end that lie within the recording."))
    transcript = transcript_newest(testimony)
    if transcript is not None and transcript.recording_id != recording.pk:
        transcript = None  # the text of another recording says nothing about this one
    return _widened(recording, (), start_ms, end_ms, transcript)


def _widened(
    recording: Recording | None,
    ids: tuple[str, ...],
    start: int,
    end: int,
    transcript: Transcript | None,
) -> Span:
    if recording is None:
        return Span(ids, start, end, start, end, transcript)
    blob = recording.accession.blob
    with blob_path(blob) as path:
        sound_start, sound_end = widen(
            path,
            blob.container,
            start,
            end,
            duration_ms=recording.duration_ms,
            steady=blob.steady,
        )
    # A word's end may lie past the last sample by some milliseconds.
    return Span(ids, start, end, min(start, sound_start), max(end, sound_end), transcript)
