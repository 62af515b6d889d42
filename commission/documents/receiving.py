"""A document arrives: its original is kept as it came, its readers get a cleaned copy."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from archive.edition.models import new_key
from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.cleaning import Cleaned, document_clean
from commission.documents.models import Access, Document
from media.files import file_delete, file_write
from media.probe import document_check, document_kind, wording
from media.receiving import Accept, Receipt, blob_receive
from media.receiving.incoming import arriving

_PIECE = 1 << 20


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
    `media.receiving` does not take, and for what cannot be cleaned; then nothing is kept.
    """
    with arriving(chunks) as arrived:
        kind = document_kind(arrived.path)
        if kind is None:
            raise wording.refused("no_document")
        document_check(arrived.path, kind)
        cleaned = document_clean(arrived.path, kind)
        receipt = blob_receive(
            chunks=_read(arrived.path),
            original_name=original_name,
            accept=Accept.DOCUMENTS,
            by=by,
            at=at,
        )
    key = new_key()
    written = file_write(key=key, source=cleaned.data)
    row = Document(
        title=title.strip(),
        access=Access(access),
        language=language,
        dated=dated,
        key=key,
        size=written.size,
        sha256=written.sha256,
        taken_in_by=by,
        taken_in_at=at,
    )
    try:
        return _record(row, receipt, cleaned)
    except BaseException:
        file_delete(key)  # no row knows it
        raise


@transaction.atomic
def _record(row: Document, receipt: Receipt, cleaned: Cleaned) -> Document:
    row.accession, row.pages = receipt.accession, cleaned.pages
    row.save(force_insert=True)
    ledger_append(
        actor=row.taken_in_by,
        act="document.receive",
        record=row,
        at=row.taken_in_at,
        details={"access": str(row.access), "sha256": receipt.blob.pk},
    )
    return row


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
