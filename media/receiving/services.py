"""A file arrives: its bytes are kept for good, and whoever brought it gets a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.functional import Promise

from media.blobs.models import Accession, Blob
from media.blobs.store import blob_keep, blob_measure
from media.receiving.accepting import Accept, Facts, facts_of, held_check
from media.receiving.incoming import Arrived, arriving
from media.receiving.names import name_kept, name_remark
from media.receiving.wording import refused


@dataclass(frozen=True)
class Receipt:
    """What was received. The blob's SHA-256 is what the bringer can check at any later time."""

    accession: Accession
    blob: Blob
    already_held: bool  # the same bytes had come before: one blob, one more accession
    remarks: tuple[str | Promise, ...] = ()  # sentences to show with the receipt


def blob_receive(
    *,
    chunks: Iterable[bytes],
    original_name: str,
    accept: Accept = Accept.RECORDINGS,
    by: AbstractUser | None,
    at: datetime,
) -> Receipt:
    """Keep an original file and record its arrival.

    The bytes stream to a file of their own while their SHA-256 is computed; the whole is decoded in
    a confined child (but a PDF is looked at without opening it); the file takes its final name, the
    hash, where it is never overwritten; then the rows are written. A crash in between leaves a file
    without a row, which `manage.py sweep_originals` lists and the next arrival of the same bytes
    takes up.

    Args:
        chunks: the bytes in pieces of any size; no more than one is held.
        original_name: what the file was called. It is data, never part of a path.
        accept: recordings, documents, or both; the bytes say what a file is, whatever its name.

    Raises Refused for what is empty, too large or of a kind that is not accepted, and when the disk
    is full; then nothing is kept. What `chunks` raises is raised, and nothing is kept.
    """
    with arriving(chunks) as arrived:
        known = Blob.objects.filter(pk=arrived.sha256).first()
        if known:
            held_check(known, accept)
        facts = {} if known else facts_of(arrived.path, accept)
        if not blob_keep(arrived.path, arrived.sha256):
            _compare(arrived)
        return _record(arrived, facts, original_name, by=by, at=at)


def _compare(arrived: Arrived) -> None:
    """What lies in the store under this hash must be what arrived, or a person has to look.

    Every byte is read: a copy that rotted keeps its size, and whoever brought these bytes must not
    be told that they are safe.
    """
    if blob_measure(arrived.sha256) != arrived.sha256:
        raise refused("store_damaged")


@transaction.atomic
def _record(
    arrived: Arrived, facts: Facts, name: str, *, by: AbstractUser | None, at: datetime
) -> Receipt:
    # Two that bring the same bytes at one instant both come here; the database lets one make the
    # row and gives it to the other.
    blob, made = Blob.objects.get_or_create(
        sha256=arrived.sha256, defaults={"size": arrived.size, "received_at": at, **facts}
    )
    accession = Accession.objects.create(
        blob=blob,
        original_name=name_kept(name),
        received_by_id=by.pk if by else None,
        received_at=at,
    )
    remark = name_remark(name, blob.container)
    return Receipt(
        accession=accession,
        blob=blob,
        already_held=not made,
        remarks=(remark,) if remark else (),
    )
