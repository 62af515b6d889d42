"""From a testimony to what it became part of: findings, and the recommendations on them."""

import pytest
import time_machine
from django.urls import reverse

from archive.edition.models import Edition
from commission.findings.backlinks import backlinks
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    cite,
)
from tests.commission.findings.accounts import SAID, account
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db


def page(client, edition, language="en"):
    with time_machine.travel(NOW, tick=False):
        answer = client.get(f"/{language}/testimony/{edition.reference}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_way_from_a_voice_to_what_was_asked_for_can_be_walked(client):
    edition = EditionFactory(reference="RB-0147", files=True)
    finding = FindingFactory(number=6, cites=edition)
    asked = RecommendationFactory(number=14, of=BodyFactory(), findings=[finding])
    AssessmentFactory(recommendation=asked)
    html = page(client, edition)
    assert "What this testimony became part of" in html
    assert f'<a href="{reverse("findings:finding", args=[6])}">Quoted in finding 6.</a>' in html
    assert finding.statement in html
    assert "Recommendation 14." in html
    assert "The commission finds: In progress: underway." in html


def test_a_testimony_that_nothing_rests_on_says_nothing(client):
    assert "became part of" not in page(client, EditionFactory(reference="RB-0147"))


def test_a_finding_that_nobody_approved_is_not_told(client):
    edition = EditionFactory(reference="RB-0147")
    FindingFactory(cites=edition, draft=True)
    html = page(client, edition)
    assert "became part of" not in html


def test_a_recommendation_that_nobody_approved_is_not_told(client):
    edition = EditionFactory(reference="RB-0147")
    RecommendationFactory(number=14, findings=[FindingFactory(cites=edition)], draft=True)
    assert "Recommendation 14" not in page(client, edition)


def test_a_finding_that_quotes_twice_stands_once_at_its_first_words(client):
    edition = EditionFactory(reference="RB-0147")
    finding = FindingFactory(number=6)
    later = cite(finding, edition, turn=2)
    first = cite(finding, edition, turn=1, sort_order=2)
    assert first.start_ms < later.start_ms
    assert page(client, edition).count("Quoted in finding 6.") == 1
    assert [one.start_ms for one in backlinks(edition, NOW)] == [first.start_ms]


def test_a_passage_that_can_no_longer_be_quoted_leads_nowhere(client):
    old = EditionFactory(reference="RB-0147", uses={"web_publication": True})
    FindingFactory(cites=old)
    assert "became part of" not in page(client, old)


def test_a_newer_edition_leads_on_from_the_passages_that_it_still_says(client):
    edition = account()
    carried, replaced = FindingFactory(number=6), FindingFactory(number=7)
    cite(carried, edition, turn=1)
    cite(replaced, edition, turn=2)
    newer = account(
        [*SAID[:2], ("Wren", "The second answer said something else.")], of=edition.testimony
    )
    Edition.objects.filter(pk=newer.pk).update(reference=edition.reference)
    html = page(client, newer)
    assert "Quoted in finding 6." in html
    assert "finding 7" not in html


def test_the_queries_depend_on_neither_findings_nor_recommendations(
    client, django_assert_max_num_queries
):
    edition = EditionFactory(reference="RB-0147")
    body = BodyFactory()

    def more(n):
        for _ in range(n):
            finding = FindingFactory(cites=edition)
            for _ in range(3):
                AssessmentFactory(recommendation=RecommendationFactory(of=body, findings=[finding]))

    more(1)
    # Dockets, markers and the footer ask one each.
    with django_assert_max_num_queries(14) as few:
        page(client, edition)
    more(12)
    with django_assert_max_num_queries(len(few)):
        page(client, edition)
