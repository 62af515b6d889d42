"""What a page says of itself to programs that show links to it, and to search engines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

from archive.reading.wording import site_address


@dataclass(frozen=True)
class Shared:
    """Public facts about one page. Nothing of testimony is ever among them."""

    title: str
    description: str
    path: str
    language: str
    image: str = ""  # path of the picture; empty: none
    kind: str = "article"
    published: date | datetime | None = None
    modified: date | datetime | None = None
    # JSON-LD (schema.org) without @context.
    data: Mapping[str, Any] = field(default_factory=dict)
    # The paths of the same page in each language that it is written in; empty: in all of them it
    # differs by the language alone.
    paths: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The full address."""
        return site_address(self.path)

    @property
    def image_url(self) -> str:
        """The full address of the picture; nothing where there is none."""
        return site_address(self.image) if self.image else ""

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The same page in each language of the site; `path` is that in the present one."""
        if self.paths:
            return [(code, site_address(path)) for code, path in self.paths.items()]
        now = get_language()
        return [
            (code, site_address(self.path if code == now else translate_url(self.path, code)))
            for code, _name in settings.LANGUAGES
        ]

    @property
    def json_ld(self) -> dict[str, Any]:
        """The data with its context."""
        return {"@context": "https://schema.org", **self.data}


def publisher() -> dict[str, str]:
    """The commission as an organisation."""
    return {
        "@type": "Organization",
        "name": settings.COMMISSION_NAME,
        "url": site_address("/"),
    }
