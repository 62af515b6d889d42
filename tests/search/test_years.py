"""A year or a span of years, as people write one, and how the page says it was read."""

import pytest

from search.years import Years, years_read
from tests.search.conftest import Desk

READ = [
    ("1996", (1996, 1996)),
    (" 1996 ", (1996, 1996)),
    ("about 1996", (1996, 1996)),
    ("1996~", (1996, 1996)),
    ("1994-2005", (1994, 2005)),
    ("1994–2005", (1994, 2005)),
    ("1994/2005", (1994, 2005)),
    ("from 1994 to 2005", (1994, 2005)),
    ("2005 - 1994", (1994, 2005)),
    ("1990s", (1990, 1999)),
    ("the 1990s", (1990, 1999)),
    ("1996-07", (1996, 1996)),
    ("1996-07-14", (1996, 1996)),
    ("", None),
    ("long ago", None),
    ("96", None),
    ("1", None),
    ("14 07 1996", None),
    ("1994 1996 1998", None),
    ("١٩٩٦", None),
    ("1996 " + "a" * 40, None),
    ("12345", None),
]


@pytest.mark.parametrize(("text", "years"), READ)
def test_years_are_read_as_people_write_them(text, years):
    assert years_read(text) == (Years(*years) if years else None)


def test_they_are_said_as_a_year_or_a_span():
    assert [str(Years(1996, 1996)), str(Years(1994, 2005))] == ["1996", "1994 to 2005"]


def html_of(client, query: str) -> str:
    return client.get(f"/en/search/?q=letter&{query}").content.decode()


def test_the_page_says_how_it_read_the_years(small_desk: Desk, client):
    small_desk.publish("1", "She kept every letter.")
    small_desk.drain()
    html = html_of(client, "when=1994/2005")
    assert 'value="1994 to 2005"' in html
    assert '<a href="?q=letter">1994 to 2005' in html
    assert "when=1994-2005" in html_of(client, "when=1994/2005&language=en")
    assert 'name="from" value="1990"' in html_of(client, "from=1990")


def test_the_page_says_that_it_could_not_read_them_and_leaves_nothing_out(small_desk, client):
    small_desk.publish("1", "She kept every letter.")
    small_desk.drain()
    html = html_of(client, "when=long%20%3Cb%3Eago")
    assert "“long &lt;b&gt;ago” could not be read as a year" in html
    assert 'aria-invalid="true"' in html
    assert "RB-1" in html
