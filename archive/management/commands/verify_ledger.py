"""Read the whole ledger and name the first row that is not as it was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.ledger.selectors import ledger_verify

WHY = {
    "edited": "its content is not what was written",
    "missing": "it is not there",
    "moved": "it does not follow from the row before",
    "cut": "the rows up to the anchor are not all there, or were written anew",
}


class Command(BaseCommand):
    help = (
        "Read the whole ledger. Prints the head, to be kept somewhere else; exit code 1 names the "
        "first broken row."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            default="",
            help="a head hash printed earlier: finds a tail that was cut off or written anew",
        )

    def handle(self, *args: Any, anchor: str, **options: Any) -> None:
        result = ledger_verify(anchor=anchor.strip().lower())
        if result.broken is not None:
            raise CommandError(
                f"The ledger is broken at row {result.broken}: {WHY[result.why]}. "
                f"{result.rows} rows before it are whole, up to {result.head}."
            )
        self.stdout.write(f"The ledger is whole: {result.rows} rows.")
        if result.times_back:
            self.stdout.write(
                f"Rows that state an earlier time than the row before: {result.times_back}. "
                "Their order is certain; the clock was not."
            )
        self.stdout.write(f"Head: {result.head}")
