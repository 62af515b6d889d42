"""What the front page prints, outside and in the preview of its draft."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.reading.front import front_page
from archive.reading.wording import site_address
from commission.pages.became import became
from commission.pages.menus import Entry, entry_of
from commission.pages.standing import in_language, pages_public, specific
from commission.sharing.pictures import picture_path
from commission.sharing.shared import Shared, publisher

BEGINNINGS = 6  # searches that are offered to begin with


def home_context(page: Any, *, at: datetime) -> dict[str, Any]:
    """All of it; `page` is None where no home page was written."""
    voice = page.voice() if page else None
    return {
        "page": page,
        "shared": shared_of_home(),
        "became": became(at=at),
        "begin_with": _beginnings(page.begin_with) if page else [],
        "testify_at": _led_to(page.testify_page_id, at=at) if page else None,
        "ask_at": _led_to(page.ask_page_id, at=at) if page else None,
        **front_page(voice=voice, at=at),
    }


def shared_of_home() -> Shared:
    """What the site says of itself: whose it is, and how it is searched."""
    home, search = reverse("home"), site_address(reverse("search:results"))
    organisation = {**publisher(), "@id": site_address("/#commission")}
    site: dict[str, Any] = {
        "@type": "WebSite",
        "@id": site_address("/#site"),
        "name": settings.COMMISSION_NAME,
        "url": site_address(home),
        "inLanguage": str(get_language()),
        "publisher": {"@id": organisation["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{search}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    return Shared(
        title=settings.COMMISSION_NAME,
        description=_("What people told this commission, in their own words"),
        path=home,
        language=str(get_language()),
        image=picture_path("site", "record"),
        kind="website",
        data={"@graph": [organisation, site]},
    )


def _beginnings(lines: str) -> list[Entry]:
    """Searches that an editor chose, one a line."""
    words = [line.strip() for line in lines.splitlines() if line.strip()][:BEGINNINGS]
    search = reverse("search:results")
    return [Entry(word, f"{search}?{urlencode({'q': word})}") for word in words]


def _led_to(key: int | None, *, at: datetime) -> Entry | None:
    """A page that a button leads to, in the reader's language; None while it is not public."""
    if key is None:
        return None
    language = str(get_language())
    rows = pages_public(at=at)
    said = rows.filter(translation_key__in=rows.filter(pk=key).values("translation_key"))
    found = in_language(specific(said.order_by("pk")), language)
    return entry_of(found[0], language=language) if found else None
