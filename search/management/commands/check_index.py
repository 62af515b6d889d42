"""Compare the search index with the database, both ways."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.checking import Checked, index_check
from search.engines import EngineDown, IndexMissing
from search.generations import AUDIENCES


class Command(BaseCommand):
    help = "Compare the search index with the database both ways; exit 1 on any difference."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = [index_check(audience=a, at=timezone.now()) for a in AUDIENCES]
        except EngineDown as error:
            raise CommandError(f"The search engine does not answer ({error}).") from None
        except IndexMissing:
            raise CommandError(
                "The index that should be read is not there. Run: manage.py rebuild_index"
            ) from None
        for checked in found:
            self._tell(checked)
        if any(checked.differs for checked in found):
            sys.exit(1)

    def _tell(self, checked: Checked) -> None:
        for what in ("missing", "extra", "stale"):
            for one in getattr(checked, what):
                self.stdout.write(f"{checked.audience} {what} {one}")
        self.stdout.write(
            f"{checked.audience}: {checked.compared} passages compared, "
            f"{len(checked.missing)} missing, {len(checked.extra)} extra, "
            f"{len(checked.stale)} stale; {checked.waiting} changes wait."
        )
