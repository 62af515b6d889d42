"""The thesaurus on the desk: everybody reads it, publishers keep it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.thesaurus.models import Term
from archive.thesaurus.selectors import labels_printed
from tests.archive.index_points.case import term
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = UserFactory(role="publisher")
    client.force_login(user)
    return user


def send(client, name: str, *pk, **fields):
    return client.post(reverse(f"desk:{name}", args=pk), fields)


def test_a_term_is_written_and_changed(client, publisher):
    above = term("Force")
    answer = send(
        client,
        "term_new",
        preferred="en: Police\nes: Policía",
        community="en: The law",
        alternate="en: Cops",
        broader="force",
        coordinates="",
        external_ids="wikidata: Q35535",
    )
    assert answer.status_code == 302
    row = Term.objects.get(broader=above)
    assert labels_printed(row) == {"en": "The law", "es": "Policía"}
    html = client.get(answer["Location"]).content.decode()
    for words in ("en: Police", "es: Policía", "en: The law", "en: Cops", "wikidata: Q35535"):
        assert words in html
    send(client, "term", row.pk, preferred="en: Police force")
    row = Term.objects.get(pk=row.pk)
    assert labels_printed(row) == {"en": "Police force"}
    assert row.broader is None


WRONG = [
    ({"preferred": ""}, "This field is required"),
    ({"preferred": "Police"}, "Write a code, a colon"),
    ({"preferred": "en: Courts"}, "Another term has this preferred label"),
    ({"preferred": "en: x", "broader": "Nothing"}, "is no term of the thesaurus"),
    ({"preferred": "en: x", "external_ids": "elsewhere: 1"}, "not one of the lists"),
    ({"preferred": "en: x", "coordinates": "91, 0"}, "Give latitude and longitude"),
]


@pytest.mark.parametrize(("fields", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_written(client, publisher, fields, sentence):
    term("Courts")
    answer = send(client, "term_new", **fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Term.objects.count() == 1


def test_a_term_is_merged_and_its_address_is_no_more(client, publisher):
    old, new = term("Constables"), term("Police")
    answer = send(client, "term_merge", old.pk, into="police")
    assert answer["Location"] == reverse("desk:term", args=[new.pk])
    assert client.get(reverse("desk:term", args=[old.pk])).status_code == 404
    assert send(client, "term_merge", new.pk, into="Police").status_code == 422


def test_a_list_is_tried_first_and_then_taken_in(client, publisher):
    def take_in(text: str, **fields):
        file = SimpleUploadedFile("terms.csv", text.encode())
        return send(client, "terms_import", file=file, **fields)

    said = take_in("preferred:en\nPolice\n", dry="on").content.decode()
    assert "What it would do" in said
    assert not Term.objects.exists()
    assert "Taken in" in take_in("preferred:en\nPolice\n").content.decode()
    assert Term.objects.count() == 1
    wrong = take_in("preferred:en,broader\nCourts,Nothing\n")
    assert wrong.status_code == 422
    assert "Line 2: “Nothing” is not the label of one term." in wrong.content.decode()
    assert take_in("name\nPolice\n").status_code == 422


def test_everybody_at_the_desk_reads_the_terms_and_only_publishers_are_led_to_change_them(client):
    term("Police", also=["Law keepers"])
    client.force_login(UserFactory(role="transcriber"))
    html = client.get(reverse("desk:terms") + "?q=keepers").content.decode()
    assert "Police" in html
    assert "New term" not in html
    assert "Police" not in client.get(reverse("desk:terms") + "?q=harbour").content.decode()
