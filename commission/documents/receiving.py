"""A document arrives: its original is kept as it came."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from archive.edition.models import new_key
from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.cleaning import document_clean
from commission.documents.models import Access, Document
from media.blobs.store import blob_open
from media.files import file_write
from media.receiving import Accept, blob_receive


def document_receive(
    *,
    chunks: Iterable[bytes],
    original_name: str,
    title: str,
    access: str,
    language: str,
    dated: str = "",
    by: User,
    at: datetime,
) -> Document:
    """Keep a PDF or a picture of a paper, and a cleaned copy for readers.

    It is public where a public record refers to it. Raises Refused for everything else, for what
    `media.receiving` does not take, and for what cannot be cleaned.
    """
    receipt = blob_receive(
        chunks=chunks, original_name=original_name, accept=Accept.DOCUMENTS, by=by, at=at
    )
    with blob_open(receipt.blob) as original:
        cleaned = document_clean(original.read())
    key = new_key()
    written = file_write(key=key, source=cleaned.data)
    with transaction.atomic():
        row = Document.objects.create(
            title=title.strip(),
            access=Access(access),
            language=language,
            dated=dated,
            accession=receipt.accession,
            key=key,
            size=written.size,
            sha256=written.sha256,
            pages=cleaned.pages,
            taken_in_by=by,
            taken_in_at=at,
        )
        ledger_append(
            actor=by,
            act="document.receive",
            record=row,
            at=at,
            details={"access": row.access, "sha256": receipt.blob.pk},
        )
    return row
