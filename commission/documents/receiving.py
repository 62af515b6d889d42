"""A document arrives: its original is kept as it came."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.models import Access, Document
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
    """Keep a PDF or a picture of a paper. It is public where a public record refers to it.

    Raises Refused for everything else, and for what `media.receiving` does not take.
    """
    receipt = blob_receive(
        chunks=chunks, original_name=original_name, accept=Accept.DOCUMENTS, by=by, at=at
    )
    with transaction.atomic():
        row = Document.objects.create(
            title=title.strip(),
            access=Access(access),
            language=language,
            dated=dated,
            accession=receipt.accession,
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
