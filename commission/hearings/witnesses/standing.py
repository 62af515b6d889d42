"""Where a name stands that was written before a cipher was given for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from wagtail.models import Page

from commission.documents.models import Access, Document
from commission.hearings.orders.selectors import orders_in_force
from commission.hearings.witnesses.models import Cipher
from commission.hearings.witnesses.names import holds
from commission.review.reviewed import Reviewed
from commission.review.words import record_texts


@dataclass(frozen=True)
class Standing:
    """One thing that has the name: what it is called, without any title, and whether it is out."""

    named: str
    public: bool


def standing_of(cipher: Cipher, *, at: datetime) -> list[Standing]:
    """Everything that `records_with_name` finds, orders in force and public documents.

    For the one page on which whoever may see names looks.
    """
    names = list(cipher.names.values_list("name", flat=True))
    found = [Standing(_named(record), record.live) for record in records_with_name(cipher)]
    return [*found, *_told_beside(names, at=at)]


def records_with_name(cipher: Cipher) -> list[Any]:
    """Records and pages whose public text or newest draft holds a name of this cipher.

    Reads every one of them once.
    """
    names = list(cipher.names.values_list("name", flat=True))
    found = []
    models: list[Any] = [one for one in apps.get_models() if issubclass(one, Reviewed)]
    for model in models:
        for record in model._default_manager.select_related("latest_revision").iterator():
            texts = list(record_texts(record))
            if record.latest_revision_id != record.live_revision_id:
                texts += record_texts(record.get_latest_revision_as_object())
            if any(holds(text, names) for text in texts):
                found.append(record)
    return found


def _told_beside(names: list[str], *, at: datetime) -> Iterator[Standing]:
    for order in orders_in_force(at=at):
        if any(holds(text, names) for text in (order.summary, order.made_by)):
            yield Standing(order.mark, public=True)
    documents = Document.objects.filter(access=Access.PUBLIC, taken_down_at__isnull=True)
    for document in documents.iterator():
        if holds(document.title, names):
            yield Standing(str(document), public=True)


def _named(record: Any) -> str:
    """By its number; a page has only its key, because its title may be what has the name."""
    if isinstance(record, Page):
        return f"{record._meta.verbose_name} {record.pk}"
    return str(record)
