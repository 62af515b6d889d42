"""The index beside the words, in a real browser: followed while it plays, by keys, without script,
on paper; and no violation that axe knows of."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from archive.index_points.models import EditionPoint
from search.rebuild import index_rebuild
from tests.archive.index_points.case import term
from tests.browser.public import arrived, axe, expect_at_last, fits, only_asked, watched, wren

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/en/testimony/RB-0147/"
ROAD = {"id": "1", "labels": {"en": "Ferry Road"}, "also": []}
POLICE = {"id": "2", "labels": {"en": "Police force"}, "also": []}
POINTS = [
    (0, 7_000, "Beginning", {}),
    (
        7_000,
        21_000,
        "The house on Lower Wharf Street",
        {
            "synopsis": "Who kept the letters, and why a copy was made of each.",
            "keywords": [ROAD],
            "place": {"name": "Lower Wharf"},
            "links": [
                {"title": "The street in the city's atlas", "address": "https://example.org"}
            ],
        },
    ),
    (21_000, 42_000, "The night on Ferry Road", {"subjects": [POLICE, ROAD]}),
    (42_000, 63_000, "Eleven years of letters", {"content_warning": "a death"}),
    (63_000, 70_000, "What she asks for", {}),
]


@pytest.fixture
def testimony(live_server):
    edition = wren()
    EditionPoint.objects.bulk_create(
        EditionPoint(edition=edition, position=n, start_ms=start, end_ms=end, title=title, **more)
        for n, (start, end, title, more) in enumerate(POINTS)
    )
    return live_server


def current(page) -> str:
    return page.locator(".inside a[aria-current]").inner_text()


def test_the_part_that_is_being_said_is_marked_in_the_index(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + PAGE)
        assert "Beginning" in current(page)
        page.locator(".turn .tc").nth(4).click()
        expect_at_last(lambda: "The night on" in current(page), page, "the third part")
        only_asked(page, testimony)


def test_a_link_of_the_index_goes_there_and_plays_nothing(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + PAGE)
        link = page.locator(".inside a[data-seek]").nth(4)
        link.focus()
        page.keyboard.press("Enter")
        expect_at_last(lambda: "What she asks for" in current(page), page, "the last part")
        assert page.evaluate("document.querySelector('audio').paused")
        arrived(page, "?t=63#t63000")
        assert page.evaluate("document.activeElement.closest('.turn').id") == "t63000"


def test_without_script_a_link_of_the_index_lands_on_its_words(chromium, testimony):
    with watched(chromium, script=False) as page:
        page.goto(testimony.url + PAGE)
        page.locator(".inside a[data-seek]").nth(4).click()
        arrived(page, "?t=63#t63000")
        page.locator(".inside summary").first.click()
        expect(page.locator(".inside details p").first).to_be_visible()


@pytest.mark.parametrize(
    "form", [{"width": 1280}, {"width": 1280, "dark": True}, {"width": 390}, {"width": 320}]
)
def test_axe_finds_nothing_and_the_page_fits(chromium, testimony, form):
    with watched(chromium, calm=True, **form) as page:
        page.goto(testimony.url + PAGE)
        axe(page)
        fits(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_a_search_that_found_the_index(
    chromium, testimony, settings, tmp_path, width
):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    row = term("Police force")
    EditionPoint.objects.filter(position=2).update(
        subjects=[{"id": str(row.pk), "labels": {"en": "Police force"}, "also": ["Law keepers"]}]
    )
    index_rebuild(audience="public", worker="test", at=timezone.now())
    with watched(chromium, calm=True, width=width) as page:
        page.goto(testimony.url + "/en/search/?q=law+keepers&when=long+ago")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        expect(page.get_by_text("In the index")).to_be_visible()
        axe(page)
        fits(page)
        page.get_by_label("Police force").check()
        page.get_by_label("A year, or from one to another").fill("about 2024")
        page.get_by_role("button", name="Apply").click()
        assert page.get_by_label("A year, or from one to another").input_value() == "2024"
        expect(page.locator(".hits .hits li")).to_have_count(1)


def test_on_paper_the_titles_stand_over_the_words_and_the_list_of_links_does_not(
    chromium, testimony
):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + PAGE)
        page.emulate_media(media="print")
        expect(page.locator(".transcript h3", has_text="Eleven years of letters")).to_be_visible()
        expect(page.locator(".inside")).to_be_hidden()
