"""The outbox: nothing is lost, nothing comes back, and what was taken down stays hidden."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from search.generations import place
from search.outbox.drain import outbox_run_one
from search.outbox.lease import WriterBusy, writer_lease
from search.outbox.models import OutboxEntry, WriterLease
from search.outbox.services import outbox_index, outbox_remove
from search.query import is_gone

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def engine_down(settings):
    """The installation's engine does not answer."""

    def down() -> None:
        settings.ELASTICSEARCH_URL = NOBODY

    def up() -> None:
        settings.ELASTICSEARCH_URL = ""

    down.up = up
    return down


def test_an_entry_is_written_with_the_change_or_not_at_all(small_desk):
    def change() -> None:
        with transaction.atomic():
            small_desk.publish("1", "a letter")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert not OutboxEntry.objects.exists()


def test_versions_grow(small_desk):
    assert small_desk.publish("1", "a letter").pk < small_desk.withdraw("1").pk


def test_what_is_sealed_is_never_indexed(db, now):
    with pytest.raises(ValueError, match="sealed"):
        outbox_index(kind="leaflet", record="1", audience="sealed", at=now)


def test_nothing_waits_then_there_is_nothing_to_do(small_desk):
    assert outbox_run_one("worker") is False


def test_entries_are_told_in_order(small_desk):
    small_desk.publish("1", "the first words")
    small_desk.withdraw("1")
    small_desk.publish("1", "the last words")
    small_desk.drain()
    assert small_desk.found("last") == ["RB-1"]
    assert small_desk.found("first") == []
    assert not OutboxEntry.objects.filter(done_at__isnull=True).exists()


def test_an_entry_that_comes_late_indexes_what_is_open_now(small_desk):
    small_desk.publish("1", "a letter")
    small_desk.kind.leaflets["1"].open = False
    small_desk.drain()
    assert small_desk.found("letter") == []
    assert is_gone("leaflet", "1", "public")


def test_a_passage_for_researchers_never_lands_in_the_public_index(small_desk, now):
    small_desk.kind.put("1", "a letter", audience="research")
    outbox_index(kind="leaflet", record="1", audience="public", at=now)
    small_desk.drain()
    assert is_gone("leaflet", "1", "public")
    assert small_desk.found("letter") == []


def test_a_withdrawn_record_is_hidden_before_the_worker_knows(small_desk):
    small_desk.publish("1", "a letter", place="Lower Wharf")
    small_desk.publish("2", "a letter", place="Ferry Road")
    small_desk.drain()
    small_desk.withdraw("1")
    results = small_desk.search("letter")
    assert [group.reference for group in results.groups] == ["RB-2"]
    assert (results.passages, results.total) == (1, 1)
    assert "Lower Wharf" not in str(results.facets)


def test_what_the_database_has_closed_is_hidden_without_an_entry(small_desk):
    """What was agreed may run out at any second; the index hears of it later."""
    small_desk.publish("1", "a letter", place="Lower Wharf")
    small_desk.publish("2", "a letter", place="Ferry Road")
    small_desk.drain()
    small_desk.kind.leaflets["1"].open = False
    results = small_desk.search("letter")
    assert [group.reference for group in results.groups] == ["RB-2"]
    assert (results.passages, results.total) == (1, 1)
    assert "Lower Wharf" not in str(results.facets)


def test_the_engine_down_loses_nothing(small_desk, engine_down):
    small_desk.publish("1", "a letter")
    small_desk.publish("2", "a letter")
    small_desk.drain()
    engine_down()
    small_desk.withdraw("1")
    small_desk.publish("3", "a letter")
    small_desk.drain()
    waiting = OutboxEntry.objects.filter(done_at__isnull=True)
    assert {entry.attempts for entry in waiting} == {1}
    assert all(entry.error_code.startswith("engine_") for entry in waiting)
    assert small_desk.search("letter").down

    engine_down.up()
    results = small_desk.search("letter")
    assert [group.reference for group in results.groups] == ["RB-2"], "still hidden, not yet told"
    assert results.behind
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        small_desk.drain()
    assert small_desk.found("letter") == ["RB-2", "RB-3"]
    assert is_gone("leaflet", "1", "public")
    assert not small_desk.search("letter").behind


def test_attempts_come_further_and_further_apart(small_desk, engine_down):
    small_desk.publish("1", "a letter")
    small_desk.drain()
    engine_down()
    small_desk.publish("1", "another letter")
    waits = []
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(12):
            assert outbox_run_one("worker")
            assert not outbox_run_one("worker"), "not again at once"
            entry = OutboxEntry.objects.get(done_at__isnull=True)
            waits.append(entry.not_before - timezone.now())
            clock.move_to(entry.not_before)
    assert waits[:3] == [timedelta(seconds=n) for n in (10, 20, 40)]
    assert waits[-1] == timedelta(minutes=10)


