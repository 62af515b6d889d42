"""Ids and times of words survive a correction."""

from hypothesis import given
from hypothesis import strategies as st

from archive.transcript.words import ids_after, words_align
from tests.factories import words

VOCABULARY = ["the", "ferry", "road", "Benson", "bend", "I", "my,", "night.", "lit"]
texts = st.lists(st.sampled_from(VOCABULARY), max_size=25)


def aligned(before: str, after: str, **kwargs):
    old = words(before, start_ms=1_000)
    return old, words_align(old, after, new_id=ids_after(old), **kwargs)


def test_an_unchanged_text_changes_nothing():
    old, new = aligned("Before, yes. My father", "Before, yes. My father")
    assert new == old


def test_a_word_written_otherwise_keeps_its_place_and_loses_the_machines_number():
    old, new = aligned("We lived on Fairy Road", "We lived on Ferry Road")
    assert [word["id"] for word in new] == [word["id"] for word in old]
    assert new[3] == {**old[3], "text": "Ferry", "p": None}
    assert new[4] == old[4]


def test_added_words_stand_in_the_gap_where_they_were_said():
    old, new = aligned("lamp one", "lamp at the one")
    assert [word["id"] for word in new] == ["w00001", "w00003", "w00004", "w00002"]
    assert old[0]["end"] <= new[1]["start"] <= new[1]["end"] <= new[2]["start"] <= new[2]["end"]
    assert new[2]["end"] <= old[1]["start"]


def test_one_word_that_becomes_two_stays_within_its_own_time():
    """Otherwise half of a name would slip out from under a redaction of it."""
    old, new = aligned("at Pelworthy then", "at Pell Worthy then")
    covered = [word for word in new if word["text"] in ("Pell", "Worthy")]
    assert [word["id"] for word in covered].count(old[1]["id"]) == 1
    assert covered[0]["start"] == old[1]["start"]
    assert covered[-1]["end"] == old[1]["end"]


def test_several_words_that_become_one_leave_it_all_their_time():
    old, new = aligned("My father what she did the boilers", "My father watched the boilers")
    assert (new[2]["start"], new[2]["end"]) == (old[2]["start"], old[4]["end"])
    assert new[3:] == old[5:]


def test_a_text_without_words_before_it_begins_at_nothing():
    assert [word["text"] for word in words_align([], "Nobody wrote")] == ["Nobody", "wrote"]


def test_new_ids_never_repeat_an_old_one():
    next_id = ids_after([{"id": "w00041"}, {"id": "n0a"}, {"id": "w00007"}])
    assert [next_id(), next_id()] == ["w00042", "w00043"]


@given(texts, texts)
def test_any_correction_gives_exactly_the_text_that_was_written(before, after):
    _old, new = aligned(" ".join(before), " ".join(after))
    assert [word["text"] for word in new] == after


@given(texts, texts)
def test_times_never_run_backwards_and_never_leave_the_segment(before, after):
    old, new = aligned(" ".join(before), " ".join(after))
    moments = [moment for word in new for moment in (word["start"], word["end"])]
    assert moments == sorted(moments)
    if old and new:
        assert old[0]["start"] <= moments[0]
        assert moments[-1] <= old[-1]["end"]


@given(texts, texts)
def test_no_id_stands_twice_and_ids_keep_their_order(before, after):
    old, new = aligned(" ".join(before), " ".join(after))
    ids = [word["id"] for word in new]
    assert len(set(ids)) == len(ids)
    known = [word["id"] for word in old]
    kept = [known.index(i) for i in ids if i in known]
    assert kept == sorted(kept)


@given(texts, st.data())
def test_words_outside_an_insertion_are_untouched(before, data):
    place = data.draw(st.integers(0, len(before)))
    added = data.draw(st.lists(st.sampled_from(["Zora", "Quay"]), min_size=1, max_size=4))
    old, new = aligned(" ".join(before), " ".join([*before[:place], *added, *before[place:]]))
    assert [word for word in new if word["text"] not in ("Zora", "Quay")] == old


@given(texts, st.data())
def test_replacing_a_stretch_never_puts_its_words_outside_its_time(before, data):
    if not before:
        return
    first = data.draw(st.integers(0, len(before) - 1))
    last = data.draw(st.integers(first + 1, len(before)))
    added = data.draw(st.lists(st.sampled_from(["Zora", "Quay"]), min_size=1, max_size=6))
    old, new = aligned(" ".join(before), " ".join([*before[:first], *added, *before[last:]]))
    for word in new:
        if word["text"] in ("Zora", "Quay"):
            assert old[first]["start"] <= word["start"] <= word["end"] <= old[last - 1]["end"]
