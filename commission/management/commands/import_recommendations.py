"""Take in recommendations from a file."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from wagtail.models import Locale

from commission.management.importing import ImportCommand
from commission.recommendations.importing.plans import Fate, Plan, Said, plan_of
from commission.recommendations.importing.reading import READERS, file_read
from commission.recommendations.importing.services import (
    Done,
    plan_carry_out,
    plan_publish,
    report_make,
)
from commission.recommendations.vocabulary import Kind
from commission.reports.models import Report
from media.refusal import Refused


class Command(ImportCommand):
    WRITES = ("recommendations.add_recommendation", "recommendations.change_recommendation")
    APPROVES = "recommendations.approve_recommendation"

    help = (
        "Take in recommendations from a CSV, JSON or Markdown file, as drafts. Says what it would "
        "do; does it with --write. A second run changes nothing. The formats are described in "
        "commission/recommendations/data/README.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--format", choices=sorted(READERS), default="", help="else by its name"
        )
        parser.add_argument("--report-title", default="", help="the report they stand in")
        parser.add_argument("--report-slug", default="", help="its slug")
        parser.add_argument("--made-on", type=_day, help="day on which they were made: 2015-06-02")
        parser.add_argument(
            "--kind",
            choices=Kind.values,
            default=Kind.EXECUTIVE.value,
            help="of new ones, where the file does not say it (%(default)s)",
        )
        self.add_review_arguments(parser)

    def handle(self, *args: Any, file: Path, write: bool, publish: bool, **options: Any) -> None:
        at, locale = timezone.now(), Locale.get_default()
        by = self.writer(options["by"], needed=write)
        approver = self.approver(options["approved_by"], by) if publish else None
        try:
            reading = file_read(file, kind=options["format"])
            title, slug = options["report_title"].strip(), options["report_slug"].strip()
            if write and by is not None and (title or slug):
                report = report_make(title=title, slug=slug, locale=locale, by=by, at=at).slug
            else:
                report = self._report_there(title, slug, locale)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        said = Said(report=report, made_on=options["made_on"], kind=options["kind"])
        plan = plan_of(reading, said=said, locale=locale)
        self._say_plan(plan, options["kind"])
        if not write or by is None:
            self.stdout.write("Nothing was written. Add --write --by NAME to do it.")
            return
        done = plan_carry_out(plan, locale=locale, by=by, at=at)
        if approver is not None:
            plan_publish(plan, done=done, by=by, approved_by=approver, at=at)
        self._say_done(done, publish)

    def _report_there(self, title: str, slug: str, locale: Locale) -> str:
        if not (title or slug):
            return ""
        rows = Report.objects.filter(locale=locale)
        found = rows.filter(slug=slug).first() if slug else rows.filter(title=title).first()
        if found is None:
            self.line(f"The report “{title or slug}” is not there; it would be made.")
        return found.slug if found else ""

    def _say_plan(self, plan: Plan, kind: str) -> None:
        for step in plan.of(Fate.CHANGED):
            self.line(f"{step.entry.number}: {', '.join(step.changes)}")
        for remark in plan.notes:
            self.line(f"Read again: {remark}")
        for remark in plan.not_taken:
            self.line(f"Not taken: {remark}")
        if plan.gaps:
            missing = ", ".join(str(number) for number in plan.gaps)
            self.line(f"Numbers that the file leaves out: {missing}")
        if plan.themes_new:
            self.line(f"Themes to make: {'; '.join(plan.themes_new)}")
        silent = sum("kind" not in step.entry.values for step in plan.of(Fate.NEW))
        if silent:
            self.line(f"The file gives no kind for {silent}: they are taken as “{kind}”.")
        self.line(
            f"New: {len(plan.of(Fate.NEW))}. Changed: {len(plan.of(Fate.CHANGED))}. "
            f"Unchanged: {len(plan.of(Fate.SAME))}. Not taken: {len(plan.not_taken)}."
        )

    def _say_done(self, done: Done, publish: bool) -> None:
        for remark in done.not_taken:
            self.line(f"Refused: {remark}")
        self.line(f"Drafts written: {len(done.written)}.")
        if publish:
            self.line(f"Published: {len(done.published)}.")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ArgumentTypeError("write a day such as 2015-06-02") from None
