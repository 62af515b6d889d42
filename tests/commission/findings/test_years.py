"""Findings by the years that they are about: a period is found in each year that it reaches."""

import re

import pytest

from commission.findings.models import Finding
from commission.findings.search_kind import FINDINGS
from tests.commission.factories import FindingFactory, ThemeFactory

pytestmark = pytest.mark.django_db

PERIODS = {1: "1994/2005", 2: "1996~", 3: "", 4: "XXXX", 5: "2010-21"}
ASKED = [
    ("when=1996", {1, 2}),
    ("when=2005-2010", {1, 5}),
    ("when=1990s", {1, 2}),
    ("when=1980", set()),
    ("when=long+ago", {1, 2, 3, 4, 5}),
    ("", {1, 2, 3, 4, 5}),
]


@pytest.fixture(autouse=True)
def findings():
    for number, period in PERIODS.items():
        FindingFactory(number=number, period=period)


@pytest.mark.parametrize(("query", "numbers"), ASKED)
def test_the_list_shows_what_may_be_about_the_years(client, query, numbers):
    html = client.get(f"/en/findings/?{query}").content.decode()
    assert {int(n) for n in re.findall(r'href="/en/findings/(\d+)/"', html)} == numbers


def test_it_says_how_it_read_them_and_that_it_could_not(client):
    html = client.get("/en/findings/?when=1994/2005").content.decode()
    assert 'value="1994 to 2005"' in html
    assert "2 findings about 1994 to 2005." in html
    html = client.get("/en/findings/?when=%3Cb%3E").content.decode()
    assert "“&lt;b&gt;” could not be read as a year" in html


def test_years_and_theme_stand_together(client):
    theme = ThemeFactory(slug="police")
    FindingFactory(number=6, period="1996", themes=[theme])
    html = client.get("/en/findings/?when=1996&theme=police").content.decode()
    assert set(re.findall(r'href="/en/findings/(\d+)/"', html)) == {"6"}


@pytest.mark.parametrize(
    ("number", "years"),
    [(1, (1994, 2005)), (2, (1996, 1996)), (3, (2025, 2025)), (5, (2010, 2010))],
)
def test_the_search_is_told_the_years_it_is_about_else_that_of_its_adoption(number, years):
    row = Finding.objects.get(number=number)
    assert {passage.years for passage in FINDINGS.passages(str(row.pk))} == {years}
