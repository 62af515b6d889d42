"""The index and the thesaurus on the desk, in a real browser: by mouse, by keys, without script."""

import pytest
from django.urls import reverse

from archive.index_points.models import IndexPoint
from archive.testimony.models import Recording
from media.receiving.services import blob_receive
from tests.archive.index_points.case import point, term
from tests.browser.public import axe, expect_at_last, fits
from tests.browser.test_desk_a import go, window
from tests.factories import NOW, ConsentFactory, TestimonyFactory, UserFactory, small_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def testimony():
    row = TestimonyFactory(with_giver=True)
    ConsentFactory(testimony=row, giver=row.givers.get())
    receipt = blob_receive(
        chunks=[small_sound(20.0)], original_name="a.m4a", by=row.created_by, at=NOW
    )
    peaks = [(n * 37) % 100 for n in range(200)]
    Recording.objects.create(
        testimony=row, accession=receipt.accession, duration_ms=20_000, peaks=peaks
    )
    road = term("Ferry Road", community="The old crossing")
    point(row, 0, "Beginning", synopsis="Who is speaking, and to whom.")
    point(row, 7000, "The night on Ferry Road", keywords=[road], content_warning="force")
    return row


def test_a_point_is_written_at_the_players_present_time_with_keys_and_a_term_from_the_list(
    chromium, live_server, testimony
):
    with window(chromium, live_server, UserFactory(role="transcriber")) as page:
        go(page, live_server, "index_points", testimony.pk)
        expect_at_last(
            lambda: page.evaluate("document.querySelector('audio').readyState >= 1"), page, "sound"
        )
        page.evaluate("document.querySelector('audio').currentTime = 12.5")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("n")
        assert page.locator("[name=start]").input_value() == "0:00:12.500"
        page.keyboard.type("What came after")
        assert page.locator("[name=title]").input_value() == "What came after"
        page.locator("#add-term").fill("The old crossing")
        page.get_by_role("button", name="Add as a keyword").click()
        page.get_by_role("button", name="Keep", exact=True).click()
        page.get_by_text("Kept. It goes out with the next edition.").wait_for()
    row = IndexPoint.objects.get(title="What came after")
    assert row.start_ms == 12_500
    assert len(row.keywords) == 1


def test_a_time_of_the_list_plays_from_there(chromium, live_server, testimony):
    with window(chromium, live_server, UserFactory(role="transcriber")) as page:
        go(page, live_server, "index_points", testimony.pk)
        page.locator("[data-at='7000']").click()
        expect_at_last(
            lambda: page.evaluate("document.querySelector('audio').currentTime > 7.05"), page, "7 s"
        )


def test_without_script_a_point_is_written_and_taken_away(chromium, live_server, testimony):
    with window(chromium, live_server, UserFactory(role="transcriber"), script=False) as page:
        page.goto(live_server.url + reverse("desk:index_points", args=[testimony.pk]))
        page.locator("[name=start]").fill("0:15")
        page.locator("[name=title]").fill("By hand")
        page.get_by_role("button", name="Keep", exact=True).click()
        assert IndexPoint.objects.filter(title="By hand", start_ms=15_000).exists()
        page.locator("li", has_text="By hand").get_by_role("button").click()
        assert not IndexPoint.objects.filter(title="By hand").exists()


PAGES = ["index_points", "terms", "term_new", "terms_import", "term"]


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_pages_of_the_index_and_the_thesaurus(
    chromium, live_server, testimony, width
):
    user = UserFactory(role="transcriber")
    user.groups.add(*UserFactory(role="publisher").groups.all())
    row = term("Police", also=["Law keepers"])
    arguments = {"index_points": testimony.pk, "term": row.pk}
    with window(chromium, live_server, user, width=width) as page:
        for name in PAGES:
            go(page, live_server, name, *filter(None, [arguments.get(name)]))
            axe(page)
            fits(page)
