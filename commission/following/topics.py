"""What can be followed, and which recommendations belong to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from commission.following.models import TopicKind
from commission.post import one_line
from commission.recommendations.bodies.selectors import bodies_public
from commission.recommendations.recommendation.models import AddressedBody, Recommendation
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.reports.models import Theme
from commission.review.models import PublicRecordQuerySet

NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z", re.ASCII)


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
    return topics_find([(kind, topic)]).get((kind, topic))


def topics_find(named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Topic]:
    """Those of what is named that stand in public, under their names.

    The number of queries does not depend on how many there are.
    """
    pairs = list(named)

    def of(kind: TopicKind) -> list[str]:
        return [topic for one, topic in pairs if one == kind and "\x00" not in topic]

    found: list[Topic] = []
    # Only as it is written in addresses: "14", not "014", "٣" or a number no database holds.
    if numbers := [int(topic) for topic in of(TopicKind.RECOMMENDATION) if NUMBER.match(topic)]:
        public = recommendations_public().filter(number__in=numbers)
        for number in public.values_list("number", flat=True):
            name = _("Recommendation %(number)s") % {"number": number}
            found.append(Topic(TopicKind.RECOMMENDATION, str(number), name))
    if slugs := of(TopicKind.BODY):
        names = bodies_public().filter(slug__in=slugs).order_by("-pk").values_list("slug", "name")
        found += [Topic(TopicKind.BODY, *row) for row in dict(names).items()]
    if slugs := of(TopicKind.THEME):
        having = Recommendation.themes.through.objects.filter(
            theme__slug=OuterRef("slug"), recommendation__in=recommendations_public()
        )
        themes = Theme.objects.filter(Exists(having), slug__in=slugs).order_by("-pk")
        found += [
            Topic(TopicKind.THEME, *row) for row in dict(themes.values_list("slug", "name")).items()
        ]
    return {(one.kind.value, one.topic): replace(one, name=one_line(one.name)) for one in found}


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
