"""A month as a table, whatever day it begins on."""

from datetime import date

import pytest
from django.utils import translation

from commission.hearings.public.month import month_grid, month_moved, month_read

TODAY = date(2026, 11, 22)


def days(month):
    return [[cell.on.day if cell.on else 0 for cell in week] for week in month.weeks]


def test_november_2026_begins_on_the_seventh_column_and_ends_in_the_first():
    month = month_grid(date(2026, 11, 9), {}, today=TODAY)
    assert days(month)[0] == [0, 0, 0, 0, 0, 0, 1]
    assert days(month)[-1] == [30, 0, 0, 0, 0, 0, 0]
    assert [cell.on for week in month.weeks for cell in week if cell.today] == [TODAY]
    assert month.empty


def test_february_of_four_weeks_has_no_empty_place():
    assert days(month_grid(date(2027, 2, 1), {}, today=TODAY)) == [
        list(range(n, n + 7)) for n in (1, 8, 15, 22)
    ]


def test_what_is_on_a_day_stands_there_and_of_other_months_nowhere():
    things = {date(2026, 11, 19): ["day 1"], date(2026, 12, 1): ["another"]}
    month = month_grid(TODAY, things, today=TODAY)
    found = {cell.on: cell.things for week in month.weeks for cell in week if cell.things}
    assert found == {date(2026, 11, 19): ["day 1"]}


def test_it_is_named_in_the_language_of_the_page_with_monday_first():
    month = month_grid(TODAY, {}, today=TODAY)
    assert (month.name, month.value) == ("November 2026", "2026-11")
    assert month.weekdays[0] == ("Monday", "Mon")
    with translation.override("es"):
        assert month.name == "noviembre de 2026"
        assert month.weekdays[0][0] == "lunes"


@pytest.mark.parametrize(
    ("by", "moved"),
    [(1, date(2026, 12, 1)), (2, date(2027, 1, 1)), (-11, date(2025, 12, 1)), (0, None)],
)
def test_months_follow_each_other_over_the_end_of_a_year(by, moved):
    assert month_moved(TODAY, by) == (moved or date(2026, 11, 1))


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "26-11", "٢٠٢٦-١١", "2026-1", "0000-01", "9999-12", "-11"],
)
def test_an_address_that_names_no_month_is_answered_with_the_present_one(text):
    assert month_read(text, today=TODAY) == date(2026, 11, 1)


def test_an_address_names_a_month():
    assert month_read("2027-02", today=TODAY) == date(2027, 2, 1)
