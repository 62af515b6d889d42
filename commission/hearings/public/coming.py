"""The next days of hearings, for the front page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from commission.hearings.models import Sitting
from commission.hearings.public.days import day_numbers, hearings_of
from commission.hearings.public.words import times_of, title_of, where_of
from commission.hearings.selectors import hearings_public
from commission.hearings.vocabulary import SittingState
from commission.review.translations import translated_all


@dataclass(frozen=True)
class Coming:
    """A day on which a hearing will be held."""

    on: date
    title: str
    address: str
    # When and where.
    by: str


def days_coming(*, today: date, most: int) -> list[Coming]:
    """The next planned days of public hearings, the first one first. Three queries at most."""
    rows = Sitting.objects.filter(
        hearing__in=hearings_public(), date__gte=today, state=SittingState.PLANNED
    )
    found = list(rows.select_related("hearing__locale").order_by("date", "starts_at", "pk")[:most])
    if not found:
        return []
    texts, numbers = translated_all(hearings_of(found)), day_numbers(found)
    return [
        Coming(
            one.date,
            title_of(
                one.hearing.number,
                numbers[one.key][0],
                texts[one.hearing_id].title,
                days=numbers[one.key][1],
            ),
            reverse("hearings:hearing", args=[one.hearing.number]),
            ", ".join(
                part
                for part in (times_of(one), where_of(one.hearing, texts[one.hearing_id]))
                if part
            ),
        )
        for one in found
    ]
