"""What followers are told, when, and how often."""

from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import timezone

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.following.models import Follow, Follower, Letter, Rate, TopicKind
from commission.following.news import SETTLES, letters_make
from commission.recommendations.legislature.models import Covers
from commission.recommendations.legislature.services import (
    bill_record,
    bill_stage_record,
    session_record,
)
from commission.recommendations.models import Recommendation
from commission.recommendations.vocabulary import Stage, Status
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ThemeFactory,
)
from tests.commission.following.following import followed, post, told
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def recommendation():
    return RecommendationFactory(
        number=14,
        of=BodyFactory(slug="police", name="Police Service"),
        themes=[ThemeFactory()],
        made_on=None,
    )


def assess(recommendation, *, after=MINUTE, status=Status.UNDERWAY, **kwargs):
    return AssessmentFactory(
        recommendation=recommendation, recorded_at=NOW + after, status=status, **kwargs
    )


def letters_at(after: timedelta) -> int:
    return letters_make(at=NOW + after + SETTLES)


def test_a_new_view_is_told_once(recommendation):
    follow = followed(14)
    assess(recommendation)
    [message] = told(after=SETTLES + MINUTE)
    assert message.to == ["ines.pellworth@example.org"]
    assert message.subject == "Recommendation 14: something happened"
    assert "* 1 May 2026: Follow-up panel first said: underway." in message.body
    follow.refresh_from_db()
    assert follow.told_until == NOW + MINUTE
    assert told(after=SETTLES + MINUTE) == []
    assert told(after=DAY) == []


def test_what_happened_before_the_yes_is_not_told(recommendation):
    assess(recommendation, after=-MINUTE)
    followed(14)
    assert told(after=DAY) == []


def test_what_nobody_said_yes_to_is_not_told(recommendation):
    followed(14, confirmed_at=None, told_until=None)
    assess(recommendation)
    assert told(after=DAY) == []


def test_what_is_recorded_in_one_go_comes_in_one_message(recommendation):
    followed(14)
    for minutes, status in ((1, Status.UNDERWAY), (2, Status.STALLED), (3, Status.COMPLETED)):
        assess(recommendation, after=minutes * MINUTE, status=status)
    [message] = told(after=SETTLES + 4 * MINUTE)
    assert message.subject == "Recommendation 14: 3 things happened"


def test_a_row_that_appears_late_is_not_missed(recommendation):
    """Its moment is before the last look, because its making took a while."""
    followed(14)
    letters_make(at=NOW + 4 * MINUTE)
    assess(recommendation, after=2 * MINUTE)
    assert letters_make(at=NOW + 8 * MINUTE) == 1


@pytest.mark.parametrize(
    ("kind", "topic", "name"),
    [
        (TopicKind.RECOMMENDATION, "14", "Recommendation 14"),
        (TopicKind.BODY, "police", "Police Service"),
        (TopicKind.THEME, "records", "Records and reporting"),
    ],
)
def test_bodies_and_themes_tell_of_their_recommendations(recommendation, kind, topic, name):
    followed(topic, kind=kind)
    assess(recommendation)
    assess(RecommendationFactory(number=77, of=BodyFactory(), made_on=None))
    [message] = told(after=DAY)
    assert name in message.subject
    assert "Recommendation 14: Record every use of force" in message.body
    assert "Recommendation 77" not in message.body


def test_a_new_recommendation_is_told_to_whoever_follows_its_body():
    body = BodyFactory(slug="police")
    RecommendationFactory(number=14, of=body)
    followed("police", kind=TopicKind.BODY)
    RecommendationFactory(number=15, of=body, first_published_at=NOW + MINUTE)
    [message] = told(after=2 * SETTLES)
    assert "Recommendation 15" in message.body
    assert "The commission made this recommendation." in message.body
    assert "Recommendation 14:" not in message.body


@pytest.mark.parametrize(("rate", "days"), [(Rate.DAILY, 1), (Rate.WEEKLY, 7), (Rate.MONTHLY, 30)])
def test_each_rate_waits_for_its_time_and_then_tells_all(recommendation, rate, days):
    follow = followed(14, rate=rate)
    assess(recommendation)
    assess(recommendation, after=2 * MINUTE, status=Status.STALLED)
    assert letters_at(days * DAY - MINUTE) == 0
    assert letters_at(days * DAY) == 1
    [message] = post()
    assert "2 things happened" in message.subject
    follow.refresh_from_db()
    assert follow.told_until == NOW + days * DAY


