"""Dates as people know them (EDTF): as days that can be compared, and in words.

EDTF is ISO 8601-2's way to write what is approximate, uncertain, a season, a span or not known.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from edtf import EDTFParseException, parse_edtf

EDTF = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)$")
_DECADE, _CENTURY = re.compile(r"^(\d{3})X$"), re.compile(r"^(\d{2})XX$")
_YEAR_ONLY = re.compile(r"^(\d{4})-XX(?:-XX)?$")
_NOTHING = re.compile(r"^X{4}(-XX)*$")
OPEN = ".."


@dataclass(frozen=True)
class Interval:
    """The first and the last day that something may have been on."""

    first: date
    last: date


def edtf_right(value: str) -> bool:
    """Whether this is EDTF: a day, month, season, year or span; about (~), perhaps (?)."""
    return _days(value) is not None


def interval_of(value: str) -> Interval | None:
    """The days that a date stands for; None for what is not known, or is no EDTF.

    "About" and "perhaps" widen nothing: what is near is for whoever asks to say. An end that is
    open reaches as far as days are counted; one that is not known is taken to be the other end.
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _one(value)
    begins, ends = _one(first) or _one(last), _one(last) or _one(first)
    if begins is None or ends is None:
        return None
    interval = Interval(
        date.min if first == OPEN else begins.first, date.max if last == OPEN else ends.last
    )
    return interval if interval.first <= interval.last else None


def _one(value: str) -> Interval | None:
    if not value or value == OPEN or _NOTHING.match(value):
        return None
    return _days(value)


@lru_cache(maxsize=4096)  # lists and forms ask for the same few days again
def _days(value: str) -> Interval | None:
    """The days that the parser tells; None for what is no EDTF.

    It takes 1900-02-29 and 2023-01-3X as well, and fails only when it is asked for their days; on
    other nonsense it fails with errors that are not its own.
    """
    try:
        parsed = parse_edtf(value)
        return Interval(_day(parsed.lower_strict()), _day(parsed.upper_strict()))
    except (EDTFParseException, AttributeError, TypeError, ValueError):
        return None


def _day(told: Any) -> date:
    """A day of the parser's; what lies outside of the days that are counted, as the nearest one."""
    if isinstance(told, float):
        return date.max if told > 0 else date.min
    year, month, day = told[:3]
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, month, day)


def day_of(when: date) -> str:
    """14 March 2024, in the order of the page's language."""
    return date_format(when, pgettext("format of a day", "j F Y"))


def short_day_of(when: date) -> str:
    """14 Mar 2024, for the margin."""
    return date_format(when, pgettext("format of a day in the margin", "j M Y"))


def month_of(when: date) -> str:
    """March 2024."""
    return date_format(when, pgettext("format of a month", "F Y"))


def edtf(value: str) -> str:
    """A date as a person says it: 14 March 2024, winter 1996, about 1996, the 1990s, not known.

    What is not known is "" where nothing was written, because then nothing need be said.
    """
    if "/" in value:
        return _span(*value.split("/", 1))
    if _NOTHING.match(value):
        return gettext("not known")
    if found := _DECADE.match(value):
        return gettext("the %(year)ss") % {"year": f"{found[1]}0"}
    if found := _CENTURY.match(value):
        return _span(f"{found[1]}00", f"{found[1]}99")
    if found := _YEAR_ONLY.match(value):
        return found[1]
    exact = EDTF.match(value)
    return _said(value, *exact.groups()) if exact else value


def _span(first: str, last: str) -> str:
    if last in ("", OPEN):
        said = gettext("%(date)s or later") if last else gettext("from %(date)s, end not known")
        return said % {"date": edtf(first)}
    if first in ("", OPEN):
        said = gettext("%(date)s or earlier")
        return (said if first else gettext("until %(date)s, beginning not known")) % {
            "date": edtf(last)
        }
    return gettext("%(first)s to %(last)s") % {"first": edtf(first), "last": edtf(last)}


def _said(value: str, year: str, month: str | None, day: str | None, sure: str) -> str:
    said = year
    if month and int(month) in (21, 22, 23, 24):
        said = {
            21: gettext("spring %(year)s"),
            22: gettext("summer %(year)s"),
            23: gettext("autumn %(year)s"),
            24: gettext("winter %(year)s"),
        }[int(month)] % {"year": year}
    elif month and 1 <= int(month) <= 12:
        try:
            when = date(int(year), int(month), int(day or 1))
        except ValueError:
            return value
        said = day_of(when) if day else month_of(when)
    elif month:
        return value
    if sure == "?":
        return gettext("perhaps %(date)s") % {"date": said}
    return gettext("about %(date)s") % {"date": said} if sure else said
