"""The tracker in a real browser: at every width, without script, by keyboard, on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.public import WIDTHS, arrived, axe, fits, readable_everywhere, watched, wren
from tests.commission.factories import BodyFactory, RecommendationFactory
from tests.commission.recommendations.riverbend import forty_two, many

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "list": "/en/recommendations/",
    "narrowed": "/en/recommendations/?q=ferry&kind=police&order=due",
    "nothing found": "/es/recommendations/?q=nothing-at-all",
    "whole": "/en/recommendations/14/",
    "entera": "/es/recommendations/14/",
    "bare": "/en/recommendations/400/",
    "body": "/en/bodies/riverbend-police-service/",
    "bodies": "/en/bodies/",
}


@pytest.fixture
def record(live_server):
    """The tracker of the design; its finding quotes a voice, with a removal and behind a note."""
    samuel = wren("RB-0203", title="Samuel Adeyemi-Holt", attribution="real_name", number=1)
    edition = wren()
    forty_two(editions=[(9, edition), (6, edition), (3, edition), (1, samuel)])
    RecommendationFactory(number=400, title="", text="Tell. " * 120, report=None, made_on=None)
    return live_server


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_every_page_at_every_width(chromium, record, dark):
    with watched(chromium, dark=dark) as page:
        readable_everywhere(page, record, PAGES.values())


@pytest.mark.parametrize("count", [0, 1, 94, 500])
def test_any_number_of_recommendations_is_drawn_and_fits(chromium, live_server, count):
    many(count, views=3)
    with watched(chromium) as page:
        page.goto(live_server.url + PAGES["list"])
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 900})
            fits(page)
            axe(page)
            shown = page.get_by_role("img", name="in three rows")
            assert shown.count() == (1 if count else 0)
            if count:
                assert f"{count} recommendation" in shown.locator("title").text_content()


def test_from_the_list_a_voice_is_two_clicks_away_and_without_script(chromium, record):
    with watched(chromium, script=False, width=390) as page:
        page.goto(record.url + PAGES["list"])
        page.get_by_role("link", name="Record every use of force on the day it happens").click()
        page.get_by_role("link", name="Hear it").first.click()
        page.wait_for_url(lambda url: "/en/testimony/RB-0147/?t=" in url)
        expect(page.locator("audio")).to_be_visible()
        assert "Nobody wrote it down" in page.locator("mark").inner_text()


def test_the_list_narrows_without_script_and_each_filter_can_be_taken_away(chromium, record):
    with watched(chromium, script=False) as page:
        page.goto(record.url + PAGES["list"])
        page.get_by_label("Body").select_option("State legislature")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".rectable tbody tr")).to_have_count(1)
        expect(page.get_by_text("1 of 43 recommendations")).to_be_visible()
        page.locator("summary", has_text="Narrow further").click()
        page.get_by_label("Priority").select_option("Priority alone")
        page.locator(".filters .btn").first.click()
        expect(page.get_by_text("No recommendation has all of this.")).to_be_visible()
        page.get_by_role("link", name="Priority remove").click()
        page.get_by_role("link", name="State legislature remove").click()
        expect(page.locator(".rectable tbody tr")).to_have_count(20)


def test_by_keyboard_alone_to_the_table_behind_the_drawing(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["list"])
        summary = page.locator("summary", has_text="The same as a table")
        for _n in range(60):
            page.keyboard.press("Tab")
            if summary.evaluate("one => one === document.activeElement"):
                break
        page.keyboard.press("Enter")
        expect(page.get_by_role("region", name="Numbers by status")).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
            "Numbers by status"
        )


def test_what_stands_behind_a_content_note_is_opened_by_who_wants_to(chromium, record):
    with watched(chromium, script=False) as page:
        page.goto(record.url + PAGES["whole"])
        words = page.get_by_text("They asked him to step out")
        expect(words).to_be_hidden()
        page.locator("summary", has_text="Content note").click()
        expect(words).to_be_visible()


def test_on_paper_stand_the_views_and_no_controls(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["whole"])
        page.emulate_media(media="print")
        expect(page.get_by_text("The form is in use in 3 of 5 districts.").first).to_be_visible()
        expect(page.locator(".leave")).to_be_hidden()
        expect(page.locator(".hear").first).to_be_hidden()
        page.goto(record.url + PAGES["list"])
        page.emulate_media(media="print")
        expect(page.locator(".matrix.wide")).to_be_visible()
        expect(page.locator(".filters")).to_be_hidden()


def test_long_names_and_words_do_not_break_the_page(chromium, live_server):
    body = BodyFactory(slug="long", name="Donaudampfschifffahrtsgesellschaft" * 5)
    RecommendationFactory(number=1, of=body, title="", text="Rindfleischetikettierung" * 12)
    with watched(chromium, width=320) as page:
        for path in ["/en/recommendations/", "/en/recommendations/1/", "/en/bodies/long/"]:
            page.goto(live_server.url + path)
            fits(page)


def test_with_script_a_voice_is_heard_on_the_page_itself(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["whole"])
        hear = page.locator("a.hear").first  # whatever it is called meanwhile
        hear.click()
        page.wait_for_selector("a.hear[data-playing]")
        assert hear.inner_text().startswith("Stop")
        arrived(page, PAGES["whole"])
        hear.click()
        expect(page.locator("a.hear[data-playing]")).to_have_count(0)
