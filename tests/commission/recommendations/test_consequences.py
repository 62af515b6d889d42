"""What findings are told of what they led to."""

from datetime import date

import pytest

from commission.findings.consequences import consequences_of
from commission.recommendations.assessments.selectors import standing_of
from commission.recommendations.models import AddressedBody
from commission.recommendations.vocabulary import Part, Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


def test_public_recommendations_with_three_readings_and_no_others():
    one, other = FindingFactory(), FindingFactory()
    body = BodyFactory(name="The Service")
    public = RecommendationFactory(number=14, of=body, findings=[one])
    RecommendationFactory(number=3, of=body, findings=[one])
    RecommendationFactory(number=15, of=body, findings=[one], draft=True)
    AssessmentFactory(recommendation=public, status=Status.STALLED)
    found = consequences_of([one.pk, other.pk])
    assert [row.number for row in found[one.pk]] == [3, 14]
    assert found[other.pk] == []
    told = found[one.pk][1]
    assert told.bodies == "The Service"
    assert told.address.endswith("/recommendations/14/")
    assert [(row.status, row.label) for row in told.readings] == [
        ("", ""),
        ("stalled", "Stalled"),
        ("", ""),
    ]


def test_bodies_stand_in_their_order_and_the_claim_is_that_of_the_one_that_leads():
    lead, second, third = (BodyFactory(name=name) for name in ("Lead", "Second", "Third"))
    finding = FindingFactory()
    asked = RecommendationFactory(findings=[finding])
    for place, (body, part) in enumerate(
        ((third, Part.SUPPORTING), (lead, Part.LEAD), (second, Part.SUPPORTING))
    ):
        AddressedBody.objects.create(
            recommendation=asked, body=body, part=part, sort_order=9 - place
        )
        AssessmentFactory(
            recommendation=asked,
            voice=Voice.BODY,
            body=body,
            status=Status.UNDERWAY if body == lead else Status.COMPLETED,
            made_on=date(2026, 5, 1 if body == lead else 2),
        )
    (told,) = consequences_of([finding.pk])[finding.pk]
    assert told.bodies == "Lead; Second; Third"
    assert told.readings[0].status == Status.UNDERWAY
    assert told.readings[0].status == standing_of([asked])[asked.pk].body.status


def test_a_view_of_one_action_is_no_reading_of_the_whole():
    finding = FindingFactory()
    asked = RecommendationFactory(findings=[finding], of=BodyFactory())
    AssessmentFactory(recommendation=asked, action=ActionFactory(recommendation=asked))
    (told,) = consequences_of([finding.pk])[finding.pk]
    assert [row.status for row in told.readings] == ["", "", ""]


def test_queries_do_not_grow(django_assert_max_num_queries):
    findings = [FindingFactory() for _n in range(9)]
    for n in range(30):
        RecommendationFactory(number=n + 1, of=BodyFactory(), findings=findings[: n % 9 + 1])
    with django_assert_max_num_queries(3):
        consequences_of([one.pk for one in findings])
