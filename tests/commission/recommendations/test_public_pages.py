"""Every page of the tracker together, as somebody walks through it."""

import json

import pytest
import time_machine

from tests.commission.recommendations.riverbend import forty_two, text_of
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db

PAGES = [
    "recommendations/",
    "recommendations/?order=due&page=2",
    "recommendations/14/",
    "recommendations/3/",
    "bodies/",
    "bodies/riverbend-police-service/",
    "bodies/city-council/",
]


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def record():
    forty_two(editions=[(1, EditionFactory())])


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_opens_in_every_language_and_may_be_kept_by_nobody(client, record, language):
    for path in PAGES:
        response = client.get(f"/{language}/{path}")
        assert response.status_code == 200, path
        assert response["Cache-Control"] == "no-cache"
        assert response.cookies == {}


def test_no_page_holds_code_or_style_of_its_own(client, record):
    for path in PAGES:
        html = client.get(f"/en/{path}").content.decode()
        assert " style=" not in html
        assert "<style" not in html
        data = html.count('<script type="application/ld+json">')
        assert html.count("<script") - data == html.count('<script type="module" src="')


def test_from_a_voice_to_a_bill_and_back(client, record):
    finding = client.get("/en/findings/6/")
    assert 'href="/en/recommendations/14/"' in finding.content.decode()
    page = client.get("/en/recommendations/14/")
    html = page.content.decode()
    assert 'href="/en/findings/6/"' in html
    assert "House Bill 212" in html
    (ground,) = page.context["page"].why.grounds
    assert client.get(ground.passages[0].address).status_code == 200


def test_the_files_of_a_page_are_those_of_what_it_shows(client, record):
    for path, query in [
        ("recommendations/?q=ferry", "?q=ferry"),
        ("recommendations/14/", "?number=14"),
        ("bodies/city-council/", "?body=city-council"),
    ]:
        html = client.get(f"/en/{path}").content.decode()
        for file in ["data/recommendations.csv", "feeds/recommendations.rss"]:
            assert f'href="/{file}{query}"' in html
            assert client.get(f"/{file}{query}").status_code == 200
    answer = client.get("/data/recommendations.json?number=14")
    rows = json.loads(b"".join(answer.streaming_content))["recommendations"]
    assert [row["number"] for row in rows] == [14]


def test_words_are_defined_where_they_are_used(client, record):
    said = text_of(client.get("/en/recommendations/14/"))
    assert "What the words mean" in said
    assert "All words of this record" in said
