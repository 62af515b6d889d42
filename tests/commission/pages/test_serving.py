"""Pages at their addresses: what is public is read, everything else never was."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from commission.pages.models import (
    ArticlePage,
    ContactPage,
    GlossaryPage,
    NewsPage,
    PeoplePage,
    PlainPage,
    SectionPage,
)
from tests.commission.pages.site import homes, page, translation

pytestmark = pytest.mark.django_db

NEVER = "/en/never-was/"


@pytest.fixture(autouse=True)
def site():
    return homes()


def same(answer, never) -> bool:
    """Whether two answers tell the same, header by header."""
    return (answer.status_code, answer.content, dict(answer.headers)) == (
        never.status_code,
        never.content,
        dict(never.headers),
    )


@pytest.mark.parametrize(
    "kind", [ContactPage, GlossaryPage, NewsPage, PeoplePage, PlainPage, SectionPage]
)
def test_a_public_page_of_any_kind_is_read_without_a_cookie(client, kind):
    page(kind, title="How we work", slug="how-we-work", lede="In the open.")
    answer = client.get("/en/how-we-work/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"
    assert "How we work" in answer.content.decode()
    assert "In the open." in answer.content.decode()


def unpublished(row):
    type(row).objects.filter(pk=row.pk).update(live=False)


def over(row):
    type(row).objects.filter(pk=row.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def closed(row):
    PageViewRestriction.objects.create(page=row, restriction_type="login")


def closed_above(row):
    PageViewRestriction.objects.create(page=row.get_parent(), restriction_type="password")


@pytest.mark.parametrize("hide", [unpublished, over, closed, closed_above])
def test_what_nobody_may_read_answers_like_what_never_was(client, hide):
    section = page(SectionPage, slug="about-us")
    row = page(PlainPage, parent=section, slug="privacy", title="Qyprivacy", show_in_menus=True)
    assert client.get("/en/about-us/privacy/").status_code == 200
    hide(row)
    never = client.get(NEVER)
    assert never.status_code == 404
    for address in ("/en/about-us/privacy/", "/es/about-us/privacy/"):
        hidden = client.get(address)
        assert hidden.status_code == 404, address
        if address.startswith("/en/"):
            assert same(hidden, never)
    for address in ("/en/about-us/", "/en/", "/sitemap.xml"):
        assert "Qyprivacy" not in client.get(address).content.decode()
        assert "about-us/privacy" not in client.get(address).content.decode()


def test_nothing_is_sent_to_a_page_and_what_is_not_there_does_not_say_so(client):
    page(PlainPage, slug="privacy")
    assert client.post("/en/privacy/").status_code == 405
    assert client.post(NEVER).status_code == 404


def test_a_draft_that_nobody_approved_answers_like_what_never_was(client):
    page(PlainPage, slug="draft", public=False, title="Qydraft")
    assert same(client.get("/en/draft/"), client.get(NEVER))
    assert "Qydraft" not in client.get("/sitemap.xml").content.decode()


def test_a_draft_of_what_is_public_shows_in_nothing(client):
    row = page(PlainPage, slug="privacy", title="Privacy")
    row.title = "Qydraft"
    row.save_revision()
    assert "Qydraft" not in client.get("/en/privacy/").content.decode()
    assert "Qydraft" not in client.get("/en/").content.decode()


def test_the_title_of_a_draft_above_a_page_is_not_told(client):
    section = page(SectionPage, slug="about-us", title="Qysection", public=False)
    page(PlainPage, parent=section, slug="privacy")
    answer = client.get("/en/about-us/privacy/")
    assert answer.status_code == 200
    assert "Qysection" not in answer.content.decode()


def test_nothing_of_wagtails_own_doors_is_open(client):
    row = page(PlainPage, slug="privacy")
    for name in ("wagtailcore_login", "wagtailcore_authenticate_with_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[] if name.endswith("login") else [1, row.pk])
    for address in (
        "/en/_util/login/",
        f"/en/_util/authenticate_with_password/1/{row.pk}/",
        "/api/v2/pages/",
        "/en/api/v2/pages/",
        f"/pages/{row.pk}/",
        "/documents/1/x.pdf",
        "/images/1/x.png",
    ):
        assert client.get(address).status_code == 404, address


def test_a_page_that_is_not_translated_is_read_as_it_was_written(client):
    row = page(PlainPage, slug="privacy", title="Privacy statement")
    html = client.get("/es/privacy/").content.decode()
    assert '<html lang="es"' in html
    assert '<article lang="en" dir="ltr">' in html
    assert '<link rel="canonical" href="http://localhost:8000/en/privacy/">' in html
    assert 'hreflang="es" href="http://localhost:8000/es/privacy/"' not in html
    assert "noindex" in html
    assert "noindex" not in client.get("/en/privacy/").content.decode()
    assert row.title in html


def test_the_language_links_of_a_page_lead_to_its_translation(client, site):
    row = page(PlainPage, slug="privacy")
    translation(row, parent=site[1], slug="privacidad", title="Privacidad")
    html = client.get("/en/privacy/").content.decode()
    assert 'hreflang="es" href="http://localhost:8000/es/privacidad/"' in html
    led = client.get("/es/privacy/")
    assert (led.status_code, led["Location"]) == (302, "/es/privacidad/")
    assert "Privacidad" in client.get("/es/privacidad/").content.decode()
    led = client.get("/en/privacidad/")
    assert (led.status_code, led["Location"]) == (302, "/en/privacy/")


def test_a_translation_that_nobody_approved_is_not_led_to(client, site):
    row = page(PlainPage, slug="privacy", title="Privacy statement")
    translation(row, parent=site[1], slug="privacidad", title="Qydraft", public=False)
    html = client.get("/es/privacy/").content.decode()
    assert "Privacy statement" in html
    assert "privacidad" not in html
    never = client.get("/es/never-was/")
    assert same(client.get("/es/privacidad/"), never)


def test_an_old_address_leads_to_where_the_page_is_now_and_never_elsewhere(client):
    row = page(PlainPage, slug="privacy")
    Redirect.objects.create(old_path="/old", redirect_page=row)
    Redirect.objects.create(old_path="/en/older", redirect_link="http://localhost:8000/en/words/")
    Redirect.objects.create(old_path="/away", redirect_link="https://elsewhere.example/")
    Redirect.objects.create(
        old_path="/off", redirect_link="http://localhost:8000//elsewhere.example"
    )
    Redirect.objects.create(old_path="/round", redirect_link="http://localhost:8000/round/")
    for address, leads in (("/old/", "/en/privacy/"), ("/en/older/?q=1", "/en/words/")):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, leads), address
    for address in ("/away/", "/off/", "/round/", "/old\0/"):
        assert client.get(address).status_code == 404, address
    unpublished(row)
    assert client.get("/old/").status_code == 404


def test_a_page_that_got_another_slug_is_found_at_its_old_address(
    client, django_capture_on_commit_callbacks
):
    row = page(PlainPage, slug="privacy")
    with django_capture_on_commit_callbacks(execute=True):
        row.slug = "what-we-keep"
        row.save_revision().publish(skip_permission_checks=True)
    answer = client.get("/en/privacy/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/what-we-keep/")


@pytest.mark.parametrize("kind", [PlainPage, ArticlePage])
def test_no_page_hides_behind_another_part_of_the_site(kind):
    from django.core.exceptions import ValidationError

    row = page(kind, slug="privacy")
    for slug in ("findings", "testimony", "words", "about", "search"):
        row.slug = slug
        with pytest.raises(ValidationError, match="Another part of this site"):
            row.full_clean()
    row.slug = "what-we-keep"
    row.full_clean()


def test_news_are_listed_and_fed_in_the_order_of_their_dates(client):
    import feedparser

    listing = page(NewsPage, slug="news", title="News")
    for day, title in (("2026-11-04", "The forum was not held"), ("2026-11-20", "Two recordings")):
        page(ArticlePage, parent=listing, title=title, kind="news", dated=day, lede=f"On {day}.")
    page(ArticlePage, parent=listing, title="An essay", kind="essay")
    page(ArticlePage, parent=listing, title="Qydraft", kind="news", public=False)
    html = client.get("/en/news/").content.decode()
    assert html.index("Two recordings") < html.index("The forum was not held")
    assert "An essay" not in html
    for address in ("/feeds/news.rss", "/feeds/news.es.rss"):
        feed = feedparser.parse(client.get(address).content)
        assert not feed.bozo
        assert [entry.title for entry in feed.entries] == [
            "Two recordings",
            "The forum was not held",
        ]
        assert feed.entries[0].summary == "On 2026-11-20."
    assert client.get("/feeds/news.xx.rss").status_code == 404
    assert 'type="application/rss+xml" href="/feeds/news.rss"' in html


def test_a_character_that_xml_cannot_hold_closes_no_feed(client):
    import feedparser

    page(ArticlePage, title="Two\x0brecordings", kind="news", lede="On\x08 a day.")
    feed = feedparser.parse(client.get("/feeds/news.rss").content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Two recordings"]
