"""One process for all work behind the pages: transcription, candidates, removals, search, clock."""

import logging
import os
import signal
import socket
import threading
from types import FrameType

from django.core.checks import WARNING, Tags
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from media.runners import Runner, runners

logger = logging.getLogger(__name__)

# How long a worker that found nothing waits before it looks again, in seconds. A withdrawal is dark
# at once whatever this is; it is the removal of files and index entries that waits for a worker.
IDLE_SECONDS = 0.5


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only",
            action="append",
            metavar="RUNNER",
            help="take only this kind of work (may be given more than once); default: all",
        )
        parser.add_argument(
            "--once", action="store_true", help="stop when there is nothing left to do"
        )

    def handle(self, *args: object, **options: object) -> None:
        # It writes to tables that the database must protect: with a warning it does not start.
        self.check(tags=[Tags.database], databases=["default"], fail_level=WARNING)
        only = options["only"]
        try:
            chosen = runners(only if isinstance(only, list) else None)
        except KeyError as unknown:
            known = ", ".join(runner.name for runner in runners())
            raise SystemExit(f"There is no runner {unknown}. There are: {known}.") from unknown
        name = f"{socket.gethostname()}-{os.getpid()}"
        self.stopping = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for stop in (signal.SIGTERM, signal.SIGINT):
                signal.signal(stop, self._stop)
        if options["once"]:
            while any(runner.run_one(name) for runner in chosen):
                pass  # one that did something may have made work for those before it
            return
        # Long work of one kind must not hold up the rest: each runner has a thread of its own.
        threads = [
            threading.Thread(target=self._run, args=(runner, name), name=runner.name, daemon=True)
            for runner in chosen
        ]
        if only is None:
            threads.append(threading.Thread(target=self._run_tasks, name="tasks", daemon=True))
        for thread in threads:
            thread.start()
        while not self.stopping.wait(1):
            dead = [thread.name for thread in threads if not thread.is_alive()]
            if dead and not self.stopping.is_set():
                # Whoever watches over processes starts it anew; leases give the work back.
                raise SystemExit(
                    f"Stopped, because this part of the worker died: {', '.join(dead)}"
                )
        for thread in threads:
            thread.join(timeout=30)

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _run(self, runner: Runner, name: str) -> None:
        while not self.stopping.is_set():
            close_old_connections()
            try:
                busy = runner.run_one(name)
            except OperationalError:
                # The database went away or was locked: the row keeps its state, the lease runs out.
                # The message is left out, since a failed statement can carry what was written.
                logger.warning("runner %s: the database did not answer; trying again", runner.name)
                self.stopping.wait(IDLE_SECONDS * 10)
                continue
            if not busy:
                self.stopping.wait(IDLE_SECONDS)

    def _run_tasks(self) -> None:
        """Wagtail's own short tasks (its reference index and its database search)."""
        worker = TaskWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=IDLE_SECONDS * 4,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        while not self.stopping.is_set():
            worker.run()
            self.stopping.wait(IDLE_SECONDS * 4)
