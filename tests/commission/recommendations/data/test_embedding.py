"""The card for pages of others: the one thing that may be framed."""

import pytest
from django.template import engines
from django.test import override_settings

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.recommendations.vocabulary import Status, Voice
from tests.commission.factories import (
    AssessmentFactory,
    FindingFactory,
    RecommendationFactory,
    WordsFactory,
    locale,
)
from tests.commission.recommendations.data.records import succeeded, whole
from tests.factories import NOW, SPOKEN, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
CARD = "/en/embed/recommendations/14/"


def page(client, path=CARD):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_card_says_what_is_asked_and_the_three_readings(client):
    record = RecommendationFactory(number=14)
    for voice, status in (
        (Voice.COMMISSION, Status.UNDERWAY),
        (Voice.COMMUNITY, Status.NOT_STARTED),
    ):
        AssessmentFactory(recommendation=record, voice=voice, status=status)
    html = page(client)
    assert "Record every use of force on the day it happens" in html
    assert "No view given yet" in html  # the body
    assert "In progress: underway" in html
    assert "Not started" in html
    assert "They do not agree." in html
    assert 'href="/en/recommendations/14/"' in html


def test_only_the_card_may_be_framed(client):
    RecommendationFactory(number=14)
    card = client.get(CARD)
    assert "X-Frame-Options" not in card
    policy = card["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    for nothing in ("script-src", "connect-src", "form-action", "default-src"):
        assert f"{nothing} 'none'" in policy
    for path in ("/en/", "/en/recommendations/", "/data/recommendations.json"):
        other = client.get(path)
        assert other["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_a_card_has_no_script_no_form_and_no_cookie_and_asks_nobody_else(client):
    whole(number=14)
    response = client.get(CARD)
    html = response.content.decode()
    for bad in ("<script", "<form", "<img", "<iframe", "style=", "onclick", "http"):
        assert bad not in html.replace('<link rel="icon"', "").casefold(), bad
    assert not response.cookies
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("number", [14, 15, 0, "014", 99999999999999999999])
def test_what_is_not_public_is_answered_like_what_never_was(client, number):
    RecommendationFactory(number=14, draft=True)
    response = client.get(f"/en/embed/recommendations/{number}/")
    assert response.status_code == 404
    assert response["X-Frame-Options"] == "DENY"
    never = client.get("/en/embed/recommendations/77/")
    assert response.content == never.content


def test_a_card_is_shown_in_its_translation_where_there_is_a_public_one(client):
    record = RecommendationFactory(number=14)
    other = RecommendationFactory(
        number=14,
        title="Anotar cada uso de la fuerza",
        locale=locale("es"),
        translation_key=record.translation_key,
        translated_from=record,
    )
    AssessmentFactory(recommendation=record)
    html = page(client, "/es/embed/recommendations/14/")
    assert "Anotar cada uso" in html
    assert 'data-s="underway"' in html
    other.live = False
    other.save()
    html = page(client, "/es/embed/recommendations/14/")
    assert "Anotar" not in html
    assert 'lang="en">Record every use of force' in html


def test_a_long_text_without_a_title_is_cut_and_what_is_written_stays_text(client):
    RecommendationFactory(number=14, title="", text="<b>We</b> call upon " + "everybody " * 200)
    html = page(client)
    assert "&lt;b&gt;We" in html
    assert html.count("everybody") < 70


def test_nothing_of_testimony_or_of_reasons_is_on_a_card(client):
    edition = EditionFactory()
    record = RecommendationFactory(number=14, findings=[FindingFactory(cites=edition)])
    AssessmentFactory(recommendation=record, words=WordsFactory(text="Ask Sergeant Pellworth."))

    def clean():
        html = page(client)
        assert "Pellworth" not in html
        assert edition.reference not in html
        assert not any(words in html for _who, words in SPOKEN)

    clean()
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=True,
        by=UserFactory(role="publisher"),
        at=NOW,
    )
    clean()


@override_settings(SITE_URL="https://record.example/")
def test_the_html_to_paste_is_offered_as_text(client):
    template = engines["django"].from_string('{% include "recommendations/_embed.html" %}')
    html = template.render({"number": 14})
    assert "&lt;iframe src=&quot;https://record.example/en/embed/recommendations/14/&quot;" in html
    assert "<iframe" not in html
    assert "allow-scripts" not in html


def test_a_card_names_what_took_its_place(client):
    succeeded(RecommendationFactory(number=14), RecommendationFactory(number=15))
    assert "recommendation 15." in page(client)


def test_a_card_costs_few_queries(client, django_assert_max_num_queries):
    whole(number=14)
    with django_assert_max_num_queries(6):
        client.get(CARD)
