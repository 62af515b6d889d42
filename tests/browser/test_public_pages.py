"""Every public page in a real browser: for everybody, at every width, from this server alone."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.public import (
    arrived,
    fits,
    gone,
    only_asked,
    readable_everywhere,
    watched,
    wren,
)
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "home": "/en/",
    "inicio": "/es/",
    "list": "/en/testimony/",
    "testimony": "/en/testimony/RB-0147/?t=14,21",
    "testimonio": "/es/testimony/RB-0147/?from=1",
    "tombstone": "/en/testimony/RB-0088/",
    "not found": "/en/testimony/RB-9999/",
    "removals": "/en/about-removals/",
    "about": "/es/about/",
    "search": "/en/search/?q=letter",
}
STATUSES = {PAGES["tombstone"]: 410, PAGES["not found"]: 404}


@pytest.fixture
def record(live_server):
    """One testimony to read and one that was taken back."""
    wren()
    gone()
    return live_server


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_every_page_at_every_width(chromium, record, dark):
    with watched(chromium, dark=dark) as page:
        readable_everywhere(page, record, PAGES.values(), statuses=STATUSES)


def test_every_page_reads_without_script(chromium, record):
    with watched(chromium, script=False, width=390) as page:
        for path in PAGES.values():
            page.goto(record.url + path)
            assert page.locator("h1").inner_text()
            assert page.locator(".leave").get_attribute("href").startswith("https://")
        page.goto(record.url + PAGES["testimony"])
        sound = page.locator("audio")
        expect(sound).to_be_visible()
        assert sound.get_attribute("controls") is not None
        assert sound.get_attribute("src").endswith("#t=14,21")
        assert page.locator("mark").inner_text().startswith("She believed")
        expect(page.locator(".player-in")).to_be_hidden()
        page.locator("#t28000 .tc").click()
        arrived(page, "?t=28#t28000")
        page.locator("summary", has_text="Content note").click()
        expect(page.get_by_text("They asked him to step out")).to_be_visible()
        only_asked(page, record)


def test_printing_shows_words_times_and_codes_and_no_controls(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + "/en/testimony/RB-0147/")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".player")).to_be_hidden()
        expect(page.locator(".leave")).to_be_hidden()
        expect(page.get_by_text("They asked him to step out")).to_be_visible()
        expect(page.locator(".turn .tc").first).to_be_visible()
        assert page.locator(".said .cut").first.inner_text().endswith("PRIV")
        expect(page.locator(".cite-text")).to_be_visible()


def test_leaving_blanks_the_page_and_leaves_no_way_back(chromium, record):
    with watched(chromium) as page:
        page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="Weather"))
        page.goto(record.url + "/en/")
        page.goto(record.url + "/en/testimony/RB-0147/")
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        assert "2 of 3" in page.locator("#leave-said").inner_text()
        page.keyboard.press("Shift")
        page.wait_for_url("https://www.wikipedia.org/")
        page.go_back()
        assert page.url == record.url + "/en/", "the testimony's entry was replaced"


def test_the_first_two_stops_of_the_keyboard_are_the_text_and_the_way_out(chromium, record):
    with watched(chromium) as page:
        for path in PAGES.values():
            page.goto(record.url + path)
            stops = []
            for _n in range(2):
                page.keyboard.press("Tab")
                stops.append(page.evaluate("document.activeElement.getAttribute('class')"))
            assert stops == ["skip", "skip leave-too"], path


def test_the_menu_of_a_phone_opens_without_script(chromium, record):
    with watched(chromium, script=False, width=390) as page:
        page.goto(record.url + "/en/")
        expect(page.locator("#menu")).to_be_hidden()
        page.locator(".menubtn").click()
        expect(page.locator("#menu")).to_be_visible()
        page.locator("#menu").get_by_text("Testimony").click()
        arrived(page, "/en/testimony/")


def test_the_list_narrows_without_script(chromium, record):
    wren("RB-0150", language="es", number=1)
    with watched(chromium, script=False) as page:
        page.goto(record.url + "/en/testimony/")
        expect(page.locator(".card")).to_have_count(2)
        page.get_by_label("Spanish").check()
        page.get_by_text("Apply").click()
        expect(page.locator(".card")).to_have_count(1)
        page.get_by_role("link", name="Spanish remove").click()
        expect(page.locator(".card")).to_have_count(2)


def test_a_candidate_in_its_frame_on_the_desk_is_left_with_the_desk_around_it(chromium, record):
    candidate = wren("", candidate=True, number=None)
    client = Client()
    client.force_login(UserFactory(role="approver"))
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": record.url}])
    page = context.new_page()
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="An encyclopedia"))
    page.goto(record.url + reverse("desk:candidate", args=[candidate.pk]))
    expect(page.locator(".desk-leave")).to_be_visible()
    frame = page.frame_locator("iframe.desk-preview")
    expect(frame.get_by_role("link", name="Cite this moment")).to_have_count(0)
    frame.locator(".topbar .leave").click()
    page.wait_for_url("https://www.wikipedia.org/")
    for _again in range(20):
        # The word that the session ends is still on its way when the other site is there.
        page.goto(record.url + reverse("desk:candidate", args=[candidate.pk]))
        if "/admin/login/" in page.url:
            break
    assert "/admin/login/" in page.url, "the session has ended"
    expect(page.locator(".desk-leave")).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_text_with_more_room_between_its_letters_fits_the_narrowest_window(
    chromium, record, language
):
    """WCAG 1.4.12 at 320 pixels."""
    with watched(chromium, width=320) as page:
        for path in (f"/{language}/", f"/{language}/testimony/RB-0147/"):
            page.goto(record.url + path)
            page.evaluate(SPACED)
            fits(page)


SPACED = """for (const one of document.querySelectorAll("body *")) {
  one.style.setProperty("line-height", "1.5", "important");
  one.style.setProperty("letter-spacing", ".12em", "important");
  one.style.setProperty("word-spacing", ".16em", "important");
}"""


def test_no_button_that_needs_script_stands_on_a_page_without(chromium, record):
    with watched(chromium, script=False) as page:
        for path in (PAGES["testimony"], PAGES["tombstone"]):
            page.goto(record.url + path)
            expect(page.locator("[data-copy]")).to_have_count(1)
            expect(page.locator("[data-copy]")).to_be_hidden()


def test_printing_shows_no_box_to_tick(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["testimony"])
        page.emulate_media(media="print")
        expect(page.locator("#open-notes")).to_be_hidden()
