"""What can be followed, and which recommendations belong to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from commission.following.models import TopicKind
from commission.post import one_line
from commission.recommendations.bodies.selectors import body_public
from commission.recommendations.recommendation.models import AddressedBody, Recommendation
from commission.recommendations.recommendation.selectors import (
    recommendation_public,
    recommendations_public,
)
from commission.reports.models import Theme
from commission.review.models import PublicRecordQuerySet


@dataclass(frozen=True)
class Topic:
    """Something public that can be followed. `name` is a public name, on one line."""

    kind: TopicKind
    topic: str
    name: str

    @property
    def url(self) -> str:
        """The address of its page in the present language; "" where it has none."""
        if self.kind == TopicKind.RECOMMENDATION:
            return _address("tracker:recommendation", int(self.topic))
        if self.kind == TopicKind.BODY:
            return _address("tracker:body", self.topic)
        return _address("reports:theme", self.topic)


def topic_find(kind: str, topic: str) -> Topic | None:
    """What is followed by this name, or None where nothing public is called so."""
    if kind == TopicKind.RECOMMENDATION:
        # Only as it is written in addresses: "14", not "014", "٣" or a number no database holds.
        if not (topic.isascii() and topic.isdigit() and len(topic) < 10 and topic[0] != "0"):
            return None
        found = recommendation_public(int(topic))
        if found is None:
            return None
        name = _("Recommendation %(number)s") % {"number": found.number}
        return Topic(TopicKind.RECOMMENDATION, topic, name)
    if kind == TopicKind.BODY:
        body = body_public(topic)
        return Topic(TopicKind.BODY, topic, one_line(body.name)) if body else None
    if kind == TopicKind.THEME:
        theme = theme_public(topic)
        return Topic(TopicKind.THEME, topic, one_line(theme.name)) if theme else None
    return None


def theme_public(slug: str) -> Theme | None:
    """The theme at an address, or None where no public recommendation has it."""
    having = recommendations_public().filter(themes__slug=slug)
    return Theme.objects.filter(slug=slug).order_by("pk").first() if having.exists() else None


def recommendations_of(topic: Topic) -> PublicRecordQuerySet:
    """The public recommendations that belong to it."""
    rows = recommendations_public()
    if topic.kind == TopicKind.RECOMMENDATION:
        return rows.filter(number=int(topic.topic))
    if topic.kind == TopicKind.BODY:
        return rows.filter(addressed__body__slug=topic.topic).distinct()
    return rows.filter(themes__slug=topic.topic).distinct()


def topics_of(changed: dict[Any, datetime]) -> dict[tuple[str, str], datetime]:
    """What can be followed that these recommendations belong to, with the newest of their moments.

    Three queries, however many there are.
    """
    keys = list(changed)
    pairs = [
        (TopicKind.RECOMMENDATION, Recommendation.objects.filter(pk__in=keys), "pk", "number"),
        (
            TopicKind.BODY,
            AddressedBody.objects.filter(recommendation__in=keys),
            "recommendation",
            "body__slug",
        ),
        (
            TopicKind.THEME,
            Recommendation.themes.through.objects.filter(recommendation__in=keys),
            "recommendation",
            "theme__slug",
        ),
    ]
    found: dict[tuple[str, str], datetime] = {}
    for kind, rows, of, name in pairs:
        for key, topic in rows.values_list(of, name):
            place = (kind.value, str(topic))
            found[place] = max(found.get(place, changed[key]), changed[key])
    return found


def addresses_of(recommendations: Iterable[Recommendation]) -> dict[Any, str]:
    """The path of each recommendation's page, under its key."""
    return {one.pk: _address("tracker:recommendation", one.number) for one in recommendations}


def _address(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # pragma: no cover - an installation without these pages
        return ""
