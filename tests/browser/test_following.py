"""From the form to the mailbox, the yes and the stop, in a real browser without a session."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from commission.following.models import Follow, Follower
from commission.following.news import SETTLES, letters_make
from commission.following.sending import Postman
from tests.browser.public import WIDTHS, axe, fits, only_asked, watched
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    RecommendationFactory,
    ThemeFactory,
)
from tests.commission.following.following import TOKEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "ines.pellworth@example.org"


@pytest.fixture
def server(live_server, settings):
    settings.SITE_URL = live_server.url
    RecommendationFactory(
        number=14,
        of=BodyFactory(slug="police", name="The Police Service of Riverbend and its districts"),
        themes=[ThemeFactory()],
        made_on=None,
    )
    return live_server


def mailbox(server):
    """What a worker sends now; the paths of the links in the newest message."""
    Postman().run_one("w1")
    body = mail.outbox[-1].body
    return [word.removeprefix(server.url) for word in body.split() if word.startswith(server.url)]


def looked_at(page):
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        fits(page)
        axe(page)
    assert page.evaluate("document.documentElement.lang") in ("en", "es")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_follow_confirm_change_and_stop(chromium, server, script):
    with watched(chromium, script=script) as page:
        page.goto(server.url + "/en/follow/?kind=recommendation&topic=14")
        page.get_by_label("Your e-mail").fill(ADDRESS)
        page.get_by_label("How often").select_option("weekly")
        page.get_by_role("button", name="Follow", exact=True).click()
        assert page.locator("h1").inner_text() == "Look into your mailbox"
        [link] = mailbox(server)
        page.goto(server.url + link)
        page.goto(server.url + link)
        assert Follow.objects.get().confirmed_at is None
        page.get_by_role("button", name="Yes, write to me").click()
        assert page.locator("h1").inner_text() == "What you follow"
        page.get_by_label("How often").select_option("at_once")
        page.get_by_role("button", name="Change how often").click()
        assert page.get_by_label("How often").input_value() == "at_once"

        Follow.objects.update(told_until=timezone.now() - timedelta(hours=1))
        AssessmentFactory(
            recommendation_id=_recommendation(), recorded_at=timezone.now() - timedelta(minutes=9)
        )
        letters_make(at=timezone.now() + SETTLES)
        links = mailbox(server)
        stop = next(one for one in links if one.endswith("/stop/"))
        page.goto(server.url + stop)
        assert Follower.objects.exists(), "a program that opens links stops nothing"
        page.get_by_role("button", name="Stop following").click()
        assert page.locator("h1").inner_text() == "You follow nothing here any more"
        page.goto(server.url + stop)
        assert page.locator("h1").inner_text() == "This link does not lead anywhere any more"
        only_asked(page, server)
    assert not Follower.objects.exists()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_every_page_of_it_at_every_width(chromium, server, dark):
    with watched(chromium, dark=dark) as page:
        page.goto(server.url + "/en/follow/?kind=body&topic=police")
        looked_at(page)
        page.goto(server.url + "/es/follow/?kind=theme&topic=records")
        looked_at(page)
        page.get_by_role("textbox").fill("nobody@nowhere")
        page.locator("main form button").first.click()
        expect(page.get_by_role("alert")).to_have_count(1)
        looked_at(page)
        for kind, topic in (("body", "police"), ("recommendation", "14")):
            page.goto(f"{server.url}/en/follow/?kind={kind}&topic={topic}")
            page.get_by_label("Your e-mail").fill(ADDRESS)
            page.get_by_role("button", name="Follow", exact=True).click()
        looked_at(page)
        mailbox(server)
        for message in mail.outbox:
            page.goto(f"{server.url}/en/follow/{TOKEN.search(message.body)[1]}/")
            looked_at(page)
            page.get_by_role("button", name="Yes, write to me").click()
        expect(page.locator("main section.panel")).to_have_count(2)
        looked_at(page)
        page.goto(page.url + "stop/")
        looked_at(page)
        page.go_back()
        page.get_by_role("button", name="Stop everything and delete my address").click()
        looked_at(page)
        page.go_back()
        page.reload()
        looked_at(page)
        only_asked(page, server)


def test_the_keyboard_is_enough(chromium, server):
    with watched(chromium, width=390) as page:
        page.goto(server.url + "/en/follow/?kind=recommendation&topic=14")
        page.get_by_label("Your e-mail").focus()
        page.keyboard.type(ADDRESS)
        page.keyboard.press("Enter")
        page.wait_for_url("**/asked/")
        page.goto(server.url + mailbox(server)[0])
        page.get_by_role("button", name="Yes, write to me").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=What you follow")


def _recommendation():
    from commission.recommendations.models import Recommendation

    return Recommendation.objects.get(number=14).pk
