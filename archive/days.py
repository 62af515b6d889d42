"""Days of a calendar as moments, where the commission works."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def midnight(day: date) -> datetime:
    """The moment at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date | None) -> datetime | None:
    """The moment after the last day; None where there is none, as after the last of all days."""
    return midnight(day + timedelta(days=1)) if day is not None and day < date.max else None
