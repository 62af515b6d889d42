"""Signing in: a page of its own, that tells nobody who has an account."""

import pytest
from django.test import Client
from django.urls import reverse

from commission.management.commands.demo import Command
from tests.archive.reading.test_pages import let_in
from tests.factories import EditionFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN, SIGN_OUT = "/en/sign-in/", "/en/sign-out/"
PASSWORD = "correct horse battery"


def sign_in(client, username: str, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def test_a_researcher_signs_in_and_reads_the_fuller_edition(client):
    researcher = UserFactory()
    let_in(researcher)
    EditionFactory(reference="RB-0147", for_research=True, title="Fuller words")
    answer = sign_in(client, researcher.username)
    assert (answer.status_code, answer["Location"]) == (302, "/en/testimony/")
    html = client.get("/en/testimony/").content.decode()
    assert "Fuller words" in html
    assert f"Signed in: {researcher.username}" in html
    assert f'action="{SIGN_OUT}"' in html


@pytest.mark.parametrize("who", [{"role": "redactor"}, {"superuser": True}])
def test_staff_are_led_to_the_desk(client, who):
    assert sign_in(client, UserFactory(**who).username)["Location"] == "/admin/"
    assert client.get(SIGN_IN)["Location"] == "/admin/", "who is signed in is led on"


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example", "/admin/"])
def test_no_address_is_taken_over_from_whoever_made_the_link(client, to):
    answer = client.post(
        f"{SIGN_IN}?next={to}",
        {"username": UserFactory().username, "password": PASSWORD, "next": to},
    )
    assert answer["Location"] == "/en/testimony/"


def test_who_has_an_account_is_not_told(client):
    known, closed = UserFactory(username="aaaa"), UserFactory(username="bbbb", is_active=False)
    answers = [
        sign_in(client, known.username, "wrong"),
        sign_in(client, closed.username, "wrong"),
        sign_in(client, closed.username),
        sign_in(client, "cccc", "wrong"),
        sign_in(client, "", ""),
        sign_in(client, "a\0b", "wrong"),
    ]
    texts = {without_token(answer.content.decode()) for answer in answers}
    assert len(texts) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert "do not belong together" in texts.pop()
    assert "_auth_user_id" not in client.session


def without_token(html: str) -> str:
    before, _, after = html.partition('name="csrfmiddlewaretoken" value="')
    return before + after.partition('"')[2]


def test_the_page_is_kept_nowhere_and_can_be_left_quickly(client):
    answer = client.get(SIGN_IN)
    assert "no-store" in answer["Cache-Control"]
    html = answer.content.decode()
    assert 'class="leave"' in html
    assert 'content="noindex"' in html
    assert "sessionid" not in answer.cookies
    assert answer.cookies["csrftoken"]["max-age"] == "", "no longer than the browser is open"


def test_after_looking_at_the_page_no_other_page_sets_a_cookie(client):
    client.get(SIGN_IN)
    for path in ("/en/", "/en/testimony/", "/en/about/", "/en/search/"):
        assert not client.get(path).cookies


def test_a_form_from_elsewhere_signs_nobody_in_and_nobody_out():
    client, user = Client(enforce_csrf_checks=True), UserFactory()
    assert sign_in(client, user.username).status_code == 403
    client.force_login(user)
    assert client.post(SIGN_OUT).status_code == 403
    assert client.get(SIGN_OUT).status_code == 405
    assert "_auth_user_id" in client.session


def test_signing_out_ends_the_session_and_leads_to_the_front_page(client):
    client.force_login(UserFactory())
    answer = client.post(SIGN_OUT)
    assert (answer.status_code, answer["Location"]) == (302, "/en/")
    assert "_auth_user_id" not in client.session
    assert "Sign out" not in client.get("/en/").content.decode()


def test_the_demonstration_says_where_its_researcher_signs_in(capsys):
    Command().welcome(8124)
    assert f"http://localhost:8124{reverse('sign_in')}" in capsys.readouterr().out
