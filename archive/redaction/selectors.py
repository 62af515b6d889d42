"""Reading redactions: what is withheld from whom, and what still waits for a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from archive.redaction.models import (
    WITHHELD,
    OccurrenceKept,
    ProtectedName,
    Redaction,
    RedactionState,
)
from archive.redaction.names import name_find
from archive.testimony.models import Testimony
from archive.transcript.models import Transcript, TranscriptKind
from media.audience import Audience


@dataclass(frozen=True)
class Occurrence:
    """One place where a protected name stands in the newest transcript."""

    word_ids: tuple[str, ...]
    text: str
    start_ms: int
    end_ms: int
    # A person has said what becomes of it: redacted (perhaps still to be approved) or kept.
    decided: bool
    redaction_id: str | None
    # False: only nearly spelled like the name.
    exact: bool = True


def redactions_withheld(
    testimony: Testimony, *, audience: Audience, transcript: Transcript | None = None
) -> QuerySet[Redaction]:
    """Redactions whose words and sound this audience may not have.

    Researchers may have a span that is approved as open to them; while it waits for a decision
    nobody may. `transcript` leaves out spans of other recordings.
    """
    rows = Redaction.objects.filter(testimony=testimony, state__in=WITHHELD)
    if audience == Audience.RESEARCH:
        rows = rows.exclude(state=RedactionState.APPROVED, open_to_research=True)
    if transcript is not None:
        rows = rows.filter(Q(recording=transcript.recording_id) | Q(recording__isnull=True))
    return rows.order_by("start_ms", "id")


def covers(redaction: Redaction, word: dict[str, Any]) -> bool:
    """Whether a word of the transcript falls under a redaction: by its id, or by its time.

    The time counts too because a correction may have put new words where redacted ones stood.
    """
    if word["id"] in redaction.word_ids:
        return True
    end = max(word["end"], word["start"] + 1)
    return word["start"] < redaction.end_ms and end > redaction.start_ms


def redactions_undecided(testimony: Testimony) -> int:
    """How many redactions wait for another person's decision."""
    return Redaction.objects.filter(testimony=testimony, state=RedactionState.PROPOSED).count()


def occurrences_undecided(testimony: Testimony) -> int:
    """How many places of protected names nobody has decided on yet."""
    return sum(
        not occurrence.decided
        for name in ProtectedName.objects.filter(testimony=testimony)
        for occurrence in name_occurrences(name)
    )


def name_occurrences(protected_name: ProtectedName) -> list[Occurrence]:
    """Every place of the name in the newest transcript, in order, with what became of each.

    A redaction that was rejected decides nothing: the place waits again. One that shows the words
    to somebody, because two people lifted it or researchers may read it, decides about this name
    only when it was made for it.
    """
    transcript = transcript_newest(protected_name.testimony)
    if transcript is None:
        return []
    words = words_of(transcript)
    redactions = list(
        Redaction.objects.filter(
            Q(recording=transcript.recording_id) | Q(recording__isnull=True),
            testimony=protected_name.testimony_id,
        )
        .exclude(state=RedactionState.REJECTED)
        .exclude(
            Q(state=RedactionState.LIFTED) | Q(open_to_research=True),
            ~Q(protected_name=protected_name) | Q(protected_name__isnull=True),
        )
        .order_by("start_ms", "id")
    )
    kept = kept_ids(protected_name)
    found = []
    for place in name_find(protected_name.name, [word["text"] for word in words], near=True):
        span = words[place.first : place.last + 1]
        by = _redaction_over(redactions, span)
        found.append(
            Occurrence(
                word_ids=tuple(word["id"] for word in span),
                text=" ".join(word["text"] for word in span),
                start_ms=span[0]["start"],
                end_ms=max(word["end"] for word in span),
                decided=by is not None or all(word["id"] in kept for word in span),
                redaction_id=str(by.pk) if by is not None else None,
                exact=place.exact,
            )
        )
    return found


def kept_ids(protected_name: ProtectedName) -> frozenset[str]:
    """Ids of the words that somebody decided to keep although they look like the name."""
    rows = OccurrenceKept.objects.filter(protected_name=protected_name)
    return frozenset(id for ids in rows.values_list("word_ids", flat=True) for id in ids)


def words_of(transcript: Transcript) -> list[dict[str, Any]]:
    """All words of a transcript in order, without the segments that a person struck."""
    rows = transcript.segments.filter(struck=False).order_by("position")
    return [word for segment in rows for word in segment.words]


def transcript_newest(testimony: Testimony) -> Transcript | None:
    """The newest version of the text, whatever its kind; redactions are placed on it.

    Texts of recordings that were set aside do not count. While several recordings are kept, the
    gate lets nothing be built from any of their texts.
    """
    kept = testimony.transcripts.filter(recording__set_aside_at__isnull=True)
    return kept.order_by("-version").first()


def transcript_reviewed(testimony: Testimony) -> Transcript | None:
    """The newest version, if a person has accepted it; an older accepted one does not count."""
    newest = transcript_newest(testimony)
    return newest if newest and newest.kind == TranscriptKind.REVIEWED else None


def _redaction_over(
    redactions: Iterable[Redaction], span: Sequence[dict[str, Any]]
) -> Redaction | None:
    """The first redaction over the span when every word of it is covered; those in force first."""
    ordered = sorted(redactions, key=lambda r: r.state not in WITHHELD)
    over = [next((r for r in ordered if covers(r, word)), None) for word in span]
    return over[0] if over and all(r is not None for r in over) else None
