"""Addresses that go out of the site: full, and in the language that the site has first."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from archive.edition.models import Edition
from archive.reading.citation import edition_address
from archive.reading.turns import Span
from archive.reading.wording import site_address
from commission.documents.models import Access, Document


def address(name: str, *values: Any) -> str:
    """The full address of a page in the first language; the front page where there is no such."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return site_address(reverse(name, args=values))
        except NoReverseMatch:  # pragma: no cover - every page is wired in this installation
            return site_address(reverse("home"))


def recommendation_address(number: int) -> str:
    """The page of a recommendation."""
    return address("tracker:recommendation", number)


def finding_address(number: int) -> str:
    """The page of a finding."""
    return address("findings:finding", number)


def passage_address(edition: Edition, start_ms: int, end_ms: int) -> str:
    """A stretch of an edition, where it is heard and read."""
    with translation.override(settings.LANGUAGE_CODE):
        return edition_address(edition, span=Span(start_ms, end_ms))


def document_row(document: Document | None) -> dict[str, Any] | None:
    """A public document, or that it was taken down; None for one that is held or not there."""
    if document is None or document.access != Access.PUBLIC:
        return None
    down = document.taken_down_at is not None
    return {
        "id": str(document.pk),
        "title": None if down else document.title,
        "address": None if down else address("documents:document", document.pk),
        "taken_down": down,
    }
