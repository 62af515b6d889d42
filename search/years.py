"""A year or a span of years, as people write one."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST = 40
_DAY = re.compile(r"\D*(\d{4})-\d{2}(?:-\d{2})?\D*", re.ASCII)
_DECADE = re.compile(r"\D*(\d{2,3})0s\W*", re.ASCII)
_SPAN = re.compile(r"\D*(\d{3,4})(?:\D+(\d{3,4}))?\D*", re.ASCII)


@dataclass(frozen=True)
class Years:
    """From this year to that, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return _("%(first)s to %(last)s") % {"first": self.first, "last": self.last}


def years_read(text: str) -> Years | None:
    """1996; 1994-2005 and 1994 to 2005; about 1996, which is 1996; the 1990s; 1996-07-14, which is
    1996. None for anything else.
    """
    if len(text) > LONGEST:
        return None
    if decade := _DECADE.fullmatch(text):
        first = int(decade[1]) * 10
        return Years(first, first + 9)
    if day := _DAY.fullmatch(text):
        return Years(int(day[1]), int(day[1]))
    if span := _SPAN.fullmatch(text):
        first = int(span[1])
        last = int(span[2]) if span[2] else first
        return Years(min(first, last), max(first, last))
    return None
