"""The histories of many recommendations at once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commission.recommendations.models import Succession
from commission.recommendations.timeline import timeline_of, timelines_of
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
)
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db


def make(count):
    edition, by = EditionFactory(), UserFactory()
    rows = []
    for _ in range(count):
        row = RecommendationFactory(of=BodyFactory(), findings=[FindingFactory(cites=edition)])
        ResponseFactory(recommendation=row)
        ActionFactory(recommendation=row)
        ProgressReportFactory(recommendation=row, due_on=date(2026, 2, 1))
        AssessmentFactory(recommendation=row)
        rows.append(row)
    Succession.objects.create(
        recommendation=rows[0],
        kind="merged",
        by=rows[-1],
        on=date(2026, 5, 2),
        recorded_by=by,
        recorded_at=NOW,
    )
    return rows


def test_each_history_is_the_same_as_when_it_is_told_alone():
    rows = make(3)
    together = timelines_of(rows, at=NOW + timedelta(days=1))
    assert [len(together[row.pk]) for row in rows] == [6, 5, 5]
    for row in rows:
        assert together[row.pk] == timeline_of(row, at=NOW + timedelta(days=1))


def test_a_thousand_cost_as_many_queries_as_one():
    rows = make(6)
    counts = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            timelines_of(some, at=NOW)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_nothing_has_no_history():
    assert timelines_of([], at=NOW) == {}
