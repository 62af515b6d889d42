"""What a worker does for publishing: build, remove what was taken down, watch the clock."""

from datetime import timedelta

from django.utils import timezone

from archive.publishing.closing import editions_expire
from archive.publishing.running import candidate_run_one
from archive.publishing.sweeping import edition_files_sweep
from archive.withdrawal.purging import purge_run_one
from media.runners import runner_register

# Files without a row come only from a worker that was killed at the wrong moment.
SWEEP_EVERY = timedelta(hours=1)


class Clock:
    """Closes what has run out, at every turn of the worker; now and then looks for lost files."""

    def __init__(self) -> None:
        self.swept = timezone.now()

    def run_one(self, worker: str) -> bool:
        """True when something had run out or was found."""
        now = timezone.now()
        worked = bool(editions_expire(at=now))
        if now - self.swept >= SWEEP_EVERY:
            self.swept = now
            worked = bool(edition_files_sweep(at=now)) or worked
        return worked


def runners_register() -> None:
    """Called once, when Django starts. Removal comes before building."""
    runner_register("clock", Clock().run_one)
    runner_register("purge", purge_run_one)
    runner_register("candidate", candidate_run_one)
