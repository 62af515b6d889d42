"""The days of hearings for somebody's own calendar."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as CalendarEntry

from archive.reading.answers import answer
from commission.hearings.filters import Filter
from commission.hearings.models import Hearing, Sitting
from commission.hearings.public.days import day_numbers
from commission.hearings.public.words import heard_afar, moment_of, off_said, title_of
from commission.hearings.selectors import hearing_public
from commission.hearings.vocabulary import SittingState
from commission.recommendations.data.addresses import address


@require_safe
def hearings_calendar(request: HttpRequest) -> HttpResponse:
    """The days of the hearings that a list is narrowed to, as iCalendar."""
    days = Filter.read(request.GET).sittings().order_by("date", "starts_at", "pk")
    return _file(request, list(days), "hearings.ics")


@require_safe
def hearing_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The days of one hearing; 404 for one that is not public."""
    hearing = hearing_public(number)
    if hearing is None:
        raise Http404
    days = Sitting.objects.filter(hearing=hearing).select_related("hearing__locale")
    return _file(request, list(days), f"hearing-{number}.ics")


def _file(request: HttpRequest, days: Sequence[Sitting], name: str) -> HttpResponse:
    with translation.override(settings.LANGUAGE_CODE):
        content = calendar_of(days)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return answer(request, response)


def calendar_of(days: Iterable[Sitting]) -> bytes:
    """The days as iCalendar (RFC 5545), with the time zones that they name. One query.

    A day keeps its UID when it moves. One that was postponed or called off stays in it and says so,
    so that a calendar takes its entry back.
    """
    rows = list(days)
    host = urlsplit(settings.SITE_URL).hostname or "record"
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//hearings//EN")
    calendar.add("version", "2.0")
    name = _("%(commission)s: hearings") % {"commission": settings.COMMISSION_NAME}
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    numbers = day_numbers(rows)
    for one in rows:
        calendar.add_component(_entry(one, *numbers[one.key], host=host))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(one: Sitting, day: int, days: int, *, host: str) -> CalendarEntry:
    hearing, off = one.hearing, off_said(one)
    title = title_of(hearing.number, day, hearing.title, days=days)
    page = address("hearings:hearing", hearing.number)
    entry = CalendarEntry()
    entry.add("uid", f"hearing-day-{one.key}@{host}")
    entry.add("dtstamp", changed_at(hearing))
    entry.add("last-modified", changed_at(hearing))
    entry.add("sequence", sequence_of(hearing))
    _when(entry, one)
    entry.add(
        "summary", _("%(state)s: %(title)s") % {"state": off, "title": title} if off else title
    )
    entry.add(
        "description", "\n\n".join(part for part in (hearing.summary, one.note, page) if part)
    )
    entry.add("url", page)
    entry.add("categories", [hearing.get_hearing_type_display()])
    entry.add("status", "CANCELLED" if off else "CONFIRMED")
    where = [hearing.venue_name, hearing.venue_address, hearing.place]
    if any(where):
        entry.add("location", ", ".join(part for part in where if part))
    if hearing.latitude is not None and hearing.longitude is not None:
        entry.add("geo", (hearing.latitude, hearing.longitude))
    if heard_afar(hearing) and not off:
        # RFC 7986: where somebody joins from afar.
        parameters = {"VALUE": "URI", "FEATURE": "AUDIO"}
        entry.add("conference", hearing.online_link, parameters=parameters)
    if off or one.state == SittingState.HELD:
        entry.add("transp", "TRANSPARENT")
    return entry


def _when(entry: CalendarEntry, one: Sitting) -> None:
    """Whole days where no time was given; an end that nobody said is left open."""
    if one.starts_at is None:
        entry.add("dtstart", one.date)
        if one.date < date.max:
            entry.add("dtend", one.date + timedelta(days=1))
        return
    entry.add("dtstart", moment_of(one.hearing, one.date, one.starts_at))
    if one.ends_at is not None:
        entry.add("dtend", moment_of(one.hearing, one.date, one.ends_at))


def changed_at(hearing: Hearing) -> datetime:
    """When its public text last changed."""
    found = hearing.last_published_at or hearing.first_published_at or timezone.now()
    return found.astimezone(UTC)


def sequence_of(hearing: Hearing) -> int:
    """Grows with each publication, so that a calendar takes the newer entry: minutes since the
    first.
    """
    first = hearing.first_published_at or changed_at(hearing)
    return max(0, int((changed_at(hearing) - first).total_seconds() // 60))
