"""Which editorial pages stand in public, in which language, and at which address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, prefetch_related_objects
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

HOME = 2  # how deep a home page stands in Wagtail's tree: below its root


@dataclass(frozen=True)
class Standing:
    """The page at an address, and whether it stands there in a language of its own."""

    page: Page
    # Where it is to be read instead: its translation into the language of the address.
    instead: str = ""
    translated: bool = True


def pages_public(*, at: datetime) -> PageQuerySet:
    """Pages that anybody may read now: published, not over, and closed to nobody.

    A page that is closed to some is closed to all: nothing here is shown to a group alone, and an
    address that asks for a password would say that something is there.
    """
    closed = PageViewRestriction.objects.annotate(
        place=Left(OuterRef("path"), Length("page__path"))
    ).filter(page__path=F("place"))
    over = Q(expire_at__lte=at)
    rows = Page.objects.live().exclude(over).filter(~Exists(closed), depth__gte=HOME)
    return rows.select_related("locale")


def page_path(page: Page) -> str:
    """The address of a page in its own language, without the host."""
    return path_in(page, page.locale.language_code)


def path_in(page: Page, language: str) -> str:
    """Where a page is read below a language; it need not be written in that language.

    Some records have an address of their own, which stays when the page moves (`stable_path`).
    """
    with translation.override(language):
        stable = getattr(page, "stable_path", None)
        return stable() if stable else reverse("home") + tail_of(page)


def tail_of(page: Page) -> str:
    """What stands behind the language: the page's place without the home page's own."""
    return page.url_path.lstrip("/").partition("/")[2]


def page_at(path: str, *, language: str, at: datetime) -> Standing | None:
    """The page at an address below a language; None where nothing is that anybody may read.

    A page without a translation is read in the language in which it was written.
    """
    homes = dict(
        Page.objects.filter(
            depth=HOME, content_type__app_label="pages", content_type__model="homepage"
        )
        .order_by("-pk")
        .values_list("locale__language_code", "url_path")
    )
    places = {f"{home}{path}": code for code, home in homes.items()}
    rows = {places[row.url_path]: row for row in pages_public(at=at).filter(url_path__in=places)}
    if language in rows:
        return Standing(rows[language])
    for code, _name in settings.LANGUAGES:
        if code in rows:
            return _elsewhere(rows[code], language, at)
    return None


def specific(rows: PageQuerySet) -> list[Page]:
    """The pages as what they are, with all that their addresses need.

    One query for each kind of page, and one for each thing that it needs.
    """
    pages = list(rows.specific())
    kinds: dict[type, list[Page]] = {}
    for page in pages:
        kinds.setdefault(type(page), []).append(page)
    prefetch_related_objects(pages, "locale")
    for kind, some in kinds.items():
        prefetch_related_objects(some, *getattr(kind, "PATH_NEEDS", ()))
    return pages


def translations_of(page: Page, *, at: datetime) -> dict[str, Page]:
    """The public pages that say the same, this one among them, by language."""
    rows = pages_public(at=at).filter(translation_key=page.translation_key)
    return {row.locale.language_code: row for row in specific(rows)}


def in_language(rows: Iterable[Page], language: str) -> list[Page]:
    """Of pages that say the same the one in this language, or the first; in the order given."""
    chosen: dict[Any, Page] = {}
    for row in rows:
        if row.translation_key not in chosen or row.locale.language_code == language:
            chosen[row.translation_key] = row
    return list(chosen.values())


def children_in(page: Page, *, language: str, at: datetime) -> list[Page]:
    """The public pages below a page and below its translations, each once, as they are sorted.

    Two queries and one for each type of page, however many there are.
    """
    parents = list(
        Page.objects.filter(translation_key=page.translation_key).values_list("path", "depth")
    )
    below = Q(pk__in=[])
    for path, depth in parents:
        below |= Q(path__startswith=path, depth=depth + 1)
    rows = specific(pages_public(at=at).filter(below).order_by("path"))
    # The order is that of the language in which the page is read.
    own = [row for row in rows if row.path.startswith(page.path)]
    others = [row for row in rows if not row.path.startswith(page.path)]
    return in_language([*own, *others], language)


def _elsewhere(page: Page, language: str, at: datetime) -> Standing:
    other = translations_of(page, at=at).get(language)
    if other is not None:
        return Standing(page, instead=page_path(other))
    return Standing(page, translated=False)
