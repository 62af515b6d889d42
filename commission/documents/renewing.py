"""Making the copies for readers anew, once more is known of what a paper can hold."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction

from archive.edition.models import new_key
from archive.ledger.services import ledger_append
from commission.documents.cleaning import Cleaned, document_clean
from commission.documents.models import Document
from commission.documents.services import bytes_remove
from media.blobs.store import blob_path
from media.files import Written, file_delete, file_write
from media.models import Accession
from media.probe import document_kind, wording
from media.refusal import Refused


@dataclass(frozen=True)
class Renewed:
    """What became of a copy; `refused` is why there is none any more."""

    document: Document
    refused: Refused | None = None


@dataclass(frozen=True)
class _Made:
    """A new copy that lies in the store already."""

    key: str
    file: Written
    pages: int


def copy_renew(*, document: Document, at: datetime) -> Renewed | None:
    """Clean a document's original again, and put the outcome in the place of its copy.

    Where it is refused now, readers get none: whoever brought it has to bring another. None for one
    that was taken down meanwhile. Raises FileNotFoundError, and changes nothing, where the original
    is gone.
    """
    try:
        cleaned = _cleaned(document)
    except Refused as refused:
        found = _put(document, None, at=at)
        return None if found is None else Renewed(found, refused)
    key = new_key()
    made = _Made(key, file_write(key=key, source=cleaned.data), cleaned.pages)
    try:
        found = _put(document, made, at=at)
    except BaseException:
        file_delete(key)
        raise
    if found is None:
        file_delete(key)
    return None if found is None else Renewed(found)


def _cleaned(document: Document) -> Cleaned:
    with blob_path(cast(Accession, document.accession).blob) as original:
        kind = document_kind(original)
        if kind is None:
            raise wording.refused("no_document")
        return document_clean(original, kind)


@transaction.atomic
def _put(document: Document, made: _Made | None, *, at: datetime) -> Document | None:
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.taken_down_at is not None:
        return None
    before = row.key
    if made is None:
        row.key, row.size, row.sha256 = new_key(), 0, ""
    else:
        row.key, row.size, row.sha256 = made.key, made.file.size, made.file.sha256
        row.pages = made.pages
    row.save(update_fields=["key", "size", "sha256", "pages"])
    ledger_append(
        actor="clock", act="document.renew", record=row, at=at, details={"copy": row.sha256}
    )
    # Where the store does not answer nobody is sent it any more; `sweep_copies` finds it.
    transaction.on_commit(lambda: bytes_remove(before, of=row))
    return row
