"""Follows as those see them who hold a link to them."""

from dataclasses import dataclass
from datetime import datetime

from commission.following.models import Follow, Follower
from commission.following.services import LINK_LASTS
from commission.following.topics import Topic, topics_find


@dataclass(frozen=True)
class Followed:
    """One thing that is followed; `topic` is None while it does not stand in public."""

    follow: Follow
    topic: Topic | None


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
