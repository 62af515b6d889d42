"""What may stand in an address where a reference stands."""

import re

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import register_converter


class ReferenceConverter:
    """A reference such as RB-0147. Anything else is no address, and no query is made of it."""

    regex = r"[\w.-]{1,40}"

    def to_python(self, value: str) -> str:
        """The reference as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The reference as it is written into an address."""
        return value


if not re.fullmatch(r"[\w.-]{1,12}", settings.COMMISSION_PREFIX):
    raise ImproperlyConfigured(
        "COMMISSION_PREFIX stands in addresses: 1 to 12 letters, digits, dots, hyphens."
    )
register_converter(ReferenceConverter, "reference")
