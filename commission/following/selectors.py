"""Follows as those see them who hold a link to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from commission.following.models import Follow, Follower, Letter
from commission.following.services import LINK_LASTS
from commission.following.topics import Topic, topics_find
from media.jobs import JobState

# A mail server is down for minutes every now and then, and nobody has to do anything.
STUCK_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Followed:
    """One thing that is followed; `topic` is None while it does not stand in public."""

    follow: Follow
    topic: Topic | None


@dataclass(frozen=True)
class Stuck:
    """Letters that should have left; `codes` are how the last tries ended, where one was made."""

    waiting: int
    unreadable: int
    codes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.unreadable)


def letters_stuck(*, at: datetime) -> Stuck:
    """Letters that wait for longer than STUCK_AFTER, and those whose address no key opens."""
    rows = Letter.objects.filter(created_at__lte=at - STUCK_AFTER)
    waiting = rows.filter(state__in=(JobState.WAITING, JobState.RUNNING))
    unreadable = Letter.objects.filter(state=JobState.NEEDS_PERSON).count()
    codes = waiting.exclude(error_code="").order_by("error_code").values_list("error_code")
    return Stuck(waiting.count(), unreadable, tuple(code for (code,) in codes.distinct()))


def follow_by_token(token: str, *, at: datetime) -> Follow | None:
    """What a link belongs to; None for one that ran out, was used up, or never was."""
    follow = Follow.objects.select_related("follower").filter(token=token).first()
    if follow is None:
        return None
    if follow.confirmed_at is None and follow.created_at + LINK_LASTS <= at:
        return None
    return follow


def followed_by(follower: Follower) -> list[Followed]:
    """All that a follower said yes to, the oldest first."""
    rows = follower.follows.filter(confirmed_at__isnull=False).order_by("confirmed_at", "pk")
    topics = topics_find((row.kind, row.topic) for row in rows)
    return [Followed(row, topics.get((row.kind, row.topic))) for row in rows]
