"""Kinds register themselves; readers are told apart by whoever knows."""

from datetime import UTC, datetime

import pytest

from media.audience import Audience
from media.runners import runners
from search import readers
from search.kinds import CUT, cut, kind_named, kinds
from search.outbox.drain import outbox_run_one


def test_a_kind_is_found_by_its_name(leaflets):
    assert kind_named("leaflet") is leaflets
    assert leaflets in kinds()
    assert kind_named("nothing") is None


def test_a_removed_place_holds_its_reason_only():
    assert CUT.fullmatch(cut("PRIV")).group(1) == "PRIV"


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