def test_a_quiet_week_moves_on_without_a_letter(recommendation):
    follow = followed(14, rate=Rate.WEEKLY)
    assert letters_at(7 * DAY) == 0
    follow.refresh_from_db()
    assert follow.told_until == NOW + 7 * DAY
    assess(recommendation, after=8 * DAY)
    assert letters_at(9 * DAY) == 0
    assert letters_at(14 * DAY) == 1


def test_an_idle_minute_writes_nothing(recommendation, django_assert_max_num_queries):
    follow = followed(14)
    with django_assert_max_num_queries(20) as asked:
        letters_at(MINUTE)
    assert not [q for q in asked.captured_queries if q["sql"].startswith(("UPDATE", "INSERT"))]
    follow.refresh_from_db()
    assert follow.told_until == NOW


def test_without_followers_it_asks_once(recommendation, django_assert_num_queries):
    assess(recommendation)
    with django_assert_num_queries(3):  # and the beginning and end of its transaction
        assert letters_at(DAY) == 0


def test_thousands_of_followers_and_recommendations_cost_no_more_queries(
    recommendation, django_assert_max_num_queries
):
    first = followed(14)
    Follower.objects.bulk_create(
        Follower(address=b"", digest=f"{n:064}", language="en", created_at=NOW)
        for n in range(1, 1000)
    )
    Follow.objects.bulk_create(
        Follow(
            follower=follower,
            kind=TopicKind.RECOMMENDATION,
            topic="14" if n % 2 else "15",
            rate=Rate.AT_ONCE,
            created_at=NOW,
            confirmed_at=NOW,
            told_until=NOW,
        )
        for n, follower in enumerate(Follower.objects.exclude(pk=first.follower_id))
    )
    assess(recommendation)
    with django_assert_max_num_queries(36):
        assert letters_at(DAY) == 500
    assert Follow.objects.filter(told_until=NOW + DAY).count() == 500, "the rest is up to date"


def test_one_message_names_no_more_than_can_be_read():
    theme = ThemeFactory()
    for number in range(1, 41):
        assess(RecommendationFactory(number=number, themes=[theme], made_on=None))
    followed("records", kind=TopicKind.THEME)
    [message] = told(after=DAY)
    assert "Recommendation 20:" in message.body
    assert "Recommendation 21:" not in message.body
    assert "Something happened to 20 more recommendations:" in message.body


def test_a_hundred_events_are_counted_and_not_listed(recommendation):
    followed(14)
    for n in range(100):
        assess(recommendation, after=n * MINUTE + MINUTE)
    [message] = told(after=DAY)
    assert message.body.count("* ") == 31
    assert "* 70 more things" in message.body


def test_what_is_no_longer_public_is_not_told(recommendation):
    follow = followed(14)
    assess(recommendation)
    assert letters_at(DAY) == 1
    Recommendation.objects.filter(pk=recommendation.pk).update(live=False)
    assert post() == []
    follow.refresh_from_db()
    assert follow.told_until == NOW + DAY, "and not told when it comes back either"


def test_nobody_is_told_after_they_stopped(recommendation):
    follow = followed(14)
    assess(recommendation)
    letters_at(DAY)
    follow.delete()
    assert post() == []
    assert not Letter.objects.exists()


def test_it_can_be_stopped_with_one_click(recommendation, client, settings):
    settings.SITE_URL = "https://record.example/"
    follow = followed(14)
    assess(recommendation)
    [message] = told(after=DAY)
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    url = f"https://record.example/en/follow/{follow.token}/stop/"
    assert parsed["List-Unsubscribe"].strip() == f"<{url}>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed.get_content_type() == "text/plain"
    assert url in message.body
    client.post(url.removeprefix("https://record.example"), {"List-Unsubscribe": "One-Click"})
    assert not Follower.objects.exists()


