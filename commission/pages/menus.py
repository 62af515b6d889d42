"""Pages that editors chose to show in the footer, and beside the pages of a section."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from commission.pages.standing import HOME, children_in, in_language, pages_public, path_in


@dataclass(frozen=True)
class Entry:
    """A page in a menu. Its language is marked where it is another than that around it."""

    title: str
    url: str
    language: str = ""
    here: bool = False


def entry_of(page: Page, *, language: str, here: bool = False) -> Entry:
    """A page as a menu in a language names it."""
    own = page.locale.language_code
    return Entry(page.title, path_in(page, language), "" if own == language else own, here)


def footer_pages(*, language: str, at: datetime) -> list[Entry]:
    """The pages right below the home page that are shown in menus, as they are sorted there.

    One query.
    """
    rows = pages_public(at=at).filter(depth=HOME + 1, show_in_menus=True).order_by("path")
    return [entry_of(page, language=language) for page in in_language(rows, language)]


def section_pages(section: Page, page: Page, *, language: str, at: datetime) -> list[Entry]:
    """The pages of a section that are shown in menus, the section itself before them.

    Empty where none is: a menu of one entry leads nowhere.
    """
    rows = [row for row in children_in(section, language=language, at=at) if row.show_in_menus]
    if not rows:
        return []
    return [
        entry_of(row, language=language, here=row.translation_key == page.translation_key)
        for row in in_language([section, *rows], language)
    ]


def menus(request: HttpRequest) -> dict[str, Callable[[], list[Entry]]]:
    """Context for the base template; asked for only where a footer is printed."""
    return {"footer_pages": lambda: footer_pages(language=str(get_language()), at=timezone.now())}
