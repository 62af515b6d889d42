"""Text that cannot be what was said is flagged; what was said is not."""

import pytest

from media.transcription.doubts import Doubt, doubts, longest_repetition
from media.transcription.language import Language
from media.transcription.results import Piece, WordResult

ENGLISH = Language("en", "en", 0.98)


def piece(text: str, *, each_ms: int = 350, p: float = 0.93, **kwargs) -> Piece:
    """Text said at an ordinary pace by somebody whom the model understands well."""
    words = [
        WordResult(word, n * each_ms, n * each_ms + each_ms - 20, p)
        for n, word in enumerate(text.split())
    ]
    usual = {"loudest_dbfs": -8.0, "avg_logprob": -0.2, "no_speech": 0.05, "compression": 1.5}
    return Piece(words=words, **{**usual, **kwargs})


def flags(*pieces: Piece, end_ms: int = 60_000, language: Language = ENGLISH) -> list[list[str]]:
    return doubts(pieces, end_ms=end_ms, language=language)


def test_ordinary_speech_is_not_doubted():
    assert flags(piece("My mother wrote to the district on the fourth of February.")) == [[]]


@pytest.mark.parametrize(
    "said",
    [
        "No, no, no.",
        "We waited and we waited and we waited.",
        "They came at night. They came at night, and nobody spoke of it.",
        "Never again, never again.",
    ],
)
def test_people_repeat_themselves(said):
    assert flags(piece(said)) == [[]]


@pytest.mark.parametrize(
    "written",
    [
        "Thank you. Thank you. Thank you. Thank you. Thank you.",
        "I'm going to do a little bit of a little bit of a little bit of a little bit",
        "do do do do do do do do do",
    ],
)
def test_a_loop_is_flagged(written):
    assert flags(piece(written)) == [[Doubt.REPEATS]]


def test_text_that_packs_like_a_loop_is_flagged():
    assert flags(piece("a loop that no count of words would show", compression=4.0)) == [
        ["repeats"]
    ]


def test_text_where_nothing_can_be_heard_is_flagged():
    assert flags(piece("Thank you.", loudest_dbfs=-70.0)) == [["silence"]]
    assert flags(piece("Thank you.", no_speech=0.92)) == [["silence"]]


def test_a_quiet_voice_is_not_silence():
    assert flags(piece("I could not say it louder.", loudest_dbfs=-45.0)) == [[]]


def test_more_than_anybody_can_say_is_flagged():
    assert flags(piece("nobody says all of this within half a second", each_ms=60)) == [
        ["too_fast"]
    ]


def test_impossible_times_are_flagged():
    late = piece("said after the end of it")
    assert flags(late, end_ms=1_000) == [["times"]]
    stuck = Piece([WordResult("lamp", 0, 9_000, 0.9)], -8.0, -0.2, 0.05, 1.0)
    assert flags(stuck) == [["times"]]
    backwards = Piece([WordResult("lamp", 900, 300, 0.9)], -8.0, -0.2, 0.05, 1.0)
    assert "times" in flags(backwards)[0]


def test_improbable_words_throughout_mean_another_language():
    assert flags(piece("Hans Jacob Christoffels von", p=0.4)) == [["language"]]


def test_one_mumbled_sentence_among_clear_ones_is_not_another_language():
    clear = piece("There were two cars and one had its doors open in the rain that night.")
    assert flags(clear, piece("the Benson", p=0.3), clear) == [[], [], []]


def test_a_piece_that_the_model_itself_gives_little_is_flagged_alone():
    assert flags(piece("clear enough"), piece("it is not", avg_logprob=-1.1)) == [[], ["language"]]


def test_a_language_that_was_heard_otherwise_than_stated_puts_all_in_doubt():
    assert flags(piece("What is this"), language=Language("en", "pt", 0.97)) == [["language"]]
    assert flags(piece("What is this"), language=Language("en", "pt", 0.5)) == [[]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two three", 0),
        ("yes yes", 0),
        ("yes yes yes", 3),
        ("a b a b", 0),
        ("a b a b a b", 6),
        ("a b c a b c", 0),
        ("x a b c a b c a b c y", 9),
        ("So, so. SO!", 3),
    ],
)
def test_the_length_of_a_loop(text, words):
    assert longest_repetition(text.split()) == words
