"""Finding followers to whom something is to be told, and what it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from commission.following.models import Follow, Letter, LetterKind, Rate
from commission.following.topics import Topic, recommendations_of, topics_of
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.timeline import Event, EventKind, timeline_of
from commission.recommendations.timeline.changed import changed_between
from media.jobs import JobState

# A row carries the moment at which its making began and is seen only when that has ended, so news
# is told this much later. What is recorded in one go goes into one message, too.
SETTLES = timedelta(minutes=5)
EVERY = {
    Rate.AT_ONCE: timedelta(0),
    Rate.DAILY: timedelta(days=1),
    Rate.WEEKLY: timedelta(days=7),
    Rate.MONTHLY: timedelta(days=30),
}
# How far the moment up to which all was told may lie behind while nothing happens.
LAGS = timedelta(hours=1)
# How much one message tells; the rest is on the page that it names.
RECOMMENDATIONS_AT_MOST = 20
EVENTS_AT_MOST = 30


@dataclass(frozen=True)
class News:
    """What happened to one recommendation, oldest first, and how much more there is."""

    recommendation: Recommendation
    events: list[Event]
    more: int


@dataclass(frozen=True)
class Told:
    """What one message tells, and of how many recommendations it leaves that to the page."""

    news: list[News]
    more: int


@transaction.atomic
def letters_make(*, at: datetime) -> int:
    """Make a letter for each follower to whom something is to be told now. Returns how many.

    Where nothing happened the moment up to which all is told moves on without a letter, for those
    who are told at once in strides of LAGS, so that an idle minute writes nothing.
    """
    until = at - SETTLES
    due = follows_due(until=until)
    since = due.aggregate(since=Min("told_until"))["since"]
    if since is None:
        return 0
    topics = topics_of(changed_between(since, until))
    read = Q(told_until__lte=until - LAGS)
    for kind in {kind for kind, _topic in topics}:
        read |= Q(kind=kind, topic__in=[topic for of, topic in topics if of == kind])
    # Locked, so that neither a letter that is sent now nor another rate changes what was read.
    rows = list(due.filter(read).select_for_update().order_by("pk"))
    told = {follow.pk for follow in rows if _has_news(follow, topics)}
    letters = [
        Letter(follow_id=key, kind=LetterKind.NEWS, until=until, created_at=at) for key in told
    ]
    Letter.objects.bulk_create(letters, batch_size=500, ignore_conflicts=True)
    silent = [follow.pk for follow in rows if follow.pk not in told]
    for first in range(0, len(silent), 1000):
        Follow.objects.filter(pk__in=silent[first : first + 1000]).update(told_until=until)
    return len(letters)


def _has_news(follow: Follow, topics: dict[tuple[str, str], datetime]) -> bool:
    newest = topics.get((follow.kind, follow.topic))
    return newest is not None and follow.told_until is not None and newest > follow.told_until


def follows_due(*, until: datetime) -> QuerySet[Follow]:
    """Follows whose time has come and that have no letter on its way."""
    on_its_way = Letter.objects.filter(follow=OuterRef("pk"), kind=LetterKind.NEWS).exclude(
        state__in=[JobState.DONE, JobState.CANCELLED]
    )
    come = Q(pk__in=[])
    for rate, every in EVERY.items():
        come |= Q(rate=rate, told_until__lte=until - every)
    return Follow.objects.filter(
        come, ~Exists(on_its_way), confirmed_at__isnull=False, told_until__lt=until
    )


def news_of(topic: Topic, *, since: datetime, until: datetime) -> Told:
    """What became known of a topic after one moment, up to another, in the present language."""
    keys = changed_between(since, until)
    rows = list(recommendations_of(topic).filter(pk__in=keys).order_by("number"))
    found: list[News] = []
    left = EVENTS_AT_MOST
    for number, recommendation in enumerate(rows):
        if len(found) == RECOMMENDATIONS_AT_MOST or left <= 0:
            return Told(found, len(rows) - number)
        events = [
            event
            for event in timeline_of(recommendation, at=until)
            if since < event.known_at <= until and not _undated(event, recommendation)
        ]
        if events:
            events.reverse()
            found.append(News(recommendation, events[:left], max(0, len(events) - left)))
            left -= len(events)
    return Told(found, 0)


def _undated(event: Event, recommendation: Recommendation) -> bool:
    """Whether nobody knows when it became known, so that it would be new each time."""
    return event.kind == EventKind.MADE and recommendation.first_published_at is None
