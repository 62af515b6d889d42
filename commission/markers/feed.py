"""New markers and what became of them, as RSS: one sentence each, and never somebody's own words.

A feed reader keeps what it was given. What may have to be taken down later stays on the pages.
"""

from collections.abc import Iterator
from datetime import datetime
from heapq import nlargest
from itertools import chain

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from archive.reading.wording import printable, site_address
from commission.markers.addresses import marker_address
from commission.markers.filters import Filter
from commission.markers.selectors import states_standing
from commission.markers.wording import state_words
from commission.recommendations.data.items import Item

NEWEST = 60


def feed_of(asked: Filter, *, at: datetime) -> str:
    """The newest of what happened to the markers of a filter; two queries.

    Of a marker that became public later than its states were recorded, only that it did.
    """
    narrowed = f"?{asked.query}" if asked.query else ""
    feed = Rss201rev2Feed(
        title=_("%(commission)s: its markers") % {"commission": settings.COMMISSION_NAME},
        link=site_address(reverse("markers:list")) + narrowed,
        description=_("New markers, and what became of them."),
        feed_url=site_address(reverse("marker_files:feed")) + narrowed,
        language=settings.LANGUAGE_CODE,
    )
    items = chain(_appeared(asked), _became(asked))
    for one in nlargest(NEWEST, items, key=lambda item: item.order):
        feed.add_item(
            title=printable(one.title),
            link=one.link,
            description=printable(one.what),
            pubdate=one.at,
            unique_id=one.key,
            unique_id_is_permalink=False,
            categories=(one.kind,),
        )
    return feed.writeString("utf-8")


def _appeared(asked: Filter) -> Iterator[Item]:
    rows = asked.queryset().order_by("-first_published_at", "-number")[:NEWEST]
    for row in rows:
        if row.first_published_at:
            yield Item(
                key=f"marker/{row.number}",
                title=_("Marker %(number)s: %(title)s")
                % {"number": row.number, "title": row.title},
                link=marker_address(row.number),
                what=row.summary or row.title,
                kind="marker",
                at=row.first_published_at,
            )


def _became(asked: Filter) -> Iterator[Item]:
    # What was corrected is not said again; the correction is.
    rows = states_standing().filter(marker__in=asked.queryset().order_by().values("pk"))
    newest = rows.select_related("marker").order_by("-recorded_at")[: NEWEST * 2]
    for row in newest:
        published = row.marker.first_published_at
        if published and row.recorded_at > published:
            yield Item(
                key=f"marker/{row.marker.number}/{row.pk}",
                title=_("Marker %(number)s: %(title)s")
                % {"number": row.marker.number, "title": row.marker.title},
                link=marker_address(row.marker.number),
                what=state_words(row.state, row.happened_on),
                kind=row.state,
                at=row.recorded_at,
            )
