"""What stands around an editorial page: the way to it, its section, its other languages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from archive.reading.wording import language_in_a_sentence, site_address
from commission.pages.menus import Entry, entry_of, section_pages
from commission.pages.standing import (
    HOME,
    in_language,
    page_path,
    pages_public,
    specific,
    translations_of,
)
from commission.sharing.pictures import picture_path
from commission.sharing.shared import Shared, publisher

LONGEST = 200  # characters of a description


@dataclass(frozen=True)
class Framing:
    """All of it, for the template of any page."""

    crumbs: list[Entry]
    menu: list[Entry]
    shared: Shared
    language: str
    language_name: str
    rtl: bool
    # Whether the page is written in the language of what stands around it.
    translated: bool


def framing_of(page: Page, *, language: str, at: datetime) -> Framing:
    """What stands around a page in a language. The number of queries is fixed."""
    above = ancestors_in(page, language=language, at=at)
    crumbs = [entry_of(one, language=language) for one in above]
    section = next((one for one in [*above, page] if getattr(one, "has_menu", False)), None)
    menu = section_pages(section, page, language=language, at=at) if section else []
    own = page.locale
    return Framing(
        crumbs=crumbs,
        menu=menu,
        shared=shared_of_page(page, crumbs, at=at),
        language=own.language_code,
        language_name=language_in_a_sentence(own.language_code),
        rtl=bool(own.is_bidi),
        translated=own.language_code == language,
    )


def ancestors_in(page: Page, *, language: str, at: datetime) -> list[Page]:
    """The public pages between the home page and a page, each in the language if it is.

    What is not public above it is passed over: not even its title is told.
    """
    starts = [page.path[: page.steplen * depth] for depth in range(HOME + 1, page.depth)]
    keys = list(
        Page.objects.filter(path__in=starts).order_by("depth").values_list("translation_key")
    )
    order = {key: place for place, (key,) in enumerate(keys)}
    rows = sorted(
        specific(pages_public(at=at).filter(translation_key__in=order)),
        key=lambda row: (order[row.translation_key], row.path not in starts, row.pk),
    )
    return in_language(rows, language)


def shared_of_page(page: Any, crumbs: list[Entry], *, at: datetime) -> Shared:
    """What a page says of itself, in its own language and at its own address."""
    path = page_path(page)
    # In a preview of what is not public there are none; it names itself.
    others = translations_of(page, at=at) or {page.locale.language_code: page}
    data = {
        "@type": "WebPage",
        "@id": site_address(path),
        "url": site_address(path),
        "name": page.title,
        "inLanguage": page.locale.language_code,
        "publisher": publisher(),
    }
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if describes := getattr(page, "described_data", None):
        data |= describes()
    return Shared(
        title=page.seo_title or page.title,
        description=short(page.search_description or getattr(page, "lede", "")),
        path=path,
        language=page.locale.language_code,
        image=picture_path("pages", page.pk),
        published=page.first_published_at,
        modified=page.last_published_at,
        data={"@graph": [data, breadcrumb(crumbs, page.title, path)]},
        paths={code: page_path(other) for code, other in others.items()},
    )


def breadcrumb(crumbs: list[Entry], title: str, path: str) -> dict[str, Any]:
    """The way to a page as schema.org's BreadcrumbList."""
    steps = [(_("Home"), reverse("home")), *((crumb.title, crumb.url) for crumb in crumbs)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": site_address(url)}
            for place, (name, url) in enumerate([*steps, (title, path)], start=1)
        ],
    }


def short(text: str) -> str:
    """A description of a length that programs print."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
