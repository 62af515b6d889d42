"""A month as a table: weeks of seven days, each with what is on it. A pure function."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from archive.reading.wording import month_of

Thing = TypeVar("Thing")

# Weeks begin on Monday, as ISO 8601 has it, in every language of the site.
MONDAY = 0
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class Cell(Generic[Thing]):
    """One day of a table; without a date it belongs to the month before or after."""

    on: date | None
    things: Sequence[Thing] = ()
    today: bool = False


@dataclass(frozen=True)
class Month(Generic[Thing]):
    """A table of one month."""

    first: date
    weeks: Sequence[Sequence[Cell[Thing]]]

    @property
    def name(self) -> str:
        """November 2026."""
        return month_of(self.first)

    @property
    def value(self) -> str:
        """The month as it stands in an address: 2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The days of the week above the columns: whole, and short."""
        return [(str(WEEKDAYS[n]), str(WEEKDAYS_ABBR[n])) for n in range(7)]

    @property
    def empty(self) -> bool:
        """Whether nothing is on any of its days."""
        return not any(cell.things for week in self.weeks for cell in week)


def month_grid(first: date, things: Mapping[date, Sequence[Thing]], *, today: date) -> Month[Thing]:
    """The month that a day is in; `things` are what is on which day, of whatever months."""
    weeks = [
        [
            Cell(day, things.get(day, ()), day == today) if day.month == first.month else Cell(None)
            for day in week
        ]
        for week in Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    ]
    return Month(first.replace(day=1), weeks)


def month_moved(first: date, by: int) -> date:
    """The first day of the month that lies so many months later, or earlier where negative."""
    number = first.year * 12 + first.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def month_read(text: str, *, today: date) -> date:
    """The first day of the month that an address names: 2026-11. The present one for all else."""
    year, dash, month = text.partition("-")
    plain = text.isascii() and year.isdigit() and month.isdigit()
    if not plain or not dash or (len(year), len(month)) != (4, 2):
        return today.replace(day=1)
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12):
        return today.replace(day=1)
    return date(int(year), int(month), 1)
