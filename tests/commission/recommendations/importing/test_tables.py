"""Recommendations out of tables and JSON, and files that are neither."""

import codecs
import json
from datetime import date

import pytest

from commission.recommendations.importing.entries import LARGEST, MOST
from commission.recommendations.importing.reading import content_read, file_read
from media.refusal import Refused

HEAD = "number,text,title,parts,kind,priority,report,page,made_on,due_on,checked_by,themes,lead"
ROW = '14,Record it.,In short,"i. A\nii. B",police,yes,final,12,2025-09-30,2026-12-31,Panel,a; b,p'


def csv(text, encoding="utf-8"):
    return content_read(text.encode(encoding), kind="csv")


def json_of(value):
    text = value if isinstance(value, str) else json.dumps({"recommendations": value})
    return content_read(text.encode(), kind="json")


def test_a_row_is_read_with_all_that_it_says():
    (entry,) = csv(f"{HEAD}\n{ROW}\n").entries
    assert entry.number == 14
    assert entry.values == {
        "text": "Record it.",
        "title": "In short",
        "kind": "police",
        "priority": True,
        "page": "12",
        "made_on": date(2025, 9, 30),
        "due_on": date(2026, 12, 31),
        "checked_by": "Panel",
    }
    assert entry.parts == (("i.", "A"), ("ii.", "B"))
    assert (entry.report, entry.themes, entry.bodies) == ("final", ("a", "b"), (("p", "lead"),))


def test_a_column_that_is_not_there_says_nothing():
    (entry,) = csv("number,text\n1,Record it.\n").entries
    assert entry.values == {"text": "Record it."}
    assert entry.parts is entry.themes is entry.bodies is entry.findings is entry.report is None


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_of_every_office_are_read(separator, end):
    text = end.join(separator.join(cells) for cells in (("Number", "text"), ("1", "Año uno")))
    for encoding, mark in (("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16", b"")):
        reading = content_read(mark + text.encode(encoding), kind="csv")
        assert [entry.values["text"] for entry in reading.entries] == ["Año uno"]


def test_line_numbers_are_those_of_the_file_also_after_cells_of_several_lines():
    reading = csv('number,text\n1,"a\nb\nc"\n\n2,\n')
    assert [entry.number for entry in reading.entries] == [1]
    assert [str(remark) for remark in reading.not_taken] == ["line 6: number 2 has no text"]


