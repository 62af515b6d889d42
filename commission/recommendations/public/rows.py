"""Recommendations as rows of a list and columns of a chart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language

from commission.recommendations.assessments.newest import with_views
from commission.recommendations.bodies.models import Body
from commission.recommendations.public.drawing import Column
from commission.recommendations.public.next_dates import NextDate, next_dates
from commission.recommendations.recommendation.models import AddressedBody, Recommendation
from commission.recommendations.vocabulary import Status
from commission.review.translations import translated_all


@dataclass(frozen=True)
class Row:
    """One recommendation as a row of a list."""

    number: int
    title: str
    language: str  # of the title; empty: that of the page
    bodies: str
    priority: bool
    says: tuple[str | None, str | None, str | None]
    next: NextDate | None


def columns_of(recommendations: Any, *, body: Body | None = None) -> list[Column]:
    """Of each recommendation its number and what the voices say, in one query.

    With `body` the first voice is that of this body alone.
    """
    rows = with_views(recommendations, body=body).values_list(
        "number", "says_body", "says_commission", "says_community"
    )
    return [Column(number, tuple(says)) for number, *says in rows]


def done_of(columns: Sequence[Column]) -> tuple[int, int, int]:
    """How many each voice says are completed."""
    body, commission, community = (
        Counter(column.says[voice] for column in columns)[Status.COMPLETED] for voice in range(3)
    )
    return body, commission, community


def rows_of(records: Sequence[Any], *, today: date) -> list[Row]:
    """Rows of a list for recommendations that came from `with_views`."""
    keys = [record.pk for record in records]
    dates = next_dates(keys, today=today)
    asked: dict[Any, list[Body]] = {key: [] for key in keys}
    addressed = AddressedBody.objects.filter(recommendation__in=keys).select_related("body__locale")
    for one in addressed.order_by("part", "sort_order", "pk"):
        asked[one.recommendation_id].append(one.body)
    bodies = {body.pk: body for held in asked.values() for body in held}
    texts, names = translated_all(records), translated_all(bodies.values())
    return [
        Row(
            number=record.number,
            title=title_of(texts[record.pk]),
            language=language_of(texts[record.pk]),
            bodies="; ".join(names[body.pk].name for body in asked[record.pk]),
            priority=record.priority,
            says=(record.says_body, record.says_commission, record.says_community),
            next=dates.get(record.pk),
        )
        for record in records
    ]


def title_of(record: Recommendation) -> str:
    """What stands for a recommendation in lists: its short title, or the beginning of its text."""
    return record.title or str(Truncator(" ".join(record.text.split())).words(28))


def language_of(record: Any) -> str:
    """The language of a record where it is not that of the page; empty where it is."""
    code = str(record.locale.language_code)
    return "" if code == get_language() else code
