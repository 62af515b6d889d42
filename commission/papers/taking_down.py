"""Taking a document down that must not be read: whoever works on a record it stands in may."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.ledger.services import ledger_append
from archive.redaction.models import ReasonCode
from commission.accounts.models import User
from commission.documents.models import Document
from commission.documents.services import copy_remove
from commission.papers.selectors import documents_of
from media.refusal import Refused


@transaction.atomic
def document_take_down(*, document: Document, why: str, by: User, at: datetime) -> Document:
    """Remove the copy that readers get and say why; that there was a document stays.

    No reader gets it from this moment on. Its bytes go at once, or where the store does not answer,
    with the next turn of the clock (`copies_remove`). The original is kept with its accession.

    Raises PermissionDenied for somebody who works on no record it stands in, Refused where it is
    down already, ValueError for a reason that is none.
    """
    # Locked, so that of two people at once the second is told that it is done.
    document = Document.objects.select_for_update().get(pk=document.pk)
    if not documents_of(by).filter(pk=document.pk).exists():
        raise PermissionDenied
    if document.taken_down_at is not None:
        raise Refused("already_down", _already(document.taken_down_at))
    document.taken_down_at, document.size = at, 0
    document.taken_down_by, document.taken_down_why = by, ReasonCode(why)
    document.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_why", "size"])
    ledger_append(
        actor=by,
        act="document.take_down",
        record=document,
        at=at,
        details={"why": ReasonCode(why).value},
    )
    transaction.on_commit(lambda: copy_remove(document))
    return document


def _already(when: datetime) -> str:
    return _("This document was taken down before, on %(day)s. Nothing was changed.") % {
        "day": date_format(timezone.localdate(when), "j F Y")
    }
