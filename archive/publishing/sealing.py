"""What a candidate is sealed as, and whether it still is that, in its rows and in its files.

Compared before it is approved and again before it opens: what opens is what was read and heard.
"""

from typing import Any

from archive.edition.models import Edition
from archive.ledger.canonical import sha256_of
from media.files import Written, file_measure, file_size

POINT = (
    "position",
    "start_ms",
    "end_ms",
    "title",
    "synopsis",
    "content_warning",
    "keywords",
    "subjects",
    "place",
    "links",
)


def manifest_of(edition: Edition) -> dict[str, Any]:
    """What an approval binds: everything published, and the hashes of files, turns, points."""
    turns = list(
        edition.turns.order_by("position").values_list(
            "position", "start_ms", "end_ms", "speaker", "asks", "parts"
        )
    )
    points = list(edition.points.order_by("position").values_list(*POINT))
    files = edition.files.order_by("kind").values("kind", "content_type", "size", "sha256")
    return {
        "audience": str(edition.audience),
        "title": edition.title,
        "attribution": str(edition.attribution),
        "summary": edition.summary,
        "content_note": edition.content_note,
        "content_ranges": edition.content_ranges,
        "kind": str(edition.kind),
        "language": edition.language,
        "given_on": edition.given_on,
        "place": edition.place,
        "duration_ms": edition.duration_ms,
        "text_kind": str(edition.text_kind),
        "removed": edition.removed,
        "what_changed": edition.what_changed,
        "uses": edition.uses,
        "media": edition.media,
        "open_until": edition.open_until.isoformat() if edition.open_until else None,
        "consent": edition.consent_ids,
        "transcript": [str(edition.transcript_id), edition.transcript.content_hash],
        "basis": edition.basis_hash,
        # By hash, so that no word of the text stays in a manifest after a withdrawal.
        "turns": sha256_of(turns),
        # Editions that were sealed before there were index points have no such line.
        **({"points": sha256_of(points)} if points else {}),
        "files": [dict(file) for file in files],
    }


def rows_sealed(edition: Edition) -> bool:
    """Whether its rows, turns and names of files are those of its manifest hash."""
    return sha256_of(manifest_of(edition)) == edition.manifest_hash


def files_sized(edition: Edition) -> bool:
    """Whether each of its files is in the store, as long as it was built. Reads no file."""
    return all(file_size(file.key) == file.size for file in edition.files.all())


def files_measured(edition: Edition) -> dict[str, Written | None]:
    """Length and SHA-256 of each of its files as it is in the store now; None for one not there.

    Reads every byte: not for a transaction.
    """
    return {file.key: file_measure(file.key) for file in edition.files.all()}


def files_sealed(edition: Edition, measured: dict[str, Written | None]) -> bool:
    """Whether what was measured is what its rows say, for every file that it has."""
    return measured == {
        file.key: Written(size=file.size, sha256=file.sha256) for file in edition.files.all()
    }
