"""What time alone brings about: contacts go, keys change, photographs leave the store."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from commission.markers.nominations.contacts import contacts_reseal
from commission.markers.nominations.services import contacts_clear
from commission.photographs.services import photographs_remove
from media.runners import runner_register

EVERY = timedelta(hours=1)
ROUND: tuple[Callable[..., int], ...] = (contacts_clear, contacts_reseal, photographs_remove)


class MarkersClock:
    """Does each thing once an hour; a turn of the worker in between asks the database nothing."""

    def __init__(self) -> None:
        self.done_at: datetime | None = None

    def run_one(self, worker: str) -> bool:
        """True when anything happened."""
        return self.run(at=timezone.now())

    def run(self, *, at: datetime) -> bool:
        """Do what its time has come for. True when anything happened."""
        if self.done_at is not None and self.done_at <= at < self.done_at + EVERY:
            return False
        self.done_at = at
        return sum(act(at=at) for act in ROUND) > 0


def runner_start() -> None:
    """Called once, when Django starts."""
    runner_register("markers", MarkersClock().run_one)
