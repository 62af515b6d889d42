"""Feeds: what happened, newest first, told once, and never in somebody's own words."""

from datetime import date, timedelta

import feedparser
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.findings.models import EvidenceDecision, Finding
from commission.recommendations.models import Recommendation
from commission.recommendations.timeline import timeline_of
from commission.recommendations.vocabulary import Status
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ThemeFactory,
    WordsFactory,
)
from tests.commission.recommendations.data.records import billed, whole
from tests.factories import NOW, SPOKEN, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
FEED, FINDINGS = "/feeds/recommendations.rss", "/feeds/findings.rss"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def feed(client, path=FEED, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/rss+xml")
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.mark.parametrize("path", [FEED, FINDINGS])
def test_an_empty_archive_has_an_empty_feed(client, path):
    parsed = feed(client, path)
    assert parsed.entries == []
    assert parsed.feed.title
    assert parsed.feed.link.startswith("http")


@pytest.mark.parametrize("path", [FEED, FINDINGS])
def test_a_feed_is_asked_for_again_and_sets_no_cookie(client, path):
    response = client.get(path)
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert client.post(path).status_code == 405


def test_what_happened_stands_newest_first_with_who_did_it(client):
    record = RecommendationFactory(number=14)
    for hours, status in ((1, Status.PROPOSED), (2, Status.UNDERWAY)):
        AssessmentFactory(
            recommendation=record, status=status, recorded_at=NOW + timedelta(hours=hours)
        )
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        entries = feed(client).entries
    assert [entry.summary for entry in entries] == [
        "Follow-up panel moved from proposed to underway.",
        "Follow-up panel first said: proposed.",
        "The commission made this recommendation.",
    ]
    assert entries[0].title.startswith("Recommendation 14: Follow-up panel")
    assert [tag.term for tag in entries[0].tags] == ["assessment"]


def test_an_event_keeps_its_name_for_good_and_no_two_have_the_same(client):
    for _ in range(2):
        whole()
    before = [entry.id for entry in feed(client).entries]
    assert len(before) == len(set(before))
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        after = [entry.id for entry in feed(client).entries]
    assert set(before) <= set(after)


def test_a_feed_never_carries_reasons_that_may_be_taken_down(client):
    AssessmentFactory(
        recommendation=RecommendationFactory(), words=WordsFactory(text="Ask Sergeant Pellworth.")
    )
    assert b"Pellworth" not in client.get(FEED).content


def test_what_somebody_wrote_is_text_and_no_markup(client):
    body = BodyFactory(name="Police & <script>alert(1)</script>")
    # A control character that got into a row must not close the feed to everybody.
    ActionFactory(recommendation=RecommendationFactory(of=body), title="]]><item>&\x0b form")
    entries = feed(client).entries
    assert "<script>" not in client.get(FEED).content.decode()
    assert len(entries) == 3
    assert any("form" in entry.summary for entry in entries)


def test_a_feed_holds_only_what_the_list_is_narrowed_to(client):
    RecommendationFactory(number=1, of=BodyFactory(slug="police"))
    RecommendationFactory(number=2)
    RecommendationFactory(number=3, draft=True)
    assert {entry.id.split("/")[1] for entry in feed(client).entries} == {"1", "2"}
    narrowed = feed(client, body="police")
    assert {entry.id.split("/")[1] for entry in narrowed.entries} == {"1"}
    assert narrowed.feed.link.endswith("?body=police")


def test_a_long_history_is_cut_at_its_oldest_end(client):
    record = RecommendationFactory()
    for minute in range(70):
        AssessmentFactory(recommendation=record, recorded_at=NOW - timedelta(minutes=minute))
    entries = feed(client).entries
    assert len(entries) == 60
    assert entries[0].published_parsed >= entries[-1].published_parsed


def test_the_newest_of_many_histories_are_those_that_all_of_them_together_have(client):
    body = BodyFactory()
    rows = [
        RecommendationFactory(
            of=body,
            first_published_at=NOW - timedelta(days=400 + number),
            made_on=date(2025, 1, 1) + timedelta(days=number),
        )
        for number in range(90)
    ]
    for number, row in enumerate(rows):
        for step in range(number % 4):
            AssessmentFactory(
                recommendation=row, recorded_at=NOW - timedelta(hours=number * 7 + step)
            )
    whole()
    told = [
        (event.known_at, f"recommendation/{row.number}/{event.key}")
        for row in Recommendation.objects.all()
        for event in timeline_of(row, at=NOW)
    ]
    expected = [key for _at, key in sorted(told, reverse=True)][:60]
    assert [entry.id for entry in feed(client).entries] == expected


def test_a_bill_that_fell_is_told_on_the_day_after_the_session(client):
    billed(RecommendationFactory(), ends_on=date(2026, 5, 12))
    assert not any("ended and" in entry.summary for entry in feed(client).entries)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert any("ended and HB 212 is no law" in one.summary for one in feed(client).entries)


@pytest.mark.parametrize("listed", [True, False])
def test_evidence_that_changed_is_told_in_both_feeds_without_a_word_of_it(client, listed):
    edition = EditionFactory()
    finding = FindingFactory(number=6, cites=edition)
    RecommendationFactory(findings=[finding])
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=listed,
        by=UserFactory(role="publisher"),
        at=NOW,
    )
    for path in (FEED, FINDINGS):
        told = [entry for entry in feed(client, path).entries if "Evidence changed" in entry.title]
        assert len(told) == 1
        assert (edition.reference in told[0].title) is listed
        # Not even the name of the event says that it was taken back, where that may not be told.
        assert ("withdrawn" in told[0].id) is listed
        assert not any(words in client.get(path).content.decode() for _who, words in SPOKEN)


def test_a_finding_that_was_withdrawn_is_told_by_its_number_alone(client):
    finding = FindingFactory(number=6, statement="Officer X did it.", themes=[ThemeFactory()])
    other = FindingFactory(number=7)
    for row in (finding, other):
        EvidenceDecision.objects.create(
            finding=row,
            kind="withdrawn" if row == finding else "kept",
            words=WordsFactory(),
            decided_by=UserFactory(),
            decided_at=NOW,
        )
    Finding.objects.filter(pk=finding.pk).update(live=False)
    summaries = [entry.summary for entry in feed(client, FINDINGS).entries]
    assert "The commissioners withdrew finding 6." in summaries
    assert "The commissioners read finding 7 again and kept it." in summaries
    assert not any("Officer X" in one for one in summaries)


def test_a_finding_that_nobody_approved_is_in_no_feed(client):
    FindingFactory(draft=True)
    assert feed(client, FINDINGS).entries == []


@pytest.mark.parametrize("path", [FEED, FINDINGS])
def test_many_records_cost_as_many_queries_as_one(client, path):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    whole()
    few = queries()
    for _ in range(5):
        whole()
    assert queries() == few
