"""Pages in the search of the site, and their own words held against testimony."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from commission.pages.models import ArticlePage
from commission.pages.search_kind import PAGES
from commission.review.services import record_approve, record_submit
from media.audience import Audience
from media.refusal import Refused
from media.runners import runners
from search.rebuild import index_rebuild
from tests.commission.findings.accounts import account
from tests.commission.pages.factories import article, body, home_page, place
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
SAID = "My mother wrote to the district on the fourth of February and nobody answered her."
EIGHT = "wrote to the district on the fourth of"


@pytest.fixture(autouse=True)
def own_index(db, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_URL = ""
    home_page()


@pytest.fixture
def edition():
    made = account([("Statement taker", "And then?"), ("Wren", SAID)])
    index_rebuild(audience=Audience.PUBLIC.value, worker="test", at=NOW)
    return made


def found(client, words):
    while any(runner.run_one("search") for runner in runners(["search"])):
        pass
    return client.get("/en/search/", {"q": words}).content.decode()


def test_an_article_is_found_once_it_is_approved_by_its_own_words_alone(client, edition):
    editor, commissioner = UserFactory(role="editor"), UserFactory(role="commissioner")
    page = article(
        title="The gazetteer",
        public=False,
        by=editor,
        body=body(("paragraph", "<p>A plain <b>ledger</b>.</p>"), ("passage", place(edition))),
    )
    record_submit(record=page, by=editor)
    assert "The gazetteer" not in found(client, "ledger")
    record_approve(record=page, by=commissioner)
    assert "The gazetteer" in found(client, "ledger")
    texts = [passage.text for passage in PAGES.passages(str(page.pk))]
    assert texts == ["The gazetteer", "A plain ledger."]
    assert not any("mother" in text for text in texts)
    ArticlePage.objects.update(live=False)
    assert "The gazetteer" not in found(client, "ledger"), "asked from the database"


# Where somebody could write testimony down: the field, and what the form sends.
FIELDS = {
    "title": {"title": f"She {EIGHT} March"},
    "a title like a tag": {"title": f"A <{EIGHT}> page"},
    "slug": {"slug": EIGHT.replace(" ", "-")},
    "search_description": {"search_description": f"She {EIGHT} March."},
    "lede": {"lede": f"She {EIGHT} March."},
    "byline": {"byline": f"She {EIGHT} March."},
    "a paragraph": {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": f"She {EIGHT} March",
    },
    "two blocks": {
        "body-count": "2",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": "She wrote to the district on",
        "body-1-deleted": "",
        "body-1-order": "1",
        "body-1-type": "heading",
        "body-1-id": "",
        "body-1-value": "the fourth of it",
    },
    "another source": {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "source",
        "body-0-id": "",
        "body-0-value-words": f"She {EIGHT} March",
        "body-0-value-source": "The Post",
        "body-0-value-address": "",
    },
    "a fact": {
        "facts-count": "1",
        "facts-0-deleted": "",
        "facts-0-order": "0",
        "facts-0-type": "fact",
        "facts-0-id": "",
        "facts-0-value-name": "Said",
        "facts-0-value-text": f"She {EIGHT} March",
    },
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("act", ["add", "edit"])
def test_testimony_written_by_hand_is_refused_wherever_it_stands(client, edition, field, act):
    editor = UserFactory(role="editor")
    page = article(public=False, by=editor)
    client.force_login(editor)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if act == "add":
        home = page.get_parent().pk
        url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", home])
    posted = {
        "title": "A page",
        "slug": "a-page",
        "kind": "essay",
        "body-count": "0",
        "facts-count": "0",
    }
    before = Revision.objects.count()
    answer = client.post(url, {**posted, **FIELDS[field]})
    assert answer.status_code == 200
    assert "These words stand in an account" in answer.content.decode()
    assert Revision.objects.count() == before
    assert client.post(url, posted).status_code == 302


def test_nor_is_it_sent_for_approval_by_a_program(edition):
    editor = UserFactory(role="editor")
    page = article(public=False, by=editor, body=body(("heading", f"She {EIGHT} March")))
    with pytest.raises(Refused) as refused:
        record_submit(record=page, by=editor)
    assert refused.value.code == "quoted_by_hand"


def test_nor_is_it_published_where_the_account_opened_while_it_waited():
    index_rebuild(audience=Audience.PUBLIC.value, worker="test", at=NOW)
    editor = UserFactory(role="editor")
    written = article(public=False, by=editor, body=body(("paragraph", f"<p>She {EIGHT} May.</p>")))
    record_submit(record=written, by=editor)
    account([("Wren", SAID)])
    index_rebuild(audience=Audience.PUBLIC.value, worker="test", at=NOW)
    written.refresh_from_db()
    with pytest.raises(Refused, match="quoted_by_hand"):
        record_approve(record=written, by=UserFactory(role="commissioner"))
    written.refresh_from_db()
    assert not written.live
