"""What pages say of themselves to programs: read with libraries that others wrote."""

import json
from xml.etree import ElementTree

import extruct
import pytest

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from tests.commission.factories import (
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ReportFactory,
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


def test_a_report_and_a_theme_say_what_they_are(client):
    theme = ThemeFactory(slug="records")
    FindingFactory(themes=[theme])
    address = "/en/reports/final-report/"
    (data,) = said(client, address)["json-ld"]
    assert (data["@type"], data["name"]) == ("Report", "Final report")
    assert data["datePublished"] == "2025-09-30"
    assert data["author"]["name"] == "Riverbend Truth and Reconciliation Commission"
    assert graph(client, address)["og:description"] == "One finding."
    (data,) = said(client, "/en/themes/records/")["json-ld"]
    assert data["about"]["name"] == theme.name
    assert graph(client, "/en/themes/records/")["og:image"].endswith("/share/themes/records.png")


def test_a_report_of_others_says_whose_it_is(client):
    report = ReportFactory(slug="before", title="Before us", made_by="An earlier commission")
    RecommendationFactory(report=report, of=BodyFactory())
    (data,) = said(client, "/en/reports/before/")["json-ld"]
    assert data["author"] == {"@type": "Organization", "name": "An earlier commission"}


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


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def test_each_entry_of_the_map_names_the_page_in_every_language(client):
    finding = FindingFactory()
    EditionFactory(reference="RB-0147")
    rows = ElementTree.fromstring(client.get("/sitemap.xml").content)
    entries = {
        row.findtext(f"{SITEMAP}loc"): {link.get("hreflang"): link.get("href") for link in row}
        | {"none": None}
        for row in rows
    }
    site = "http://localhost:8000"
    for path in ("", f"findings/{finding.number}/", "testimony/RB-0147/", "words/"):
        both = {code: f"{site}/{code}/{path}" for code in ("en", "es")}
        for address in both.values():
            assert entries[address].items() >= both.items()
    assert len(entries) == len(list(rows)), "each address once"


def test_the_map_holds_no_more_than_a_map_may(client, monkeypatch):
    monkeypatch.setattr("archive.reading.feeds.SITEMAP_LIMIT", 21)
    for number in range(30):
        FindingFactory(number=number + 1)
    rows = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert len(list(rows)) == 20


def test_many_findings_ask_the_map_for_no_more_queries(client, django_assert_max_num_queries):
    for number in range(30):
        FindingFactory(number=number + 1)
    with django_assert_max_num_queries(15):  # of findings, the tracker, hearings, markers and pages
        client.get("/sitemap.xml")


def test_a_report_that_only_chapters_lead_to_is_on_the_map(client):
    from tests.commission.factories import ChapterFactory

    chapter = ChapterFactory(report=ReportFactory(slug="second-report", title="Second"))
    RecommendationFactory(report=None, chapter=chapter, of=BodyFactory())
    assert client.get("/en/reports/second-report/").status_code == 200
    assert "/reports/second-report/" in client.get("/sitemap.xml").content.decode()
