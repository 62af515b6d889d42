"""Addresses of photographs, without a language. Their ids are random and say nothing."""

from django.urls import path, register_converter

from commission.findings import addresses as addresses  # registers "record_number"
from commission.photographs.views import TYPES, file


class ExtensionConverter:
    """How the name of a file of a photograph ends."""

    regex = "|".join(TYPES)

    def to_python(self, value: str) -> str:
        """The ending."""
        return value

    def to_url(self, value: str) -> str:
        """The ending as it is written into an address."""
        return value


register_converter(ExtensionConverter, "photograph_ending")

app_name = "photographs"
urlpatterns = [
    path(
        "photographs/<uuid:photograph>-<record_number:width>.<photograph_ending:extension>",
        file,
        name="file",
    ),
]
