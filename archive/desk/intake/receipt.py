"""What is handed to whoever brought a recording: proof of exactly these bytes."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from archive.desk.shown import duration
from archive.testimony.models import Recording
from media.blobs.models import Condition

if TYPE_CHECKING:
    from media.receiving import Receipt


@dataclass(frozen=True, repr=False)
class Shown:
    recording: Recording
    accession: UUID
    received_at: datetime
    sha256: str
    size: int
    what: str
    already_held: bool
    # The same bytes were brought to this testimony before: they are no second recording.
    held_here: bool
    damaged: str
    tracks: str
    remarks: tuple[str, ...]


def receipt_of(recording: Recording, receipt: "Receipt") -> Shown:
    """The receipt as it is shown, with both durations where the file is damaged."""
    blob = receipt.blob
    return Shown(
        recording=recording,
        accession=receipt.accession.pk,
        received_at=receipt.accession.received_at,
        sha256=blob.sha256,
        size=blob.size,
        what=", ".join(
            part
            for part in (
                blob.container.upper(),
                blob.codec,
                _("%(hz)d Hz") % {"hz": blob.sample_rate} if blob.sample_rate else "",
                duration(blob.decoded_ms) if blob.decoded_ms is not None else "",
            )
            if part
        ),
        already_held=receipt.already_held,
        held_here=recording.accession_id != receipt.accession.pk,
        damaged=damage_of(blob.condition, blob.header_ms, blob.decoded_ms),
        tracks=tracks_of(blob.tracks),
        remarks=tuple(str(remark) for remark in receipt.remarks),
    )


def damage_of(condition: str, header_ms: int | None, decoded_ms: int | None) -> str:
    """What is wrong with a damaged file, in one sentence; "" for a sound one."""
    if condition != Condition.DAMAGED:
        return ""
    if header_ms is None:
        return _(
            "The file does not say how long it is; %(decoded)s could be played. It was kept."
        ) % {"decoded": duration(decoded_ms or 0)}
    return _("The file says it is %(header)s long; %(decoded)s could be played. It was kept.") % {
        "header": duration(header_ms),
        "decoded": duration(decoded_ms or 0),
    }


def tracks_of(tracks: int) -> str:
    """What is not heard of a file with several tracks of sound; "" for one with one."""
    if tracks < 2:
        return ""
    return _(
        "It holds %(n)d tracks of sound, and only the first is listened to, written down and "
        "published. If the voice is on another, save that track as a file and bring it too."
    ) % {"n": tracks}
