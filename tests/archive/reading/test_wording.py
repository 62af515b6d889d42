"""How times, dates and languages are said in the language of the page."""

from datetime import date

import pytest
from django.utils.translation import override

from archive.reading.wording import (
    language_in_a_sentence,
    language_name,
    printable,
    short_day_of,
)


@pytest.mark.parametrize(
    ("page", "named", "in_a_sentence"),
    [("en", "Spanish", "Spanish"), ("es", "Español", "español")],
)
def test_a_language_has_a_capital_inside_a_sentence_only_where_the_page_writes_it_so(
    page, named, in_a_sentence
):
    with override(page):
        assert language_name("es") == named
        assert language_in_a_sentence("es") == in_a_sentence


def test_a_language_that_nobody_has_named_is_told_by_its_code():
    with override("es"):
        assert language_in_a_sentence("nv") == "nv"


@pytest.mark.parametrize(("page", "said"), [("en", "2 Apr 2026"), ("es", "2 abr 2026")])
def test_the_month_of_a_day_in_the_margin_is_written_as_its_language_writes_it(page, said):
    with override(page):
        assert short_day_of(date(2026, 4, 2)) == said


def test_what_xml_cannot_hold_parts_words_still():
    assert printable("One\n\ntwo\x0bthree\x08four\ud800\uffff") == "One\n\ntwo threefour"
