"""A stretch of an edition as a quotation: what it holds, and when two of them are the same."""

import pytest

from archive.edition.quoting import (
    Place,
    Quotation,
    place_between,
    place_whole,
    places_again,
    quotation_at,
    times_between,
)
from archive.edition.selectors import turns_marked
from archive.edition.word_times import text_of, words_of
from tests.commission.findings.accounts import account

pytestmark = pytest.mark.django_db

ANSWER = "Sixty-one. Nobody wrote it down. So it had not happened."
SAID = [
    ("Statement taker", "How many letters were there?"),
    ("Wren", ANSWER),
]


def quoted(edition, *, turn=1, words="Nobody wrote it down.", last=None) -> Quotation | None:
    """The quotation of these words, or of what stands at these characters."""
    rows = list(edition.turns.all())
    text = text_of(rows[turn])
    begin = text.index(words)
    place = Place(turn, begin, last or turn, begin + len(words))
    return quotation_at(edition, place, rows)


def test_words_are_quoted_as_they_stand():
    found = quoted(account())
    assert found is not None
    assert (found.text, found.speaker, found.asks) == ("Nobody wrote it down.", "Wren", False)
    assert found.note == ""
    assert found.removed == 0


def test_a_mark_of_a_removal_stands_in_a_quotation_whole():
    edition = account()
    rows = list(edition.turns.all())
    found = quotation_at(edition, Place(2, 17, 2, 30), rows)
    assert found is not None
    assert list(found.parts) == [{"text": "came from"}, {"cut": "PRIV"}]
    assert found.removed == 1
    assert "PRIV" in found.text


def test_words_put_in_place_of_others_stand_whole_and_are_not_the_same_as_said():
    said, put = account([("Wren", "It was Ash who came.")]), account([("Wren", "It was Ash.")])
    put.turns.update(
        parts=[{"text": "It was"}, {"text": "Ash", "put": "PRIV"}, {"text": "who came."}]
    )
    whole = [
        quotation_at(one, Place(0, 0, 0, len("It was Ash who came.")), list(one.turns.all()))
        for one in (said, put)
    ]
    assert whole[0] is not None
    assert whole[1] is not None
    assert whole[0].text == whole[1].text
    assert whole[0].hash != whole[1].hash
    inside = quotation_at(put, Place(0, 8, 0, 9), list(put.turns.all()))
    assert inside is not None
    assert inside.text == "Ash"


@pytest.mark.parametrize(
    "place",
    [
        Place(9, 0, 9, 4),  # no such turn
        Place(2, 0, 9, 4),  # only its first turn is there
        Place(2, 0, 1, 4),  # it ends before it begins
        Place(1, 5, 1, 5),  # nothing
        Place(1, 900, 1, 999),  # beyond the text
        Place(2, 27, 2, 33),  # only a removal
    ],
)
def test_where_there_are_no_words_there_is_no_quotation(place):
    edition = account()
    assert quotation_at(edition, place, list(edition.turns.all())) is None


def test_the_same_words_have_the_same_hash_however_they_are_cut_into_turns():
    one = account([("Wren", "Nobody wrote it down. So it had not happened.")])
    two = account([("Wren", "Nobody wrote it down."), ("Wren", "So it had not happened.")])
    whole = quotation_at(one, Place(0, 0, 0, 45), list(one.turns.all()))
    split = quotation_at(two, Place(0, 0, 1, 23), list(two.turns.all()))
    assert whole is not None
    assert split is not None
    assert whole.hash == split.hash


@pytest.mark.parametrize(
    "other",
    [
        [("Wren", "Nobody wrote it up.")],
        [("Wren", "Nobody wrote | PRIV | down.")],
        [("Statement taker", "Nobody wrote it down.")],
    ],
    ids=["another word", "a removal", "said by the one who asks"],
)
def test_what_reads_differently_has_another_hash(other):
    first, second = account([("Wren", "Nobody wrote it down.")]), account(other)
    hashes = [
        quotation_at(one, Place(0, 0, 0, 99), list(one.turns.all())).hash for one in (first, second)
    ]
    assert hashes[0] != hashes[1]


