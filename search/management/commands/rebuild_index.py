"""Build the search index anew from the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from search.engines import EngineDown
from search.generations import AUDIENCES
from search.outbox.lease import LeaseGone, WriterBusy
from search.rebuild import Rebuilt, index_rebuild


class Command(BaseCommand):
    help = "Build the search index anew from the database, then swap it with the old one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--audience", choices=[str(a.value) for a in AUDIENCES], help="this one alone"
        )

    def handle(self, *args: Any, audience: str | None = None, **options: Any) -> None:
        for one in [audience] if audience else [str(a.value) for a in AUDIENCES]:
            try:
                built = self._rebuild(one, quiet=options["verbosity"] == 0)
            except EngineDown as error:
                raise CommandError(f"The search engine does not answer ({error}).") from None
            except (WriterBusy, LeaseGone) as error:
                raise CommandError(
                    f"Another process writes to the index ({error}). Try again in a minute."
                ) from None
            self.stdout.write(
                f"{built.audience}: {built.passages} passages of {built.records} records."
            )

    def _rebuild(self, audience: str, *, quiet: bool) -> Rebuilt:
        with tqdm(desc=audience, unit=" records", disable=quiet) as bar:

            def progress(done: int, of: int) -> None:
                bar.total = of
                bar.update(done - bar.n)

            return index_rebuild(
                audience=audience, worker="rebuild_index", at=timezone.now(), progress=progress
            )
