"""What time alone brings about in the tracker: reports, reminders, news, forgetting."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from commission.documents.services import copies_remove
from commission.following.addresses import addresses_reseal
from commission.following.news import letters_make
from commission.following.sending import Postman
from commission.following.services import follows_clear
from commission.post import NoPost
from commission.recommendations.progress.duties import reports_make
from commission.recommendations.progress.reminding import reminders_send
from media.runners import runner_register

logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)


def _reseal(*, at: datetime) -> int:
    return addresses_reseal()


# In this order, so that a report that is made now is reminded of now.
ROUND: tuple[tuple[timedelta, Callable[..., int]], ...] = (
    (10 * MINUTE, reports_make),
    (60 * MINUTE, reminders_send),
    (MINUTE, letters_make),
    (10 * MINUTE, follows_clear),
    (MINUTE, copies_remove),
    (60 * MINUTE, _reseal),
)


class TrackerClock:
    """Does each thing at its pace; a turn of the worker in between asks the database nothing.

    The paces are kept by each process for itself: what must happen once is once by its rows.
    """

    def __init__(self) -> None:
        self.done_at: dict[Callable[..., int], datetime] = {}

    def run_one(self, worker: str) -> bool:
        """True when anything happened."""
        return self.run(at=timezone.now())

    def run(self, *, at: datetime) -> bool:
        """Do what its time has come for. True when anything happened."""
        happened = False
        for every, act in ROUND:
            last = self.done_at.get(act)
            if last is not None and last <= at < last + every:
                continue
            self.done_at[act] = at
            try:
                happened = bool(act(at=at)) or happened
            except NoPost as closed:
                logger.warning("the mail server did not answer: %s", closed)
        return happened


def runners_register() -> None:
    """Called once, when Django starts. "clock" is the archive's own."""
    runner_register("tracker", TrackerClock().run_one)
    runner_register("letters", Postman().run_one)
