"""Asking to be told: the form, the link, the yes; and what an outsider can learn or break by it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commission.following import services
from commission.following.models import Follow, Follower, Letter, Rate
from commission.following.services import follows_clear
from tests.commission.factories import BodyFactory, RecommendationFactory, ThemeFactory
from tests.commission.following.following import ADDRESS, followed, post, token_in
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.urls("commission.urls")]

HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def recommendation():
    return RecommendationFactory(
        number=14, of=BodyFactory(slug="police", name="Police Service"), themes=[ThemeFactory()]
    )


def ask(client, *, kind="recommendation", topic="14", address=ADDRESS, language="en", **more):
    origin = {**HERE, **{key: more.pop(key) for key in list(more) if key.startswith("HTTP_")}}
    data = {"kind": kind, "topic": topic, "address": address, **more}
    return client.post(f"/{language}/follow/", data, **origin)


def say_yes(client, message):
    return client.post(reverse("following:confirm", args=[token_in(message)]))


def test_from_the_form_to_the_yes(client, recommendation):
    answer = ask(client, rate="weekly")
    assert (answer.status_code, answer["Location"]) == (302, "/en/follow/asked/")
    [message] = post()
    assert message.to == [ADDRESS]
    assert message.subject == "Do you want to follow this? Recommendation 14"
    page = reverse("following:page", args=[token_in(message)])
    assert client.get(page).status_code == 200
    assert Follow.objects.get().confirmed_at is None, "a program that opens links changes nothing"
    assert say_yes(client, message)["Location"] == page
    follow = Follow.objects.get()
    assert (follow.confirmed_at, follow.told_until, follow.rate) == (NOW, NOW, Rate.WEEKLY)
    assert "Recommendation 14" in client.get(page).content.decode()
    assert client.cookies == {}


@pytest.mark.parametrize(
    ("kind", "topic", "name"),
    [
        ("recommendation", "14", "Recommendation 14"),
        ("body", "police", "Police Service"),
        ("theme", "records", "Records and reporting"),
    ],
)
def test_a_recommendation_a_body_and_a_theme_can_be_followed(
    client, recommendation, kind, topic, name
):
    assert ask(client, kind=kind, topic=topic).status_code == 302
    [message] = post()
    assert name in message.subject


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        ("recommendation", "15"),
        ("recommendation", "16"),
        ("recommendation", "014"),
        ("recommendation", "٣"),
        ("recommendation", "9" * 40),
        ("recommendation", ""),
        ("recommendation", "-14"),
        ("body", "courts"),
        ("body", "14"),
        ("theme", "unheard"),
        ("body", "po\x00lice"),
        ("finding", "14"),
        ("", ""),
    ],
)
def test_what_is_not_public_is_answered_like_what_never_was(client, recommendation, kind, topic):
    RecommendationFactory(
        number=15, draft=True, of=BodyFactory(slug="courts"), themes=[ThemeFactory(slug="unheard")]
    )
    assert ask(client, kind=kind, topic=topic).status_code == 404
    assert client.get("/en/follow/", {"kind": kind, "topic": topic}).status_code == 404
    assert not Follower.objects.exists()


@pytest.mark.parametrize("origin", ["", "null", "https://elsewhere.example", "http://testserver.x"])
def test_a_form_on_another_site_is_refused(client, recommendation, origin):
    assert ask(client, HTTP_ORIGIN=origin).status_code == 403
    assert not Follower.objects.exists()


def test_no_session_is_needed_and_no_cookie_set(recommendation):
    client = Client(enforce_csrf_checks=True)
    assert ask(client).status_code == 302
    [message] = post()
    assert say_yes(client, message).status_code == 302
    assert client.cookies == {}


def test_the_answer_is_the_same_whoever_is_known(client, recommendation):
    followed(14, by="known@example.org")
    followed(14, by="asked@example.org", confirmed_at=None, told_until=None)
    answers = [
        ask(client, address=address)
        for address in ("known@example.org", "asked@example.org", "new@example.org")
    ]
    assert len({(a.status_code, a["Location"], a.content) for a in answers}) == 1
    assert len(post()) == 3, "each mailbox is written to, and only its owner reads what"


def test_whoever_follows_already_is_led_to_what_they_follow(client, recommendation):
    follow = followed(14, rate=Rate.MONTHLY)
    ask(client, rate="at_once")
    [message] = post()
    assert message.subject == "You follow this already: Recommendation 14"
    assert token_in(message) == follow.token
    follow.refresh_from_db()
    assert follow.rate == Rate.MONTHLY, "nobody else changes it"


@pytest.mark.parametrize("address", ["", "wren", "wren@example.org\nBcc: a@b.example", "a" * 300])
def test_what_is_no_address_is_said_and_nothing_that_was_written_is_lost(
    client, recommendation, address
):
    answer = ask(client, address=address, rate="weekly")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert 'role="alert"' in html
    assert '<option value="weekly" selected>' in html
    assert not Follower.objects.exists()


def test_what_is_written_into_the_form_stays_text(client, recommendation):
    html = ask(client, address='"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in html


def test_an_unknown_rate_is_refused_in_silence_and_kept_out(client, recommendation):
    assert ask(client, rate="hourly").status_code == 400
    assert not Follow.objects.exists()


def test_one_mailbox_is_not_filled_by_others(client, recommendation):
    for _n in range(20):
        assert ask(client).status_code == 302
        post()
    assert len(mail.outbox) == services.ADDRESS_A_DAY
    ask(client, address=ADDRESS.upper())
    assert len(post()) == 0, "another spelling is the same mailbox"


def test_asking_twice_before_it_was_sent_makes_one_message(client, recommendation):
    ask(client)
    ask(client, rate="daily")
    assert len(post()) == 1
    assert Follow.objects.get().rate == Rate.DAILY


def test_too_many_at_once_are_told_to_come_back(client, recommendation, monkeypatch, time_machine):
    monkeypatch.setattr(services, "TOPIC_AN_HOUR", 3)
    for n in range(3):
        assert ask(client, address=f"n{n}@example.org").status_code == 302
    refused = ask(client, address="n3@example.org")
    assert refused.status_code == 429
    assert "Try again in an hour" in refused.content.decode()
    assert ask(client, kind="body", topic="police").status_code == 302, "other topics are open"
    monkeypatch.setattr(services, "OVERALL_AN_HOUR", 4)
    assert ask(client, kind="theme", topic="records").status_code == 429
    time_machine.move_to(NOW + timedelta(hours=1, seconds=1))
    assert ask(client, address="n3@example.org").status_code == 302


def test_nothing_of_the_visitor_is_kept(client, recommendation):
    ask(client, REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Browser of a kind")
    for model in (Follower, Follow, Letter):
        for row in model.objects.values():
            assert "203.0.113.7" not in str(row)
            assert "Browser" not in str(row)


def test_a_link_is_good_for_48_hours_and_then_the_address_is_gone(
    client, recommendation, time_machine
):
    ask(client)
    [message] = post()
    assert follows_clear(at=timezone.now() + timedelta(hours=47)) == 0
    time_machine.move_to(NOW + timedelta(hours=48))
    page = client.get(reverse("following:page", args=[token_in(message)]))
    assert page.status_code == 404
    assert "does not lead anywhere any more" in page.content.decode()
    assert say_yes(client, message).status_code == 404
    assert follows_clear(at=timezone.now()) == 1
    assert not Follower.objects.exists()
    assert not Letter.objects.exists()


def test_what_was_answered_is_not_cleared(recommendation):
    followed(14)
    followed(15, confirmed_at=None, told_until=None)
    follows_clear(at=NOW + timedelta(days=900))
    assert [follow.topic for follow in Follow.objects.all()] == ["14"]


def test_without_e_mail_there_is_no_form_and_no_address_is_taken(client, recommendation, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert client.get("/en/follow/", {"kind": "recommendation", "topic": "14"}).status_code == 404
    assert ask(client).status_code == 404


def test_messages_come_in_the_language_of_the_page(client, recommendation):
    ask(client, language="es")
    [message] = post()
    assert "/es/follow/" in message.body
    assert Follower.objects.get().language == "es"
