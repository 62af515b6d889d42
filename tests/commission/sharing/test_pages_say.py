"""What pages say of themselves to programs: read with libraries that others wrote."""

import json

import extruct
import pytest

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from tests.commission.factories import (
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ThemeFactory,
)
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db


def said(client, address: str) -> dict:
    page = client.get(address).content.decode()
    return extruct.extract(
        page, base_url="https://record.example", syntaxes=["json-ld", "opengraph"]
    )


def graph(client, address: str) -> dict:
    return dict(said(client, address)["opengraph"][0]["properties"])


def test_a_finding_says_what_it_is_and_which_accounts_it_cites(client):
    edition = EditionFactory()
    finding = FindingFactory(cites=edition)
    address = f"/en/findings/{finding.number}/"
    (data,) = said(client, address)["json-ld"]
    assert data["@context"] == "https://schema.org"
    assert (data["@type"], data["text"]) == ("Claim", finding.statement)
    (cited,) = data["citation"]
    assert cited["url"].endswith(f"/testimony/{edition.reference}/{edition.number}/")
    facts = graph(client, address)
    assert facts["og:title"] == f"Finding {finding.number}: {finding.statement}"
    assert facts["og:image"].endswith(f"/share/findings/{finding.number}.png")


def test_an_account_that_was_taken_back_is_cited_no_more(client):
    edition = EditionFactory()
    finding = FindingFactory(cites=edition)
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(role="publisher"),
        at=NOW,
    )
    page = client.get(f"/en/findings/{finding.number}/").content.decode()
    (data,) = said(client, f"/en/findings/{finding.number}/")["json-ld"]
    assert data["citation"] == []
    assert edition.reference not in page


def test_a_recommendation_and_a_body_say_what_they_are(client):
    body = BodyFactory(name="Riverbend Police Service", website="https://police.example/")
    recommendation = RecommendationFactory(of=body)
    (data,) = said(client, f"/en/recommendations/{recommendation.number}/")["json-ld"]
    assert data["@type"] == "CreativeWork"
    assert data["audience"] == [{"@type": "Audience", "name": "Riverbend Police Service"}]
    (data,) = said(client, f"/en/bodies/{body.slug}/")["json-ld"]
    assert data["@type"] == "GovernmentOrganization"
    assert data["sameAs"] == "https://police.example/"


HOSTILE = '</script><script>alert(1)</script><!-- "x" & \u2028'


def test_no_text_breaks_out_of_the_data(client):
    finding = FindingFactory(statement=HOSTILE, conclusion=HOSTILE)
    page = client.get(f"/en/findings/{finding.number}/").content.decode()
    assert "<script>alert" not in page
    (data,) = said(client, f"/en/findings/{finding.number}/")["json-ld"]
    assert data["text"] == HOSTILE
    assert json.dumps(data)


def test_each_page_names_itself_in_every_language(client):
    finding = FindingFactory()
    page = client.get(f"/es/findings/{finding.number}/").content.decode()
    for code in ("en", "es"):
        assert f'hreflang="{code}" href="http://localhost:8000/{code}/findings/' in page
    assert f'rel="canonical" href="http://localhost:8000/es/findings/{finding.number}/"' in page


def test_the_map_of_the_site_names_what_is_public_and_nothing_else(client):
    body, theme = BodyFactory(slug="police"), ThemeFactory(slug="records")
    public = FindingFactory(themes=[theme])
    RecommendationFactory(of=body, number=14)
    draft = FindingFactory(draft=True, number=777)
    RecommendationFactory(draft=True, number=888, of=BodyFactory(slug="hidden"))
    text = client.get("/sitemap.xml").content.decode()
    for path in (
        f"/en/findings/{public.number}/",
        "/es/recommendations/14/",
        "/en/bodies/police/",
        "/en/themes/records/",
        "/en/reports/final-report/",
        "/en/words/",
    ):
        assert path in text, path
    for hidden in (f"findings/{draft.number}/", "recommendations/888/", "bodies/hidden/"):
        assert hidden not in text, hidden
