"""An editor quotes a passage in an article; it is approved, read and taken back; they are told."""

import json
import os
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Revision

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.pages.models import ArticlePage
from media.audience import Audience
from search.rebuild import index_rebuild
from tests.browser.public import WIDTHS, axe, fits, only_asked, watched, write_files
from tests.commission.factories import AssessmentFactory, FindingFactory, RecommendationFactory
from tests.commission.findings.accounts import account
from tests.commission.pages.factories import article, body, home_page, place
from tests.commission.pages.site import homes
from tests.factories import NOW, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Nobody wrote it down."


@pytest.fixture
def people(db):
    homes()
    names = {"imre": "editor", "quill": "commissioner"}
    return {
        name: UserFactory(username=name, role=role, email=f"{name}@commission.example")
        for name, role in names.items()
    }


@pytest.fixture
def edition(people, settings, tmp_path):
    """An account with sound that can be heard and searched."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    made = account(timed=False, duration_ms=20_000, reference="RB-0147", title="Wren")
    write_files(made, 20.0)
    index_rebuild(audience=Audience.PUBLIC.value, worker="test", at=NOW)
    return made


def shot(page, name):
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png", full_page=True)


def test_a_passage_is_quoted_approved_read_and_leaves(
    edition, sign_in, live_server, chromium, people
):
    home = home_page()
    with sign_in("imre") as page:
        page.goto(f"{live_server.url}/admin/pages/add/pages/articlepage/{home.pk}/")
        page.locator("#id_title").fill("The book with no place for it")
        page.get_by_role("button", name="Insert a block").first.click()
        page.get_by_role("option", name="Passage of testimony").click()
        page.get_by_role("button", name="Find a passage to quote").click()
        dialog = page.get_by_role("dialog", name="Find a passage to quote")
        dialog.get_by_label("Words that were said").fill("nobody wrote")
        dialog.get_by_role("button", name="Look for it").click()
        dialog.get_by_role("link", name=re.compile("Choose words here")).first.click()
        dialog.get_by_label(WORDS, exact=True).check()
        dialog.get_by_role("button", name="Read and hear these words").click()
        dialog.get_by_role("heading", name="These words").wait_for()
        dialog.get_by_role("button", name="Cite these words").click()
        page.locator("[data-passage] blockquote", has_text=WORDS).wait_for()
        shot(page, "editor")
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("created|saved", re.I)).first.wait_for()
        page.reload()
        # The words come from the open edition each time the editor is shown.
        page.locator("[data-passage] blockquote", has_text=WORDS).wait_for()
        page.get_by_role("button", name="More actions").last.click()
        page.get_by_role("button", name=re.compile("Submit to")).click()
        page.get_by_text(re.compile("submitted", re.I)).first.wait_for()
    assert WORDS not in json.dumps([row.content for row in Revision.objects.all()])
    with sign_in("quill") as page:
        page.goto(f"{live_server.url}/admin/")
        page.get_by_role("link", name="The book with no place for it").first.click()
        page.frame_locator("iframe").get_by_text(WORDS).wait_for()
        shot(page, "decide")
        page.get_by_role("button", name="Approve and publish").click()
        page.get_by_text("is approved and public").first.wait_for()
    made = ArticlePage.objects.get()
    with watched(chromium) as page:
        page.goto(live_server.url + made.url)
        page.get_by_text(WORDS).wait_for()
        testimony_withdraw(
            testimony=edition.testimony,
            asked_by=AskedBy.GIVER,
            listed=False,
            by=UserFactory(),
            at=timezone.now(),
        )
        page.reload()
        assert WORDS not in page.content()
        expect(page.locator("figure")).to_have_count(0)
    with sign_in("imre") as page:
        page.goto(f"{live_server.url}/admin/")
        panel = page.locator("section", has_text="Articles whose quotations are gone").last
        panel.get_by_role("link", name="The book with no place for it").click()
        page.get_by_text("A passage of an account that can no longer be quoted.").wait_for()
        page.get_by_role("link", name="Write it anew without it").click()
        page.get_by_text("There are no words to show.").wait_for()
        shot(page, "editor-gone")
    with sign_in("quill") as page:
        page.goto(f"{live_server.url}/admin/quoted/{made.pk}/")
        shot(page, "gone")
        page.get_by_label("Kept without it").check()
        page.get_by_label("Why").fill("What it says stands.")
        page.get_by_role("button", name="Decide").click()
        page.get_by_text("Nothing waits.").wait_for()


def whole_article():
    edition = account(timed=False, duration_ms=20_000, reference="RB-0147", title="Wren")
    write_files(edition, 20.0)
    FindingFactory(
        number=6,
        statement="For eleven years the police service kept no record of force used.",
    )
    recommendation = RecommendationFactory(
        number=14, title="Record every use of force on the day it happens"
    )
    AssessmentFactory(recommendation=recommendation, status="underway")
    return article(
        lede="What sixty-one letters asked for, and why the smallest may be the hardest to keep.",
        byline="Imre Szabo-Wu, the commission’s editor",
        dated="2026-11-12",
        facts=body(("fact", {"name": "Read before", "text": "By Wren, who changed one sentence"})),
        body=body(
            ("paragraph", "<p>A daily book is a plain thing. It has a column for the place.</p>"),
            ("passage", place(edition)),
            ("paragraph", "<p>When the commission wrote its report there were larger things.</p>"),
            ("heading", "What became of the form"),
            (
                "paragraph",
                "<p>There is a form now. Whether it is used depends on whom you ask.</p>",
            ),
            ("recommendation", "14"),
            ("listing", ["<p>Place</p>", "<p>Time</p>"]),
            ("source", {"words": "No form is kept.", "source": "Riverbend Post, 3 May 1996"}),
            ("finding", "6"),
            ("paragraph", "<p>She never did get an answer to the question in her letter.</p>"),
        ),
    )


def test_an_article_is_for_everybody_at_every_width(chromium, live_server, people):
    made = whole_article()
    article(title="Words on the bridge", kind="news", dated="2026-09-09", lede="At dusk.")
    for dark in (False, True):
        with watched(chromium, dark=dark) as page:
            page.goto(live_server.url + made.url)
            for name, width in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": 900})
                fits(page)
                axe(page)
                shot(page, f"article-{name}-{'dark' if dark else 'light'}")
            only_asked(page, live_server)
