"""Years in both engines: a record is found in every year that it may be from."""

import pytest

from search.generations import LAYOUT
from search.outbox.models import IndexGeneration

SPANS = {"1": (1996, None), "2": (1994, 2005), "3": (2010, 2010), "4": (None, None)}
ASKED = [
    ({"when": ["1996"]}, ["RB-1", "RB-2"]),
    ({"when": ["about 1996"]}, ["RB-1", "RB-2"]),
    ({"when": ["2000"]}, ["RB-2"]),
    ({"when": ["1990s"]}, ["RB-1", "RB-2"]),
    ({"when": ["2005-2010"]}, ["RB-2", "RB-3"]),
    ({"when": ["2010 to 2005"]}, ["RB-2", "RB-3"]),
    ({"from": ["1997"]}, ["RB-2", "RB-3"]),
    ({"to": ["1994"]}, ["RB-2"]),
    ({"from": ["1997"], "to": ["2004"]}, ["RB-2"]),
    ({"when": ["1993"]}, []),
    ({"when": ["long ago"]}, ["RB-1", "RB-2", "RB-3", "RB-4"]),
    ({}, ["RB-1", "RB-2", "RB-3", "RB-4"]),
    ({"decade": ["1990"]}, ["RB-1", "RB-2"]),
    ({"decade": ["2000"]}, ["RB-2"]),
    ({"decade": ["unknown"]}, ["RB-4"]),
]


@pytest.fixture
def dated(desk):
    for record, (first, last) in SPANS.items():
        desk.publish(record, "She kept every letter.", year=first, last_year=last)
    desk.drain()
    return desk


@pytest.mark.parametrize(("filters", "expected"), ASKED)
def test_what_may_be_of_the_years_is_found_and_counted(dated, filters, expected):
    assert dated.found("letter", **filters) == expected
    assert dated.search("letter", **filters).total == len(expected)


def test_a_span_is_counted_in_each_of_its_decades(dated):
    facets = {facet.name: facet for facet in dated.search("letter").facets}
    counted = [(one.value, one.count) for one in facets["decade"].values]
    assert counted == [("1990", 2), ("2000", 1), ("2010", 1), ("unknown", 1)]


def test_a_span_that_is_open_is_found_later_and_counted_once(desk):
    desk.publish("1", "letter", year=1996, last_year=9999)
    desk.drain()
    assert desk.found("letter", when=["2024"]) == ["RB-1"]
    facets = {facet.name: facet for facet in desk.search("letter").facets}
    assert [one.value for one in facets["decade"].values] == ["1990"]


def test_a_passage_is_found_by_words_that_are_not_shown_and_no_other_is(desk):
    desk.publish("1", "The constables came.", "Nobody else came.", found_by={1: ("Law keepers",)})
    desk.drain()
    [group] = desk.search('"law keepers"').groups
    [hit] = group.hits
    assert (hit.passage.position, group.count) == (1, 1)
    assert "Law" not in "".join(piece.text for piece in hit.pieces)
    assert desk.found("constables keepers") == [], "all words are looked for in one passage"


def test_passages_are_narrowed_by_what_they_are_about(desk):
    desk.publish("1", "letter one", "letter two", subjects={0: ("police", "letters")})
    desk.publish("2", "letter three", subjects={0: ("police",)})
    desk.publish("3", "letter four", subjects={0: ("forgotten",)})
    desk.drain()
    results = desk.search("letter")
    facets = {facet.name: facet for facet in results.facets}
    told = [(one.value, one.label, one.count) for one in facets["subject"].values]
    assert told == [("police", "Police", 2), ("letters", "Letters", 1)]
    assert desk.found("letter", subject=["police"]) == ["RB-1", "RB-2"]
    narrowed = desk.search("letter", subject=["letters"])
    assert (narrowed.passages, narrowed.total) == (1, 1)
    assert desk.found("letter", subject=["letters", "forgotten"]) == ["RB-1", "RB-3"]


def test_a_rebuilt_index_holds_what_the_drained_one_did(dated):
    before = dated.found("letter", when=["1996"])
    dated.rebuild()
    assert dated.found("letter", when=["1996"]) == before


def test_an_index_of_an_earlier_layout_is_not_read_and_is_built_anew_by_the_worker(dated, runs):
    row = IndexGeneration.objects.get(audience="public")
    old = row.name.replace(f"-l{LAYOUT}-", "-")
    runs.create(old)
    IndexGeneration.objects.filter(pk=row.pk).update(name=old)
    results = dated.search("letter")
    assert results.down
    assert not results.groups
    assert dated.drain() == 1
    assert dated.found("letter", when=["1996"]) == ["RB-1", "RB-2"]
    assert old not in runs.names()
    assert dated.drain() == 0
