"""Addresses of markers that go out of the site: full, and in the language that it has first."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from archive.reading.wording import site_address


def marker_address(number: int) -> str:
    """The page of a marker."""
    with translation.override(settings.LANGUAGE_CODE):
        return site_address(reverse("markers:marker", args=[number]))
