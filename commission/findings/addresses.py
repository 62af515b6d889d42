"""What may stand in an address where the number of a record stands."""

from django.urls import register_converter


class NumberConverter:
    """A number as it is written, without zeros before it. Anything else is no address."""

    # What every database takes for a whole number.
    regex = r"[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The number as it is written into an address."""
        return str(value)


register_converter(NumberConverter, "record_number")
