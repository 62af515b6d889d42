"""Dates as people know them: as days that can be compared, and in words."""

from datetime import date

import pytest
from django.utils import translation

from archive.dates import edtf, edtf_right, interval_of

FAR = date.max
DAYS = [
    ("2024-03-14", date(2024, 3, 14), date(2024, 3, 14)),
    ("1996", date(1996, 1, 1), date(1996, 12, 31)),
    ("1996~", date(1996, 1, 1), date(1996, 12, 31)),
    ("1996?", date(1996, 1, 1), date(1996, 12, 31)),
    ("1996-02", date(1996, 2, 1), date(1996, 2, 29)),
    ("1996-21", date(1996, 3, 1), date(1996, 5, 31)),
    ("1994/2005", date(1994, 1, 1), date(2005, 12, 31)),
    ("1994~/2005-06", date(1994, 1, 1), date(2005, 6, 30)),
    ("199X", date(1990, 1, 1), date(1999, 12, 31)),
    ("1996-XX", date(1996, 1, 1), date(1996, 12, 31)),
    ("1996/..", date(1996, 1, 1), FAR),
    ("../1996", date.min, date(1996, 12, 31)),
    ("1996/", date(1996, 1, 1), date(1996, 12, 31)),
    ("/1996", date(1996, 1, 1), date(1996, 12, 31)),
    ("-0044", date.min, date.min),
]


@pytest.mark.parametrize(("value", "first", "last"), DAYS)
def test_a_date_stands_for_the_days_that_it_may_have_been(value, first, last):
    found = interval_of(value)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("value", ["", "XXXX", "XXXX-XX", "a while ago", "2005/1994", "/", "../.."])
def test_what_is_not_known_has_no_days(value):
    assert interval_of(value) is None


WORDS = [
    ("1996?", "perhaps 1996"),
    ("1996%", "about 1996"),
    ("199X", "the 1990s"),
    ("19XX", "1900 to 1999"),
    ("1996-XX", "1996"),
    ("XXXX", "not known"),
    ("1996/..", "1996 or later"),
    ("../1996-07", "July 1996 or earlier"),
    ("1996/", "from 1996, end not known"),
    ("/1996", "until 1996, beginning not known"),
    ("1994~/2005", "about 1994 to 2005"),
    ("", ""),
]


@pytest.mark.parametrize(("value", "words"), WORDS)
def test_it_is_said_as_far_as_it_is_known(value, words):
    assert edtf(value) == words


def test_it_is_said_in_the_language_of_the_page():
    with translation.override("es"):
        assert edtf("2024-03-14") != "14 March 2024"


# The first of these are taken by the parser, which then fails to tell their days; on the last it
# fails with errors that are not its own.
HALF_RIGHT = ["1900-02-29", "2023-01-3X", "2023-1X", "202X-0X", "3723-X37-/", "..//", "0863-X0"]


@pytest.mark.parametrize("value", HALF_RIGHT)
def test_what_no_days_can_be_told_of_is_no_date(value):
    assert edtf_right(value) is False
    assert interval_of(value) is None
    assert isinstance(edtf(value), str)


@pytest.mark.parametrize(
    ("value", "right"),
    [
        *((value, True) for value, _first, _last in DAYS),
        *((value, True) for value in ("1996%", "19XX", "XXXX", "XXXX-12-25")),
        ("1996-14", False),
    ],
)
def test_what_is_edtf_is_told_from_what_is_not(value, right):
    assert edtf_right(value) is right
