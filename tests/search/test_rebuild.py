"""The index can be made anew from the database, and is told apart from a wrong one."""

import io
import random
from dataclasses import replace

import pytest
from django.core.management import call_command

from search.engines.base import Stored
from search.generations import place
from search.outbox.lease import WriterBusy, writer_lease
from search.rebuild import index_rebuild


def check() -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("check_index", stdout=out)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue()
    return 0, out.getvalue()


def rebuild() -> str:
    out = io.StringIO()
    call_command("rebuild_index", stdout=out, verbosity=0)
    return out.getvalue()


def corrupt(runs, audience: str, change) -> None:
    """Make a new index out of the old one's passages, as `change` would have them."""
    from search.generations import generation_swap, new_name

    there = place(audience)
    wrong = change(list(runs.stored(there.name)))
    from datetime import UTC, datetime

    at = datetime(2026, 5, 12, tzinfo=UTC)
    name = new_name(audience, at=at)
    runs.create(name)
    runs.load(name, wrong)
    generation_swap(audience=audience, name=name, at=at)


@pytest.fixture
def filled(desk):
    """Sixty records of three passages each, some for researchers, told one by one."""
    for n in range(60):
        audience = "research" if n % 10 == 0 else "public"
        said = ("a letter", f"ferry number {n}", "the end")
        desk.publish(f"{n:02}", *said, audience=audience, word_ms=400)
    desk.drain()
    return desk


def test_what_the_outbox_made_is_exactly_what_it_should_be(filled):
    code, said = check()
    assert code == 0, said
    assert "public: 162 passages compared, 0 missing, 0 extra, 0 stale; 0 changes wait." in said
    assert "research: 18 passages compared" in said


def test_a_rebuilt_index_is_the_same(filled, runs):
    before = {s.passage.id: (s.version, s.passage) for s in runs.stored(place("public").name)}
    old = place("public").name
    said = rebuild()
    assert "public: 162 passages of 54 records." in said
    assert place("public").name != old
    assert old not in runs.names()
    after = {s.passage.id: (s.version, s.passage) for s in runs.stored(place("public").name)}
    assert after == before
    assert check()[0] == 0
    assert filled.search("letter").total == 54


def test_fifty_random_corruptions_are_all_found_and_repaired(filled, runs):
    dice = random.Random(7)
    ids: dict[str, set[str]] = {"missing": set(), "stale": set(), "extra": set()}

    def change(stored: list[Stored]) -> list[Stored]:
        dice.shuffle(stored)
        lost, old, other, kept = stored[:15], stored[15:25], stored[25:35], stored[35:]
        ids["missing"] = {s.passage.id for s in lost}
        ids["stale"] = {s.passage.id for s in (*old, *other)}
        extra = [
            Stored(replace(s.passage, id=f"leaflet:ghost:{n}", record="ghost"), s.version)
            for n, s in enumerate(kept[:15])
        ]
        ids["extra"] = {s.passage.id for s in extra}
        return [
            *kept,
            *extra,
            *(Stored(s.passage, s.version + 7) for s in old),
            *(Stored(replace(s.passage, text="changed"), s.version) for s in other),
        ]

    corrupt(runs, "public", change)
    code, said = check()
    assert code == 1
    told = {tuple(line.split()[1:3]) for line in said.splitlines() if ":" in line.split()[-1]}
    for what, expected in ids.items():
        assert {one for kind, one in told if kind == what} == expected
    assert sum(len(found) for found in ids.values()) == 50

    rebuild()
    assert check()[0] == 0


def test_a_wrong_time_of_a_word_is_a_difference(filled, runs):
    def change(stored: list[Stored]) -> list[Stored]:
        first, *others = sorted(stored, key=lambda one: one.passage.id)
        (offset, ms), *rest = first.passage.times
        moved = replace(first.passage, times=((offset, ms + 1), *rest))
        return [Stored(moved, first.version), *others]

    corrupt(runs, "public", change)
    code, said = check()
    assert (code, "stale leaflet:01:0" in said, "1 stale" in said) == (1, True, True)


def test_a_ghost_in_the_index_is_never_shown(filled, runs):
    def change(stored: list[Stored]) -> list[Stored]:
        ghost = replace(
            stored[0].passage, id="leaflet:ghost:0", record="ghost", group="RB-GHOST", text="ghost"
        )
        return [*stored, Stored(ghost, 1)]

    corrupt(runs, "public", change)
    results = filled.search("ghost")
    assert (results.total, results.passages, results.groups) == (0, 0, [])


def test_a_change_while_the_index_is_being_made_is_not_lost(filled, runs, now):
    """In the middle of the rebuild one record is withdrawn, one changed and one added."""

    def meanwhile(done: int, of: int) -> None:
        if done == 30:
            filled.withdraw("01")
            filled.publish("02", "quite other words")
            filled.publish("new", "a letter that came meanwhile")
            filled.drain()
        if done == 31:
            filled.publish("late", "a letter that nobody was told of yet")

    index_rebuild(audience="public", worker="test", at=now, progress=meanwhile)
    assert filled.found("meanwhile") == ["RB-new"]
    assert filled.found('"other words"') == ["RB-02"]
    assert filled.search("01").total == 0
    filled.drain()
    assert filled.found("nobody") == ["RB-late"]
    code, said = check()
    assert code == 0, said


def test_a_rebuild_that_fails_leaves_the_old_index(filled, runs, now):
    old = place("public")
    filled.kind.broken.add("31")
    with pytest.raises(RuntimeError):
        index_rebuild(audience="public", worker="test", at=now)
    filled.kind.broken.clear()
    with writer_lease("somebody else"), pytest.raises(WriterBusy):
        index_rebuild(audience="public", worker="test", at=now)
    assert place("public") == old
    assert [n for n in runs.names() if "public" in n] == [old.name], "nothing half made is left"
    assert filled.search("letter").total == 54


def test_an_index_that_is_lost_is_made_anew_by_the_worker(filled, runs):
    runs.drop(place("public").name)
    assert filled.search("letter").down
    filled.publish("x", "a letter")
    filled.drain()
    assert filled.search("letter").total == 55
    assert check()[0] == 0


def test_an_entry_that_waits_is_a_difference_until_it_is_told(filled):
    filled.publish("x", "a letter")
    code, said = check()
    assert (code, "missing leaflet:x:0" in said, "1 changes wait" in said) == (1, True, True)
    filled.drain()
    assert check()[0] == 0
