"""Taking in recordings of a testimony, and saying which one its editions are made from."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.testimony.models import Recording, Testimony, Workflow
from archive.testimony.selectors import recordings_kept
from media.blobs.models import Blob
from media.receiving import Receipt, blob_receive
from media.refusal import Refused


class OnlyRecording(Refused):
    """Without this recording there would be none left to make an edition from."""

    def __init__(self) -> None:
        super().__init__(
            "recording_only",
            _(
                "This is the only recording that an edition can be made from. Take another one "
                "back first."
            ),
        )


def recording_receive(
    *,
    testimony: Testimony,
    chunks: Iterable[bytes],
    original_name: str,
    by: AbstractUser,
    at: datetime,
) -> tuple[Recording, Receipt]:
    """Keep the bytes of an original and add it to a testimony.

    The bytes are received before the transaction begins, so that a long upload keeps nobody
    waiting; its shape is drawn by a worker (`shapes`), which can refuse nothing any more. Returns
    the recording and the receipt with its SHA-256; the receipt tells when the same bytes were here
    before. Where this testimony holds them already, that recording is returned, under its first
    accession, and no second one is made; the new accession is kept. Raises Refused with what a
    person can do about it.
    """
    receipt = blob_receive(chunks=chunks, original_name=original_name, by=by, at=at)
    with transaction.atomic():
        current = Testimony.objects.select_for_update().get(pk=testimony.pk)
        held = _held(current, receipt.blob)
        if held:
            ledger_append(
                actor=by,
                act="recording.receive_again",
                record=held,
                testimony=current,
                at=at,
                details={"accession": str(receipt.accession.pk), "sha256": receipt.blob.pk},
            )
            return held, receipt
        last = current.recordings.aggregate(last=Max("position"))["last"] or 0
        recording = Recording.objects.create(
            testimony=current,
            accession=receipt.accession,
            position=last + 1,
            duration_ms=receipt.blob.decoded_ms or 0,
            # A damaged original of which nothing can be decoded is an original all the same.
            peaks=None if receipt.blob.decoded_ms else [],
        )
        if current.workflow == Workflow.PREPARATION:
            Testimony.objects.filter(pk=current.pk).update(workflow=Workflow.RECORDED)
            testimony.workflow = Workflow.RECORDED
        ledger_append(
            actor=by,
            act="recording.receive",
            record=recording,
            testimony=current,
            at=at,
            details={
                "accession": str(receipt.accession.pk),
                "sha256": receipt.blob.pk,
                "size": receipt.blob.size,
                "duration_ms": recording.duration_ms,
                "condition": str(receipt.blob.condition),
                "already_held": receipt.already_held,
            },
        )
    return recording, receipt


@transaction.atomic
def recording_set_aside(*, recording: Recording, by: AbstractUser, at: datetime) -> Recording:
    """A person's word that no edition is made from this recording. Nothing of it is lost.

    An edition is made from one recording; while several stand beside each other, the gate lets
    none be built. Raises OnlyRecording when no other is left.
    """
    testimony = Testimony.objects.select_for_update().get(pk=recording.testimony_id)
    current = Recording.objects.get(pk=recording.pk)
    if current.set_aside_at is None:
        if not recordings_kept(testimony).exclude(pk=current.pk).exists():
            raise OnlyRecording
        current.set_aside_at, current.set_aside_by_id = at, by.pk
        current.save(update_fields=["set_aside_at", "set_aside_by"])
        ledger_append(
            actor=by, act="recording.set_aside", record=current, testimony=testimony, at=at
        )
    return current


@transaction.atomic
def recording_take_back(*, recording: Recording, by: AbstractUser, at: datetime) -> Recording:
    """Undo `recording_set_aside`: the recording counts again."""
    testimony = Testimony.objects.select_for_update().get(pk=recording.testimony_id)
    current = Recording.objects.get(pk=recording.pk)
    if current.set_aside_at is not None:
        current.set_aside_at, current.set_aside_by_id = None, None
        current.save(update_fields=["set_aside_at", "set_aside_by"])
        ledger_append(
            actor=by, act="recording.take_back", record=current, testimony=testimony, at=at
        )
    return current


def _held(testimony: Testimony, blob: Blob) -> Recording | None:
    """The recording of this testimony that has these bytes."""
    return testimony.recordings.filter(accession__blob=blob).first()
