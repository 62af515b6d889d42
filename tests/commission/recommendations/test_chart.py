"""Every recommendation, read three times, as a drawing and as numbers."""

from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from commission.recommendations.public.chart import chart_of
from commission.recommendations.public.drawing import Column

FULL = ("completed", "underway", "not_started")
STATUSES = ["not_started", "proposed", "underway", "completed", "stalled", "superseded", None]


def columns(count, says=None):
    return [
        Column(number, says or (STATUSES[number % 7], STATUSES[number % 5], STATUSES[number % 3]))
        for number in range(1, count + 1)
    ]


def boxes(row) -> int:
    """How many boxes a row draws: each has one outline."""
    paths = dict(row.strokes.paths)
    return sum(paths.get(name, "").count("z") for name in ("cell", "stall", "none"))


def svgs(chart) -> list[ElementTree.Element]:
    html = render_to_string("recommendations/_chart.html", {"chart": chart, "chart_id": "c"})
    inside = html[html.index("<svg") : html.rindex("</svg>") + 6]
    return list(ElementTree.fromstring(f"<div>{inside}</div>"))


def test_nothing_is_drawn_of_nothing():
    assert chart_of([]) is None


@pytest.mark.parametrize("count", [1, 2, 11, 42, 60, 61, 94, 120])
def test_up_to_120_each_recommendation_has_a_box_in_each_row_of_both_drawings(count):
    chart = chart_of(columns(count))
    assert not chart.binned
    for drawing in (chart.wide, chart.narrow):
        per_voice = {}
        for row in drawing.rows:
            per_voice[row.label] = per_voice.get(row.label, 0) + boxes(row)
        assert list(per_voice.values()) == [count] * 3


@pytest.mark.parametrize("count", [1, 42, 94, 120, 121, 2_000])
def test_nothing_is_drawn_outside_of_the_drawing(count):
    import re

    chart = chart_of(columns(count))
    for drawing in (chart.wide, chart.narrow):
        for row in drawing.rows:
            for _name, path in row.strokes.paths:
                for x, y in re.findall(r"M(-?[\d.e+-]+) (-?[\d.e+-]+)", path):
                    assert 0 <= float(x) <= drawing.width
                    assert 0 <= float(y) <= drawing.height
        assert all(0 <= label.y <= drawing.height for label in drawing.labels)


@pytest.mark.parametrize("count", [121, 2_000, 100_000])
def test_more_are_counted_and_the_parts_are_as_wide_as_they_are_many(count):
    half = columns(count // 2, ("completed", None, "stalled"))
    chart = chart_of(half + columns(count - count // 2, ("underway", None, "stalled")))
    assert chart.binned
    assert [boxes(row) for row in chart.wide.rows] == [2, 1, 1]
    assert [row.done for row in chart.wide.rows] == [count // 2, 0, 0]


def test_the_table_gives_the_numbers_of_the_drawing():
    chart = chart_of(columns(420))
    assert all(sum(counts) == 420 for _label, counts in chart.table)
    assert "No view given yet" in chart.counted_labels
    assert "No longer applicable" not in chart.counted_labels
    assert chart.unseen
    assert not chart_of(columns(3, FULL)).unseen


def test_the_column_that_is_furthest_apart_stands_out_and_none_does_where_all_agree():
    rows = [*columns(3, ("underway",) * 3), Column(14, FULL)]
    chart = chart_of(rows)
    assert len(chart.wide.gaps) == 1
    assert "14" in [label.text for label in chart.wide.labels]
    assert not chart_of(columns(9, ("underway", None, "superseded"))).wide.gaps


def test_a_drawing_is_named_and_its_numbers_are_no_words_of_a_language():
    with translation.override("es"):  # where 4.5 is written 4,5
        found = svgs(chart_of(columns(94)))
    assert [svg.get("role") for svg in found] == ["img", "img"]
    ids = [svg.get("aria-labelledby").split() for svg in found]
    assert len({one for pair in ids for one in pair}) == 4
    for svg in found:
        for node in svg.iter():
            for name in ("x", "y", "width", "height"):
                assert "," not in (node.get(name) or "")
            assert "style" not in node.attrib


def test_words_of_a_language_are_escaped():
    chart = chart_of(columns(2))
    html = render_to_string("recommendations/_counts.html", {"chart": chart})
    assert "<script" not in html
