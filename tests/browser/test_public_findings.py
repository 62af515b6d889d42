"""Findings, reports, themes and words in a real browser: at every width, by keyboard, on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.public import (
    arrived,
    expect_at_last,
    readable_everywhere,
    watched,
)
from tests.commission.findings.six import six

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "finding": "/en/findings/6/",
    "hallazgo": "/es/findings/6/",
    "list": "/en/findings/",
    "of a theme": "/en/findings/?theme=police",
    "report": "/en/reports/final-report/",
    "theme": "/en/themes/records/",
    "words": "/en/words/",
    "palabras": "/es/words/",
    "testimony": "/en/testimony/RB-0147/",
    "home": "/en/",
}


@pytest.fixture
def record(live_server):
    """One finding with all that it can show, and one more."""
    six()
    return live_server


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_every_page_at_every_width(chromium, record, dark):
    with watched(chromium, dark=dark) as page:
        readable_everywhere(page, record, PAGES.values())


# Keeps hold of the sound that the page makes.
HELD = """
const Sound = Audio;
window.heard = [];
window.Audio = function () { const sound = new Sound(); heard.push(sound); return sound; };
"""


def test_a_voice_is_heard_in_place_for_exactly_its_stretch(chromium, record):
    with watched(chromium) as page:
        page.add_init_script(HELD)
        page.goto(record.url + PAGES["finding"])
        hear = page.get_by_role("button", name="Hear it 0:42, 7 s")
        hear.focus()
        page.keyboard.press("Enter")
        stop = page.get_by_role("button", name="Stop 0:42, 7 s")
        expect_at_last(stop.is_visible, page, "it says how it is stopped")
        expect_at_last(lambda: page.evaluate("heard[0].currentTime") >= 42, page, "it plays")
        assert any("/files/RB-0147/2/sound.m4a" in url for url in page.asked)
        expect_at_last(hear.is_visible, page, "it stops by itself")
        ended = page.evaluate("[heard[0].paused, heard[0].currentTime]")
        assert ended[0]
        assert 48.6 <= ended[1] < 49.6
        arrived(page, "/findings/6/")


def test_one_voice_is_heard_at_a_time_and_can_be_stopped(chromium, record):
    with watched(chromium) as page:
        page.add_init_script(HELD)
        page.goto(record.url + PAGES["finding"])
        first, second = page.locator(".hear").nth(0), page.locator(".hear").nth(1)
        for link in (first, second, first, second):
            link.click()  # at once, before any sound has come
        expect_at_last(
            lambda: "/RB-0203/" in page.evaluate("heard[0].currentSrc"), page, "the last one plays"
        )
        assert first.get_attribute("data-playing") is None
        assert second.get_attribute("data-playing") is not None
        page.keyboard.press("Space")
        expect_at_last(lambda: page.evaluate("heard[0].paused"), page, "it stops")
        assert second.get_attribute("data-playing") is None
        arrived(page, "/findings/6/")


def test_a_voice_that_was_taken_back_since_leads_to_what_is_left_of_it(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["finding"])
        page.route("**/sound.m4a", lambda route: route.fulfill(status=404, body=""))
        page.locator(".hear").first.click()
        page.wait_for_url("**/testimony/RB-0147/**")


def test_without_script_the_same_stretch_stands_ready_on_the_account(chromium, record):
    with watched(chromium, script=False, width=390) as page:
        page.goto(record.url + PAGES["finding"])
        page.locator(".hear").first.click()
        page.wait_for_url(lambda url: "/testimony/RB-0147/?t=63,69.6" in url)
        assert page.locator("audio").get_attribute("src").endswith("#t=63,69.6")
        assert page.locator("mark").first.inner_text().startswith("Nobody wrote it down.")
        page.get_by_role("link", name="Quoted in finding 6.").click()
        page.get_by_role("link", name="Record every use of force").click()
        arrived(page, "/recommendations/14/")


def test_what_stands_behind_a_content_note_is_opened_by_who_wants_to(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["finding"])
        words = page.get_by_text("They asked him to step out")
        expect(words).to_be_hidden()
        page.locator("summary", has_text="force against a person").focus()
        page.keyboard.press("Enter")
        expect(words).to_be_visible()


def test_on_paper_stand_the_words_and_no_controls(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["finding"])
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".hear").first).to_be_hidden()
        expect(page.locator(".leave")).to_be_hidden()
        expect(page.get_by_text("They asked him to step out")).to_be_visible()
        expect(page.locator(".cite-text")).to_be_visible()
        assert page.locator(".evidence .cut").first.inner_text().endswith("PRIV")


def test_the_list_narrows_without_script(chromium, record):
    with watched(chromium, script=False) as page:
        page.goto(record.url + PAGES["list"])
        expect(page.locator("h3 a")).to_have_count(2)
        page.get_by_label("Theme").select_option("police")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("h3 a")).to_have_count(1)