def test_a_quotation_brings_the_note_that_it_stands_behind():
    edition = account(
        content_ranges=[{"start_ms": 0, "end_ms": 60_000, "note": "force against a person"}]
    )
    found = quoted(edition)
    assert found is not None
    assert found.note == "force against a person"


def test_a_turn_that_was_read_alone_knows_its_id_on_the_page():
    edition = account(duration_ms=0)
    alone = list(turns_marked().filter(edition=edition, position=1))
    found = quotation_at(edition, Place(1, 0, 1, 10), alone)
    assert found is not None
    assert found.anchor == "t0-1"
    every = quotation_at(edition, Place(1, 0, 1, 10), list(edition.turns.all()))
    assert every is not None
    assert every.anchor == "t0-1"


def test_a_place_is_found_by_the_times_of_its_words_and_told_by_them():
    edition = account()
    rows, words = list(edition.turns.all()), words_of(edition)
    begin, end = times_between(rows, words, Place(1, 11, 1, 32))
    assert text_of(rows[1])[11:32] == "Nobody wrote it down."
    assert place_between(rows, words, begin, end) == Place(1, 11, 1, 32)


def test_where_words_have_no_times_the_whole_turn_is_meant():
    edition = account(timed=False)
    rows = list(edition.turns.all())
    assert times_between(rows, {}, Place(1, 11, 1, 32)) == (rows[1].start_ms, rows[1].end_ms)
    assert place_between(rows, {}, rows[1].start_ms, rows[1].end_ms) == Place(1, 0, 1, len(ANSWER))


def test_a_place_grows_to_whole_words_and_marks():
    rows = list(account().turns.all())
    assert place_whole(rows, Place(1, 13, 1, 20)) == Place(1, 11, 1, 23)
    mark = text_of(rows[2]).index("⟦")
    grown = place_whole(rows, Place(2, mark + 2, 2, mark + 3))
    assert text_of(rows[2])[grown.from_char : grown.to_char] == "⟦PRIV⟧"
    with pytest.raises(ValueError, match="no such turn"):
        place_whole(rows, Place(7, 0, 7, 1))


def again(old, new, place):
    """The quotation with the same hash in another edition, as evidence looks for it."""
    rows, words = list(old.turns.all()), words_of(old)
    before = quotation_at(old, place, rows)
    assert before is not None
    begin, end = times_between(rows, words, place) if old.duration_ms else (0, 0)
    turns = list(new.turns.all())
    for one in places_again(turns, words_of(new), place=place, start_ms=begin, end_ms=end):
        found = quotation_at(new, one, turns)
        if found is not None and found.hash == before.hash:
            return found
    return None


def test_words_are_found_again_beside_a_new_removal():
    old = account([("Wren", "Then he came. Nobody wrote it down. I went home.")])
    new = account([("Wren", "Then he | PRIV | Nobody wrote it down. | PRIV | went home.")])
    found = again(old, new, Place(0, 14, 0, 35))
    assert found is not None
    assert found.text == "Nobody wrote it down."


@pytest.mark.parametrize("timed", [True, False])
def test_words_are_found_again_in_turns_that_are_cut_otherwise(timed):
    old = account()
    new = account(
        [
            ("Statement taker", "How many letters were there?"),
            ("Wren", "Sixty-one."),
            ("Wren", "Nobody wrote it down. So it had not happened."),
        ],
        timed=timed,
    )
    found = again(old, new, Place(1, 11, 1, 32))
    assert found is not None
    assert found.place == Place(2, 0, 2, 21)


def test_words_of_a_written_statement_are_found_again_without_any_time():
    old = account(duration_ms=0)
    new = account([("Wren", "A word before."), *[(who, text) for who, text in SAID]], duration_ms=0)
    found = again(old, new, Place(1, 11, 1, 32))
    assert found is not None
    assert found.place.first_turn == 2


def test_words_that_read_differently_are_not_found_again():
    new = account([("Wren", "Sixty-one. Nobody put it down. So it had not happened.")])
    assert again(account(), new, Place(1, 11, 1, 32)) is None