def test_a_message_is_plain_text_with_addresses_of_this_site_alone(recommendation, settings):
    settings.SITE_URL = "https://record.example"
    followed(14)
    assess(recommendation)
    [message] = told(after=DAY)
    assert not message.alternatives if hasattr(message, "alternatives") else True
    assert not message.attachments
    links = [word for word in message.body.split() if "://" in word]
    assert links
    assert all(link.startswith("https://record.example/") for link in links)
    assert not any("?" in link for link in links), "nothing in an address that counts"


def test_names_cannot_write_headers_or_lines(recommendation):
    body = recommendation.addressed.get().body
    body.name = "Police\r\nBcc: other@example.org\r\n\r\nBuy this"
    body.save()
    followed("police", kind=TopicKind.BODY)
    assess(recommendation, author="Panel\n\nhttps://elsewhere.example\n")
    [message] = told(after=DAY)
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None
    assert parsed["Subject"] == ("Police Bcc: other@example.org Buy this: something happened")
    assert "\nhttps://elsewhere.example" not in message.body


def test_reasons_in_somebodys_words_are_left_on_the_page(recommendation):
    followed(14)
    assess(recommendation)
    [message] = told(after=DAY)
    assert "three of five districts" not in message.body


def test_each_is_told_in_their_language(recommendation):
    follow = followed(14)
    Follower.objects.filter(pk=follow.follower_id).update(language="es")
    assess(recommendation)
    [message] = told(after=DAY)
    assert f"/es/follow/{follow.token}/" in message.body
    assert "de mayo de 2026" in message.body


def test_that_evidence_changed_is_told_and_nothing_of_the_testimony(recommendation):
    edition = EditionFactory(reference="RB-0147")
    recommendation.findings.add(FindingFactory(number=6, cites=edition))
    recommendation.save()
    words = [part["text"] for turn in edition.turns.all() for part in turn.parts if "text" in part]
    followed(14)
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(role="publisher"),
        at=NOW + MINUTE,
    )
    [message] = told(after=DAY)
    assert "Evidence changed: an account on which finding 6 rests" in message.body
    assert "RB-0147" not in message.body, "unlisted: not even that something was here"
    assert not any(text in message.body for text in words)


def test_the_end_of_a_session_is_told_once_on_the_day_after(recommendation, time_machine):
    editor = UserFactory(role="tracker_editor")
    session = session_record(
        legislature="General Assembly",
        name="2026 session",
        begins_on=date(2026, 1, 8),
        ends_on=date(2026, 6, 30),
        by=editor,
        at=NOW - DAY,
    )
    bill = bill_record(
        session=session,
        number="House Bill 212",
        title="Police Records Act",
        chamber="House",
        link="https://legislature.example/212",
        covers={recommendation: Covers.ALL},
        by=editor,
        at=NOW - DAY,
    )
    bill_stage_record(
        bill=bill, stage=Stage.COMMITTEE, on=date(2026, 5, 4), by=editor, at=NOW - DAY
    )
    followed(14)
    moment = timezone.make_aware(datetime.combine(date(2026, 6, 30), time(23, 59)))
    time_machine.move_to(moment, tick=False)
    assert told(after=timedelta(0)) == []
    time_machine.move_to(moment + 7 * MINUTE, tick=False)
    [message] = told(after=timedelta(0))
    assert "1 July 2026: The 2026 session ended and House Bill 212 is no law." in message.body
    assert "goes back to not addressed" in message.body
    for days in range(1, 40):
        time_machine.move_to(moment + days * DAY, tick=False)
        assert told(after=timedelta(0)) == []
    assert len(mail.outbox) == 1


def test_a_bill_of_a_session_that_was_over_is_told_when_it_is_recorded(recommendation):
    editor = UserFactory(role="tracker_editor")
    session = session_record(
        legislature="General Assembly",
        name="2025 session",
        begins_on=date(2025, 1, 8),
        ends_on=date(2025, 6, 30),
        by=editor,
        at=NOW,
    )
    followed(14)
    bill_record(
        session=session,
        number="House Bill 7",
        title="Police Records Act",
        chamber="House",
        link="",
        covers={recommendation: Covers.PART},
        by=editor,
        at=NOW + MINUTE,
    )
    [message] = told(after=DAY)
    assert "1 July 2025: The 2025 session ended and House Bill 7 is no law." in message.body
    assert told(after=2 * DAY) == []
