"""What happened, as feeds: one sentence each, and never somebody's own words.

A feed reader keeps what it was given. What may have to be taken down later stays on the pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.wording import site_address
from commission.recommendations.data.addresses import address, recommendation_address
from commission.recommendations.data.finding_events import finding_items
from commission.recommendations.data.findings_asked import FindingsAsked
from commission.recommendations.data.items import Item, printable
from commission.recommendations.filters import Filter
from commission.recommendations.timeline import timelines_of

NEWEST = 60


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


def recommendation_items(asked: Filter, *, at: datetime) -> Iterable[Item]:
    """Everything that happened to each recommendation of a filter, in no order."""
    rows = {row.pk: row for row in asked.queryset()}
    for key, events in timelines_of(rows.values(), at=at).items():
        number = rows[key].number
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
    for item in nlargest(NEWEST, items, key=lambda one: (one.at, one.key)):
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
