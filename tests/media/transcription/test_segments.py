"""Pieces of recognised speech become segments that a person can read and cite."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.transcription.results import (
    Piece,
    SegmentResult,
    WordResult,
    segments_from_json,
    segments_to_json,
)
from media.transcription.segments import (
    BREATH_MS,
    GOOD_WORDS,
    MOST_WORDS,
    PAUSE_MS,
    segments_cut,
)
from tests.environment import ROOT

READINGS = ROOT / "commission" / "demo" / "readings"


def piece(text: str, start: int = 0) -> Piece:
    words = [
        WordResult(w, start + n * 400, start + n * 400 + 380, 0.9)
        for n, w in enumerate(text.split())
    ]
    return Piece(words, -8.0, -0.2, 0.05, 1.5)


def texts(*pieces: tuple[Piece, list[str]]) -> list[str]:
    return [segment.text for segment in segments_cut(list(pieces))]


def test_short_sentences_stand_together():
    first, second = piece("There were two cars."), piece("One was open.", 1_700)
    assert texts((first, []), (second, [])) == ["There were two cars. One was open."]


def test_a_pause_begins_a_new_segment():
    later = piece("One was open.", 1_580 + PAUSE_MS)
    assert len(texts((piece("There were two cars."), []), (later, []))) == 2


def test_a_segment_ends_with_a_sentence_once_it_is_long_enough():
    long = " ".join(["word"] * (GOOD_WORDS + 3)) + " end. Then more."
    assert [text.split()[-1] for text in texts((piece(long), []))] == ["end.", "more."]


@pytest.mark.parametrize("mark", [",", ";", ":", "—", ',"', ",”", ".»", "،", "，"])
def test_a_long_sentence_is_cut_where_a_phrase_ends(mark):
    long = " ".join(["word"] * (GOOD_WORDS + 3)) + f" here{mark} and on"
    assert [text.split()[-1] for text in texts((piece(long), []))] == [f"here{mark}", "on"]


def test_a_phrase_that_ends_early_stays_with_the_next_one():
    early = "we went, " + " ".join(["word"] * (GOOD_WORDS - 3)) + " on"
    assert texts((piece(early), [])) == [early]


def test_a_long_sentence_is_cut_where_somebody_takes_breath_and_not_between_two_words():
    said = piece(" ".join(["word"] * (GOOD_WORDS + 6))).words
    breath = GOOD_WORDS + 4
    words = [
        replace(word, start=word.start + late, end=word.end + late)
        for n, word in enumerate(said)
        # The words lie 20 ms apart; the first of these pauses stays just short of a breath.
        for late in [(BREATH_MS - 21) * (n > GOOD_WORDS) + (BREATH_MS - 20) * (n >= breath)]
    ]
    segments = segments_cut([(Piece(words, -8.0, -0.2, 0.05, 1.5), [])])
    assert [len(segment.words) for segment in segments] == [breath, 2]


def test_short_speech_is_not_cut_at_a_breath():
    later = piece("and one was open.", 1_580 + BREATH_MS)
    assert len(texts((piece("There were two cars"), []), (later, []))) == 1


def test_the_readings_of_the_demonstration_become_segments_that_can_be_read():
    """Sentences of Morris and Alarcón run to 60 words; nobody follows such a block of text."""
    for reading in sorted(READINGS.glob("*.json")):
        words = [
            WordResult(word["text"], word["start"], word["end"], 1.0)
            for segment in json.loads(reading.read_text(encoding="utf-8"))
            for word in segment["words"]
        ]
        segments = segments_cut([(Piece(words, -8.0, -0.2, 0.05, 1.5), [])])
        assert max(len(segment.words) for segment in segments) <= 45, reading.name
        assert max(segment.end_ms - segment.start_ms for segment in segments) < 20_000


def test_speech_without_any_mark_is_cut_all_the_same():
    assert [len(text.split()) for text in texts((piece(" ".join(["on"] * 150)), []))] == [
        60,
        60,
        30,
    ]


def test_doubtful_text_is_never_joined_with_sound_text():
    sound, loop = piece("I went."), piece("Thank you. Thank you.", 800)
    segments = segments_cut([(sound, []), (loop, ["repeats"]), (piece("So.", 2_500), [])])
    assert [segment.flags for segment in segments] == [[], ["repeats"], []]


def test_nothing_recognised_gives_no_segment():
    assert segments_cut([]) == []


def test_what_is_stored_is_what_comes_back():
    segments = segments_cut([(piece("I went."), ["silence"])])
    assert segments_from_json(segments_to_json(segments)) == segments
    assert isinstance(segments[0], SegmentResult)


@given(st.lists(st.tuples(st.integers(1, 90), st.sampled_from([(), ("repeats",)])), max_size=8))
def test_no_word_is_lost_doubled_or_moved(lengths):
    pieces, start = [], 0
    for count, doubted in lengths:
        pieces.append((piece("so. " * count, start), list(doubted)))
        start += count * 400
    words = [word for p, _flags in pieces for word in p.words]
    segments = segments_cut(pieces)
    assert [word for segment in segments for word in segment.words] == words
    assert all(len(segment.words) <= MOST_WORDS for segment in segments)
