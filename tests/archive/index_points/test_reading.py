"""The index of an edition for readers: beside the words, as files, and gone with the edition."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from webvtt import WebVTT

from archive.edition.models import Edition, EditionState, FileKind
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/testimony/RB-0147/"
TERM = {
    "id": "4d3a1a5e-6f0b-4d57-9a43-3a8a0e6f7a11",
    "labels": {"en": "Ferry Road", "es": "Camino del transbordador"},
    "also": ["Old Ferry Road"],
}
POINTS = [
    (0, 7000, "Beginning"),
    (
        7000,
        60_000,
        "The letters",
        {
            "synopsis": "What the district was asked.\n\nAnd what it answered.",
            "content_warning": "a death",
            "keywords": [TERM],
            "subjects": [TERM],
            "place": {
                "name": "Riverbend",
                "latitude": 1.23,
                "longitude": 4.56,
                "precision": "neighbourhood",
            },
            "links": [{"title": "The form", "address": "https://example.org/form?a=1&b=2"}],
        },
    ),
]


def edition(**kwargs):
    return EditionFactory(reference="RB-0147", points=kwargs.pop("points", POINTS), **kwargs)


def html_of(client, path=PAGE):
    return client.get(path).content.decode()


def index_of(html: str) -> str:
    return re.search(r'<nav class="inside".*?</nav>', html, re.S)[0]


def test_the_index_stands_beside_the_words_with_links_that_need_no_script(client):
    edition(files=True)
    html = html_of(client)
    index = index_of(html)
    links = re.findall(r'href="\?t=([\d.]+)#(t\d+)"', index)
    assert [at for at, _anchor in links] == ["0", "7"]
    for _at, anchor in links:
        assert f'id="{anchor}"' in html
    for words in ("What the district was asked.", "a death", "Ferry Road", "Riverbend"):
        assert words in index
    assert 'href="https://example.org/form?a=1&amp;b=2" rel="noopener noreferrer"' in index
    assert "Old Ferry Road" not in html, "what a term is found by is not printed"
    assert re.findall(r'<li class="turn head"><h3>(.*?)</h3>', html) == ["Beginning", "The letters"]
    assert 'class="wave-tick" d="M0 0v9M116.7 0v9"' in html


def test_terms_are_printed_in_the_language_of_the_page(client):
    edition()
    assert "Camino del transbordador" in index_of(html_of(client, "/es/testimony/RB-0147/"))


def test_an_edition_without_points_looks_as_it_did(client):
    edition(points=[])
    html = html_of(client)
    for trace in ('class="inside"', 'class="read"', "turn head", "wave-tick", "index.json"):
        assert trace not in html


def test_a_stretch_behind_a_content_note_is_told_in_the_index_and_not_opened_by_its_link(client):
    edition(content_ranges=[{"start_ms": 6000, "end_ms": 12_000, "note": "force"}])
    html = html_of(client)
    assert "force, at 0:06" in index_of(html)
    assert re.search(r'href="\?t=7#note-t\d+"', index_of(html))


def test_script_in_a_title_is_text(client):
    edition(points=[(0, 7000, "<script>alert(1)</script>", {"synopsis": "<img src=x onerror=1>"})])
    html = html_of(client)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3


def test_the_page_asks_one_query_more_however_many_points_there_are(client):
    def queries(reference: str, points) -> int:
        EditionFactory(reference=reference, points=points, files=True)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/en/testimony/{reference}/").status_code == 200
        return len(asked)

    client.get("/en/")
    none, few = queries("RB-1", []), queries("RB-2", POINTS)
    many = queries("RB-3", [(n * 100, n * 100 + 100, f"P{n}") for n in range(500)])
    assert none == few == many


def test_the_chapters_are_webvtt_that_a_well_kept_library_reads(client):
    edition(points=[(0, 7000, "Beginning --> & <b>"), (7000, 60_000, "The letters")])
    answer = client.get("/files/RB-0147/1/chapters.vtt")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    captions = WebVTT.from_string(answer.content.decode()).captions
    assert [(cue.start, cue.end) for cue in captions] == [
        ("00:00:00.000", "00:00:07.000"),
        ("00:00:07.000", "00:01:00.000"),
    ]
    assert captions[1].text == "The letters"
    assert "<b>" not in answer.content.decode()


def test_the_index_as_json_quotes_what_was_said_from_the_published_words(client):
    row = edition()
    answer = client.get("/files/RB-0147/1/index.json?download=1")
    assert answer["Content-Disposition"] == 'attachment; filename="RB-0147-1-index.json"'
    record = json.loads(answer.content)
    assert record["address"].endswith("/testimony/RB-0147/1/")
    first, second = record["points"]
    assert (second["time"], second["end_time"]) == (7.0, 60.0)
    assert (
        "My mother wrote to the district"
        in first["partial_transcript"] + second["partial_transcript"]
    )
    assert "⟦PRIV⟧" in second["partial_transcript"]
    assert "Pellworth" not in answer.content.decode()
    assert second["keywords"] == [{"id": TERM["id"], "label": "Ferry Road"}]
    assert second["gpspoints"] == [
        {"gps_text": "Riverbend", "gps": "1.23, 4.56", "precision": "neighbourhood"}
    ]
    assert second["hyperlinks"][0]["hyperlink"].startswith("https://example.org/form")
    assert row.files.filter(kind=FileKind.WORDS).count() == 0


FILES = ["/files/RB-0147/1/chapters.vtt", "/files/RB-0147/1/index.json"]
DARK = [EditionState.SUPERSEDED, EditionState.CLOSED, EditionState.WITHDRAWN]


@pytest.mark.parametrize("path", FILES)
def test_the_files_are_gone_when_the_edition_goes_and_when_there_is_no_index(client, path):
    row = edition()
    assert client.get(path).status_code == 200
    for state in DARK:
        Edition.objects.update(state=state)
        assert client.get(path).status_code == 404
    Edition.objects.update(state=EditionState.OPEN)
    Edition.objects.update(media={"text": False, "sound": True})
    assert client.get(path).status_code == 404
    Edition.objects.update(media={"text": True})
    row.points.all().delete()
    assert client.get(path).status_code == 404
    assert client.get(path.replace("/1/", "/2/")).status_code == 404


def test_researchers_points_are_not_the_publics(client):
    edition(for_research=True)
    for path in (PAGE, *FILES):
        assert client.get(path).status_code == 404
