"""An article that quotes a voice, and what is left of it when the voice is taken back.

Every act is one of its own people's, in a real browser; the testimony is built, approved and opened
by the archive's own services.
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from archive.edition.models import Edition
from commission.pages.models import ArticlePage
from commission.pages.telling import PagesClock
from tests.archive.publishing_case import published, testimony_ready
from tests.browser.acts import (
    cited,
    decided,
    drafted,
    nowhere_in_the_tables,
    submitted,
    worked,
)
from tests.browser.public import watched
from tests.commission.canary.canaries import decoded, fold
from tests.commission.pages.factories import home_page
from tests.commission.pages.site import homes
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SPOKEN = [
    ("asker", "This is a statement to the commission."),
    ("giver-1", "My mother wrote to the district, and nobody ever answered her letters."),
    ("giver-1", "Sixty-one letters, and every copy in a biscuit tin."),
]
QUOTED = "nobody ever answered her letters"
TITLE, OWN = "What the district kept", "A ledger of unanswered post is a kind of answer."


@pytest.fixture
def people(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    homes()
    roles = {"imre": "editor", "achterberg": "commissioner", "farrow": "statement_taker"}
    return {
        name: UserFactory(username=name, role=role, email=f"{name}@commission.example")
        for name, role in roles.items()
    }


@pytest.fixture
def edition(people) -> Edition:
    made = published(testimony_ready(spoken=SPOKEN))
    worked()
    return made


def test_a_voice_is_quoted_heard_and_taken_back_and_the_editor_is_told(
    edition, sign_in, live_server, chromium
):
    url = live_server.url
    with sign_in("imre") as page:
        written(page, url)
    nowhere_in_the_tables(QUOTED)
    # Whoever wrote it finds no way to decide about it.
    made = ArticlePage.objects.get()
    with sign_in("imre") as page:
        assert page.goto(f"{url}/admin/review/pages/articlepage/{made.pk}/").status == 404
    decided(sign_in, url, TITLE, by="achterberg")
    worked()
    made.refresh_from_db()

    with watched(chromium) as page:
        page.goto(url + made.url)
        expect(page.locator("figure", has_text=QUOTED)).to_be_visible()
        page.locator("a.hear, button.hear").first.click()
        expect(page.locator("[data-playing]").first).to_be_visible()
        taken_back(sign_in, url, edition)
        page.reload()
        expect(page.locator("main")).to_contain_text(OWN)
        expect(page.locator("main")).not_to_contain_text(QUOTED)
        expect(page.locator("main figure")).to_have_count(0)
    for path, said in doors(made).items():
        with watched(chromium) as page:
            answer = page.request.get(url + path)
            text = decoded(answer.body()) + fold(str(answer.headers))
        assert fold(QUOTED) not in text, path
        assert fold(said) in text, path
    worked()
    nowhere_in_the_tables(QUOTED)
    told(sign_in, url, made)


def written(page, url: str) -> None:
    """A piece of news with words of its own and a passage that was heard before it was chosen."""
    page.goto(f"{url}/admin/pages/add/pages/articlepage/{home_page().pk}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_lede").fill(OWN)
    page.locator("#id_kind").select_option("news")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Passage of testimony").click()
    page.get_by_role("button", name="Find a passage to quote").click()
    cited(page, look_for="mother", choose=QUOTED)
    drafted(page)
    submitted(page)


def taken_back(sign_in, url: str, edition: Edition) -> None:
    """The giver asks, and somebody takes the testimony down on the desk."""
    with sign_in("farrow") as page:
        page.goto(f"{url}/admin/desk/testimony/{edition.testimony_id}/withdraw/")
        page.get_by_label("The person who gave it", exact=True).check()
        page.get_by_label("Say that a testimony was here").check()
        page.get_by_role("button", name="Take it down").click()
        page.wait_for_url(re.compile("/withdrawal/"))


def doors(made: ArticlePage) -> dict[str, str]:
    """Where the article is told of, and what is still said of it there."""
    return {
        made.url: OWN,
        "/en/": "Riverbend",
        "/feeds/news.rss": TITLE,
        "/en/search/?q=ledger+of+unanswered+post": TITLE,
        "/en/search/?q=answered+letters": "Nothing found",
        "/sitemap.xml": made.url,
        f"/share/pages/{made.pk}.png": "PNG",
    }


def told(sign_in, url: str, made: ArticlePage) -> None:
    """One letter without a word of it, the first page of the admin, and the way to write anew."""
    PagesClock().run_one("journey")
    gone = [one for one in mail.outbox if "/admin/quoted/" in str(one.body)]
    (letter,) = [one for one in gone if one.to == ["imre@commission.example"]]
    said = f"{letter.subject} {letter.body}"
    assert fold(QUOTED) not in fold(said)
    assert TITLE not in said
    with sign_in("imre") as page:
        page.goto(f"{url}/admin/")
        page.get_by_role("link", name=TITLE).first.click()
        page.get_by_text(re.compile("the account was taken back")).wait_for()
        page.get_by_role("link", name="Write it anew without it").click()
        page.get_by_text("There are no words to show.").wait_for()
        assert fold(QUOTED) not in fold(page.content())
    with sign_in("achterberg") as page:
        page.goto(f"{url}/admin/quoted/{made.pk}/")
        page.get_by_label("Kept without it").check()
        page.get_by_label("Why").fill("What it says in its own words stands.")
        page.get_by_role("button", name="Decide").click()
        page.get_by_text("Nothing waits.").wait_for()
