"""New dates of hearings, and new entries of a docket, as feeds.

A feed reader keeps what it was given. A title that an order may close later stays on the pages.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.wording import printable, site_address
from commission.hearings.data.calendars import changed_at
from commission.hearings.docket.selectors import docket_of
from commission.hearings.filters import Filter
from commission.hearings.models import Hearing
from commission.hearings.public.days import day_numbers
from commission.hearings.public.words import full_day, off_said, title_of
from commission.hearings.selectors import hearing_public
from commission.recommendations.data.addresses import address
from commission.recommendations.data.items import Item

NEWEST = 60


@require_safe
def hearings_feed(request: HttpRequest) -> HttpResponse:
    """The days of the hearings that a list is narrowed to, as they were announced or moved."""
    asked = Filter.read(request.GET)
    page = address("hearings:list")
    with translation.override(settings.LANGUAGE_CODE):
        return _feed(
            request,
            title=_("%(commission)s: dates of hearings") % {"commission": settings.COMMISSION_NAME},
            description=_("New days, and days that were moved or called off."),
            page=f"{page}?{asked.query}" if asked.query else page,
            items=date_items(asked),
        )


@require_safe
def docket_feed(request: HttpRequest, number: int) -> HttpResponse:
    """What was filed at one hearing; 404 for one that is not public."""
    hearing = hearing_public(number)
    if hearing is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        return _feed(
            request,
            title=_("%(commission)s: docket of hearing %(number)s")
            % {"commission": settings.COMMISSION_NAME, "number": number},
            description=_("What is filed, as it is published."),
            page=address("hearings:docket", number),
            items=docket_items(hearing),
        )


def date_items(asked: Filter) -> Iterator[Item]:
    """Each day with what became of it: a day that moves is told again, one that stays is not."""
    rows = asked.sittings().order_by("-hearing__last_published_at", "-date", "pk")[:NEWEST]
    sittings = list(rows)
    numbers = day_numbers(sittings)
    for one in sittings:
        hearing, (day, days) = one.hearing, numbers[one.key]
        when = full_day(one.date)
        if off := off_said(one):
            when = _("%(state)s: %(day)s") % {"state": off, "day": when}
        title = title_of(hearing.number, day, hearing.title, days=days)
        yield Item(
            key=f"hearing-day/{one.key}/{one.date:%Y-%m-%d}/{one.state}",
            title=f"{title}. {when}",
            link=address("hearings:hearing", hearing.number),
            what=when,
            kind=hearing.hearing_type,
            at=changed_at(hearing),
        )


def docket_items(hearing: Hearing) -> Iterator[Item]:
    """Each entry by its number and kind, and nothing of its words."""
    page = address("hearings:docket", hearing.number)
    for one in docket_of(hearing, at=timezone.now()):
        entry = one.entry
        named = ", ".join(
            part for part in (entry.get_kind_display(), entry.exhibit_reference) if part
        )
        yield Item(
            key=f"hearing/{hearing.number}/docket/{entry.number}",
            title=_("Docket %(number)s: %(what)s") % {"number": entry.number, "what": named},
            link=f"{page}#{entry.anchor}",
            what=_("Filed at hearing %(number)s.") % {"number": hearing.number},
            kind=entry.kind,
            at=entry.first_published_at or changed_at(hearing),
        )


def _feed(
    request: HttpRequest, *, title: str, description: str, page: str, items: Iterable[Item]
) -> HttpResponse:
    """The newest items. What names one stays the same for good, so that nothing is told twice."""
    feed = Rss201rev2Feed(
        title=title,
        link=page,
        description=description,
        feed_url=site_address(request.get_full_path()),
        language=settings.LANGUAGE_CODE,
    )
    for item in sorted(items, key=lambda one: one.order, reverse=True)[:NEWEST]:
        feed.add_item(
            title=printable(item.title),
            link=item.link,
            description=printable(item.what),
            categories=[item.kind],
            pubdate=item.at,
            unique_id=item.key,
            unique_id_is_permalink=False,
        )
    content = feed.writeString("utf-8")
    return answer(request, HttpResponse(content, content_type="application/rss+xml; charset=utf-8"))
