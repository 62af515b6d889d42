"""Make the readers' copies of all documents anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from commission.documents.models import Document
from commission.documents.renewing import copy_renew


class Command(BaseCommand):
    help = (
        "Cleans the original of every document that was handed in again, and puts the outcome in "
        "the place of the copy that readers get. To be run after an update that cleans better. "
        "Lists documents that are refused now, of which readers get no copy any more, and those "
        "whose original is gone, which stay as they are. Exit code 1 when any was listed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each that needs a person, and how many were made."""
        rows = Document.objects.filter(taken_down_at__isnull=True, accession__isnull=False)
        made = listed = 0
        for row in rows.select_related("accession__blob").order_by("taken_in_at", "pk"):
            try:
                renewed = copy_renew(document=row, at=timezone.now())
            except FileNotFoundError:
                self.stdout.write(f"document {row.pk}: its original is gone; nothing was changed")
                listed += 1
                continue
            if renewed is not None and renewed.refused is not None:
                self.stdout.write(f"document {row.pk}: no copy any more. {renewed.refused.message}")
                listed += 1
            else:
                made += renewed is not None
        self.stdout.write(f"copies made anew: {made}")
        if listed:
            raise SystemExit(1)
