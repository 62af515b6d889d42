"""Links between pages: a text that is public tells nothing of what is not."""

import pytest
from wagtail.models import Site

from commission.pages.models import PlainPage
from tests.commission.pages.factories import article, body
from tests.commission.pages.site import homes, page, translation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return homes()


def leads(client, target, *, into="en") -> str:
    link = f'<p>Read <a linktype="page" id="{target}">what we keep</a>.</p>'
    written = article(title="The book", body=body(("paragraph", link)))
    html = client.get(f"/{into}/{written.slug}/").content.decode()
    assert "what we keep</a>." in html
    return html.partition("Read <a")[2].partition("what we keep</a>")[0]


def test_a_link_to_a_public_page_leads_there(client):
    assert leads(client, page(PlainPage, slug="privacy").pk) == ' href="/en/privacy/">'


def test_a_link_leads_to_the_page_in_the_language_that_is_read(client, site):
    target = page(PlainPage, slug="privacy")
    translation(target, parent=site[1], slug="privacidad")
    assert leads(client, target.pk, into="es") == ' href="/es/privacidad/">'


@pytest.mark.parametrize("what", ["draft", "nothing"])
def test_the_address_of_a_draft_is_not_told(client, what):
    key = page(PlainPage, slug="quillfeather", public=False).pk if what == "draft" else 999
    assert leads(client, key) == ">"


def test_a_link_leads_there_without_a_site_in_wagtails_table(client):
    target = page(PlainPage, slug="privacy")
    Site.objects.all().delete()
    assert leads(client, target.pk) == ' href="/en/privacy/">'
