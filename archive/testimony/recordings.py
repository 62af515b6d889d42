"""Taking in recordings of a testimony."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Max

from archive.ledger.services import ledger_append
from archive.testimony.models import Recording, Testimony, Workflow
from media.receiving import Receipt, blob_receive


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
    before. Raises Refused with what a person can do about it.
    """
    receipt = blob_receive(chunks=chunks, original_name=original_name, by=by, at=at)
    with transaction.atomic():
        current = Testimony.objects.select_for_update().get(pk=testimony.pk)
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
