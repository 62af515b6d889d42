"""Markers in a real browser: the map and its list, at every width, by keyboard, without script."""

import re

import pytest
from playwright.sync_api import expect

from commission.markers.vocabulary import Precision
from tests.browser.public import (
    arrived,
    axe,
    expect_at_last,
    only_asked,
    readable_everywhere,
    watched,
)
from tests.commission.maps.upstream import Upstream
from tests.commission.markers.factories import MarkerFactory
from tests.commission.markers.many import many
from tests.commission.markers.riverbend import riverbend

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "list": "/en/markers/",
    "lista": "/es/markers/",
    "narrowed": "/en/markers/?state=gone&from=1990",
    "nothing": "/en/markers/?q=nothing-has-this",
    "marker": "/en/markers/3/",
    "marcador": "/es/markers/3/",
    "in words only": "/en/markers/6/",
    "series": "/en/markers/series/ferry-road/",
    "nominate": "/en/markers/nominate/",
    "nominated": "/en/markers/nominate/thanks/",
    "tell": "/en/markers/3/tell/",
    "told": "/en/markers/3/tell/thanks/",
    "finding": "/en/findings/6/",
}
# Waits for the map that the script draws, with its ground.
LIVE = ".map-live .ground-land"
PINS = ".map-live a.pinno"


@pytest.fixture
def record(live_server):
    """Six markers of all kinds."""
    riverbend()
    return live_server


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_every_page_at_every_width(chromium, record, dark):
    with watched(chromium, dark=dark) as page:
        readable_everywhere(page, record, PAGES.values())


def test_one_taken_back_can_be_read_too(chromium, live_server):
    MarkerFactory(number=3, withdrawn=True)
    with watched(chromium) as page:
        assert page.goto(live_server.url + "/en/markers/3/").status == 410
        axe(page)


def test_the_map_shows_what_the_list_has_and_leads_there(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["list"])
        page.locator(LIVE).wait_for(state="attached")
        for _turn in range(6):  # until nothing is together any more
            together = page.locator(".map-live button.pinno")
            if not together.count():
                break
            together.first.click()
        shown = {1, 2, 3, 4, 5}
        seen = set()
        while page.locator(".leaflet-control-zoom-out:not(.leaflet-disabled)").count():
            seen |= {int(text) for text in page.locator(PINS).all_inner_texts()}
            if seen == shown:
                break
            page.get_by_role("button", name="Further away").click()
        assert seen == shown
        pin = page.locator(PINS).first
        number = pin.inner_text()
        assert pin.get_attribute("href") == f"#m{number}"
        pin.click()
        page.wait_for_url(f"**#m{number}")
        expect(page.locator(f"#m{number}")).to_be_visible()
        only_asked(page, record)


def test_pins_say_how_far_a_marker_has_come_and_how_exactly_it_is_told(chromium, record):
    with watched(chromium) as page:
        for number, kind in ((1, "standing"), (4, "soon"), (5, "gone")):
            page.goto(f"{record.url}/en/markers/{number}/")
            pin = page.locator(".map-live .pinno")
            assert kind in pin.get_attribute("class")
            expect(page.locator(".map-live .area")).to_have_count(0)
        page.goto(f"{record.url}/en/markers/2/")
        page.locator(LIVE).wait_for(state="attached")
        expect(page.locator(".map-live .area")).to_have_count(1)
        box = page.locator(".map-live .area").bounding_box()
        assert box["width"] >= 40, "an area can be seen as one however far away"
        name = page.locator(".map-live .pinno").get_attribute("aria-label")
        assert name == "2. Lower Wharf, standing, place shown roughly"


def test_a_pin_on_the_map_looks_as_it_does_in_the_list(chromium, live_server):
    for number, state in ((1, "unveiled"), (2, "research"), (3, "damaged")):
        MarkerFactory(number=number, state=state, at=(29.7 + number, -95.3))
    looks = "one => { const s = getComputedStyle(one); return [s.color, s.backgroundColor] }"
    with watched(chromium) as page:
        page.goto(live_server.url + "/en/markers/")
        page.locator(LIVE).wait_for(state="attached")
        expect(page.locator(PINS)).to_have_count(3)
        for number in ("1", "2", "3"):
            pin = page.locator(PINS).get_by_text(number, exact=True)
            listed = page.locator(f"#m{number} .pinno")
            assert pin.evaluate(looks) == listed.evaluate(looks), number


def test_the_map_is_used_with_the_keyboard(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["list"])
        page.locator(LIVE).wait_for(state="attached")
        page.locator(".map-live").focus()
        before = page.locator(".leaflet-control-scale-line").first.inner_text()
        page.keyboard.press("-")
        scale = page.locator(".leaflet-control-scale-line").first
        expect_at_last(lambda: scale.inner_text() != before, page, "it goes further away")
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.className")
        assert "pinno" in focused
        together = page.locator(".map-live button.pinno").first
        together.focus()
        page.keyboard.press("Enter")
        expect_at_last(
            lambda: page.evaluate("!!document.activeElement.closest('.map-live')"),
            page,
            "the focus stays in the map",
        )


