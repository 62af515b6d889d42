"""Captions that programs other than ours can read."""

import io
from dataclasses import dataclass

import webvtt
from hypothesis import given
from hypothesis import strategies as st

from media.captions import MOST_CHARACTERS, MOST_MS, Cue, cues_cut, plain_text, srt, vtt


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int


def spoken(text: str, each_ms: int = 400) -> list[Word]:
    return [Word(w, n * each_ms, n * each_ms + each_ms - 50) for n, w in enumerate(text.split())]


def read(text: str) -> list[webvtt.Caption]:
    return list(webvtt.from_buffer(io.StringIO(text), format="vtt"))


def test_a_caption_keeps_its_times_words_and_voice():
    (cue,) = read(vtt([Cue(3_723_004, 3_725_500, "My mother wrote.", "Wren")], language="en"))
    assert (cue.start, cue.end) == ("01:02:03.004", "01:02:05.500")
    assert (cue.text, cue.voice) == ("My mother wrote.", "Wren")


def test_what_looks_like_markup_is_text():
    written = vtt([Cue(0, 900, "a <b> & --> c", "R & <B>")])
    assert "<v R &amp; &lt;B&gt;>a &lt;b&gt; &amp; --&gt; c" in written
    assert len(read(written)) == 1


def test_a_note_cannot_become_a_caption():
    written = vtt([Cue(0, 900, "Yes.")], notes=["00:00 --> 00:09\n\nInvented"])
    assert [cue.text for cue in read(written)] == ["Yes."]
    assert written.startswith("WEBVTT\n\nNOTE ")


def test_subrip_numbers_its_captions_and_names_the_speaker():
    assert srt([Cue(0, 1_500, "Yes.", "Wren"), Cue(2_000, 3_000, "No.")]) == (
        "1\n00:00:00,000 --> 00:00:01,500\nWren: Yes.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n"
    )


def test_subrip_is_read_by_another_program():
    written = srt([Cue(0, 1_500, "It said --> nothing."), Cue(2_000, 3_000, "No.")])
    captions = list(webvtt.from_buffer(io.StringIO(written), format="srt"))
    assert [caption.start for caption in captions] == ["00:00:00.000", "00:00:02.000"]


def test_plain_text_is_a_paragraph_for_each_turn():
    cues = [
        Cue(0, 1, "How many?", "Asker"),
        Cue(1, 2, "Sixty-one.", "Wren"),
        Cue(2, 3, "Yes.", "Wren"),
    ]
    assert plain_text(cues) == "Asker: How many?\n\nWren: Sixty-one. Yes.\n"


def test_nothing_said_is_nothing_written():
    assert (srt([]), plain_text([]), read(vtt([]))) == ("", "", [])


def test_a_caption_ends_with_the_sentence_once_it_is_half_full():
    text = "The first answer came from the district office. Nobody wrote it down."
    assert [cue.text for cue in cues_cut(spoken(text))] == [
        "The first answer came from the district office.",
        "Nobody wrote it down.",
    ]


@given(
    st.lists(
        st.tuples(st.text("abcé.<&>-", min_size=1, max_size=20), st.integers(10, 9_000)),
        max_size=60,
    )
)
def test_no_word_is_lost_and_no_caption_is_too_long(said):
    words, now = [], 0
    for text, length in said:
        words.append(Word(text, now, now + length))
        now += length
    cues = cues_cut(words, speaker="Wren")
    assert " ".join(cue.text for cue in cues) == " ".join(word.text for word in words)
    for cue in cues:
        if " " in cue.text:
            assert len(cue.text) <= MOST_CHARACTERS
            assert cue.end_ms - cue.start_ms <= MOST_MS
