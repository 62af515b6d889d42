"""Reading transcripts, inside the vault."""

from collections.abc import Iterator

from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Segment, Transcript
from archive.transcript.words import Word

# A word that the machine gave less than even odds is shown to the transcriber as doubtful. This is
# a choice, not a measurement: how often such words are wrong is still to be counted.
DOUBTFUL_P = 0.5


def transcript_latest(testimony: Testimony, *, recording: Recording | None) -> Transcript | None:
    """The newest version of any kind of one recording; None when there is none.

    Without a recording: of the text that was written and not spoken.
    """
    versions = Transcript.objects.filter(testimony=testimony, recording=recording)
    return versions.order_by("-version").first()


def segments_undecided(transcript: Transcript) -> list[Segment]:
    """Segments that the machine doubts and no person has kept or struck."""
    return [
        segment for segment in transcript.segments.all() if segment.flags and not segment.struck
    ]


def words_of(transcript: Transcript) -> Iterator[tuple[Segment, Word]]:
    """All words in reading order, with their segments; struck segments are left out."""
    for segment in transcript.segments.all():
        if not segment.struck:
            for word in segment.words:
                yield segment, word


def words_doubtful(transcript: Transcript) -> list[Word]:
    """Words that the machine itself gave little for and no person has confirmed."""
    return [
        word
        for _segment, word in words_of(transcript)
        if word["p"] is not None and word["p"] < DOUBTFUL_P
    ]
