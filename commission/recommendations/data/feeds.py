"""What happened, as feeds: one sentence each, and never somebody's own words.

A feed reader keeps what it was given. What may have to be taken down later stays on the pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from itertools import chain

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.wording import printable, site_address
from commission.recommendations.data.addresses import address, recommendation_address
from commission.recommendations.data.finding_events import finding_items
from commission.recommendations.data.findings_asked import FindingsAsked
from commission.recommendations.data.items import Item
from commission.recommendations.filters import Filter
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.timeline import timelines_of
from commission.recommendations.timeline.changed import changed_between

NEWEST = 60
# Before anything that a commission recorded.
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class About:
    """What stands at the head of a feed."""

    title: str
    description: str
    page: str


@require_safe
def recommendations_feed(request: HttpRequest) -> HttpResponse:
    """What happened to the recommendations that a list is narrowed to, newest first."""
    asked, at = Filter.read(request.GET), timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        about = About(
            title=_("%(commission)s: what becomes of its recommendations")
            % {"commission": settings.COMMISSION_NAME},
            description=_("Answers, promises, reports, views and laws, as they are recorded."),
            page=_narrowed(address("tracker:list"), asked.query),
        )
        return _feed(request, about, recommendation_items(asked, at=at))


@require_safe
def findings_feed(request: HttpRequest) -> HttpResponse:
    """New findings, and what became of their evidence, newest first."""
    asked, at = FindingsAsked.read(request.GET), timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        about = About(
            title=_("%(commission)s: its findings") % {"commission": settings.COMMISSION_NAME},
            description=_("What the commission concluded, and when its evidence changed."),
            page=_narrowed(address("findings:list"), asked.query),
        )
        return _feed(request, about, finding_items(asked, at=at))


def recommendation_items(asked: Filter, *, at: datetime) -> list[Item]:
    """The newest of what happened to the recommendations of a filter.

    Histories are told from the one with the newest moment on, and no further than until all that
    are left have nothing newer: a feed is asked for all day long.
    """
    rows = {row.pk: row for row in asked.queryset().defer("text")}
    moments = changed_between(BEGINNING, at)
    queue = sorted(rows.keys() & moments.keys(), key=lambda key: moments[key], reverse=True)
    newest: list[Item] = []
    place, size = 0, NEWEST
    while place < len(queue):
        if len(newest) == NEWEST and newest[-1].at > moments[queue[place]]:
            break
        batch = [rows[key] for key in queue[place : place + size]]
        newest = nlargest(NEWEST, chain(newest, _told(batch, at=at)), key=lambda one: one.order)
        place, size = place + size, size * 4
    return newest


def _told(rows: list[Recommendation], *, at: datetime) -> Iterator[Item]:
    numbers = {row.pk: row.number for row in rows}
    for key, events in timelines_of(rows, at=at).items():
        number = numbers[key]
        for event in events:
            yield Item(
                key=f"recommendation/{number}/{event.key}",
                title=_("Recommendation %(number)s: %(what)s")
                % {"number": number, "what": event.sentence},
                link=recommendation_address(number),
                what=event.sentence,
                kind=event.kind.value,
                at=event.known_at,
            )


def _feed(request: HttpRequest, about: About, items: Iterable[Item]) -> HttpResponse:
    """The newest items. `unique_id` stays the same for good, so that nothing is told twice."""
    feed = Rss201rev2Feed(
        title=about.title,
        link=about.page,
        description=about.description,
        feed_url=site_address(request.get_full_path()),
        language=settings.LANGUAGE_CODE,
    )
    for item in nlargest(NEWEST, items, key=lambda one: one.order):
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


def _narrowed(page: str, query: str) -> str:
    return f"{page}?{query}" if query else page
