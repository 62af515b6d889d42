"""A photograph comes in, is shown while something public shows it, and is taken down."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.ledger.models import LedgerEntry
from archive.publishing.sweeping import copies_lost
from commission.markers.models import Marker, MarkerPhotograph
from commission.photographs.models import Licence, Photograph, PhotographFile
from commission.photographs.selectors import photograph_address, pictures_of
from commission.photographs.services import (
    photograph_describe,
    photograph_receive,
    photograph_take_down,
    photograph_translate,
    photographs_remove,
)
from media.audience import Audience
from media.files import file_exists
from media.models import Blob
from media.refusal import Refused
from search.rebuild import index_rebuild
from tests.commission.findings.accounts import account
from tests.commission.hearings.factories import CipherFactory
from tests.commission.markers.factories import MarkerFactory
from tests.commission.photographs.pictures import SECRET, jpeg
from tests.factories import NOW, UserFactory
from tests.media.papers import pdf, picture

pytestmark = pytest.mark.django_db

SAID = "My mother wrote to the district on the fourth of February and nobody answered her."
ALT = "A bronze plate set in a low stone wall."


def keeper():
    return UserFactory(role="marker_keeper")


def receive(data: bytes | None = None, *, by=None, alt=ALT, **more) -> Photograph:
    return photograph_receive(
        chunks=[data or jpeg((1000, 500))],
        original_name="Quillfeather IMG_2041.jpg",
        alt=alt,
        caption="From the east bank.",
        language="en",
        photographer="R. Osei-Lund",
        licence=Licence.CC_BY,
        by=by or keeper(),
        at=NOW,
        **more,
    )


@pytest.mark.parametrize("field", ["alt", "caption", "photographer"])
def test_what_is_said_of_it_names_nobody_for_whom_a_cipher_stands(field):
    CipherFactory(names=["Zebedee Quillfeather"])
    photograph, by = receive(), keeper()
    said = {"alt": ALT, "caption": "", "photographer": "", "language": "en"}
    said[field] = "Zebedee Quillfeather’s hand"
    with pytest.raises(Refused, match="words"):
        photograph_describe(
            photograph=photograph, licence=Licence.CC_BY, taken="", by=by, at=NOW, **said
        )
    photograph.refresh_from_db()
    assert photograph.alt == ALT


def test_what_is_said_of_it_repeats_no_account(settings, tmp_path):
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL = tmp_path / "index", ""
    account([("Wren", SAID)])
    index_rebuild(audience=Audience.PUBLIC.value, worker="test", at=NOW)
    with pytest.raises(Refused, match="quoted_by_hand"):
        receive(alt=SAID)
    assert not Photograph.objects.exists()


def shown_on_marker(photograph: Photograph, **marker) -> Marker:
    found = MarkerFactory(**marker)
    MarkerPhotograph.objects.create(marker=found, photograph=photograph)
    return found


def test_the_original_is_kept_as_it_came_and_readers_get_others():
    data = jpeg((1000, 500))
    row = receive(data)
    assert row.accession.blob.size == len(data)
    assert [one.width for one in row.files.all()] == [320, 800, 1000]
    assert all(file_exists(one.key) for one in row.files.all())
    lost = copies_lost()
    assert not {one.key for one in row.files.all()} & {*lost.unknown_files, *lost.missing_files}
    entry = LedgerEntry.objects.get(act="photograph.receive")
    assert entry.record == str(row.pk)


@pytest.mark.parametrize("alt", ["", "   ", "\n"])
def test_without_words_for_those_who_cannot_see_it_nothing_is_kept(alt):
    with pytest.raises(Refused, match="no_alt"):
        receive(alt=alt)
    assert not Photograph.objects.exists()
    assert not Blob.objects.exists()


@pytest.mark.parametrize("data", [pdf(), b"GIF89a" + b"\0" * 50, b"nothing at all"])
def test_what_is_no_photograph_is_refused(data):
    with pytest.raises(Refused, match="no_photograph"):
        receive(data)
    assert not Blob.objects.exists()


def test_what_lies_behind_a_picture_is_refused_and_leaves_no_file():
    before = copies_lost().unknown_files
    with pytest.raises(Refused, match="picture_and_more"):
        receive(picture("png") + b"PK and more")
    assert not PhotographFile.objects.exists()
    assert copies_lost().unknown_files == before


@pytest.mark.parametrize("role", ["registrar", "commissioner", "moderator", "publisher", None])
def test_who_does_not_keep_markers_takes_none_in(role):
    with pytest.raises(Refused, match="not_allowed"):
        receive(by=UserFactory(role=role))


def test_it_is_served_while_something_public_shows_it_and_says_nothing_else(client):
    row = receive()
    address = photograph_address(row.pk, 320)
    assert client.get(address).status_code == 404
    marker = shown_on_marker(row, draft=True)
    assert client.get(address).status_code == 404
    Marker.objects.filter(pk=marker.pk).update(live=True)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-cache"
    assert "Content-Disposition" not in answer
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"\xff\xd8\xff")
    assert SECRET not in data
    Marker.objects.filter(pk=marker.pk).update(live=False)
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_widths_and_endings_that_are_not_there_are_nowhere(client):
    row = receive()
    shown_on_marker(row)
    right = photograph_address(row.pk, 320)
    for wrong in (
        right.replace("-320", "-321"),
        right.replace("-320", "-0320"),
        right.replace(".jpg", ".webp"),
        right.replace(".jpg", ".png"),
    ):
        assert client.get(wrong).status_code == 404


def test_taken_down_it_is_gone_with_its_reason(client, django_capture_on_commit_callbacks):
    row, by = receive(), keeper()
    shown_on_marker(row)
    loose = receive(jpeg((400, 300)))
    keys = [one.key for one in row.files.all()]
    with django_capture_on_commit_callbacks(execute=True):
        for one in (row, loose):
            photograph_take_down(photograph=one, why="PRIV", by=by, at=NOW)
    answer = client.get(photograph_address(row.pk, 320))
    assert answer.status_code == 410
    assert "was taken down on 12 May 2026" in answer.content.decode()
    assert ALT not in answer.content.decode()
    # Of what nothing shows nobody is told that it was there.
    assert client.get(photograph_address(loose.pk, 320)).status_code == 404
    assert not any(file_exists(key) for key in keys)
    picture = pictures_of([Photograph.objects.get(pk=row.pk)])[row.pk]
    assert picture.down
    assert (picture.alt, picture.src) == ("", "")
    with pytest.raises(Refused, match="already_down"):
        photograph_take_down(photograph=row, why="PRIV", by=by, at=NOW)


def test_where_the_store_does_not_answer_the_clock_tries_again():
    row = receive()
    photograph_take_down(photograph=row, why="PRIV", by=keeper(), at=NOW)
    assert photographs_remove(at=NOW) == 3
    assert photographs_remove(at=NOW) == 0
    assert not any(file_exists(one.key) for one in row.files.all())


def test_what_is_seen_is_said_in_the_language_of_the_page():
    row, by = receive(), keeper()
    photograph_translate(
        photograph=row, language="es", alt="Una placa de bronce.", caption="", by=by, at=NOW
    )
    assert pictures_of([row], "es")[row.pk].alt == "Una placa de bronce."
    assert pictures_of([row], "en")[row.pk].alt == ALT
    french = pictures_of([row], "fr")[row.pk]
    assert (french.alt, french.language) == (ALT, "en")
    assert french.licence_address == "https://creativecommons.org/licenses/by/4.0/"
    assert french.srcset.count("w,") == 2


def test_it_is_described_anew_and_never_without_words():
    row, by = receive(), keeper()
    said = {
        "caption": "",
        "photographer": "",
        "licence": Licence.CC0,
        "taken": "2026-09",
        "language": "en",
    }
    photograph_describe(photograph=row, alt="A wall.", **said, by=by, at=NOW)
    assert Photograph.objects.get(pk=row.pk).alt == "A wall."
    with pytest.raises(Refused, match="no_alt"):
        photograph_describe(photograph=row, alt=" ", **said, by=by, at=NOW)


def test_many_take_as_many_queries_as_one():
    rows = [receive(jpeg((100 + n, 90))) for n in range(4)]

    def queries(some):
        fresh = list(Photograph.objects.filter(pk__in=[row.pk for row in some]))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            pictures_of(fresh, "es")
        return len(asked)

    assert queries(rows) == queries(rows[:1]) == 2


def test_the_desk_takes_one_in_and_shows_it():
    client = Client()
    client.force_login(keeper())
    form = {
        "file": SimpleUploadedFile("IMG_2041.jpg", jpeg((400, 300)), "image/jpeg"),
        "alt": "",
        "language": "en",
        "licence": Licence.CC_BY.value,
    }
    answer = client.post(reverse("photographs_desk:receive"), form)
    assert answer.status_code == 422
    form |= {
        "alt": ALT,
        "file": SimpleUploadedFile("IMG_2041.jpg", jpeg((400, 300)), "image/jpeg"),
    }
    answer = client.post(reverse("photographs_desk:receive"), form, follow=True)
    assert answer.status_code == 200
    row = Photograph.objects.get()
    assert ALT in answer.content.decode()
    assert client.get(reverse("photographs_desk:list")).status_code == 200
    assert client.get(reverse("photographs_desk:file", args=[row.pk, 320])).status_code == 200
    page = reverse("photographs_desk:take_down", args=[row.pk])
    assert client.post(page, {"why": "PRIV"}).status_code == 422
    client.post(page, {"why": "PRIV", "sure": "on"})
    assert Photograph.objects.get().taken_down_at is not None
    assert client.get(reverse("photographs_desk:photograph", args=[row.pk])).status_code == 200


def test_nothing_is_said_any_more_of_what_was_taken_down():
    row, by = receive(), keeper()
    photograph_take_down(photograph=row, why="PRIV", by=by, at=NOW)
    said = {"alt": ALT, "caption": "", "by": by, "at": NOW}
    with pytest.raises(Refused, match="already_down"):
        photograph_translate(photograph=row, language="es", **said)
    with pytest.raises(Refused, match="already_down"):
        photograph_describe(
            photograph=row, photographer="", licence=Licence.CC0, taken="", language="en", **said
        )
    row.refresh_from_db()
    assert (row.alt, row.texts.count()) == ("", 0)
