"""Writing a version: the only place where transcripts and segments come into being."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Max

from archive.ledger.canonical import sha256_of
from archive.testimony.models import Recording, Testimony
from archive.transcript.edits import SegmentDraft
from archive.transcript.models import Segment, Transcript, TranscriptKind


def version_write(
    *,
    testimony: Testimony,
    recording: Recording | None,
    kind: TranscriptKind,
    drafts: Sequence[SegmentDraft],
    language: str,
    made_with: dict[str, Any],
    parent: Transcript | None,
    by: AbstractUser | None,
    at: datetime,
) -> Transcript:
    """Store the next version with its segments, inside the caller's transaction.

    No stored version is touched. Who comes second with the same number gets an IntegrityError from
    the database, whatever was checked before.
    """
    versions = Transcript.objects.filter(testimony=testimony)
    newest = versions.aggregate(newest=Max("version"))["newest"] or 0
    transcript = Transcript.objects.create(
        testimony=testimony,
        recording=recording,
        version=newest + 1,
        kind=kind,
        parent=parent,
        language=language,
        made_with=made_with,
        content_hash=content_hash(drafts),
        created_by_id=by.pk if by else None,
        created_at=at,
    )
    Segment.objects.bulk_create(
        (
            Segment(transcript=transcript, position=position, **asdict(draft))
            for position, draft in enumerate(drafts)
        ),
        batch_size=200,
    )
    return transcript


def content_hash(drafts: Sequence[SegmentDraft]) -> str:
    """SHA-256 of the canonical JSON of all segments: equal text, times and doubts, equal hash."""
    return sha256_of([asdict(draft) for draft in drafts])
