"""GeoJSON, CSV and RSS of markers: the same filters, valid, and never a place as it is."""

import csv
import gzip
import html
import io
import json
import re
from itertools import pairwise

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from geojson_pydantic import FeatureCollection

from archive.edition.models import Edition, EditionState
from commission.markers.models import MarkerPlace, PublicPlace
from commission.markers.vocabulary import Precision, State
from tests.commission.markers.factories import InscriptionFactory, MarkerFactory, StateChangeFactory
from tests.commission.markers.riverbend import ARABIC, EXACT, PAPER, SPOKEN, riverbend
from tests.factories import NOW

pytestmark = pytest.mark.django_db

GEO, CSV, RSS = "/data/markers.geojson", "/data/markers.csv", "/feeds/markers.rss"


def geo(client, query=""):
    return json.loads(client.get(GEO + query).content)


def numbers(client, query=""):
    return [one["id"] for one in geo(client, query)["features"]]


def table(client, query=""):
    text = client.get(CSV + query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_collection_is_valid_and_in_the_order_of_the_list(client):
    riverbend()
    response = client.get(GEO)
    assert response["Content-Type"] == "application/geo+json"
    collection = FeatureCollection.model_validate_json(response.content)
    assert [one.id for one in collection.features] == [1, 2, 3, 4, 5, 6]
    kinds = [one.geometry and one.geometry.type for one in collection.features]
    assert kinds == ["Point", "Polygon", "Polygon", "Point", "Point", None]
    third = collection.features[2]
    assert third.properties == {
        "number": 3,
        "title": "Ferry Road bridge",
        "pin": "standing",
        "precision": "street",
        "address": "http://localhost:8000/en/markers/3/",
        "state": "unveiled",
        "erected_on": "2026-09-09",
    }


def test_rings_run_against_the_clock_as_the_standard_asks(client):
    riverbend()
    ring = geo(client)["features"][1]["geometry"]["coordinates"][0]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    assert area > 0
    assert ring[0] == ring[-1]


def test_whoever_has_it_already_is_sent_nothing(client):
    riverbend()
    first = client.get(GEO)
    assert first["Cache-Control"] == "no-cache"
    again = client.get(GEO, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    MarkerFactory(number=7)
    assert client.get(GEO, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_is_sent_small_to_whoever_can_open_it(client):
    riverbend()
    packed = client.get(GEO, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get(GEO).content
    again = client.get(GEO, headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert again.status_code == 304


def test_it_takes_one_query_whatever_it_holds(client):
    riverbend()
    with CaptureQueriesContext(connection) as few:
        geo(client)
    for number in range(10, 110):
        MarkerFactory(number=number, at=(29.7, -95.3))
    with CaptureQueriesContext(connection) as many:
        geo(client)
    assert len(few) == len(many) == 1


@pytest.mark.parametrize("path", [GEO, CSV, RSS, "/en/markers/"])
def test_no_answer_holds_a_place_that_is_shown_roughly(client, path):
    riverbend()
    text = client.get(path).content.decode()
    for latitude, longitude in EXACT.values():
        for degrees in (latitude, longitude):
            # To a hundredth of a degree: nearer than any cell allows to be told.
            assert f"{degrees:.4f}"[:-1] not in text, (path, degrees)


def test_boxes_that_shrink_never_narrow_a_rough_place_below_its_cell(client):
    """Whoever halves the box and asks again, each way, ends with the cell: not with the spot."""
    riverbend()
    cell = PublicPlace.objects.get(marker__number=2)
    spot = MarkerPlace.objects.get(marker__number=2)
    south, west, north, east = 29.0, -96.0, 30.5, -95.0
    for _turn in range(40):
        middle = (south + north) / 2
        if 2 in numbers(client, f"?bbox={west},{south},{east},{middle}"):
            north = middle
        else:
            south = middle
        middle = (west + east) / 2
        if 2 in numbers(client, f"?bbox={west},{south},{middle},{north}"):
            east = middle
        else:
            west = middle
    # The search ran to the edge of the cell that it met first, and knows no more than the cell.
    assert cell.south - 1e-6 <= north <= cell.north + 1e-6
    assert abs(north - cell.south) < 1e-5
    assert abs(east - cell.west) < 1e-5
    assert abs(float(spot.latitude) - north) > 1e-4
    grid = 12
    for row in range(grid):
        for column in range(grid):
            high, wide = (cell.north - cell.south) / grid, (cell.east - cell.west) / grid
            box = (
                cell.west + column * wide,
                cell.south + row * high,
                cell.west + (column + 1) * wide,
                cell.south + (row + 1) * high,
            )
            assert 2 in numbers(client, "?bbox=" + ",".join(f"{one:.9f}" for one in box))


def test_a_place_in_words_only_is_in_no_box(client):
    riverbend()
    assert 6 not in numbers(client, "?bbox=-180,-90,180,90")
    assert 6 in numbers(client)


def test_a_box_may_cross_the_line_where_the_day_changes(client):
    MarkerFactory(number=1, at=(-17.5, 179.9))
    MarkerFactory(number=2, at=(-17.5, -179.9))
    MarkerFactory(number=3, at=(-17.5, 0.0))
    assert numbers(client, "?bbox=179,-18,-179,-17") == [1, 2]


@pytest.mark.parametrize("nonsense", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "0,9,1,1", "1," * 400])
def test_a_box_that_is_none_narrows_nothing(client, nonsense):
    MarkerFactory(number=1)
    assert numbers(client, f"?bbox={nonsense}") == [1]


def test_a_spreadsheet_runs_nothing_of_what_stands_in_a_cell(client):
    MarkerFactory(number=1, title='=HYPERLINK("http://evil.example")', at=(-33.9, -18.4))
    (row,) = table(client)
    assert row["title"].startswith("'=")
    assert row["geometry"] == "POINT (-18.4 -33.9)"


def test_the_table_has_what_the_list_has(client):
    riverbend()
    rows = {row["number"]: row for row in table(client)}
    bridge = rows["3"]
    assert bridge["state"] == "unveiled"
    assert bridge["condition"] == "good"
    assert bridge["findings"] == "6"
    assert bridge["recommendations"] == "27"
    assert bridge["geometry"].startswith("POLYGON ((-95.")
    assert rows["6"]["geometry"] == ""
    assert rows["6"]["precision"] == "words_only"
    assert bridge["inscriptions"] == f"ar: {ARABIC}"


def test_words_that_were_spoken_are_in_no_file(client):
    """Whoever keeps a file has them for good."""
    riverbend()
    for path in (GEO, CSV, RSS):
        text = client.get(path).content.decode()
        assert SPOKEN not in text
        assert PAPER not in text


def test_the_feed_tells_what_appeared_and_what_became_of_it(client):
    marker = MarkerFactory(number=1, title="Cannery gate", first_published_at=NOW)
    later = NOW.replace(year=NOW.year + 1)
    StateChangeFactory(
        marker=marker, state=State.REMOVED, happened_on="2027-01-02", recorded_at=later
    )
    feed = feedparser.parse(client.get(RSS).content)
    assert not feed.bozo
    assert [one.description for one in feed.entries] == [
        "Removed, 2 January 2027",
        "A bronze at the east end of the bridge.",
    ]
    assert feed.entries[0].link == "http://localhost:8000/en/markers/1/"
    assert len({one.id for one in feed.entries}) == 2


def test_the_feed_holds_characters_that_xml_cannot(client):
    MarkerFactory(number=1, title="A bell\x07 tolls")
    feed = feedparser.parse(client.get(RSS).content)
    assert not feed.bozo
    assert feed.entries[0].title == "Marker 1: A bell tolls"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("?number=3", [3]),
        ("?q=orchard", [6]),
        ("?q=wharf", [2]),
        ("?q=mother", [3]),
        ("?q=vivíamos", [2]),
        ("?q=bronze+hall", [1]),
        ("?state=standing", [1, 2, 3, 6]),
        ("?state=preparing", [4]),
        ("?state=gone", [5]),
        ("?state=removed", [5]),
        ("?series=ferry-road", [3, 4]),
        ("?theme=police", [3]),
        ("?place=second+gate", [6]),
        ("?from=2026", [2, 3]),
        ("?to=2000", [5, 6]),
        ("?from=1999&to=2007", [6]),
        ("?state=nonsense&series=none&theme=x&from=abc&order=up", [1, 2, 3, 4, 5, 6]),
        ("?order=title", [5, 1, 4, 3, 2, 6]),
        ("?order=new", [3, 2, 1, 6, 5, 4]),
        ("?bbox=-95.5,29.6,-95.4,29.75", [5]),
    ],
)
def test_the_same_filters_leave_the_same_markers_everywhere(client, query, expected):
    riverbend()
    assert numbers(client, query) == expected
    assert [int(row["number"]) for row in table(client, query)] == expected
    page = client.get("/en/markers/" + query).content.decode()
    assert [int(n) for n in re.findall(r'<li id="m(\d+)"', page)] == expected
    feed = feedparser.parse(client.get(RSS + query).content)
    told = {int(re.search(r"/markers/(\d+)/", one.link)[1]) for one in feed.entries}
    assert told <= set(expected)
    if expected:
        assert told


def test_words_that_were_spoken_are_not_found_by_looking_for_them(client):
    riverbend()
    assert numbers(client, "?q=olvida") == []
    Edition.objects.filter(reference="RB-0147").update(state=EditionState.WITHDRAWN)
    assert numbers(client, "?q=olvida") == []


def test_a_public_translation_is_looked_through_too(client):
    marker = riverbend()
    assert numbers(client, "?q=puente") == []
    MarkerFactory(
        number=3,
        title="Puente",
        locale=locale_es(),
        translation_key=marker.translation_key,
        translated_from=marker,
        state="none",
    )
    assert numbers(client, "?q=puente") == [3]


def locale_es():
    from tests.commission.factories import locale

    return locale("es")


@pytest.mark.parametrize("path", [GEO, CSV, RSS])
def test_no_file_grows_its_queries_with_its_rows(client, path):
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    for number in range(1, 11):
        InscriptionFactory(marker=MarkerFactory(number=number, at=(29.7, -95.3)))
    few = ask()
    for number in range(11, 111):
        InscriptionFactory(marker=MarkerFactory(number=number, at=(29.7, -95.3)))
    assert ask() == few


def test_what_is_not_public_is_in_no_file(client):
    MarkerFactory(number=1, draft=True, at=(29.7, -95.3), at__precision=Precision.EXACT)
    MarkerFactory(number=2, withdrawn=True, at=(29.7, -95.3))
    assert numbers(client) == []
    assert table(client) == []
    assert not feedparser.parse(client.get(RSS).content).entries


def test_a_small_box_is_the_same_box_on_the_map_and_on_the_next_page(client):
    MarkerFactory(number=1, at=(29.760427, -95.369803))
    MarkerFactory(number=2, at=(29.76043, -95.3698))
    query = "?bbox=-95.369804,29.760426,-95.369802,29.760428"
    page = client.get("/en/markers/" + query).content.decode()
    assert re.findall(r'<li id="m(\d+)"', page) == ["1"]
    source = html.unescape(re.search(r'data-source="([^"]+)"', page)[1])
    assert numbers(client, source.removeprefix(GEO)) == [1]


def test_the_feed_says_no_more_what_was_corrected(client):
    marker = MarkerFactory(number=1, first_published_at=NOW)
    later = NOW.replace(year=NOW.year + 1)
    wrong = StateChangeFactory(marker=marker, state=State.REMOVED, recorded_at=later)
    StateChangeFactory(
        marker=marker,
        state=State.DAMAGED,
        happened_on="",
        position=wrong.position,
        corrects=wrong,
        recorded_at=later.replace(day=later.day + 1),
    )
    told = [one.description for one in feedparser.parse(client.get(RSS).content).entries]
    assert told == ["Damaged", "A bronze at the east end of the bridge."]
