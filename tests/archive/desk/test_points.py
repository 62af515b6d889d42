"""The index of a recording on the desk: whoever reads the words reads it, transcribers write it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.index_points.models import IndexPoint
from tests.archive.index_points.case import point, term
from tests.factories import ConsentFactory, RecordingFactory, TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    testimony = TestimonyFactory(with_giver=True)
    ConsentFactory(testimony=testimony, giver=testimony.givers.get())
    return RecordingFactory(testimony=testimony, duration_ms=60_000)


@pytest.fixture
def transcriber(client):
    user = UserFactory(role="transcriber")
    client.force_login(user)
    return user


def page(recording) -> str:
    return reverse("desk:index_points", args=[recording.testimony_id])


def send(client, name: str, pk, **fields):
    typed = {"start": "0:01", "title": "The letters", "precision": "neighbourhood", **fields}
    return client.post(reverse(f"desk:{name}", args=[pk]), typed)


def test_a_point_is_written_with_terms_by_their_labels_and_shown_in_the_list(
    client, recording, transcriber
):
    police, road = term("Police", community="The law"), term("Ferry Road", also=["Old road"])
    answer = send(
        client,
        "index_point_add",
        recording.testimony_id,
        start="0:01.5",
        end="0:30",
        subjects="the law",
        keywords="Old Road\r\nPOLICE\r\n",
        coordinates="-33.44889, -70.66927",
        place="Plaza",
        links="The form | 2 | https://example.org/form",
    )
    assert answer.status_code == 302
    row = IndexPoint.objects.get()
    assert (row.start_ms, row.end_ms) == (1500, 30_000)
    assert row.subjects == [str(police.pk)]
    assert row.keywords == [str(road.pk), str(police.pk)]
    assert (str(row.latitude), row.precision) == ("-33.44889", "neighbourhood")
    assert row.links == [{"title": "The form | 2", "address": "https://example.org/form"}]
    assert row.written_by == transcriber
    html = client.get(page(recording)).content.decode()
    for words in ("The letters", "The law, Ferry Road", "0:01–0:30", "the neighbourhood, to about"):
        assert words in html


def test_the_form_of_a_point_holds_what_was_written(client, recording, transcriber):
    row = point(
        recording.testimony, 61_500 - 60_000, keywords=[term("Police")], synopsis="What\nhappened."
    )
    html = client.get(reverse("desk:index_point", args=[row.pk])).content.decode()
    assert 'value="0:00:01.5"' in html
    assert "Police</textarea>" in html
    assert 'name="version" value="1"' in html
    answer = send(client, "index_point", row.pk, title="Better", version="1")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.title, row.version, row.changed_by) == ("Better", 2, transcriber)


WRONG = [
    ({"start": "soon"}, "Write a time as"),
    ({"start": "2:00"}, "The recording has no such place"),
    ({"end": "0:00"}, "Give an end after the beginning"),
    ({"keywords": "Nothing such"}, "“Nothing such” is no term of the thesaurus"),
    ({"coordinates": "north"}, "Write latitude and longitude"),
    ({"coordinates": "NaN, NaN"}, "Give latitude and longitude in degrees"),
    ({"coordinates": "1e400, 1"}, "Write latitude and longitude"),
    ({"links": "A page | javascript:alert(1)"}, "begins with http or https"),
    ({"title": ""}, "This field is required"),
]


@pytest.mark.parametrize(("fields", "sentence"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    client, recording, transcriber, fields, sentence
):
    answer = send(
        client, "index_point_add", recording.testimony_id, synopsis="A long synopsis.", **fields
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert sentence in html
    assert "A long synopsis.</textarea>" in html
    assert not IndexPoint.objects.exists()


def test_whoever_was_second_reads_a_sentence_and_keeps_what_they_typed(
    client, recording, transcriber
):
    row = point(recording.testimony)
    send(client, "index_point", row.pk, title="By the first", version="1")
    answer = send(client, "index_point", row.pk, title="By the second", version="1")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Somebody else has changed this index point" in html
    assert 'value="By the second"' in html
    assert "By the first" in html
    assert 'name="version" value="2"' in html
    gone = client.post(reverse("desk:index_point_remove", args=[row.pk]), {"version": "1"})
    assert gone.status_code == 409
    assert IndexPoint.objects.exists()


def test_a_point_is_taken_away(client, recording, transcriber):
    row = point(recording.testimony)
    client.post(reverse("desk:index_point_remove", args=[row.pk]), {"version": "1"})
    assert not IndexPoint.objects.exists()


def test_whoever_may_only_read_is_offered_nothing_to_change(client, recording):
    point(recording.testimony)
    client.force_login(UserFactory(role="redactor"))
    html = client.get(page(recording)).content.decode()
    assert "The letters" in html
    assert "Take away" not in html
    assert "Another point" not in html


def test_without_a_recording_there_is_nothing_to_point_into(client, transcriber):
    testimony = TestimonyFactory(with_giver=True)
    assert client.get(reverse("desk:index_points", args=[testimony.pk])).status_code == 200
    assert send(client, "index_point_add", testimony.pk).status_code == 409


def test_script_in_a_title_is_text(client, recording, transcriber):
    point(recording.testimony, title="<script>alert(1)</script>")
    html = client.get(page(recording)).content.decode()
    assert "<script>alert" not in html


def test_the_page_asks_as_much_for_many_points_as_for_few(client, recording, transcriber):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page(recording)).status_code == 200
        return len(asked)

    police = term("Police")
    for number in range(2):
        point(recording.testimony, number * 100, keywords=[police], by=transcriber)
    queries()
    few = queries()
    for number in range(2, 40):
        point(recording.testimony, number * 100, keywords=[term(f"T{number}")], by=transcriber)
    assert queries() == few
