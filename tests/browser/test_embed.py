"""The card of a recommendation in a frame on somebody else's page, in a real browser."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.template import engines
from playwright.sync_api import expect

from commission.recommendations.vocabulary import Status, Voice
from tests.browser.public import WIDTHS, axe, fits, only_asked, watched
from tests.commission.factories import AssessmentFactory, RecommendationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def record(live_server, settings):
    settings.SITE_URL = live_server.url
    row = RecommendationFactory(number=14)
    for voice, status in (
        (Voice.COMMISSION, Status.UNDERWAY),
        (Voice.COMMUNITY, Status.NOT_STARTED),
    ):
        AssessmentFactory(recommendation=row, voice=voice, status=status)
    return live_server


@contextmanager
def newspaper(frame: str):
    """The address of a page of another site that shows a frame."""
    html = f"<!doctype html><html lang=en><title>News</title><h1>News</h1>{frame}".encode()

    class News(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), News) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_what_the_page_offers_to_paste_shows_the_card_on_another_site(chromium, record):
    template = engines["django"].from_string(
        "{% load tracker_data %}{% embed_code 14 as c %}{{ c|safe }}"
    )
    with watched(chromium) as page, newspaper(template.render()) as news:
        page.goto(news)
        card = page.frame_locator("iframe")
        assert card.locator("h1").inner_text() == "Recommendation 14"
        assert card.locator("dd").all_inner_texts()[0] == "No view given yet"
        with page.context.expect_page() as opened:
            card.locator("a").click()
        assert opened.value.url == f"{record.url}/en/recommendations/14/"
        elsewhere = [url for url in page.asked if not url.startswith((record.url, news))]
        assert elsewhere == []


def test_no_other_page_lets_itself_be_framed(chromium, record):
    frame = f'<iframe src="{record.url}/en/recommendations/" title="x"></iframe>'
    with watched(chromium) as page, newspaper(frame) as news:
        page.goto(news, wait_until="networkidle")
        assert "Recommendation" not in page.frame_locator("iframe").locator("body").inner_text()
        assert any("frame-ancestors" in text for text in page.said)
        page.said.clear()


def test_the_page_of_a_recommendation_offers_the_card_and_copies_it(chromium, record):
    with watched(chromium, width=320) as page:
        page.goto(f"{record.url}/en/recommendations/14/")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_text("Put on your site").click()
        fits(page)
        page.locator("#embed button").click()
        page.get_by_text("Copied", exact=True).wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f'<iframe src="{record.url}/en/embed/recommendations/14/" title="')
        axe(page)
    with watched(chromium, script=False) as page:
        page.goto(f"{record.url}/en/recommendations/14/")
        page.get_by_text("Put on your site").click()
        expect(page.locator("#embed-code")).to_be_visible()
        expect(page.locator("#embed button")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_the_card_at_every_width(chromium, record, dark):
    with watched(chromium, dark=dark, script=True) as page:
        page.goto(f"{record.url}/en/embed/recommendations/14/")
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 420})
            fits(page)
            axe(page)
        only_asked(page, record)


def test_the_card_is_read_without_script_and_by_keyboard(chromium, record):
    with watched(chromium, script=False, width=320) as page:
        page.goto(f"{record.url}/es/embed/recommendations/14/")
        assert page.locator("html").get_attribute("lang") == "es"
        page.keyboard.press("Tab")
        expect(page.locator("a:focus")).to_have_count(1)
