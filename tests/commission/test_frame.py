"""The frame around every public page: languages, leaving, headers, nothing about the visitor."""

import logging

import pytest
from django.test import Client

from tests.factories import EditionFactory, UserFactory

pytestmark = pytest.mark.django_db

PUBLIC = ["/en/", "/es/", "/en/about/", "/en/testimony/", "/en/about-removals/", "/sitemap.xml"]


@pytest.mark.parametrize("path", [*PUBLIC, "/robots.txt", "/feeds/testimony.rss"])
def test_a_visitor_gets_a_page_without_a_cookie(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"


def test_an_error_page_sets_no_cookie_either_and_is_not_kept(client):
    answer = client.get("/en/testimony/RB-9999/")
    assert answer.status_code == 404
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_what_somebody_who_signed_in_sees_is_not_kept(client):
    client.force_login(UserFactory())
    assert client.get("/en/testimony/")["Cache-Control"] == "no-store"


def test_the_language_switch_keeps_the_page_and_its_place(client):
    EditionFactory(reference="RB-0147")
    html = client.get("/en/testimony/RB-0147/?t=1,3").content.decode()
    assert 'href="/es/testimony/RB-0147/?t=1,3"' in html


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_switch_leads_to_the_same_page_in_both_languages_whichever_is_read(client, code):
    found = client.get(f"/{code}/testimony/?q=%C3%B1&page=2").context["languages"]
    assert [one["url"] for one in found] == [
        f"/{there}/testimony/?q=%C3%B1&page=2" for there in ("en", "es")
    ]


def test_spanish_pages_are_in_spanish(client):
    html = client.get("/es/testimony/").content.decode()
    assert '<html lang="es"' in html
    assert "Lo que nos contaron" in html
    assert "de este sitio</span>" in html
    assert "Leave" not in html


def test_every_public_page_forbids_inline_script_and_other_peoples_servers(client):
    policy = client.get("/en/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_the_admin_has_its_own_policy(client):
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    script = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in script


def test_leaving_ends_the_session_for_a_request_of_this_site_only():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    assert (
        client.post("/leave/", headers={"origin": "https://elsewhere.example"}).status_code == 403
    )
    assert "_auth_user_id" in client.session
    assert client.post("/leave/", headers={"origin": "http://testserver"}).status_code == 204
    assert "_auth_user_id" not in client.session


def test_every_page_offers_to_leave_without_script(client):
    for path in PUBLIC[:-1]:
        html = client.get(path).content.decode()
        assert html.count('href="https://www.wikipedia.org/"') == 2
        assert (
            html.index('class="skip"') < html.index('class="skip leave-too"') < html.index("<main")
        )


def test_the_desk_and_the_door_to_it_can_be_left_as_quickly(client):
    for user in (None, UserFactory(role="redactor"), UserFactory(superuser=True)):
        path = "/admin/login/"
        if user:
            client.force_login(user)
            path = "/admin/desk/" if user.is_superuser else "/admin/"
        html = client.get(path).content.decode()
        assert html.count('class="leave desk-leave" href="https://www.wikipedia.org/"') == 1
        assert "commission/leave.js" in html
        assert ('data-session="/leave/"' in html) is bool(user)


def test_a_page_says_that_the_commission_is_invented_when_it_is(client, settings):
    assert "This commission is invented" in client.get("/en/").content.decode()
    settings.COMMISSION_IS_FICTIONAL = False
    assert "This commission is invented" not in client.get("/en/").content.decode()


def test_robots_are_kept_from_files_and_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Disallow: /files/" in text
    assert "/sitemap.xml" in text


def test_no_visitor_is_written_into_any_log(client, caplog, settings):
    """T4: neither address, nor browser, nor what was looked for."""
    caplog.set_level(logging.DEBUG)
    EditionFactory(reference="RB-0147")
    told = {
        "REMOTE_ADDR": "203.0.113.77",
        "HTTP_USER_AGENT": "Visitors-Browser/1.0",
        "HTTP_X_FORWARDED_FOR": "203.0.113.78",
    }
    paths = ["/en/?q=heron", "/en/testimony/?place=heron", "/en/testimony/RB-0147/?t=heron"]
    for path in [*paths, "/en/heron/?q=heron", "/files/RB-0147/1/heron.m4a?q=heron"]:
        client.get(path, **told)
    written = "\n".join(
        f"{record.getMessage()} {record.__dict__.get('request', '')}" for record in caplog.records
    )
    for secret in ("203.0.113", "Visitors-Browser", "heron"):
        assert secret not in written
