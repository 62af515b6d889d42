"""Days and times of hearings in words."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commission.hearings.models import Hearing, Sitting
from commission.hearings.vocabulary import Openness, SittingState

OFF = (SittingState.POSTPONED, SittingState.CANCELLED)


def full_day(when: date) -> str:
    """Thursday 26 November 2026."""
    return date_format(when, pgettext("format of a day with its weekday", "l j F Y"))


def weekday_and_month(when: date) -> str:
    """Thu, Nov: what stands under the large number of a day."""
    return date_format(when, pgettext("format under the number of a day", "D, M"))


def clock_time(when: time) -> str:
    """10 am, or 10:15, as the language of the page says a time of day."""
    return time_format(when, pgettext("format of a time of day", "P"))


def times_of(sitting: Sitting) -> str:
    """10 a.m. to about 4 p.m.; empty where no time was given."""
    if sitting.starts_at is None:
        return ""
    starts = clock_time(sitting.starts_at)
    if sitting.ends_at is None:
        return starts
    return _("%(starts)s to about %(ends)s") % {
        "starts": starts,
        "ends": clock_time(sitting.ends_at),
    }


def moment_of(hearing: Hearing, on: date, at: time) -> datetime:
    """A time on a day of a hearing, in the hearing's own time zone."""
    return datetime.combine(on, at, ZoneInfo(hearing.time_zone))


def heard_afar(hearing: Hearing) -> bool:
    """Whether somebody can listen from elsewhere; to what is closed nobody can."""
    return bool(hearing.online_link) and hearing.openness != Openness.CLOSED


def where_of(hearing: Hearing, shown: Hearing) -> str:
    """Riverbend Library, Riverbend, and online; empty where nothing is known yet.

    `shown` is the row in the language of the page.
    """
    room = ", ".join(one for one in (shown.venue_name, shown.place) if one)
    if room and heard_afar(hearing):
        return _("%(place)s, and online") % {"place": room}
    return room or (_("Online") if heard_afar(hearing) else "")


def off_said(sitting: Sitting) -> str:
    """Postponed or cancelled; empty for a day that was held or is planned."""
    return sitting.get_state_display() if sitting.state in OFF else ""


def title_of(number: int, day: int, title: str, *, days: int) -> str:
    """Hearing 12, day 2: records that were not kept. Without the day where there is one only."""
    if days > 1:
        return _("Hearing %(number)s, day %(day)s: %(title)s") % {
            "number": number,
            "day": day,
            "title": title,
        }
    return _("Hearing %(number)s: %(title)s") % {"number": number, "title": title}
