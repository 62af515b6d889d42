"""The days of hearings as tables of months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.reading.wording import day_of
from commission.hearings.filters import Filter
from commission.hearings.public.days import day_numbers, hearings_of
from commission.hearings.public.month import Month, month_grid, month_moved
from commission.hearings.public.words import off_said, times_of, title_of
from commission.review.translations import translated_all


@dataclass(frozen=True)
class Thing:
    """What a month shows of one day of one hearing."""

    title: str
    address: str
    language: str
    times: str
    off: str

    @property
    def said(self) -> str:
        """Hearing 12, day 2: records that were not kept, cancelled."""
        return ", ".join(one for one in (self.title, self.off.lower()) if one)


@dataclass(frozen=True)
class Months:
    """Months beside each other, and those before and after them."""

    shown: list[Month[Thing]]
    before: date
    after: date


def months_of(chosen: Filter, first: date, *, today: date, shown: int) -> Months:
    """So many months from one on, with the days that a filter leaves. Three queries."""
    end = month_moved(first, shown)
    rows = chosen.sittings().filter(date__gte=first, date__lt=end)
    sittings = list(rows.order_by("date", "starts_at", "pk"))
    numbers, texts = day_numbers(sittings), translated_all(hearings_of(sittings))
    things: dict[date, list[Thing]] = {}
    for one in sittings:
        text, (day, days) = texts[one.hearing_id], numbers[one.key]
        things.setdefault(one.date, []).append(
            Thing(
                title=title_of(one.hearing.number, day, text.title, days=days),
                address=reverse("hearings:hearing", args=[one.hearing.number]),
                language=text.locale.language_code,
                times=times_of(one),
                off=off_said(one),
            )
        )
    months = [month_grid(month_moved(first, by), things, today=today) for by in range(shown)]
    return Months(months, month_moved(first, -1), end)


def day_said(on: date, things: Sequence[Thing]) -> str:
    """A ringed day in full, for who does not see the table around it."""
    return _("%(day)s: %(what)s") % {
        "day": day_of(on),
        "what": "; ".join(one.said for one in things),
    }
