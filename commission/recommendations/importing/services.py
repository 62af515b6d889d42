"""Carrying out an import: drafts by one person, and approval by another."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.recommendations.importing.drafts import entry_put
from commission.recommendations.importing.entries import Remark
from commission.recommendations.importing.matching import slug_for
from commission.recommendations.importing.plans import Fate, Plan, Step
from commission.recommendations.recommendation.models import Recommendation
from commission.reports.models import Report, Theme
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
)
from media.refusal import Refused


@dataclass
class Done:
    """What an import did."""

    written: list[int] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    not_taken: list[Remark] = field(default_factory=list)


def plan_carry_out(plan: Plan, *, locale: Locale, by: User, at: datetime) -> Done:
    """Write the drafts of a plan, each in a transaction of its own: whole, or not at all.

    What is refused is named and the rest goes on; a second run does what is left.
    """
    done = Done()
    themes: dict[str, Theme] = {}
    try:
        themes = themes_make(names=plan.themes_new, locale=locale, by=by, at=at)
    except Refused as refusal:
        done.not_taken.append(Remark("themes", str(refusal.message)))
    for step in plan.steps:
        if step.fate == Fate.SAME:
            continue
        try:
            recommendation_take_in(step=step, themes=themes, by=by, at=at)
            done.written.append(step.entry.number)
        except Refused as refusal:
            done.not_taken.append(Remark(step.entry.where, str(refusal.message)))
    return done


def plan_publish(plan: Plan, *, done: Done, by: User, approved_by: User, at: datetime) -> None:
    """Send every draft of a plan through the review: asked for by one, approved by another."""
    for step in plan.steps:
        number = step.entry.number
        if not step.to_publish or (step.fate != Fate.SAME and number not in done.written):
            continue
        try:
            recommendation_publish(number=number, by=by, approved_by=approved_by)
            done.published.append(number)
        except Refused as refusal:
            done.not_taken.append(Remark(step.entry.where, str(refusal.message)))


@transaction.atomic
def recommendation_take_in(
    *, step: Step, themes: dict[str, Theme], by: User, at: datetime
) -> Recommendation:
    """Write one entry as a draft, new or of a recommendation that is there.

    Raises Refused for whoever may not, while it waits for approval, and where the number was given
    in the meantime.
    """
    missing = [name for name in step.matched.themes_new if name not in themes]
    if missing:
        raise Refused("no_theme", _("Its theme could not be made. Make it first."))
    made = tuple(themes[name] for name in step.matched.themes_new)
    matched = replace(step.matched, themes=(*step.matched.themes, *made), themes_new=())
    record = step.record
    try:
        # A savepoint: what the database refuses must not end the transaction around it.
        with transaction.atomic():
            if step.fate == Fate.NEW:
                entry_put(record, matched)
                record_create(record=record, by=by)
            else:
                # The draft is read again: somebody may have written since the plan was made.
                row = Recommendation.objects.select_for_update().get(pk=record.pk)
                record = row.get_latest_revision_as_object()
                entry_put(record, matched)
                record_save_draft(record=record, by=by)
    except (IntegrityError, ValidationError):
        raise Refused(
            "number_taken", _("Its number was given to another in the meantime. Run this again.")
        ) from None
    ledger_append(
        actor=by,
        act="recommendation.import",
        record=record,
        at=at,
        details={"number": record.number, "new": step.fate == Fate.NEW},
    )
    return record


@transaction.atomic
def recommendation_publish(*, number: int, by: User, approved_by: User) -> Recommendation:
    """Publish the newest draft by the review. Raises Refused as the review does."""
    row = Recommendation.objects.originals().get(number=number)
    state = row.current_workflow_state
    if state is None or state.status != state.STATUS_IN_PROGRESS:
        record_submit(record=row, by=by)
        row = Recommendation.objects.get(pk=row.pk)
    return record_approve(record=row, by=approved_by)


@transaction.atomic
def themes_make(*, names: list[str], locale: Locale, by: User, at: datetime) -> dict[str, Theme]:
    """The missing themes under their names. Raises Refused for whoever may not add one."""
    if names and not by.has_perm("reports.add_theme"):
        raise Refused("not_allowed", _("Your role does not include making themes."))
    taken = set(Theme.objects.filter(locale=locale).values_list("slug", flat=True))
    found = {}
    for name in names:
        theme = Theme.objects.create(locale=locale, name=name, slug=slug_for(name, taken))
        taken.add(theme.slug)
        ledger_append(actor=by, act="theme.import", record=theme, at=at)
        found[name] = theme
    return found


@transaction.atomic
def report_make(*, title: str, slug: str, locale: Locale, by: User, at: datetime) -> Report:
    """The report of this slug or title, made where it is missing.

    Raises Refused for whoever may not add one, and where there is none and no title is given.
    """
    rows = Report.objects.filter(locale=locale)
    found = rows.filter(slug=slug).first() if slug else rows.filter(title=title).first()
    if found is not None:
        return found
    if not title:
        raise Refused("no_report", _("There is no such report. Give its --report-title."))
    if not by.has_perm("reports.add_report"):
        raise Refused("not_allowed", _("Your role does not include making reports."))
    report = Report(
        locale=locale,
        title=title,
        slug=slug or slug_for(title, rows.values_list("slug", flat=True)),
    )
    try:
        report.full_clean()
    except ValidationError:
        raise Refused("report", _("The report's title or slug is too long or no slug.")) from None
    report.save()
    ledger_append(actor=by, act="report.import", record=report, at=at)
    return report