def test_several_at_one_place_are_told_apart_by_name(chromium, live_server):
    """All three have the same cell: no zoom takes them apart."""
    for number in (1, 2, 3):
        MarkerFactory(number=number, at=(29.7604, -95.3698), at__precision=Precision.NEIGHBOURHOOD)
    with watched(chromium) as page:
        page.goto(live_server.url + PAGES["list"])
        together = page.locator(".map-live button.pinno")
        together.focus()
        page.keyboard.press("Enter")
        links = page.locator(".leaflet-popup-content a")
        expect(links).to_have_count(3)
        assert page.evaluate("document.activeElement.textContent").startswith("1. Ferry Road")
        axe(page)
        page.keyboard.press("Escape")
        expect_at_last(lambda: links.count() == 0, page, "it closes")
        assert page.evaluate("document.activeElement.className").startswith("pinno many")


def test_thousands_are_on_one_map_and_each_leads_to_its_row(chromium, live_server):
    many(3_263)
    with watched(chromium) as page:
        page.goto(live_server.url + PAGES["list"])
        page.locator(LIVE).wait_for(state="attached")
        counts = page.locator(".map-live button.pinno").all_inner_texts()
        alone = page.locator(PINS).count()
        assert sum(int(one) for one in counts) + alone == 3_263
        assert len(counts) + alone < 200, "what is close together is drawn once"
        while page.locator(PINS).count() == 0:
            page.locator(".map-live button.pinno").first.click()
        pin = page.locator(PINS).first
        number = int(pin.inner_text())
        href = pin.get_attribute("href")
        page.goto(live_server.url + PAGES["list"] + href)
        expect(page.locator(f"#m{number}")).to_be_visible()


def test_without_script_the_list_is_whole_and_the_map_is_drawn(chromium, record):
    with watched(chromium, script=False, width=390) as page:
        page.goto(record.url + PAGES["list"])
        expect(page.locator(".markers > li")).to_have_count(6)
        expect(page.locator(".map svg a")).to_have_count(5)
        page.get_by_role("link", name="List first").click()
        page.wait_for_url("**#ml")
        page.goto(record.url + PAGES["marker"])
        expect(page.locator(".map svg .pin")).to_have_count(1)


def test_where_the_marks_cannot_be_had_the_drawn_map_stays(chromium, record):
    with watched(chromium) as page:
        page.route("**/data/markers.geojson*", lambda route: route.fulfill(status=503))
        page.goto(record.url + PAGES["list"])
        page.wait_for_load_state("networkidle")
        expect(page.locator(".map svg a")).to_have_count(5)
        expect(page.locator(".map-live")).to_have_count(0)
        page.said.clear()  # that it could not be had is told to whoever looks there


def test_tiles_come_from_here_and_from_nowhere_else(chromium, record, settings, tmp_path):
    upstream = Upstream()
    settings.MAP_TILES, settings.DATA_DIR = upstream.template, tmp_path
    settings.MAP_TILES_ATTRIBUTION = "© the makers of this map"
    try:
        with watched(chromium) as page:
            page.goto(record.url + PAGES["marker"])
            tile = page.locator(".leaflet-tile-loaded").first
            tile.wait_for()
            assert tile.get_attribute("src").startswith("/tiles/")
            expect(page.get_by_text("© the makers of this map")).to_be_visible()
            for _turn in range(3):
                page.get_by_role("button", name="Further away").click()
            page.wait_for_load_state("networkidle")
            only_asked(page, record)
        assert upstream.asked
    finally:
        upstream.close()


def test_what_visitors_write_arrives_and_what_is_wrong_is_said_first(chromium, record):
    with watched(chromium, script=False) as page:
        page.goto(record.url + PAGES["marker"])
        page.get_by_role("link", name="Tell us if it is damaged or gone").click()
        page.get_by_role("button", name="Tell the commission").click()
        alert = page.get_by_role("alert")
        assert "Nothing you wrote has been lost." in alert.inner_text()
        alert.get_by_role("link").first.click()
        page.wait_for_url("**#id_what")
        page.get_by_label("What you saw").fill("The left screw is gone.")
        page.get_by_role("button", name="Tell the commission").click()
        page.wait_for_url(re.compile("/tell/thanks/"))
        page.get_by_role("link", name=re.compile("Back to marker 3")).click()
        arrived(page, "/en/markers/3/")


def test_what_is_wrong_has_the_focus(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["nominate"])
        page.get_by_role("button", name="Send to the commission").click()
        page.locator(".errors").wait_for()
        expect_at_last(
            lambda: page.evaluate("document.activeElement.className").startswith("errors"),
            page,
            "the summary has the focus",
        )
        axe(page)


def test_words_are_heard_where_they_are_read(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["marker"])
        page.get_by_role("button", name=re.compile("Hear them said")).click()
        stop = page.get_by_role("button", name=re.compile("^Stop"))
        stop.wait_for()
        stop.click()
