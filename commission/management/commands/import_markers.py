"""Take in markers from a file."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale

from commission.management.importing import ImportCommand
from commission.markers.importing.plans import Plan, Said, plan_of
from commission.markers.importing.reading import READERS, file_read
from commission.markers.importing.services import Done, plan_carry_out, plan_publish
from commission.markers.vocabulary import FIRST, Precision, State
from commission.recommendations.importing.plans import Fate
from media.refusal import Refused

SHOWN = 50  # lines of each kind


class Command(ImportCommand):
    WRITES = ("markers.add_marker", "markers.change_marker", "markers.keep_marker")
    APPROVES = "markers.approve_marker"

    help = (
        "Take in markers from a CSV, GeoJSON or KML file, as drafts. Says what it would do; does "
        "it with --write. A marker is known again by its source and its reference there, so a "
        "second run changes nothing; what changed in the file becomes a draft."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--format", choices=sorted(READERS), default="", help="else by its name"
        )
        parser.add_argument(
            "--source", default="", help="where the markers come from; else the name of the file"
        )
        parser.add_argument(
            "--precision",
            choices=Precision.values,
            default=Precision.STREET.value,
            help="how exactly the public is told where they are, where the file does not say it "
            "(%(default)s)",
        )
        parser.add_argument(
            "--state",
            choices=sorted(one.value for one in FIRST),
            default=State.UNVEILED.value,
            help="of new ones, where the file does not say it (%(default)s)",
        )
        self.add_review_arguments(parser)

    def handle(self, *args: Any, file: Path, write: bool, publish: bool, **options: Any) -> None:
        at, locale = timezone.now(), Locale.get_default()
        by = self.writer(options["by"], needed=write)
        approver = self.approver(options["approved_by"], by) if publish else None
        said = Said(
            source=_source(options["source"], file),
            precision=options["precision"],
            state=options["state"],
        )
        try:
            plan = plan_of(file_read(file, kind=options["format"]), said=said)
            self._say_plan(plan)
            if not write or by is None:
                self.stdout.write("Nothing was written. Add --write --by NAME to do it.")
                return
            done = plan_carry_out(plan, locale=locale, by=by, at=at)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        if approver is not None:
            plan_publish(plan, done=done, by=by, approved_by=approver, at=at)
        self._say_done(done, publish)

    def _say_plan(self, plan: Plan) -> None:
        self._lines("Changed: ", [f"{one.entry.where}" for one in plan.of(Fate.CHANGED)])
        self._lines("Read again: ", plan.notes)
        self._lines("Not taken: ", plan.not_taken)
        without = sum(step.entry.spot is None for step in plan.of(Fate.NEW))
        if without:
            self.line(f"The file gives no place for {without}: they are told in words only.")
        self.line(
            f"New: {len(plan.of(Fate.NEW))}. Changed: {len(plan.of(Fate.CHANGED))}. "
            f"Unchanged: {len(plan.of(Fate.SAME))}. Not taken: {len(plan.not_taken)}."
        )

    def _say_done(self, done: Done, publish: bool) -> None:
        self._lines("Refused: ", done.not_taken)
        self.line(f"Drafts written: {done.written}.")
        if publish:
            self.line(f"Published: {done.published}.")

    def _lines(self, what: str, rows: list[Any]) -> None:
        for one in rows[:SHOWN]:
            self.line(f"{what}{one}")
        if len(rows) > SHOWN:
            self.line(f"{what}{len(rows) - SHOWN} more")


def _source(given: str, file: Path) -> str:
    source = given.strip() or slugify(file.stem)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", source):
        raise CommandError("Say where they come from: --source with letters, digits and hyphens.")
    return source
