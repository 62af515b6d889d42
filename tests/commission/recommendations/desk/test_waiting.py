"""What waits for whoever keeps the tracker; pages that stay quick with thousands of rows."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from archive.withdrawal.services import testimony_withdraw
from commission.documents.models import Words
from commission.recommendations.models import (
    AddressedBody,
    Assessment,
    ProgressReport,
    Recommendation,
)
from commission.recommendations.progress.models import ReportState
from commission.recommendations.vocabulary import Part, Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    locale,
)
from tests.commission.recommendations.desk.desk import asked, at, editor_client, shows
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
MAY_FIRST = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client() -> Client:
    return editor_client()


def test_nothing_waits_where_nothing_is(client):
    page = client.get(at("home"))
    assert shows(page, "No report waits to be taken in.", "No report is overdue.")
    assert shows(page, "No answer is late.", "No finding behind a recommendation waits")
    assert shows(client.get(at("list")), "No recommendation is public yet.")
    assert shows(client.get(at("law")), "Record the session first.")
    assert shows(client.get(at("bodies")), "No public recommendation is addressed to a body.")


def test_reports_and_answers_that_are_late_wait(client):
    late = asked(number=3, made_on=date(2026, 1, 1))
    ProgressReportFactory(recommendation=late, due_on=MAY_FIRST)
    ProgressReportFactory(
        recommendation=late,
        due_on=date(2026, 4, 1),
        state=ReportState.SUBMITTED,
        submitted_at=NOW,
    )
    page = client.get(at("home"))
    assert shows(page, "Reports that were sent in", "It was due on 1 May 2026.")
    assert shows(page, "Its answer was due by 1 April 2026.", "11 days late")
    ResponseFactory(recommendation=late)
    assert shows(client.get(at("home")), "No answer is late.")


def test_the_first_page_says_how_much_waits_to_whoever_keeps_the_tracker(client):
    late = asked(number=3, made_on=date(2026, 1, 1))
    ProgressReportFactory(recommendation=late, due_on=MAY_FIRST)
    page = client.get("/admin/")
    assert shows(page, "Reports that are overdue: 1", "Answers that are late: 1")
    assert at("home") in page.content.decode()
    client.force_login(UserFactory(role="commissioner"))
    assert at("home") not in client.get("/admin/").content.decode()


def test_an_answer_is_owed_by_the_body_that_is_answerable_and_for_what_is_public(client):
    asked(number=4, made_on=date(2026, 1, 1), draft=True)
    asked(number=5, made_on=None)
    asked(number=6, made_on=date(2026, 5, 1))
    supporting = RecommendationFactory(number=7, made_on=date(2026, 1, 1))
    AddressedBody.objects.create(
        recommendation=supporting, body=BodyFactory(), part=Part.SUPPORTING
    )
    assert shows(client.get(at("home")), "No answer is late.")


def test_evidence_that_changed_behind_a_recommendation_waits(client):
    edition = EditionFactory(reference="RB-0147")
    finding = FindingFactory(cites=edition)
    RecommendationFactory(number=14, findings=[finding])
    assert shows(client.get(at("home")), "No finding behind a recommendation waits")
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by="giver",
        listed=True,
        by=UserFactory(role="statement_taker"),
        at=NOW,
    )
    for page in (client.get(at("home")), client.get(at("recommendation", 14))):
        assert shows(page, f"Finding {finding.number}", "A commissioner decides")


def test_a_recommendation_is_found_by_number_and_by_words(client):
    asked(number=14, title="Record every use of force")
    RecommendationFactory(number=140, title="Teach it")
    assert not shows(client.get(at("list") + "?q=140"), "Record every use of force")
    assert shows(client.get(at("list") + "?q=14"), "Record every use of force")
    assert shows(client.get(at("list") + "?q=use%20of"), "Record every use of force")
    for hostile in ("%00", "99999999999999999999", "²", "%27%22%3E", "x" * 3000):
        assert client.get(at("list") + f"?q={hostile}&page=zz").status_code == 200


def test_pages_stay_quick_with_thousands_of_rows(client, django_assert_max_num_queries):
    body, editor, text = BodyFactory(), UserFactory(), "Because."
    rows = Recommendation.objects.bulk_create(
        Recommendation(
            number=n,
            locale=locale(),
            text=f"Do {n}.",
            kind="police",
            live=True,
            made_on=date(2025, 1, 1),
        )
        for n in range(1, 1001)
    )
    AddressedBody.objects.bulk_create(
        AddressedBody(recommendation=row, body=body, part=Part.LEAD) for row in rows
    )
    ProgressReport.objects.bulk_create(
        ProgressReport(recommendation=row, body=body, due_on=MAY_FIRST) for row in rows
    )
    words = Words.objects.bulk_create(Words(text=text, language="en") for _n in range(1000))
    Assessment.objects.bulk_create(
        Assessment(
            recommendation=rows[0],
            voice=Voice.COMMUNITY,
            status=Status.STALLED,
            author="Families",
            made_on=MAY_FIRST - timedelta(days=n),
            words=one,
            recorded_by=editor,
            recorded_at=NOW,
        )
        for n, one in enumerate(words)
    )
    ProgressReport.objects.bulk_create(
        ProgressReport(
            recommendation=rows[0], body=body, due_on=date(2020, 1, 1) + timedelta(days=n)
        )
        for n in range(500)
    )
    for _n in range(20):
        ActionFactory(recommendation=rows[0], body=body)
    for name, args, most in (
        ("home", (), 30),
        ("list", (), 15),
        ("recommendation", (1,), 45),
        ("bodies", (), 15),
    ):
        with django_assert_max_num_queries(most):
            page = client.get(at(name, *args))
        assert page.status_code == 200
        assert len(page.content) < 300_000, name
    assert shows(client.get(at("recommendation", 1) + "?views=40"), "Page 40 of 40")


def test_the_desk_says_what_each_voice_says_and_merges_nothing(client):
    recommendation = asked()
    AssessmentFactory(recommendation=recommendation, status=Status.UNDERWAY)
    AssessmentFactory(
        recommendation=recommendation,
        voice=Voice.COMMUNITY,
        status=Status.NOT_STARTED,
        author="Families of Ferry Road",
    )
    page = client.get(at("recommendation", 14))
    assert shows(page, "The community says: Not started", "Families of Ferry Road")
    assert shows(page, "The commission finds: In progress: underway", "No view given yet")
