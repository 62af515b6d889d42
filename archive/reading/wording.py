"""Times, lengths, dates and languages in words."""

import re
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext, pgettext

EDTF = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)$")


def clock(ms: int) -> str:
    """31:04 or 1:06:18."""
    seconds = max(0, ms) // 1000
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def seconds(ms: int) -> str:
    """Milliseconds as the number that stands in an address: 1864 or 1864.25."""
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")


def iso_duration(ms: int) -> str:
    """PT31M4S, for the machine-readable side of a time."""
    whole = max(0, ms) // 1000
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    text = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if n)
    return "PT" + (text or "0S")


def length(ms: int) -> str:
    """1 hr 12 min; 3 min; 19 s. Lengths above five minutes are given without seconds."""
    whole = max(1, round(ms / 1000)) if ms else 0
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return (
            gettext("%(h)s hr %(m)s min") % {"h": hours, "m": minutes}
            if minutes
            else (gettext("%(h)s hr") % {"h": hours})
        )
    if minutes >= 5 or (minutes and not rest):
        return gettext("%(m)s min") % {"m": minutes}
    if minutes:
        return gettext("%(m)s min %(s)s s") % {"m": minutes, "s": rest}
    return gettext("%(s)s s") % {"s": rest}


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
    """A date as a person says it: 14 March 2024, winter 1996, about 1996."""
    if "/" in value:
        first, _slash, last = value.partition("/")
        return gettext("%(first)s to %(last)s") % {"first": edtf(first), "last": edtf(last)}
    found = EDTF.match(value)
    if not found:
        return value
    year, month, day, sure = found.groups()
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
    return gettext("about %(date)s") % {"date": said} if sure else said


def language_name(code: str) -> str:
    """A language's name in the language of the page; the code itself where no name is known."""
    for known in (code.lower(), code.lower().split("-")[0]):
        try:
            return str(get_language_info(known)["name_translated"])
        except KeyError:
            continue
    return code


def site_address(path: str) -> str:
    """A full address on this installation."""
    return settings.SITE_URL.rstrip("/") + path
