"""Days, where the commission works."""

from datetime import date, datetime

from django.utils import timezone


def today(at: datetime) -> date:
    """The day that it is at this moment in the commission's own time zone."""
    return timezone.localtime(at).date()
