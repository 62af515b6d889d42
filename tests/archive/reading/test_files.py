"""Files, feed and map: who may have them, under which headers, and how soon they are gone."""

import json

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from archive.consent.models import Medium
from archive.edition.models import Edition, EditionFile, EditionState, FileKind
from tests.archive.reading.test_pages import let_in
from tests.factories import EditionFactory, UserFactory, small_sound

pytestmark = pytest.mark.django_db

NAMES = {
    "sound.m4a": "audio/mp4",
    "captions.vtt": "text/vtt; charset=utf-8",
    "transcript.txt": "text/plain; charset=utf-8",
    "peaks.json": "application/json",
    "words.json": "application/json",
}
SOUND = "/files/RB-0147/1/sound.m4a"


def body(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize(("name", "content_type"), NAMES.items())
def test_a_visitor_gets_each_file_of_an_open_edition(client, name, content_type):
    EditionFactory(reference="RB-0147", files=True)
    answer = client.get(f"/files/RB-0147/1/{name}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer["Cache-Control"] == "no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert body(answer)


def test_a_part_of_the_sound_is_that_part(client):
    EditionFactory(reference="RB-0147", files=True)
    answer = client.get(SOUND, headers={"range": "bytes=4-11"})
    assert answer.status_code == 206
    assert body(answer) == small_sound()[4:12]


def test_the_version_says_nothing_of_the_bytes_and_is_asked_after_the_right(client):
    edition = EditionFactory(reference="RB-0147", files=True)
    version = client.get(SOUND)["ETag"]
    assert edition.files.get(kind=FileKind.SOUND).sha256 not in version
    asked = {"if-none-match": version}
    assert client.get(SOUND, headers=asked).status_code == 304
    Edition.objects.update(state=EditionState.WITHDRAWN)
    assert client.get(SOUND, headers=asked).status_code == 404
    assert client.head(SOUND).status_code == 404


@pytest.mark.parametrize("state", [s for s in EditionState if s != EditionState.OPEN])
def test_every_file_is_refused_from_the_moment_its_edition_is_not_open(client, state):
    EditionFactory(reference="RB-0147", files=True)
    Edition.objects.update(state=state)
    nothing = client.get("/files/RB-9999/1/captions.vtt")
    for name in [*NAMES, "citation.ris", "citation.bib"]:
        answer = client.get(f"/files/RB-0147/1/{name}")
        assert answer.status_code == 404
        assert answer.content == nothing.content
        assert dict(answer.headers) == dict(nothing.headers)


def test_a_voice_that_was_not_agreed_to_is_not_handed_out_and_the_words_are(client):
    media = {medium.value: medium != Medium.SOUND for medium in Medium}
    EditionFactory(reference="RB-0147", files=True, media=media)
    assert client.get(SOUND).status_code == 404
    assert client.get("/files/RB-0147/1/peaks.json").status_code == 404
    assert client.get("/files/RB-0147/1/captions.vtt").status_code == 200
    html = client.get("/en/testimony/RB-0147/").content.decode()
    assert "<audio" not in html
    assert "No sound is published with this account." in html


def test_a_file_whose_consent_ran_out_is_refused(client):
    EditionFactory(reference="RB-0147", files=True, open_until=timezone.now())
    assert client.get(SOUND).status_code == 404


def test_a_researchers_file_is_for_researchers_and_kept_by_no_cache(client):
    EditionFactory(reference="RB-0147", files=True, for_research=True)
    assert client.get(SOUND).status_code == 404
    researcher = UserFactory()
    let_in(researcher)
    client.force_login(researcher)
    answer = client.get(SOUND)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


@pytest.mark.parametrize("name", ["", "original.flac", "sound.mp3", "../sound.m4a", "SOUND.M4A"])
def test_other_names_are_nothing(client, name):
    EditionFactory(reference="RB-0147", files=True)
    assert client.get(f"/files/RB-0147/1/{name}").status_code == 404


def test_a_file_is_saved_under_number_and_edition_alone(client):
    EditionFactory(reference="RB-0147", files=True, title="Wren")
    answer = client.get("/files/RB-0147/1/captions.vtt?download=1")
    assert answer["Content-Disposition"] == 'attachment; filename="RB-0147-1.vtt"'


def test_a_purged_file_is_not_offered(client):
    EditionFactory(reference="RB-0147", files=True)
    EditionFile.objects.filter(kind=FileKind.SOUND).update(purged_at=timezone.now())
    assert client.get(SOUND).status_code == 404
    assert "<audio" not in client.get("/en/testimony/RB-0147/").content.decode()


def test_citations_for_programs_name_edition_and_address(client):
    EditionFactory(reference="RB-0147", title="Ada & Co_1")
    ris = client.get("/files/RB-0147/1/citation.ris").content.decode()
    assert "AU  - Ada & Co_1\r\n" in ris
    assert "/en/testimony/RB-0147/1/" in ris
    assert ris.endswith("ER  - \r\n")
    bib = client.get("/files/RB-0147/1/citation.bib").content.decode()
    assert bib.startswith("@misc{RB-0147,")
    assert r"Ada \& Co\_1" in bib


def test_the_feed_has_open_editions_newest_first_until_they_are_closed(client):
    EditionFactory(reference="RB-0001", title="A <b> & c")
    later = EditionFactory(reference="RB-0002", opened_at=timezone.now())
    EditionFactory(reference="RB-0003", for_research=True)
    EditionFactory(candidate=True, title="Not out")
    feed = ElementTree.fromstring(client.get("/feeds/testimony.rss").content)
    assert [item.findtext("guid") for item in feed.iter("item")] == ["RB-0002/1", "RB-0001/1"]
    assert next(feed.iter("item")).findtext("link").endswith("/en/testimony/RB-0002/1/")
    assert [*feed.iter("item")][1].findtext("title") == "A <b> & c, RB-0001"
    Edition.objects.filter(pk=later.pk).update(state=EditionState.WITHDRAWN)
    assert "RB-0002" not in client.get("/feeds/testimony.rss").content.decode()


def test_a_character_that_xml_cannot_hold_closes_no_feed(client):
    EditionFactory(reference="RB-0001", title="Two\x0brecordings", summary="On\x08 a day")
    feed = ElementTree.fromstring(client.get("/feeds/testimony.rss").content)
    assert next(feed.iter("item")).findtext("title") == "Two recordings, RB-0001"


def test_the_map_has_each_open_account_in_each_language(client):
    EditionFactory(reference="RB-0001")
    EditionFactory(reference="RB-0003", for_research=True)
    xml = client.get("/sitemap.xml").content.decode()
    ElementTree.fromstring(xml)
    assert "/en/testimony/RB-0001/</loc>" in xml
    assert "/es/testimony/RB-0001/</loc>" in xml
    assert "RB-0003" not in xml


def test_words_and_peaks_are_what_was_written(client):
    EditionFactory(reference="RB-0147", files=True)
    peaks = json.loads(body(client.get("/files/RB-0147/1/peaks.json")))
    assert peaks == {"peaks": [0, 50, 100, 50, 0]}
