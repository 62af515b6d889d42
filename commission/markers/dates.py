"""The days that a date of a marker may mean."""

from calendar import monthrange
from datetime import date
from functools import lru_cache
from time import struct_time

from edtf import parse_edtf

from archive.dates import edtf_right


# Reading one takes milliseconds, and the same years come again and again.
@lru_cache(maxsize=4096)
def span_of(value: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF date may mean; None where that is open or unknown.

    Both None for nothing, and for what is no date. What is only about right is taken as it is said.
    """
    if not value or not edtf_right(value):
        return None, None
    parsed = parse_edtf(value)
    return _day(parsed.lower_strict()), _day(parsed.upper_strict())


def _day(when: object) -> date | None:
    if not isinstance(when, struct_time) or not 1 <= when.tm_year <= 9999:
        return None
    month = min(max(when.tm_mon, 1), 12)
    last = monthrange(when.tm_year, month)[1]
    return date(when.tm_year, month, min(max(when.tm_mday, 1), last))