def test_an_apostrophe_that_guards_a_formula_is_taken_away_and_no_other():
    reading = csv("number,text\n1,'=1+1\n2,'tis so\n")
    assert [entry.values["text"] for entry in reading.entries] == ["=1+1", "'tis so"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title,text\n1,2\n", "no column number"),
        ("number\n1\n", "no column text"),
        ("number,text,text\n1,a,b\n", "a column stands twice: text"),
        ("number,text\nx,a\n", "line 2: “x” is no number"),
        ("number,text\n-1,a\n", "line 2: “-1” is no number"),
        ("number,text\n1.5,a\n", "is no number"),
        ("number,text\n٣,a\n", "is no number"),
        ("number,text\n99999999999999999999,a\n", "is no number"),
        ("number,text\n1000000000,a\n", "1000000000 is no number that"),
        ("number,text\n1\n", "line 2: 1 cells where 2 columns are named"),
        ("number,text\n1,a,b,c\n", "line 2: 4 cells where 2 columns are named"),
        ("number,text\n1,a\n1,b\n", "line 3: number 1 stands in the file before (line 2)"),
        ('number,text\n1,"a\n', "cannot be read from here on"),
        ("number,text,kind\n1,a,wish\n", "“wish” is no kind: use one of legislative"),
        ("number,text,priority\n1,a,maybe\n", "neither yes nor no"),
        ("number,text,due_on\n1,a,31.12.2026\n", "is no day: write 2026-12-31"),
        ("number,text,due_on\n1,a,2026-02-30\n", "is no day"),
        ("number,text,parts\n1,a,loose\n", "does not begin with its number"),
        ("number,text,findings\n1,a,six\n", "“six” is no number"),
        ("number,text\n1,a\x07b\n", "U+0007 is no text"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_line_and_reason(text, why):
    reading = csv(text)
    assert why in " / ".join(str(remark) for remark in reading.not_taken)


def test_columns_that_mean_nothing_here_are_named():
    reading = csv("number,text,favourite\n1,a,b\n")
    assert "favourite" in str(reading.notes[0])
    assert len(reading.entries) == 1


def test_a_row_of_json_is_read_with_all_that_it_says():
    reading = json_of(
        [
            {
                "number": 14,
                "text": "Record it.",
                "parts": [{"label": "i.", "text": "A"}],
                "kind": "police",
                "priority": True,
                "report": {"slug": "final", "title": "Final"},
                "made_on": "2025-09-30",
                "due_on": None,
                "themes": ["Records", {"slug": "force", "name": "Force"}],
                "bodies": [{"name": "Police", "part": "lead"}],
                "findings": [6, 6],
                "views": {},
            }
        ]
    )
    (entry,) = reading.entries
    assert entry.values == {
        "text": "Record it.",
        "kind": "police",
        "priority": True,
        "made_on": date(2025, 9, 30),
        "due_on": None,
    }
    assert entry.themes == ("Records", "force")
    assert (entry.bodies, entry.findings, entry.report) == ((("Police", "lead"),), (6,), "final")
    assert str(reading.notes[0]) == "/recommendations/0: not taken: views"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("{", "line 1: this is no JSON"),
        ("[]", "no object with a list"),
        ('{"recommendations": 7}', "no object with a list"),
        ('{"recommendations": [NaN]}', "NaN is no number"),
        ('{"a": 1, "a": 2}', "says the same thing twice"),
        ("[" * 100_000, "nested or long beyond reason"),
        ('{"recommendations": [' + "9" * 10_000 + "]}", "nested or long beyond reason"),
        ([7], "/recommendations/0: 7 is not of type 'object'"),
        ([{"number": 1}], "'text' is a required property"),
        ([{"number": "1", "text": "a"}], "/recommendations/0/number"),
        ([{"number": True, "text": "a"}], "/recommendations/0/number"),
        ([{"number": 0, "text": "a"}], "/recommendations/0/number"),
        ([{"number": 1, "text": "  "}], "number 1 has no text"),
        ([{"number": 1, "text": "a\ud800"}], "U+D800 is no text"),
        ([{"number": 1, "text": "a", "kind": "wish"}], "/recommendations/0/kind"),
        ([{"number": 1, "text": "a", "made_on": "soon"}], "/recommendations/0/made_on"),
        ([{"number": 1, "text": "a", "bodies": [{"part": "lead"}]}], "/recommendations/0/bodies"),
        ([{"number": 1, "text": "a"}] * 2, "/recommendations/1: number 1 stands in the file"),
    ],
)
def test_json_that_cannot_be_taken_is_named_with_place_and_reason(value, why):
    reading = json_of(value)
    assert why in " / ".join(str(remark) for remark in reading.not_taken)


def test_one_wrong_row_keeps_no_other_out():
    reading = json_of([{"number": 1}, {"number": 2, "text": "b"}, 3])
    assert [entry.number for entry in reading.entries] == [2]
    assert len(reading.not_taken) == 2


@pytest.mark.parametrize("kind", ["csv", "json", "markdown"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7\x00\x01", "not_text"),
        (b"\x89PNG\r\n\x1a\n", "encoding"),
        ("number,text\n1,caf\u00e9\n".encode("latin-1"), "encoding"),
        (codecs.BOM_UTF16_LE + b"a", "encoding"),
        (b"x" * (LARGEST + 1), "too_large"),
    ],
)
def test_a_file_that_is_no_text_is_refused_whole(content, code, kind):
    with pytest.raises(Refused) as refused:
        content_read(content, kind=kind)
    assert refused.value.code == code


def test_a_file_with_too_many_is_cut_and_says_so():
    reading = csv("number,text\n" + "".join(f"{n},a\n" for n in range(1, MOST + 3)))
    assert len(reading.entries) == MOST
    assert "a file may hold 5000" in str(reading.not_taken[0])


def test_a_file_that_is_not_there_or_of_no_known_kind_is_refused(tmp_path):
    for path, code in ((tmp_path / "none.csv", "no_file"), (tmp_path / "a.docx", "format")):
        with pytest.raises(Refused) as refused:
            file_read(path)
        assert refused.value.code == code
    with pytest.raises(Refused):
        file_read(tmp_path, kind="csv")
