"""Reminding bodies of progress reports: each kind once a report, and only when it really went out.

A reminder that is lost is worse than one that comes twice: the record would say that a body was
reminded, and it would be untrue. So the row is written first and the message leaves inside the same
transaction. Two workers cannot both write the row; a worker that dies, or a mail server that
refuses, takes the row back with it. Only a worker that dies between the server's yes and the end of
the transaction lets the message go out once more, under the same Message-ID.

SQLite lets nobody else write while such a transaction lasts: the connection is opened before it,
and EMAIL_TIMEOUT ends a silence within it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from archive.ledger.services import ledger_append
from archive.reading.wording import day_of
from commission.post import (
    NoPost,
    NotSent,
    email_is_set_up,
    message_make,
    message_send,
    one_line,
    post_open,
)
from commission.recommendations.bodies.models import Body, FocalPoint
from commission.recommendations.progress.models import (
    ProgressReport,
    Reminder,
    ReminderKind,
    ReportState,
)
from commission.recommendations.recommendation.models import Succession

__all__ = ["email_is_set_up", "reminder_of", "reminders_due", "reminders_send"]

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=30)
STILL = timedelta(days=30)
REPORTS_AT_MOST = 50  # in one message; the rest comes with the next


def reminder_of(report: ProgressReport, *, on: date) -> ReminderKind | None:
    """What a body is reminded of on a day; None while the report is not near.

    One kind alone, the latest: what was missed is not made up for.
    """
    if on >= report.due_on + STILL:
        return ReminderKind.STILL_OVERDUE
    if on > report.due_on:
        return ReminderKind.OVERDUE
    return ReminderKind.DUE if on >= report.due_on - AHEAD else None


def reminders_due(*, at: datetime) -> dict[Body, list[tuple[ProgressReport, ReminderKind]]]:
    """What each body is to be reminded of now, the longest due first; three queries.

    A body without anybody who can be written to is not among them: it is tried again once it has.
    """
    today = timezone.localdate(at)
    rows = (
        _open_reports()
        .filter(Exists(_people(OuterRef("body"))), due_on__lte=today + AHEAD)
        .select_related("body", "recommendation")
        .prefetch_related("reminders")
        .order_by("due_on", "pk")
    )
    found: dict[Body, list[tuple[ProgressReport, ReminderKind]]] = defaultdict(list)
    for row in rows:
        kind = reminder_of(row, on=today)
        if kind and kind not in {reminder.kind for reminder in row.reminders.all()}:
            found[row.body].append((row, kind))
    return dict(found)


def reminders_send(*, at: datetime) -> int:
    """Remind each body of what is due, in one message to each of its focal points.

    Returns how many reminders went out; nothing is done, and nothing marked, while no e-mail is set
    up. Raises NoPost where the mail server does not answer: nothing is marked then either.
    """
    if not email_is_set_up():
        return 0
    due = reminders_due(at=at)
    if not due:
        return 0
    sent = 0
    with post_open() as connection:
        for body, reports in due.items():
            try:
                sent += _remind(body, reports[:REPORTS_AT_MOST], connection, at=at)
            except NoPost:
                raise
            except NotSent as refused:
                logger.warning("body %s was not reminded: %s", body.pk, refused)
    return sent


@transaction.atomic
def _remind(
    body: Body,
    reports: list[tuple[ProgressReport, ReminderKind]],
    connection: BaseEmailBackend,
    *,
    at: datetime,
) -> int:
    """Write the rows, send the message. Raises NotSent, with which the rows are gone again."""
    new = [reminder for report, kind in reports if (reminder := _reminder(report, kind, at=at))]
    if not new:
        return 0
    for reminder in new:
        ledger_append(
            actor="clock",
            act="reminder.send",
            record=reminder.report,
            at=at,
            details={"kind": reminder.kind},
        )
    taken, refused = 0, NotSent("nobody")
    for point in _people(body.pk).select_related("user"):
        try:
            message_send(_message(point, body, new), connection)
            taken += 1
        except NoPost:
            if not taken:
                raise
            break  # somebody of the body was reminded, and is not told twice
        except NotSent as failed:
            refused = failed
    if not taken:
        raise refused
    return len(new)


def _reminder(report: ProgressReport, kind: ReminderKind, *, at: datetime) -> Reminder | None:
    """The row; None where it was written before or the report came meanwhile."""
    locked = _open_reports().select_for_update(of=("self",)).filter(pk=report.pk)
    if locked.first() is None:
        return None
    try:
        with transaction.atomic():
            return Reminder.objects.create(report=report, kind=kind, sent_at=at)
    except IntegrityError:
        return None


def _open_reports() -> QuerySet[ProgressReport]:
    """Reports that a body still owes, on recommendations that stand in public."""
    succeeded = Succession.objects.filter(recommendation=OuterRef("recommendation"))
    return ProgressReport.objects.filter(
        ~Exists(succeeded),
        state__in=[ReportState.EXPECTED, ReportState.RETURNED],
        recommendation__live=True,
    )


def _people(body: Any) -> QuerySet[FocalPoint]:
    """Who answers for a body now and has an e-mail address."""
    return FocalPoint.objects.filter(
        body=body, ended_at__isnull=True, user__is_active=True
    ).exclude(user__email="")


def _message(point: FocalPoint, body: Body, reminders: Iterable[Reminder]) -> EmailMessage:
    """What is sent: only what stands in public, and the address of the portal."""
    rows = list(reminders)
    with translation.override(settings.LANGUAGE_CODE):
        names = {"body": one_line(body.name), "commission": settings.COMMISSION_NAME}
        lines = [_line(row) for row in rows]
        paragraphs = [
            _("%(commission)s reminds %(body)s of progress reports on its recommendations.")
            % names,
            "\n".join(lines),
            _("Here you write and send them:") + "\n" + _portal(),
        ]
        subject = _("Progress reports of %(body)s") % names
        if len(rows) == 1:
            subject = _("Progress report on recommendation %(number)s") % {
                "number": rows[0].report.recommendation.number
            }
    key = f"{min(str(row.report_id) for row in rows)}.{rows[0].kind}.{point.pk}"
    return message_make(key=key, to=point.user.email, subject=subject, paragraphs=paragraphs)


def _line(reminder: Reminder) -> str:
    report = reminder.report
    values = {"number": report.recommendation.number, "day": day_of(report.due_on)}
    if reminder.kind == ReminderKind.DUE:
        return _("* Recommendation %(number)s: due on %(day)s.") % values
    if reminder.kind == ReminderKind.OVERDUE:
        return _("* Recommendation %(number)s: was due on %(day)s.") % values
    return _("* Recommendation %(number)s: was due on %(day)s, more than 30 days ago.") % values


def _portal() -> str:
    try:
        path = reverse("portal:home")
    except NoReverseMatch:
        path = reverse("sign_in")
    return settings.SITE_URL.rstrip("/") + path
