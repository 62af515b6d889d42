"""Days, years and spans as programs and people read them."""

from calendar import monthrange
from datetime import date
from functools import lru_cache
from time import struct_time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from edtf import EDTFParseException, parse_edtf

EDTF_HELP = _("EDTF: 2026-09-09, 2026-09, 2026, 1997/2008 or 1996~")


def edtf_validate(value: str) -> None:
    """Raises ValidationError for what is no date in EDTF. Nothing at all is one."""
    if value and not _is_edtf(value):
        raise ValidationError(
            _("Write it as 2026-09-09, 2026-09, 2026, 1997/2008 or 1996~ (about 1996).")
        )


# Reading one takes milliseconds, and the same years come again and again.
@lru_cache(maxsize=4096)
def span_of(value: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF date may mean; None where that is open or unknown.

    Both None for nothing, and for what is no date. What is only about right is taken as it is said.
    """
    try:
        parsed = parse_edtf(value) if value else None
    except EDTFParseException:
        parsed = None
    if parsed is None:
        return None, None
    return _day(parsed.lower_strict()), _day(parsed.upper_strict())


@lru_cache(maxsize=4096)
def _is_edtf(value: str) -> bool:
    try:
        parse_edtf(value)
    except EDTFParseException:
        return False
    return True


def _day(when: object) -> date | None:
    if not isinstance(when, struct_time) or not 1 <= when.tm_year <= 9999:
        return None
    month = min(max(when.tm_mon, 1), 12)
    last = monthrange(when.tm_year, month)[1]
    return date(when.tm_year, month, min(max(when.tm_mday, 1), last))
