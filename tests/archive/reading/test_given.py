"""When accounts were given: narrowed by every year that may be meant, sorted with unknown last."""

import re

import pytest

from tests.factories import EditionFactory, TestimonyFactory

pytestmark = pytest.mark.django_db

GIVEN = {
    "RB-1": "1996~",
    "RB-2": "1994/2005",
    "RB-3": "",
    "RB-4": "2010-03-14",
    "RB-5": "XXXX",
    "RB-6": "1996-02",
}


@pytest.fixture(autouse=True)
def accounts():
    for reference, given_on in GIVEN.items():
        testimony = TestimonyFactory(consented=True, given_on=given_on)
        EditionFactory(testimony=testimony, reference=reference)


def shown(client, query: str) -> tuple[list[str], str]:
    html = client.get(f"/en/testimony/?{query}").content.decode()
    return re.findall(r'<h3[^>]*><a href="/en/testimony/(RB-\d)/', html), html


ASKED = [
    ("when=1996", {"RB-1", "RB-2", "RB-6"}),
    ("year=1996", {"RB-1", "RB-2", "RB-6"}),
    ("when=2004+to+2010", {"RB-2", "RB-4"}),
    ("year=1994&year=2010", {"RB-2", "RB-4"}),
    ("when=1900", set()),
    ("year=nothing", set()),
    ("year=0", set()),
    ("when=long+ago", set(GIVEN)),
]


@pytest.mark.parametrize(("query", "expected"), ASKED)
def test_a_year_finds_what_may_have_been_given_in_it(client, query, expected):
    assert set(shown(client, query)[0]) == expected


def test_the_oldest_come_first_and_what_is_not_known_last(client):
    order, _html = shown(client, "order=given")
    assert order == ["RB-2", "RB-1", "RB-6", "RB-4", "RB-3", "RB-5"]


def test_boxes_count_what_they_would_show(client):
    _order, html = shown(client, "")
    counts = dict(re.findall(r'<span>(\d{4})</span><span class="count">(\d+)</span>', html))
    assert counts["1996"] == "3"
    assert counts["2005"] == "1"
    assert counts["2010"] == "1"


def test_the_page_says_how_it_read_the_years_and_that_it_could_not(client):
    _order, html = shown(client, "when=1994/2005")
    assert 'value="1994 to 2005"' in html
    assert 'name="when" value="1994 to 2005"' in html
    _order, html = shown(client, "when=%3Cb%3Elong+ago")
    assert "“&lt;b&gt;long ago” could not be read as a year" in html


CITED = [
    ("2024-03-14", "PY  - 2024\r\nDA  - 2024/03/14\r\n", "year = {2024}"),
    ("1996~", "PY  - 1996\r\nCN", "year = {1996}"),
    ("1994/2005", "PY  - 1994\r\nCN", "year = {1994}"),
    ("199X", "PY  - 1990\r\nCN", "year = {1990}"),
]


@pytest.mark.parametrize(("given_on", "ris", "bibtex"), CITED)
def test_a_citation_gives_programs_only_a_date_that_they_read(client, given_on, ris, bibtex):
    testimony = TestimonyFactory(consented=True, given_on=given_on)
    EditionFactory(testimony=testimony, reference="RB-9")
    assert ris in client.get("/files/RB-9/1/citation.ris").content.decode()
    assert bibtex in client.get("/files/RB-9/1/citation.bib").content.decode()
