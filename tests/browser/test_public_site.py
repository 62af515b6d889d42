"""The pages around the record in a real browser: for everybody, at every width, and on paper."""

import pytest
from playwright.sync_api import expect

from commission.pages.models import ArticlePage
from tests.browser.public import (
    WIDTHS,
    axe,
    fits,
    gone,
    only_asked,
    readable_everywhere,
    watched,
    wren,
)
from tests.browser.site import site
from tests.commission.factories import locale
from tests.commission.pages.factories import article, body, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(live_server):
    """A record with an account, and the pages around it: the server, and addresses by name."""
    wren()
    gone()
    return live_server, {**site(), "never was": "/en/never-was/"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_every_page_at_every_width(chromium, pages, dark):
    server, addresses = pages
    with watched(chromium, dark=dark) as page:
        for path in addresses.values():
            page.goto(server.url + path)
            for width in WIDTHS.values():
                page.set_viewport_size({"width": width, "height": 900})
                fits(page)
                axe(page)
        only_asked(page, server)


def test_every_page_reads_without_script_and_leads_home(chromium, pages):
    server, addresses = pages
    with watched(chromium, script=False, width=390) as page:
        for name, path in addresses.items():
            page.goto(server.url + path)
            assert page.locator("h1").inner_text(), name
            assert page.locator(".leave").get_attribute("href").startswith("https://")
            if name not in ("home", "never was"):
                assert page.locator(".crumbs a").first.inner_text() in ("Home", "Inicio"), name


def test_the_way_to_a_word_and_to_a_chapter_is_walked_with_the_keyboard_alone(chromium, pages):
    server, addresses = pages
    with watched(chromium) as page:
        page.goto(server.url + addresses["glossary"])
        letter = page.locator(".letters a", has_text="S")
        letter.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**#letter-*")
        page.goto(server.url + addresses["report"])
        page.get_by_role("link", name="The book with no place for it").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/reports/final-report/1/")
        page.get_by_role("link", name="What the letters asked").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/reports/final-report/2/")


@pytest.mark.parametrize("name", ["article", "report", "chapter"])
def test_on_paper_stand_the_words_and_no_controls(chromium, pages, name):
    server, addresses = pages
    with watched(chromium) as page:
        page.goto(server.url + addresses[name])
        page.emulate_media(media="print")
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_text("A daily book is a plain thing.").first).to_be_visible()
        for control in (".topbar", ".nav", ".foot-cols", ".skip"):
            expect(page.locator(control).first).to_be_hidden()


def test_an_arabic_page_runs_from_right_to_left_at_every_width(chromium, live_server):
    edition = wren()
    arabic = article(
        title="الكتاب الذي لا مكان فيه",
        lede="ما طلبته واحد وستون رسالة.",
        body=body(
            ("paragraph", "<p>الكتاب اليومي شيء بسيط.</p>"),
            ("passage", place(edition)),
        ),
    )
    ArticlePage.objects.filter(pk=arabic.pk).update(locale=locale("ar"))
    with watched(chromium) as page:
        readable_everywhere(page, live_server, [f"/en/{arabic.slug}/"])
        text = page.locator("article p", has_text="الكتاب اليومي")
        assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
        # Words of another language keep their own direction in it.
        quoted = page.get_by_text("because she did the work")
        assert quoted.evaluate("one => getComputedStyle(one).direction") == "ltr"
