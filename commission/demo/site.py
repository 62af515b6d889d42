"""The Wagtail site of the demonstration: one home page at the root, in each language."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from archive.edition.models import Edition
from archive.edition.word_times import Words, words_of
from commission.pages.editors import editors_allow
from commission.pages.models import HomePage


def voice_of(edition: Edition) -> dict[str, Any]:
    """Where an edition's first whole sentence stands, as fields of the home page; {} for none."""
    sentence = first_sentence(words_of(edition))
    if sentence is None:
        return {}
    return {
        "voice_reference": edition.reference,
        "voice_start": Decimal(sentence[0]) / 1000,
        "voice_end": Decimal(sentence[1]) / 1000,
    }


def first_sentence(words: Words) -> tuple[int, int] | None:
    """When the first sentence in which nothing was removed begins and ends, in ms."""
    begins, whole = None, True
    for word in (word for turn in sorted(words) for word in words[turn]):
        begins = word["start"] if begins is None else begins
        whole = whole and "cut" not in word
        if str(word.get("text", "")).endswith((".", "?", "!")):
            if whole:
                return begins, word["end"]
            begins, whole = None, True
    return None


def site_create() -> HomePage:
    """The home page in every language, and the site that serves it; nothing is done twice."""
    locales = {
        code: Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES
    }
    home = HomePage.objects.filter(locale=locales["en"]).first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(
            instance=HomePage(
                title=settings.COMMISSION_SHORT_NAME,
                slug="record",
                locale=locales["en"],
            )
        )
        home.copy_for_translation(locales["es"])
    for page in HomePage.objects.exclude(locale=locales["en"]):
        page.translated_from, page.live = home, True
        page.save()
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True, site_name="Record"
        )
    elif site.root_page_id != home.pk:
        welcome = site.root_page
        site.root_page = home
        site.save()
        welcome.specific.delete()  # Wagtail's own "Welcome" page
    editors_allow()
    return home
