"""A fictional commission on this machine: testimonies in every state, web server, worker."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from archive import roles as vault
from archive.people.models import StatementGiver
from archive.research.models import ResearchGrant
from archive.research.services import research_grant
from commission.accounts.models import User
from commission.demo.concluding import Concluders, conclude, findings_keep
from commission.demo.docket import docket_file
from commission.demo.hearings import hearings_announce, hearings_rest
from commission.demo.markers import markers_make
from commission.demo.pages import pages_write
from commission.demo.people import PASSWORD, STAFF, staff_create
from commission.demo.records import crew_of, speech_recognition_reaches, story_tell, taken_back
from commission.demo.reviewing import Hands
from commission.demo.site import site_create
from commission.demo.stories import STORIES
from commission.roles import Role

SUPPORT_LINE = "the Riverbend listening line, 000 00 00 (invented: nobody answers)"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--prepare-only", action="store_true", help="make the records, start no web server"
        )

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEV:
            raise CommandError("The demonstration is for your own machine: set COMMISSION_DEV=1.")
        port = options["port"]
        # What the pages call themselves, in citations and feeds; the processes below inherit it.
        os.environ["SITE_URL"] = f"http://localhost:{port}"
        os.environ.setdefault("SUPPORT_LINE", SUPPORT_LINE)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        call_command("migrate", verbosity=0, interactive=False)
        site_create()
        people = staff_create()
        with running("worker", sys.executable, "manage.py", "worker") as worker:
            self.announce(people)
            self.tell_stories(people)
            self.conclude(people)
            self.let_a_researcher_in(people)
            if options["prepare_only"]:
                call_command("worker", "--once", "--only", "purge", "--only", "search")
                return
            with running("web server", *self.web_server(port)) as web:
                self.wait_for(f"http://127.0.0.1:{port}/en/", web)
                self.welcome(port)
                try:
                    while worker.poll() is None and web.poll() is None:
                        time.sleep(0.5)
                except KeyboardInterrupt:
                    self.stdout.write("\nStopping.")
                    return
        raise CommandError(
            "The worker or the web server stopped by itself; its last words are above."
        )

    def announce(self, people: dict[str, User]) -> None:
        """Hearings come first: what was said at one is linked to it before it is written down."""
        names = {story.appears_as: story.real_name for story in STORIES}
        hearings_announce(crew_of(people).bench, names)

    def tell_stories(self, people: dict[str, User]) -> None:
        """Each story once, also when an earlier run was stopped between two of them."""
        told = set(StatementGiver.objects.values_list("real_name", flat=True))
        waiting = [story for story in STORIES if story.real_name not in told]
        if not waiting:
            return
        if not speech_recognition_reaches("en"):
            self.stdout.write(
                "No speech recognition model could be had (no weights here, no network): the "
                "demonstration uses transcripts made beforehand. Set WHISPER_MODEL to a folder "
                "with weights to see it write."
            )
        crew = crew_of(people)
        for story in waiting:
            story_tell(story, crew)

    def conclude(self, people: dict[str, User]) -> None:
        """Findings rest on the testimonies, recommendations on the findings, bodies answer, markers
        stand, and pages tell of all of it.

        Then one testimony is taken back, and the commissioners decide about one of the two findings
        that it had part in; the other waits on the desk, and so does a page that quoted it.
        """
        crew = crew_of(people)
        conclude(Concluders(**{name: people[name] for name in Concluders.__dataclass_fields__}))
        docket_file(crew.bench)
        hearings_rest(crew.bench)
        markers_make(Hands(people["keeper"], people["commissioner"]))
        pages_write(Hands(people["editor"], people["commissioner"]))
        taken_back(STORIES, crew)
        findings_keep(people["commissioner"])

    def let_a_researcher_in(self, people: dict[str, User]) -> None:
        if ResearchGrant.objects.exists():
            return
        research_grant(
            researcher=people["researcher"],
            ends_at=timezone.now() + timedelta(days=365),
            by=people["administrator"],
            at=timezone.now(),
        )

    def web_server(self, port: object) -> list[str]:
        return [
            sys.executable,
            *("-m", "gunicorn", "commission.wsgi"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"),
            # No access log: visitors leave no trace, not even in a demonstration.
            *("--access-logfile", os.devnull, "--log-level", "warning", "--timeout", "600"),
        ]

    def wait_for(self, address: str, web: subprocess.Popen[bytes]) -> None:
        for _ in range(120):
            if web.poll() is not None:
                raise CommandError(
                    "The web server did not start; is the port taken? Try PORT=8001."
                )
            try:
                urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
            else:
                return
        raise CommandError("The web server does not answer.")

    def welcome(self, port: object) -> None:
        self.stdout.write(
            f"\n{settings.COMMISSION_NAME} (fictional)\n"
            f"\n  The public reads at    http://localhost:{port}/en/"
            f"\n  Researchers sign in at http://localhost:{port}/en/sign-in/"
            f"\n  Staff work at          http://localhost:{port}/admin/\n"
            f"\n  Sign in with the password {PASSWORD} as\n"
        )
        labels = {**dict(vault.Role.choices), **dict(Role.choices)}
        for name, (first, last, role) in STAFF.items():
            self.stdout.write(f"    {name:<15} {first} {last}, {str(labels[role]).lower()}")
        self.stdout.write("    researcher      Sanne Lindqvist, approved researcher (no desk)\n")
        self.stdout.write(
            f"\n  focal, assessor and researcher sign in at http://localhost:{port}/en/sign-in/\n"
        )
        self.stdout.write("  Ctrl-C stops all of it.\n")
        self.stdout.flush()  # also where what is printed goes into a file


@contextmanager
def running(name: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own group for as long as the block lasts, ended with it."""
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
