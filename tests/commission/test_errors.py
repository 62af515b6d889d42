"""What is said where something is not there, not allowed or broken: in the voice of the rest."""

import pytest
from django.core.exceptions import BadRequest
from django.test import Client, RequestFactory
from django.utils import translation

from commission.errors import bad_request, server_error
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SAID = {
    "en": ("Nothing is at this address", "Something on our side is broken", "Leave"),
    "es": ("No hay nada en esta dirección", "Algo de nuestro lado se rompió", "Salir"),
}


@pytest.mark.parametrize("code", SAID)
@pytest.mark.parametrize("path", ["/{}/never-was/", "/never-was/", "/files/never.was"])
def test_nothing_is_there_in_the_language_of_the_address_or_of_the_reader(client, code, path):
    answer = client.get(path.format(code), headers={"accept-language": code})
    text = answer.content.decode()
    assert answer.status_code == 404
    assert f'<html lang="{code}"' in text
    assert SAID[code][0] in text
    assert "noindex" in text


@pytest.mark.parametrize("code", SAID)
def test_what_broke_here_is_said_without_the_request_and_can_be_left(code):
    with translation.override(code):
        text = server_error(RequestFactory().get("/")).content.decode()
    assert f'<html lang="{code}"' in text
    assert SAID[code][1] in text
    assert SAID[code][2] in text
    assert 'class="leave" href="https://www.wikipedia.org/"' in text


def test_a_request_that_cannot_be_read_says_nothing_of_itself(client, settings):
    request = RequestFactory().get("/qysecret/")
    answer = bad_request(request, BadRequest("qysecret"))
    assert answer.status_code == 400
    assert "qysecret" not in answer.content.decode()
    settings.ALLOWED_HOSTS = ["record.example"]
    answer = Client(raise_request_exception=False).get("/en/", headers={"host": "qyhost.example"})
    assert answer.status_code == 400
    assert "This could not be read" in answer.content.decode()
    assert "qyhost" not in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_the_same_voice():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    answer = client.post("/en/sign-out/", headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "This is not open to you" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()
