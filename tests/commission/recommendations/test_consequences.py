"""What findings are told of what they led to."""

import pytest

from commission.findings.consequences import consequences_of
from commission.recommendations.vocabulary import Status
from tests.commission.factories import (
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


def test_queries_do_not_grow(django_assert_max_num_queries):
    findings = [FindingFactory() for _n in range(9)]
    for n in range(30):
        RecommendationFactory(number=n + 1, of=BodyFactory(), findings=findings[: n % 9 + 1])
    with django_assert_max_num_queries(3):
        consequences_of([one.pk for one in findings])
