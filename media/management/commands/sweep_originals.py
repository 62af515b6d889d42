"""List what crashes left behind among the originals; remove unfinished files, never an original."""

from argparse import ArgumentParser
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from media.receiving.selectors import leftovers, orphans, unclaimed


class Command(BaseCommand):
    help = (
        "Lists files without a row, rows without a file, files of another size and arrivals that "
        "nothing refers to among the originals, and deletes none of them. Removes unfinished "
        "files of uploads that stopped. Exit code 1 when anything was listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How old an unfinished file must be."""
        parser.add_argument(
            "--minutes",
            type=int,
            default=60,
            help="minutes without a byte after which an upload counts as stopped (60)",
        )

    def handle(self, *args: object, minutes: int, **options: object) -> None:
        """Print one line for each."""
        before = timezone.now() - timedelta(minutes=minutes)
        removed = leftovers(before=before)
        for path in removed:
            path.unlink(missing_ok=True)
        if removed:
            self.stdout.write(f"unfinished files removed: {len(removed)}")
        found = orphans()
        for name in found.files:
            self.stdout.write(f"file without a row: {name}")
        for sha256 in found.rows:
            self.stdout.write(f"row without a file: {sha256}")
        for sha256 in found.sizes:
            self.stdout.write(f"file of another size: {sha256}")
        alone = list(unclaimed(before=before))
        for accession in alone:
            self.stdout.write(
                f"of no recording and no proof: accession {accession.pk}, "
                f"received {accession.received_at:%Y-%m-%d %H:%M} UTC, file {accession.blob_id}"
            )
        if found.files or found.rows or found.sizes or alone:
            self.stdout.write(
                "Nothing was deleted. A file without a row is taken up when the same recording is "
                "received again; a missing file comes back the same way, or from a backup. What is "
                "of no recording and no proof was kept, but whoever brought it has to bring it "
                "again to the testimony that it belongs to."
            )
            raise SystemExit(1)
        self.stdout.write("originals: every file has its row and every row its file")
