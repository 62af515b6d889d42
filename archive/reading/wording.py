"""Times, lengths, dates and languages in words."""

import unicodedata

from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext

from archive.dates import day_of, edtf, month_of, short_day_of

__all__ = [
    "clock",
    "day_of",
    "edtf",
    "iso_duration",
    "language_in_a_sentence",
    "language_name",
    "length",
    "month_of",
    "printable",
    "seconds",
    "short_day_of",
    "site_address",
]


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


def language_name(code: str) -> str:
    """A language's name in the language of the page; the code itself where no name is known."""
    for known in (code.lower(), code.lower().split("-")[0]):
        try:
            return str(get_language_info(known)["name_translated"])
        except KeyError:
            continue
    return code


def language_in_a_sentence(code: str) -> str:
    """The same inside a sentence: without a capital where the page's language writes none."""
    name, own = language_name(code), get_language_info(get_language() or settings.LANGUAGE_CODE)
    return name[:1].lower() + name[1:] if own["name_local"][:1].islower() else name


def site_address(path: str) -> str:
    """A full address on this installation."""
    return settings.SITE_URL.rstrip("/") + path


def printable(text: str) -> str:
    """Text that XML can hold: one such character in one row would close the feed to everybody.

    Lines stay lines, and what parts words parts them still.
    """
    return "".join(_held(sign) for sign in text)


def _held(sign: str) -> str:
    if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn"):
        return sign
    return " " if sign.isspace() else ""
