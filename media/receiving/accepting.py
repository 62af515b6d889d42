"""What may arrive where: recordings in one place, proofs on paper in another."""

from enum import Flag, auto
from pathlib import Path

from media.blobs.models import Blob, Condition
from media.probe import document_check, document_kind, probe_file, wording
from media.refusal import Refused

Facts = dict[str, object]
# What is said of a file that is no recording, where a document would have been welcome as well.
_NO_RECORDING = {"unknown", "playlist", "archive", "web_page", "document", "picture", "no_sound"}


class Accept(Flag):
    """Kinds of files. A proof of consent may be either; a recording of a testimony is a sound."""

    RECORDINGS = auto()
    DOCUMENTS = auto()


def facts_of(path: Path, accept: Accept) -> Facts:
    """The columns of a blob, from its bytes. Raises Refused for all that is not accepted."""
    if Accept.DOCUMENTS not in accept:
        return _recording(path)
    if kind := document_kind(path):
        document_check(path, kind)
        return {"container": kind, "condition": Condition.SOUND}
    if Accept.RECORDINGS not in accept:
        raise wording.refused("no_document")
    try:
        return _recording(path)
    except Refused as error:
        if error.code in _NO_RECORDING:
            raise wording.refused("neither") from error
        raise


def held_check(blob: Blob, accept: Accept) -> None:
    """The same for bytes that are held already, under whatever name they came before.

    Raises Refused: a paper received as a proof cannot come back as a recording.
    """
    if blob.is_document and Accept.DOCUMENTS not in accept:
        raise wording.refused("document" if blob.container == "pdf" else "picture")
    if not blob.is_document and Accept.RECORDINGS not in accept:
        raise wording.refused("no_document")


def _recording(path: Path) -> Facts:
    probe = probe_file(path)
    return {
        "container": probe.container,
        "codec": probe.codec,
        "channels": probe.channels,
        "sample_rate": probe.sample_rate,
        "condition": probe.condition,
        "steady": probe.steady,
        "tracks": probe.tracks,
        "header_ms": probe.header_ms,
        "decoded_ms": probe.decoded_ms,
    }
