"""Writing pages in Wagtail's admin under the house's policy: no script of it is refused."""

import re

import pytest
from playwright.sync_api import expect

from commission.pages.models import GlossaryPage, PlainPage
from tests.browser.site import site
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(db):
    site()
    names = {"marden": "editor", "quill": "commissioner"}
    return {name: UserFactory(username=name, role=role) for name, role in names.items()}


def test_a_page_is_written_by_an_editor_and_approved_by_somebody_else(people, sign_in, live_server):
    about = PlainPage.objects.get(slug="how-we-decide").get_parent()
    with sign_in("marden") as page:
        page.goto(f"{live_server.url}/admin/pages/add/pages/plainpage/{about.pk}/")
        page.locator("#id_title").fill("What we keep")
        page.locator("#id_lede").fill("As little as we can.")
        page.get_by_role("button", name="Insert a block").first.click()
        page.get_by_role("option", name="Text", exact=True).first.click()
        written = page.locator(".public-DraftEditor-content")
        written.click()
        written.press_sequentially("Nothing of who visits us is written down.")
        kept = page.locator("[name=body-0-value]")
        expect(kept).to_have_value(re.compile("is written down"))
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("created")).first.wait_for()
        more = page.locator("[data-controller='w-dropdown']", has_text="Submit to").last
        more.get_by_role("button").last.click()
        page.get_by_role("button", name=re.compile("Submit to")).click()
        page.get_by_text(re.compile("submitted for moderation")).first.wait_for()
    made = PlainPage.objects.get(title="What we keep")
    assert not made.live
    with sign_in("quill") as page:
        page.goto(f"{live_server.url}/admin/")
        page.get_by_role("link", name=re.compile("What we keep")).first.click()
        page.get_by_text("Nothing of who visits us").first.wait_for()
        page.get_by_role("button", name="Approve and publish").click()
        page.get_by_text(re.compile("approved and public")).wait_for()
    with sign_in(None) as page:
        page.goto(f"{live_server.url}/en/about-us/what-we-keep/")
        page.get_by_text("Nothing of who visits us is written down.").wait_for()


def test_every_page_of_the_page_desk_runs_under_the_policy(people, sign_in, live_server):
    made = PlainPage.objects.get(slug="how-we-decide")
    made.title = "How we decide together"
    made.save_revision()
    first, last = made.revisions.earliest("pk"), made.revisions.latest("pk")
    about = made.get_parent()
    with sign_in("marden") as page:
        for path in (
            f"pages/{about.pk}/",
            f"pages/{about.pk}/?ordering=ord",
            f"pages/{about.pk}/add_subpage/",
            f"pages/{made.pk}/edit/",
            f"pages/{made.pk}/history/",
            f"pages/{made.pk}/revisions/compare/{first.pk}...{last.pk}/",
            f"pages/{made.pk}/revisions/{first.pk}/revert/",
            f"pages/{GlossaryPage.objects.get().pk}/edit/",
            *(
                f"pages/add/pages/{kind}/{about.pk}/"
                for kind in ("articlepage", "contactpage", "peoplepage", "newspage", "reportpage")
            ),
            "redirects/",
            "redirects/add/",
            f"pages/{about.get_parent().pk}/edit/",
            "reports/aging-pages/",
        ):
            answer = page.goto(f"{live_server.url}/admin/{path}")
            page.wait_for_load_state("networkidle")
            assert (answer.status, page.url.split("/admin/")[1]) == (200, path)
