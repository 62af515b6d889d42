"""What is read from CSV, GeoJSON and KML, and what is not."""

import json
import time

import pytest

from commission.markers.importing.reading import file_read
from media.refusal import Refused

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
{placemarks}
</Folder></Document></kml>"""
PLACEMARK = """<Placemark{id}><name>{name}</name>
<description><![CDATA[{description}]]></description>
{more}<Point><coordinates>{spot}</coordinates></Point></Placemark>"""


def read(tmp_path, name: str, content: str | bytes):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return file_read(path)


def placemark(name="Poor Farm", description="", spot="-95.62,31.95,0", more="", id=""):
    return PLACEMARK.format(name=name, description=description, spot=spot, more=more, id=id)


def kml(*placemarks: str) -> str:
    return KML.format(placemarks="\n".join(placemarks))


DESCRIPTION = (
    "about 2.5 mi. south<br/><br/><b>Address:</b> FM 837, Palestine<br/><br/>"
    "<b>County:</b> Anderson<br/><br/><b>Marker Text:</b> Built of pine &amp; oak. (1984)"
)


def test_a_placemark_is_read_with_its_labels(tmp_path):
    [entry] = read(tmp_path, "a.kml", kml(placemark(description=DESCRIPTION))).entries
    assert entry.values == {
        "title": "Poor Farm",
        "directions": "about 2.5 mi. south",
        "place_words": "FM 837, Palestine, Anderson",
        "erected_on": "1984",
    }
    assert entry.inscriptions == (("", "Built of pine & oak. (1984)"),)
    assert entry.spot == (31.95, -95.62)
    assert entry.reference.startswith("by-name-")


def test_what_is_not_put_up_yet_is_approved_and_no_more(tmp_path):
    warning = "<b>PENDING, may not be there.</b><br/><br/>" + DESCRIPTION
    reading = read(tmp_path, "a.kml", kml(placemark("[PENDING] Mill", warning)))
    [entry] = reading.entries
    assert (entry.values["title"], entry.state) == ("Mill", "approved")
    assert entry.values["directions"] == "about 2.5 mi. south"


def test_extended_data_says_more_than_the_description(tmp_path):
    more = (
        '<ExtendedData><Data name="series"><value>Mills</value></Data>'
        '<SchemaData><SimpleData name="inscription">In stone.</SimpleData></SchemaData>'
        "</ExtendedData>"
    )
    [entry] = read(
        tmp_path, "a.kml", kml(placemark(description=DESCRIPTION, more=more, id=' id="m-1"'))
    ).entries
    assert (entry.series, entry.reference) == ("Mills", "m-1")
    assert entry.inscriptions == (("", "In stone."),)


def test_two_that_agree_in_title_and_place_are_two_and_stay_the_same_two(tmp_path):
    text = kml(placemark(spot="-95,31"), placemark(spot="-95,32"), placemark("Other"))
    first, second = (
        [one.reference for one in read(tmp_path, "a.kml", text).entries] for _ in range(2)
    )
    assert first == second
    assert len(set(first)) == 3


ENTITY = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.kml", "<kml", "not_kml"),
        ("a.kml", "<html></html>", "not_kml"),
        ("a.kml", KML.replace("<kml", ENTITY + "<kml").format(placemarks="&x;"), "not_kml"),
        ("a.kml", ENTITY + "<kml/>", "not_kml"),
        ("a.geojson", "{", "not_json"),
        ("a.geojson", "[" * 100_000, "not_json"),
        ("a.geojson", '{"type": "Feature"}', "not_geojson"),
        ("a.csv", b"title\n\xff\xfe\xff", "encoding"),
        ("a.csv", "", "empty"),
        ("a.txt", "title\nx\n", "format"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path, name, content, code):
    with pytest.raises(Refused, match=code):
        read(tmp_path, name, content)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="no_file"):
        file_read(tmp_path / "nothing.kml")


CSV = """reference;title;lat;lon;precision;inscription;inscription_es;year;series;mood
M-1;Ferry Road;29.76;-95.37;street;Paper does not forget.;El papel no olvida.;2026;River;glad
M-2;'=1+1;;;;;;;;
"""


def test_a_table_is_read_by_the_names_of_its_columns(tmp_path):
    reading = read(tmp_path, "a.csv", CSV)
    first, second = reading.entries
    assert first.values == {"title": "Ferry Road", "erected_on": "2026", "reference": "M-1"}
    assert first.inscriptions == (("", "Paper does not forget."), ("es", "El papel no olvida."))
    assert (first.spot, first.precision, first.series) == ((29.76, -95.37), "street", "River")
    assert (second.values["title"], second.spot) == ("=1+1", None)
    assert [str(one) for one in reading.notes] == ["line 1: columns that are not taken: mood"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("M;;1;1;street;;;", "no title"),
        ("M;A;91;1;street;;;", "no place on earth"),
        ("M;A;x;1;street;;;", "no number of degrees"),
        ("M;A;;1;street;;;", "no number of degrees"),
        ("M;A;nan;1;street;;;", "no place on earth"),
        ("M;A;1;1;sharp;;;", "no precision"),
        ("M;A;1;1;;removed;;", "no state"),
        ("M;A;1;1;;;yesterday;", "no date"),
        ("M;" + "A" * 201 + ";1;1;;;;", "longer than 200"),
        ("M" * 81 + ";A;1;1;;;;", "longer than 80"),
        ("M;A;1;1;;;;" + "x" * 81, "size is longer"),
        ("M;A\u202e;1;1;;;;", "no text"),
        ("M;A", "2 cells where 8"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_rest_goes_on(tmp_path, row, why):
    head = "reference;title;latitude;longitude;precision;state;erected_on;size\n"
    reading = read(tmp_path, "a.csv", f"{head}{row}\nM-9;B;1;1;;;;\n")
    [remark] = reading.not_taken
    assert why in str(remark)
    assert str(remark).startswith("line 2: ")
    assert [one.reference for one in reading.entries] == ["M-9"]


def test_a_reference_stands_once(tmp_path):
    reading = read(tmp_path, "a.csv", "reference,title\nM,A\nM,B\n")
    assert [one.values["title"] for one in reading.entries] == ["A"]
    assert "stands in the file before (line 2)" in str(reading.not_taken[0])


def test_features_are_read_with_their_points(tmp_path):
    def feature(geometry, **properties):
        return {"type": "Feature", "geometry": geometry, "properties": properties, "id": "f-1"}

    point = {"type": "Point", "coordinates": [-95.37, 29.76]}
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    collection = {
        "type": "FeatureCollection",
        "features": [
            feature(point, name="Ferry Road", text="Words."),
            feature(line, name="A road"),
            feature({"type": "Point", "coordinates": ["1", True]}, name="B"),
            feature(None, name="In words", id="f-2"),
            {"type": "Feature"},
        ],
    }
    reading = read(tmp_path, "a.geojson", json.dumps(collection))
    assert [(one.reference, one.spot) for one in reading.entries] == [
        ("f-1", (29.76, -95.37)),
        ("f-2", None),
    ]
    assert [one.where for one in reading.not_taken] == [
        "/features/1",
        "/features/2",
        "/features/4",
    ]


def test_the_mark_says_whether_a_row_says_something_else(tmp_path):
    def mark(description):
        return read(tmp_path, "a.kml", kml(placemark(description=description))).entries[0].mark

    assert mark(DESCRIPTION) == mark(DESCRIPTION)
    assert mark(DESCRIPTION) != mark(DESCRIPTION.replace("oak", "ash"))


@pytest.mark.parametrize("description", ["<html></html>", "&#x1;about 2 mi."])
def test_a_description_that_nobody_can_read_leaves_the_rest_as_it_is(tmp_path, description):
    text = kml(placemark("Mill", description), placemark("Gate"))
    reading = read(tmp_path, "a.kml", text)
    assert [one.values["title"] for one in reading.entries] == ["Gate"]
    assert "its description cannot be read" in str(reading.not_taken[0])


def test_degrees_larger_than_any_number_leave_the_rest_as_it_is(tmp_path):
    far = '{"type": "Point", "coordinates": [1%s, 2]}' % ("0" * 400)
    one = '{"type": "Feature", "geometry": %s, "properties": {"title": "%s"}}'
    text = '{"type": "FeatureCollection", "features": [%s, %s]}'
    reading = read(tmp_path, "a.geojson", text % (one % (far, "Mill"), one % ("null", "Gate")))
    assert [entry.values["title"] for entry in reading.entries] == ["Gate"]
    assert "no place on earth" in str(reading.not_taken[0])


def test_a_code_of_a_language_is_no_longer_than_one_is(tmp_path):
    code = "en" + "-abcdefgh" * 5
    reading = read(tmp_path, "a.csv", f"title,inscription,language\nMill,In stone.,{code}\n")
    assert not reading.entries
    assert "no code of a language" in str(reading.not_taken[0])


def test_a_first_line_that_never_ends_is_read_no_slower(tmp_path):
    # Guessing at 20,000 of these takes seconds, and at ten times as many minutes.
    started = time.monotonic()
    assert not read(tmp_path, "a.csv", ',"' * 20_000).entries
    assert time.monotonic() - started < 2