def test_one_record_that_fails_stops_no_other(small_desk):
    small_desk.publish("1", "a letter")
    small_desk.drain()
    small_desk.kind.broken.add("1")
    small_desk.publish("1", "another letter")
    small_desk.publish("2", "a letter")
    small_desk.drain()
    assert small_desk.found("letter") == ["RB-2"]
    entry = OutboxEntry.objects.get(done_at__isnull=True)
    assert (entry.record, entry.error_code) == ("1", "kind_RuntimeError")
    small_desk.withdraw("1")
    small_desk.drain()
    assert OutboxEntry.objects.filter(done_at__isnull=True).count() == 2, (
        "its removal waits its turn"
    )
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        small_desk.drain()
    assert not OutboxEntry.objects.filter(done_at__isnull=True).exists()
    assert is_gone("leaflet", "1", "public")


def test_an_unknown_kind_can_still_be_removed(small_desk, now):
    outbox_remove(kind="forgotten", record="1", audience="public", at=now)
    small_desk.drain()
    assert not OutboxEntry.objects.filter(done_at__isnull=True).exists()


def test_the_site_says_behind_only_after_a_while(small_desk, now):
    small_desk.publish("1", "a letter")
    assert not small_desk.search("letter").behind
    small_desk.now = now + timedelta(minutes=1)
    assert small_desk.search("letter").behind


def test_changes_of_other_audiences_are_not_told_to_the_public(small_desk, now):
    small_desk.publish("1", "a letter", audience="research")
    small_desk.now = now + timedelta(minutes=1)
    assert not small_desk.search("letter").behind


def test_only_one_process_writes_and_the_row_says_which(small_desk):
    small_desk.publish("1", "a letter")
    with writer_lease("the first worker"):
        assert "the first worker" in WriterLease.objects.get().holder
        with pytest.raises(WriterBusy) as busy, writer_lease("the second worker"):
            pass
        assert "the first worker" in busy.value.holder
        assert outbox_run_one("the second worker") is False
    small_desk.drain()
    assert small_desk.found("letter") == ["RB-1"]


def test_a_lease_that_ran_out_is_taken_over(small_desk):
    import uuid

    WriterLease.objects.create(
        name="writer",
        holder="another-host 1 worker",
        token=uuid.uuid4(),
        until=timezone.now() - timedelta(seconds=1),
    )
    small_desk.publish("1", "a letter")
    small_desk.drain()
    assert small_desk.found("letter") == ["RB-1"]


def test_a_process_of_this_machine_that_died_holds_nothing_up(small_desk):
    import socket
    import subprocess
    import uuid

    dead = subprocess.Popen(["true"])
    dead.wait()
    WriterLease.objects.create(
        name="writer",
        holder=f"{socket.gethostname()} {dead.pid} worker",
        token=uuid.uuid4(),
        until=timezone.now() + timedelta(minutes=2),
    )
    small_desk.publish("1", "a letter")
    small_desk.drain()
    assert small_desk.found("letter") == ["RB-1"]


def test_readers_see_what_another_process_wrote(small_desk):
    """The web process has the index open; the worker commits; the row's number grows."""
    from search.asked import asked
    from search.engines.base import Ask
    from search.engines.embedded.engine import EmbeddedEngine

    small_desk.publish("1", "a letter")
    small_desk.drain()
    there = place("public")
    web = EmbeddedEngine(small_desk_root())
    ask = Ask(asked("letter").clauses)
    assert len(web.find(there.name, ask, generation=there.generation).groups) == 1
    small_desk.publish("2", "a letter")
    small_desk.drain()
    later = place("public")
    assert later.generation > there.generation
    assert len(web.find(later.name, ask, generation=later.generation).groups) == 2


def small_desk_root():
    from django.conf import settings

    return settings.SEARCH_INDEX_DIR


def test_words_of_a_removed_passage_leave_every_file_of_the_index(small_desk):
    words = ["quagmireword", "Isadora Pellworthcanary"]
    small_desk.publish("1", f"a letter of {words[1]} {words[0]}")
    small_desk.publish("2", "a letter of others")
    small_desk.drain()
    folder = small_desk_root() / place("public").name

    def held() -> str:
        return "".join(f.read_bytes().decode("latin-1") for f in folder.iterdir() if f.is_file())

    assert "quagmireword" in held()
    small_desk.withdraw("1")
    small_desk.drain()
    assert place("public").name == folder.name, "the same index, not a new one"
    for word in ("quagmireword", "Pellworthcanary", "pellworthcanari"):
        assert word not in held()
    assert small_desk.found("letter") == ["RB-2"]
