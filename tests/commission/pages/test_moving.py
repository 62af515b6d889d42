"""Old addresses, as editors keep them; and pictures of pages that leave with them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from commission.pages.models import PlainPage
from commission.review.telling import public_changed
from commission.roles import roles_create
from commission.sharing.keeping import folder
from tests.commission.pages.site import homes, page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    roles_create()
    return homes()


def kept(client, link: str):
    """What an editor's form for an old address answers."""
    form = {"old_path": "/old/", "site": "", "is_permanent": "on", "redirect_link": link}
    return client.post(reverse("wagtailredirects:add"), {**form, "redirect_page": ""})


def test_an_editor_keeps_an_old_address_that_leads_to_a_page_of_this_site(client):
    client.force_login(UserFactory(role="editor"))
    assert kept(client, "http://localhost:8000/en/words/").status_code == 302
    assert client.get("/old/")["Location"] == "/en/words/"


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/",
        "http://localhost:8000@elsewhere.example/",
        "http://localhost:8001/",
        "ftp://localhost:8000/",
    ],
)
def test_an_old_address_that_leads_away_is_refused(client, link):
    client.force_login(UserFactory(role="editor"))
    answer = kept(client, link)
    assert answer.status_code == 200
    assert "An old address leads to a page of this site" in answer.content.decode()
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("path", ["/old/", "/old/?page=2"])
def test_an_old_address_that_leads_to_itself_ends(client, path):
    Redirect.objects.create(old_path="/old", redirect_link="http://localhost:8000/old/?page=2")
    assert client.get(path).status_code == (301 if path == "/old/" else 404)


@pytest.mark.parametrize("path", ["//[elsewhere/", "//]:/", "//elsewhere.example/", "/\x00/"])
def test_what_no_address_can_be_is_not_found(path):
    browser = Client(raise_request_exception=False)
    assert browser.generic("GET", "/", PATH_INFO=path).status_code == 404


@pytest.mark.parametrize("role", ["registrar", "commissioner", "tracker_editor", "publisher"])
def test_nobody_but_an_editor_keeps_old_addresses(client, role):
    client.force_login(UserFactory(role=role))
    for name in ("index", "add", "start_import"):
        assert client.get(reverse(f"wagtailredirects:{name}")).status_code in (302, 403), name
    kept(client, "http://localhost:8000/en/words/")
    assert not Redirect.objects.exists()


def test_no_picture_is_left_of_a_page_that_changed_or_left(
    client, django_capture_on_commit_callbacks
):
    row = page(PlainPage, slug="privacy")
    assert client.get(f"/share/pages/{row.pk}.png").status_code == 200
    assert list(folder().glob(f"pages-{row.pk}/*.png"))
    with django_capture_on_commit_callbacks(execute=True):
        public_changed(row, at=timezone.now())
    assert not list(folder().glob(f"pages-{row.pk}/*.png"))


def test_the_map_names_a_page_in_the_languages_that_it_is_written_in(client, site):
    from xml.etree import ElementTree

    from tests.commission.pages.site import translation

    page(PlainPage, slug="only-english")
    both = page(PlainPage, slug="privacy")
    translation(both, parent=site[1], slug="privacidad", title="Privacidad")
    link = "{http://www.w3.org/1999/xhtml}link"
    place = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    rows = ElementTree.fromstring(client.get("/sitemap.xml").content)
    entries = {
        row.findtext(place).removeprefix("http://localhost:8000"): {
            one.get("hreflang"): one.get("href") for one in row.findall(link)
        }
        for row in rows
    }
    assert set(entries["/en/only-english/"]) == {"en"}
    assert "/es/only-english/" not in entries
    assert set(entries["/en/privacy/"]) == set(entries["/es/privacidad/"]) == {"en", "es"}
