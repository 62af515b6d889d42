"""Kinds register themselves; readers are told apart by whoever knows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from media.audience import Audience
from media.runners import runners
from search import readers
from search.kinds import CUT, cut, kind_named, kinds
from search.outbox.drain import outbox_run_one
from tests.search.kind import Leaflet


def test_a_kind_is_found_by_its_name(leaflets):
    assert kind_named("leaflet") is leaflets
    assert leaflets in kinds()
    assert kind_named("nothing") is None


def test_a_removed_place_holds_its_reason_only():
    assert CUT.fullmatch(cut("PRIV")).group(1) == "PRIV"


def test_a_passage_knows_when_each_of_its_words_was_said():
    [told] = Leaflet("1", [("Wren", "She kept every letter.")], word_ms=500).passages()
    assert [told.said_at(n) for n in (0, 3, 4, 8, 9, 15, 21)] == [0, 0, 500, 500, 1000, 1500, 1500]
    assert told.said_at(None) == 0


def test_what_is_said_before_the_first_time_is_said_when_the_passage_begins():
    _, told = Leaflet("1", [("", ""), ("Wren", f"{cut('PRIV')} came")], word_ms=500).passages()
    assert (told.said_at(2), told.said_at(7)) == (10_000, 10_500)
    assert replace(told, times=()).said_at(7) == 10_000


def test_what_was_not_recorded_has_no_time():
    [told] = Leaflet("1", [("Wren", "a letter")], word_ms=500).passages()
    assert replace(told, start_ms=None).said_at(2) is None


def test_a_passage_knows_in_which_row_of_its_page_its_words_stand():
    [told] = Leaflet("1", [("Wren", "She kept it.\nEvery letter.")]).passages()
    told = replace(told, anchors=((0, "t0"), (13, "t900")))
    assert [told.anchor_of(n) for n in (None, 0, 12, 13, 20)] == ["t0", "t0", "t0", "t900", "t900"]
    assert replace(told, anchors=()).anchor_of(3) == ""


@pytest.fixture
def nobody_says(monkeypatch):
    monkeypatch.setattr(readers, "_asked", [])


def test_everybody_is_the_public(nobody_says):
    at = datetime(2026, 5, 12, tzinfo=UTC)
    assert readers.audiences_of(None, at=at) == {Audience.PUBLIC}
    readers.audiences_register(lambda user, *, at: frozenset({Audience.RESEARCH}))
    assert readers.audiences_of(None, at=at) == {Audience.PUBLIC, Audience.RESEARCH}


def test_the_worker_drains_the_outbox():
    assert [runner.run_one for runner in runners(["search"])] == [outbox_run_one]
