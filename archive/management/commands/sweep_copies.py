"""List copies for readers that no row knows, and rows whose copy is not there."""

from django.core.management.base import BaseCommand

from archive.publishing.sweeping import copies_lost


class Command(BaseCommand):
    help = (
        "Lists files for readers (of editions, and of documents that were handed in) without a "
        "row, and rows without their file. Deletes none. Exit code 1 when anything was listed."
    )

    def handle(self, *args: object, **options: object) -> None:
        """Print one line for each."""
        lost = copies_lost()
        for key in lost.unknown_files:
            self.stdout.write(f"file without a row: {key}")
        for key in lost.missing_files:
            self.stdout.write(f"row without a file: {key}")
        if lost.unknown_files or lost.missing_files:
            self.stdout.write(
                "Nothing was deleted. A file without a row is what a crash left: nobody is sent "
                "it. One that is missing comes back from a backup, or by publishing anew."
            )
            raise SystemExit(1)
        self.stdout.write("copies for readers: every file has its row and every row its file")
