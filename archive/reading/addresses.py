"""What may stand in an address where a reference stands."""

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


register_converter(ReferenceConverter, "reference")
