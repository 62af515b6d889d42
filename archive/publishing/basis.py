"""Everything a candidate is built from, read in one go, and one hash over all of it.

The hash is stored with the edition. When any of these rows has changed since, it no longer
matches, and the approval of what was built from the old rows is void.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.consent.models import Consent
from archive.consent.services import ConsentInForce, consent_in_force
from archive.index_points.models import IndexPoint
from archive.ledger.canonical import sha256_of
from archive.redaction.models import OccurrenceKept, ProtectedName, Redaction
from archive.redaction.selectors import redactions_withheld, transcript_reviewed
from archive.testimony.models import Recording, Testimony
from archive.thesaurus.selectors import terms_freeze
from archive.transcript.models import Segment, Transcript
from media.audience import Audience


class NothingToBuildFrom(Exception):
    """No person has accepted the newest text yet."""


@dataclass(frozen=True, repr=False)
class Basis:
    """What the vault holds for one edition. Its repr shows nothing."""

    testimony: Testimony
    audience: Audience
    consent: ConsentInForce
    transcript: Transcript
    recording: Recording | None
    segments: tuple[Segment, ...]
    # Withheld from this audience, in order of time.
    redactions: tuple[Redaction, ...]
    names: tuple[ProtectedName, ...]
    # Of this recording, in order of time; and by the ids in them, what is frozen of their terms.
    points: tuple[IndexPoint, ...]
    terms: dict[str, dict[str, Any]]
    hash: str


def basis_collect(*, testimony: Testimony, audience: Audience, at: datetime) -> Basis:
    """Read the vault for one edition. Raises NothingToBuildFrom without an accepted transcript."""
    testimony = Testimony.objects.get(pk=testimony.pk)
    transcript = transcript_reviewed(testimony)
    if transcript is None:
        raise NothingToBuildFrom
    consent = consent_in_force(testimony, at=at)
    segments = tuple(transcript.segments.filter(struck=False).order_by("position"))
    withheld = redactions_withheld(testimony, audience=audience, transcript=transcript)
    redactions = tuple(withheld.select_related("placed_on"))
    names = tuple(ProtectedName.objects.filter(testimony=testimony).order_by("created_at", "id"))
    points = tuple(testimony.index_points.filter(recording=transcript.recording_id))
    terms = terms_freeze({id for point in points for id in (*point.keywords, *point.subjects)})
    return Basis(
        testimony=testimony,
        audience=Audience(audience),
        consent=consent,
        transcript=transcript,
        recording=transcript.recording,
        segments=segments,
        redactions=redactions,
        names=names,
        points=points,
        terms=terms,
        hash=sha256_of(
            {
                "audience": Audience(audience),
                "testimony": _described(testimony),
                "consent": _consent(consent),
                "transcript": [transcript.pk, transcript.kind, transcript.content_hash],
                "words": [[s.key, s.speaker, s.start_ms, s.end_ms, s.words] for s in segments],
                "recording": _recording(transcript.recording),
                "redactions": [_redaction(redaction) for redaction in redactions],
                "names": [[name.pk, name.name] for name in names],
                "kept": _kept(names),
                **_points(points, terms),
            }
        ),
    )


def basis_hash(*, testimony: Testimony, audience: Audience, at: datetime) -> str:
    """The hash of what an edition would be built from now; "" when there is nothing."""
    try:
        return basis_collect(testimony=testimony, audience=audience, at=at).hash
    except NothingToBuildFrom:
        return ""


def _described(testimony: Testimony) -> dict[str, Any]:
    links = testimony.giver_links.order_by("position")
    return {
        "id": testimony.pk,
        "kind": testimony.kind,
        "language": testimony.language,
        "given_on": testimony.given_on,
        "place": testimony.place,
        "summary": testimony.summary,
        "content_note": testimony.content_note,
        "content_ranges": testimony.content_ranges,
        "givers": [[link.giver_id, link.position, link.giver.real_name] for link in links],
    }


def _consent(consent: ConsentInForce) -> dict[str, Any]:
    versions = Consent.objects.filter(pk__in=consent.ids).order_by("giver", "version")
    return {
        "agreement": consent.agreement,
        "uses": consent.uses,
        "media": consent.media,
        "attribution": consent.attribution,
        "names": [[giver, name] for giver, name in sorted(consent.names.items())],
        "open_until": consent.open_until,
        "versions": [[version.pk, version.version] for version in versions],
    }


def _recording(recording: Recording | None) -> list[Any]:
    if recording is None:
        return []
    return [recording.pk, recording.accession.blob_id, recording.duration_ms]


def _redaction(redaction: Redaction) -> list[Any]:
    return [
        redaction.pk,
        redaction.kind,
        redaction.reason,
        redaction.state,
        redaction.open_to_research,
        redaction.replacement,
        redaction.word_ids,
        redaction.start_ms,
        redaction.end_ms,
        redaction.sound_start_ms,
        redaction.sound_end_ms,
        redaction.placed_on_id,
    ]


def _kept(names: tuple[ProtectedName, ...]) -> list[Any]:
    rows = OccurrenceKept.objects.filter(protected_name__in=names).order_by("kept_at", "id")
    return [[row.pk, row.word_ids] for row in rows]


def _points(
    points: tuple[IndexPoint, ...], terms: dict[str, dict[str, Any]]
) -> dict[str, list[Any]]:
    """Nothing at all without points, as it was before there were any."""
    if not points:
        return {}
    return {
        "points": [
            [
                point.pk,
                point.start_ms,
                point.end_ms,
                point.title,
                point.synopsis,
                point.content_warning,
                point.keywords,
                point.subjects,
                [point.place, str(point.latitude), str(point.longitude), point.precision],
                point.links,
            ]
            for point in points
        ],
        "terms": [[id, terms[id]] for id in sorted(terms)],
    }
