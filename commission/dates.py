"""Dates as programs and people read them: days, months, years, spans, and what is only about so."""

from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.dates import edtf_right

EDTF_HELP = _("EDTF: 2026-09-09, 2026-09, 2026, 1997/2008 or 1996~")


def edtf_validate(value: str) -> None:
    """Raises ValidationError for what is no date in EDTF. Nothing at all is one."""
    if value and not _is_edtf(value):
        raise ValidationError(
            _("Write it as 2026-09-09, 2026-09, 2026, 1997/2008 or 1996~ (about 1996).")
        )


@lru_cache(maxsize=4096)
def _is_edtf(value: str) -> bool:
    return edtf_right(value)
