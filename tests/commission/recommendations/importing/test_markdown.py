"""Recommendations out of a text that was set for print."""

import re
import unicodedata
from pathlib import Path

import pytest

from commission.recommendations.importing.numerals import label_of, roman
from commission.recommendations.importing.reading import content_read, file_read

SMALL = Path(__file__).parent / "small.md"


def read(text):
    return content_read(text.encode(), kind="markdown")


@pytest.fixture(scope="module")
def small():
    return file_read(SMALL)


def test_numbers_are_those_of_the_source(small):
    assert [entry.number for entry in small.entries] == [1, 2, 7]
    assert small.gaps() == [3, 4, 5, 6]


def test_the_heading_right_above_is_the_theme(small):
    assert [entry.themes for entry in small.entries] == [
        ("Records",),
        ("Records",),
        ("Remembrance",),
    ]


def test_parts_have_the_labels_that_the_source_asks_for(small):
    first, _second, last = small.entries
    assert first.parts == (("i.", "Keep a daily book."), ("ii.", "Publish it each quarter."))
    assert last.parts == (("•", "Every year."), ("•", "Or a bridge:\n\n• the old one."))


def test_a_quotation_is_a_paragraph_of_the_text(small):
    last = small.entries[-1]
    assert last.values["text"] == (
        "We ask the city to put up a marker that says:\n\nThey were here.\n\nand to keep it."
    )


def test_notes_for_the_printer_are_no_text_and_each_is_named(small):
    assert small.entries[1].values["text"].startswith("We ask the archive to keep what it has.")
    removed = [note.said for note in small.notes if "printer" in note.said]
    assert sorted(note.rpartition(": ")[2] for note in removed) == [
        "[lowercase roman numerals]",
        "[number with )]",
        "[set in small caps]",
    ]


def test_a_word_that_the_printer_broke_is_whole_where_the_source_has_it_whole_elsewhere(small):
    assert "Nobody may destroy it." in small.entries[1].values["text"]
    assert any("“des troy” is read as “destroy”" in note.said for note in small.notes)


def test_two_words_stay_two_where_the_source_says_so():
    reading = read("1. We go to\n   day by day, today.")
    assert reading.entries[0].values["text"] == "We go to day by day, today."


def test_every_line_that_is_not_taken_is_named(small):
    lines = SMALL.read_text("utf-8").split("\n")
    named = {int(remark.where.removeprefix("line ")) for remark in small.not_taken}
    assert {lines[number - 1] for number in named} == {
        "# What the Riverbend commission asks for",
        "These are invented, for tests.",
        "## First part",
        "Nobody counted this line.",
        "* Not numbered.",
    }


@pytest.mark.parametrize(
    ("text", "numbers", "why"),
    [
        ("1. One\n1. Again", [1], "number 1 stands in the file before (line 1)"),
        ("0. None", [], "0 is no number that a recommendation can have"),
        ("1. \n2. Two", [2], "number 1 has no text"),
        ("1. [only a note]", [], "number 1 has no text"),
        ("999999999. Far", [999999999], None),
        ("1. A\x01B", [], "the character U+0001 is no text"),
        ("1. A\u202eB", [], "the character U+202E is no text"),
        ("nothing here", [], "this stands in no numbered list"),
        ("| a | b |\n| - | - |\n| 1 | x |", [], "this stands in no numbered list"),
    ],
)
def test_what_cannot_be_a_recommendation_is_named_with_the_reason(text, numbers, why):
    reading = read(text)
    assert [entry.number for entry in reading.entries] == numbers
    assert (why is None) == (not reading.not_taken)
    assert why is None or why in str(reading.not_taken[0])


@pytest.mark.parametrize(
    "hostile",
    [
        "1. " * 20_000,
        "> " * 20_000 + "1. x",
        "*" * 50_000,
        "[" * 50_000,
        "1. " + "a  b " * 50_000,
        "1. <script>alert(1)</script>",
        "1. [a](http://evil/) ![x](http://evil/) &#0;",
    ],
)
def test_hostile_text_ends_soon_and_harms_nothing(hostile):
    for entry in read(hostile).entries:
        assert "evil" not in entry.values["text"]


def test_roman_numerals():
    assert [roman(number) for number in (1, 4, 9, 14, 40, 90, 400, 1999)] == [
        "i",
        "iv",
        "ix",
        "xiv",
        "xl",
        "xc",
        "cd",
        "mcmxcix",
    ]
    assert label_of("88", ".", "roman") == "88."  # lxxxviii. has no room
    assert label_of("123456789", ".", "") == "12345678"


def test_all_94_calls_to_action_are_read(shared):
    path = shared / "data" / "calls-to-action.md"
    reading = file_read(path)
    # Counted without the parser.
    text = path.read_text("utf-8")
    themes = re.findall(r"^#### (.+)$", text, re.M)
    calls = re.findall(r"^(\d+)\. ", text, re.M)
    parts = re.findall(r"^ +\d+\. ", text, re.M)
    assert [entry.number for entry in reading.entries] == [int(number) for number in calls]
    assert len(calls) == 94
    assert sum(len(entry.parts) for entry in reading.entries) == len(parts) == 91
    assert len({entry.themes for entry in reading.entries}) == len(themes) == 22
    for entry in reading.entries:
        for said in (entry.values["text"], *(one for _label, one in entry.parts)):
            assert not set("[]*") & set(said)
            assert "  " not in said
            assert said[-1] in ".:", (entry.number, said[-40:])
    # Nothing but what stands in no call is left out, and every word of the calls is there.
    left = {int(remark.where.removeprefix("line ")) for remark in reading.not_taken}
    assert left == {1, 3, 5, 132}
    whole = " ".join(
        " ".join((entry.values["text"], *(one for _label, one in entry.parts)))
        for entry in reading.entries
    )
    body = re.sub(r"\[[^\]]*\]|^#.*$|^In order.*$|^ *\d+\. |[*>]", " ", text, flags=re.M)
    assert _letters(whole) == _letters(body)


def _letters(text):
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())
