"""Editorial pages of the demonstration, written by its editor and approved by a commissioner."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from archive.edition.models import Edition, EditionState
from commission.demo.blocks import block_kept, body_kept
from commission.demo.reviewing import Hands, approved
from commission.demo.site import voice_of
from commission.demo.told import day_from, in_language, texts
from commission.pages.models import (
    ArticlePage,
    ChapterPage,
    ContactPage,
    GlossaryPage,
    HomePage,
    NewsPage,
    PeoplePage,
    PlainPage,
    ReportPage,
    SectionPage,
)
from commission.pages.translating import page_translate
from commission.reports.models import Chapter, Report
from commission.review.services import record_create, record_save_draft

KINDS: dict[str, type[Page]] = {
    "article": ArticlePage,
    "chapter": ChapterPage,
    "contact": ContactPage,
    "glossary": GlossaryPage,
    "news": NewsPage,
    "people": PeoplePage,
    "plain": PlainPage,
    "report": ReportPage,
    "section": SectionPage,
}
# Fields of blocks that are all of one kind, and the name of that kind.
ROWS = {"people": "person", "terms": "term", "ways": "way", "facts": "fact"}
TEXTS = ("title", "lede", "byline")


def pages_write(hands: Hands) -> None:
    """Every page in both languages, each once, and then the home page that leads to them."""
    told = texts("pages")
    home = HomePage.objects.get(locale__language_code="en")
    parents: dict[str, Any] = {"": home}
    for one in told["pages"]:
        parent = parents[one.get("under", "")]
        present = Page.objects.child_of(parent).filter(slug=one["slug"]).first()
        parents[one["slug"]] = present.specific if present else _page(one, parent, hands)
    if not home.who_we_are:
        _home(home, told["home"], parents["contact"], hands)


@transaction.atomic
def _page(told: dict[str, Any], parent: Any, hands: Hands) -> Any:
    page = KINDS[told["kind"]](
        slug=told["slug"],
        show_in_menus=told.get("menu", False),
        locale=parent.locale,
        owner=hands.writes,
        live=False,
        **_beside(told),
        **_fields(told, "en"),
    )
    parent.add_child(instance=page)
    page = approved(record_create(record=page, by=hands.writes), hands)
    spanish = page_translate(page=page, locale=_spanish(), by=hands.writes)
    _published(spanish, _fields(told, "es"), hands)
    return page


@transaction.atomic
def _home(home: HomePage, told: dict[str, Any], contact: Any, hands: Hands) -> None:
    """The home page in both languages: a voice first, and where whoever wants to testify goes."""
    first = Edition.objects.filter(state=EditionState.OPEN).order_by("opened_at").first()
    voice = voice_of(first) if first else {}
    for page in (home, home.get_translation(_spanish())):
        own = in_language(told, page.locale.language_code)
        leads = {"testify_page": contact, "ask_page": contact}
        _published(page, {**own, **voice, **leads}, hands)


def _published(page: Any, values: dict[str, Any], hands: Hands) -> None:
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    record_save_draft(record=draft, by=hands.writes)
    approved(page, hands)


def _fields(told: dict[str, Any], language: str) -> dict[str, Any]:
    """The texts of a page in one language. A block has one id in all of them."""
    own = in_language(told, language)
    values: dict[str, Any] = {name: own[name] for name in TEXTS if name in own}
    if "body" in told:
        values["body"] = body_kept(told["slug"], told["body"], language)
    if "testifying" in told:
        values["testifying"] = body_kept(told["slug"], told["testifying"], language)
    for field, kind in ROWS.items():
        if field in told:
            values[field] = [
                block_kept(kind, in_language(row, language), f"{told['slug']}/{field}/{place}")
                for place, row in enumerate(told[field])
            ]
    return values


def _beside(told: dict[str, Any]) -> dict[str, Any]:
    """What of a page is the same in every language."""
    values: dict[str, Any] = {}
    if "article" in told:
        values |= {"kind": told["article"], "dated": day_from(told["dated"]).isoformat()}
    if told["kind"] == "report":
        values["report"] = Report.objects.get(slug=told["slug"], locale__language_code="en")
    if "chapter" in told:
        values["chapter"] = Chapter.objects.get(
            number=told["chapter"], locale__language_code="en", report__slug=told["under"]
        )
    return values


def _spanish() -> Locale:
    return Locale.objects.get(language_code="es")
