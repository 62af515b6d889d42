"""The days on which something is due, for somebody's own calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as CalendarEntry

from archive.days import midnight
from archive.reading.answers import answer
from commission.recommendations.data.addresses import recommendation_address
from commission.recommendations.data.records import Told, told
from commission.recommendations.filters import Filter
from commission.recommendations.legislature.models import Session
from commission.recommendations.vocabulary import Stage


@dataclass(frozen=True)
class Day:
    """One day. `key` stays the same when the day moves, so that a calendar moves its entry."""

    key: str
    on: date
    what: str
    link: str
    known_at: datetime
    moved: int = 0


@require_safe
def recommendations_calendar(request: HttpRequest) -> HttpResponse:
    """Due days of the recommendations that a list is narrowed to, as iCalendar."""
    at = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        days = list(days_due(told(Filter.read(request.GET).queryset(), at=at)))
        content = calendar_of(days)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="recommendations.ics"'
    return answer(request, response)


def days_due(rows: Iterator[Told]) -> Iterator[Day]:
    """Each day on which something is due, but for what another recommendation took the place of.

    A session stands once, whatever number of its bills are followed.
    """
    sessions: dict[object, tuple[Session, str]] = {}
    for one in rows:
        record = one.recommendation
        if record.successions.all():
            continue
        number, link = record.number, recommendation_address(record.number)
        if record.due_on:
            yield Day(
                f"recommendation-{number}",
                record.due_on,
                _("Recommendation %(number)s is due") % {"number": number},
                link,
                record.last_published_at or record.first_published_at or one.at,
            )
        yield from _promised(one, link)
        for row in record.for_bills.all():
            # What is law, or was rejected, does not wait for the end of a session.
            reached = {stage.stage for stage in row.bill.stages.all()}
            if not reached & {Stage.ENACTED, Stage.FAILED}:
                sessions.setdefault(row.bill.session_id, (row.bill.session, link))
    for session, link in sessions.values():
        yield Day(
            f"session-{session.pk}",
            session.ends_on,
            _("%(legislature)s: the %(session)s ends")
            % {"legislature": session.legislature, "session": session.name},
            link,
            midnight(session.begins_on),
        )


def _promised(one: Told, link: str) -> Iterator[Day]:
    number = one.recommendation.number
    for action in one.recommendation.actions.all():
        dues = list(action.dues.all())
        if dues:
            yield Day(
                f"action-{action.pk}",
                dues[-1].due_on,
                _("%(body)s, recommendation %(number)s: %(action)s")
                % {"body": action.body.name, "number": number, "action": action.title},
                link,
                dues[-1].set_at,
                moved=len(dues) - 1,
            )
    for report in one.recommendation.progress_reports.all():
        yield Day(
            f"report-{report.pk}",
            report.due_on,
            _("%(body)s reports on recommendation %(number)s")
            % {"body": report.body.name, "number": number},
            link,
            midnight(report.due_on - timedelta(days=30)),
        )


def calendar_of(days: list[Day]) -> bytes:
    """The days as iCalendar, each over the whole day and taking up none of anybody's time."""
    host = urlsplit(settings.SITE_URL).hostname or "record"
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//recommendations//EN")
    calendar.add("version", "2.0")
    name = _("%(commission)s: dates") % {"commission": settings.COMMISSION_NAME}
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    for one in sorted(days, key=lambda each: (each.on, each.key)):
        entry = CalendarEntry()
        entry.add("uid", f"{one.key}@{host}")
        entry.add("dtstamp", one.known_at)
        entry.add("dtstart", one.on)
        entry.add("dtend", one.on + timedelta(days=1))
        entry.add("sequence", one.moved)
        entry.add("summary", one.what)
        entry.add("url", one.link)
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return calendar.to_ical()
