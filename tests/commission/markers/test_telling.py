"""What visitors write: a wish for a marker, and word about one. No session, no cookie."""

import pytest

from commission.markers.models import Nomination, NominatorContact
from commission.markers.nominations.models import NominationKind
from commission.markers.nominations.services import MARKER_AN_HOUR
from tests.commission.markers.factories import MarkerFactory

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}
WISH = {
    "what": "The cannery gate",
    "place": "Past the second gate",
    "why": "Because nobody else remembers it",
    "remembers": "",
    "contact": "",
}
NOMINATE, TELL = "/en/markers/nominate/", "/en/markers/3/tell/"


def send(client, path, data, headers=HERE):
    return client.post(path, data, headers=headers)


def test_a_wish_is_taken_in_and_thanked_for_without_a_promise(client):
    answer = send(client, NOMINATE, WISH)
    assert answer.status_code == 302
    row = Nomination.objects.get()
    assert (row.kind, row.what, row.language) == (NominationKind.MARKER, WISH["what"], "en")
    text = client.get(answer.url).content.decode()
    assert "It has arrived" in text
    assert "Whether a marker comes of it" in text
    assert not answer.cookies


def test_the_contact_is_kept_apart_and_is_not_to_be_read(client):
    send(client, NOMINATE, WISH | {"contact": "tamsin@harbor.example"})
    contact = NominatorContact.objects.get()
    assert b"tamsin" not in bytes(contact.address)
    assert "tamsin" not in str(list(Nomination.objects.values()))


def test_word_about_a_marker_reaches_it_by_its_number(client):
    marker = MarkerFactory(number=3)
    answer = send(client, TELL, {"what": "It is broken.", "contact": ""})
    assert answer.url == "/en/markers/3/tell/thanks/"
    assert Nomination.objects.get().marker == marker
    text = client.get(answer.url).content.decode()
    assert "Ferry Road bridge" in text


@pytest.mark.parametrize("path", [NOMINATE, TELL])
def test_what_is_wrong_is_said_first_and_nothing_is_lost(client, path):
    MarkerFactory(number=3)
    answer = send(client, path, {"remembers": "Ana <b>", "contact": "no address"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert text.index('class="errors stack-s" role="alert" tabindex="-1" autofocus') < text.index(
        "<h1"
    )
    assert "Nothing you wrote has been lost." in text
    assert 'href="#id_what"' in text
    assert 'value="no address"' in text
    assert 'aria-invalid="true"' in text
    if path == NOMINATE:
        assert "Ana &lt;b&gt;" in text
    assert not Nomination.objects.exists()


@pytest.mark.parametrize(
    "origin", [{}, {"Origin": "null"}, {"Origin": "https://elsewhere.example"}]
)
@pytest.mark.parametrize("path", [NOMINATE, TELL])
def test_a_form_on_another_site_is_refused(client, path, origin):
    MarkerFactory(number=3)
    assert send(client, path, WISH, headers=origin).status_code == 403
    assert not Nomination.objects.exists()


def test_while_too_much_arrives_it_says_so_and_keeps_what_was_written(client):
    MarkerFactory(number=3)
    for _one in range(MARKER_AN_HOUR):
        send(client, TELL, {"what": "It is broken."})
    answer = send(client, TELL, {"what": "It is broken as well."})
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "Try again in an hour." in text
    assert "It is broken as well." in text


@pytest.mark.parametrize("path", [NOMINATE, TELL, "/en/markers/nominate/thanks/"])
def test_the_forms_set_no_cookie(client, path):
    MarkerFactory(number=3)
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", [TELL, "/en/markers/3/tell/thanks/"])
def test_of_a_marker_that_is_not_public_nothing_can_be_told(client, path):
    MarkerFactory(number=3, draft=True)
    assert client.get(path).status_code == 404
    assert send(client, TELL, {"what": "x"}).status_code == 404
