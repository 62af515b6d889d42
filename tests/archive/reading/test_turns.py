"""The text as a page shows it, without a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.edition.models import EditionTurn
from archive.reading.turns import Span, said, stretches, turns_of
from archive.reading.wave import path_of
from archive.reading.wording import clock, edtf, iso_duration, length, seconds


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1864", Span(1_864_000)),
        ("1864,1921", Span(1_864_000, 1_921_000)),
        ("1.25,2", Span(1250, 2000)),
        ("5,3", Span(5000)),
        ("0", Span(0)),
        (None, None),
        ("", None),
        ("abc", None),
        ("-1", None),
        ("1,2,3", None),
        ("inf", None),
        ("nan", None),
        ("1e9999", None),
    ],
)
def test_a_time_in_an_address_is_read_or_passed_over(text, span):
    assert Span.read(text) == span


@given(st.text(max_size=40))
def test_nothing_in_an_address_breaks_the_page(text):
    span = Span.read(text)
    assert span is None or span.start_ms >= 0


@given(st.integers(0, 10**8), st.integers(1, 10**7))
def test_a_span_written_into_an_address_is_read_back(start, more):
    span = Span(start, start + more)
    assert Span.read(str(span)) == span


def test_words_are_escaped_and_removals_have_one_length():
    html = said([{"text": "<img onerror=x>"}, {"cut": "PRIV"}, {"text": ", she said"}])
    assert "<img" not in html
    assert "&lt;img" in html
    assert "</a>, she said" in html
    one, other = said([{"cut": "PRIV"}]), said([{"cut": "ANON"}])
    assert 'class="cut"' in one
    assert "style" not in one + other


def test_a_code_that_is_not_ours_is_escaped_too():
    assert "<b>" not in said([{"cut": "<b>"}])


def test_words_put_in_place_of_others_are_told_apart():
    html = said([{"text": "a"}, {"text": "an officer", "put": "PRIV"}])
    assert 'class="put"' in html
    assert "Put here in place of other words: Personal information. Reason PRIV." in html


def turn(n, start, end, speaker="Wren", parts=None):
    return EditionTurn(
        position=n, start_ms=start, end_ms=end, speaker=speaker, parts=parts or [{"text": "words"}]
    )


def test_a_speaker_is_named_when_it_changes():
    rows = [turn(0, 0, 9), turn(1, 10, 19), turn(2, 20, 29, "Asker"), turn(3, 30, 39)]
    assert [t.speaker for t in turns_of(rows, span=None)] == ["Wren", "", "Asker", "Wren"]


def test_a_stretch_without_words_is_a_box_with_its_length():
    shown = turns_of([turn(0, 0, 78_000, parts=[{"cut": "MED"}])], span=None)[0]
    assert shown.gone.startswith("1 min 18 s removed from the words and the sound.")


def test_turns_within_a_note_are_folded_together_and_lead_past_it():
    rows = turns_of([turn(n, n * 10, n * 10 + 9) for n in range(6)], span=None)
    folded = stretches(rows, [{"start_ms": 15, "end_ms": 38, "note": "force"}])
    assert [len(group.turns) for group in folded] == [1, 3, 2]
    assert [group.note for group in folded] == ["", "force", ""]
    assert folded[1].past is rows[4]
    assert folded[0].past is None


def test_two_notes_beside_each_other_stay_two():
    rows = turns_of([turn(n, n * 10, n * 10 + 9) for n in range(4)], span=None)
    notes = [
        {"start_ms": 10, "end_ms": 19, "note": "force"},
        {"start_ms": 20, "end_ms": 29, "note": "a death"},
    ]
    assert [group.note for group in stretches(rows, notes)] == ["", "force", "a death", ""]


@given(st.lists(st.integers(0, 100), max_size=3000), st.integers(1, 300))
def test_the_shape_of_a_voice_stays_in_its_box(peaks, bars):
    path = path_of(peaks, bars=bars)
    assert path == "" or path.count("M") == bars
    tops = [int(piece.split("V")[0].split()[1]) for piece in path.split("M")[1:]]
    assert all(5 <= top <= 49 for top in tops)


def test_times_and_lengths_are_said_as_people_say_them():
    assert [clock(ms) for ms in (0, 1_864_000, 3_978_999)] == ["0:00", "31:04", "1:06:18"]
    assert [iso_duration(ms) for ms in (0, 1_864_000)] == ["PT0S", "PT31M4S"]
    assert [seconds(ms) for ms in (1_864_000, 1250, 100)] == ["1864", "1.25", "0.1"]
    assert [length(ms) for ms in (19_000, 78_000, 180_000, 4_328_000, 3_600_000)] == [
        "19 s",
        "1 min 18 s",
        "3 min",
        "1 hr 12 min",
        "1 hr",
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-03-14", "14 March 2024"),
        ("2024-03", "March 2024"),
        ("1996", "1996"),
        ("1996~", "about 1996"),
        ("1996-24", "winter 1996"),
        ("1996-21~", "about spring 1996"),
        ("1996/1998", "1996 to 1998"),
        ("2024-02-31", "2024-02-31"),
        ("1996-13", "1996-13"),
        ("a while ago", "a while ago"),
        ("", ""),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(value, words):
    assert edtf(value) == words
