"""Hearings in a real browser: at every width, in light and dark, by keyboard, on paper."""

import pytest
import time_machine
from playwright.sync_api import expect

from tests.browser.public import arrived, readable_everywhere, watched
from tests.commission.hearings.twelve import TODAY, twelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "list": "/en/hearings/",
    "lista": "/es/hearings/",
    "narrowed": "/en/hearings/?type=thematic&from=2026-11-20",
    "nothing": "/en/hearings/?q=nothing",
    "month": "/en/hearings/calendar/?month=2026-11",
    "empty month": "/en/hearings/calendar/?month=2026-09",
    "hearing": "/en/hearings/12/",
    "audiencia": "/es/hearings/12/",
    "docket": "/en/hearings/12/docket/",
    "testimony": "/en/testimony/RB-0301/",
    "home": "/en/",
}


@pytest.fixture
def record(live_server):
    """Hearing 12 between its two days."""
    with time_machine.travel(TODAY, tick=True):
        twelve()
        yield live_server


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_read_every_page_at_every_width(chromium, record, dark):
    with watched(chromium, dark=dark) as page:
        readable_everywhere(page, record, PAGES.values())


def test_a_ringed_day_leads_to_its_row_by_keyboard(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["list"])
        day = page.get_by_role("link", name="26 November 2026: Hearing 12, day 2")
        day.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**#d2026-11-26")
        assert page.evaluate("document.activeElement.id") in ("d2026-11-26", "")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith("Hearing 12, day 2")


def test_the_list_narrows_without_script(chromium, record):
    with watched(chromium, script=False) as page:
        page.goto(record.url + PAGES["list"])
        page.get_by_label("Kind").select_option("thematic")
        page.get_by_text("Narrow further").click()
        page.get_by_label("To", exact=True).fill("2026-11-20")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".dates h3 a")).to_have_count(1)
        page.get_by_role("link", name="Clear all").click()
        expect(page.locator(".dates h3 a")).to_have_count(2)


def test_from_an_exhibit_to_its_moment_and_back(chromium, record):
    with watched(chromium, script=False) as page:
        page.goto(record.url + PAGES["hearing"])
        page.locator("#ex-033").get_by_role("link", name="0:14").click()
        page.wait_for_url(lambda url: "/testimony/RB-0301/?t=14,20.6" in url)
        page.get_by_role("link", name="Spoken of here: EX-033.").click()
        arrived(page, "/hearings/12/docket/#ex-033")
        expect(page.locator("#ex-033")).to_be_visible()


def test_a_session_is_heard_where_its_player_is(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["hearing"])
        page.get_by_role("link", name="Hear this session 1 min 10 s").click()
        arrived(page, "/testimony/RB-0301/")
        expect(page.locator("audio")).to_have_count(1)


def test_on_a_phone_a_month_has_only_days_with_something(chromium, record):
    with watched(chromium, width=390) as page:
        page.goto(record.url + PAGES["month"])
        days = [one for one in page.locator(".cal td").all() if one.is_visible()]
        assert [one.get_attribute("id") for one in days] == ["d2026-11-19", "d2026-11-26"]


def test_on_paper_stand_the_facts_and_no_controls(chromium, record):
    with watched(chromium) as page:
        page.goto(record.url + PAGES["hearing"])
        page.emulate_media(media="print")
        expect(page.locator(".leave")).to_be_hidden()
        expect(page.locator(".hear").first).to_be_hidden()
        expect(page.get_by_text("Restriction order 7")).to_be_visible()
        expect(page.locator("#ex-033")).to_be_visible()
