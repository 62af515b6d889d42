"""The pages behind the links of e-mails: what a follower can change, and what nobody else can."""

import io
import logging

import pytest
from django.test import Client
from django.urls import reverse

from commission.following.models import Follow, Follower, Rate
from tests.commission.factories import RecommendationFactory
from tests.commission.following.following import followed
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def at(name, follow) -> str:
    return reverse(f"following:{name}", args=[follow.token])


@pytest.fixture
def two():
    for number in (14, 15, 16):
        RecommendationFactory(number=number)
    return followed(14), followed(15, rate=Rate.WEEKLY)


def test_any_link_shows_all_that_this_follower_follows_and_no_address(client, two):
    followed(16, by="other@example.org")
    html = client.get(at("page", two[1])).content.decode()
    assert "Recommendation 14" in html
    assert "Recommendation 15" in html
    assert "Recommendation 16" not in html
    assert "pellworth" not in html
    assert "noindex" in html


def test_pages_of_followers_are_kept_by_nobody(client, two):
    for name in ("page", "stop"):
        assert client.get(at(name, two[0]))["Cache-Control"] == "no-store"


def test_a_get_changes_nothing(client, two):
    new = followed(16, confirmed_at=None, told_until=None)
    before = list(Follow.objects.order_by("pk").values())
    for follow in (*two, new):
        for name in ("page", "stop"):
            assert client.get(at(name, follow)).status_code == 200
            assert client.head(at(name, follow)).status_code == 200
        for name in ("confirm", "rate", "forget"):
            assert client.get(at(name, follow)).status_code == 405
    assert list(Follow.objects.order_by("pk").values()) == before


def test_how_often_is_changed_on_the_page(client, two):
    client.post(at("rate", two[0]), {"follow": two[1].pk, "rate": "monthly"})
    two[1].refresh_from_db()
    assert two[1].rate == Rate.MONTHLY


@pytest.mark.parametrize("sent", [{"rate": "hourly"}, {"follow": "x"}, {}, {"rate": ["", "daily"]}])
def test_what_makes_no_sense_changes_nothing(client, two, sent):
    assert client.post(at("rate", two[0]), {"follow": two[1].pk, **sent}).status_code == 302
    two[1].refresh_from_db()
    assert two[1].rate in (Rate.WEEKLY, Rate.DAILY)


def test_nobody_changes_or_stops_what_another_follows(client, two):
    theirs = followed(16, by="other@example.org", rate=Rate.DAILY)
    client.post(at("rate", two[0]), {"follow": theirs.pk, "rate": "monthly"})
    client.post(at("stop", two[0]), {"follow": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.rate == Rate.DAILY
    assert Follow.objects.count() == 3


def test_one_thing_is_stopped_and_the_rest_goes_on(client, two):
    answer = client.post(at("stop", two[0]))
    assert answer["Location"] == at("page", two[1]), "led on by a link that still works"
    assert Follow.objects.get() == two[1]
    assert client.get(at("page", two[0])).status_code == 404


def test_with_the_last_one_the_address_is_deleted(client, two):
    client.post(at("stop", two[0]), {"follow": two[1].pk})
    assert client.post(at("stop", two[0]))["Location"] == reverse("following:stopped")
    assert not Follower.objects.exists()


def test_everything_is_stopped_at_once(client, two):
    assert client.post(at("forget", two[0]))["Location"] == reverse("following:stopped")
    assert not Follower.objects.exists()
    assert client.post(at("forget", two[0])).status_code == 404


def test_a_mail_program_stops_with_one_post_without_cookie_origin_or_token(two):
    client = Client(enforce_csrf_checks=True)
    for _again in range(2):
        answer = client.post(
            at("stop", two[0]), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200, "RFC 8058: no redirect, and the same however often"
    assert Follow.objects.get() == two[1]
    assert client.cookies == {}


def test_one_click_as_form_data_is_taken_as_well(client, two):
    assert client.post(at("stop", two[0]), ONE_CLICK).status_code == 200
    assert Follow.objects.get() == two[1]


@pytest.mark.parametrize("token", ["A" * 43, "short", "../" * 14, "%00" * 20])
def test_a_token_that_never_was_leads_nowhere(client, two, token):
    for name in ("yes/", "rate/", "stop/", "forget/"):
        path = f"/en/follow/{token}/{name}"
        assert client.post(path, {"follow": str(two[0].pk), "rate": "daily"}).status_code == 404
    assert client.get(f"/en/follow/{token}/").status_code == 404
    assert Follow.objects.count() == 2


def test_the_yes_is_harmless_twice(client):
    RecommendationFactory(number=14)
    follow = followed(14, confirmed_at=None, told_until=None)
    for _again in range(2):
        assert client.post(at("confirm", follow)).status_code == 302
    follow.refresh_from_db()
    assert follow.confirmed_at == NOW


def test_what_is_no_longer_public_is_not_named(client, two):
    from commission.recommendations.models import Recommendation

    Recommendation.objects.filter(number=14).update(live=False)
    html = client.get(at("page", two[0])).content.decode()
    assert "Recommendation 14" not in html
    assert "does not stand in public" in html
    assert client.get(at("stop", two[0])).status_code == 200


def test_hundreds_of_follows_are_listed(client, django_assert_max_num_queries):
    RecommendationFactory(number=14)
    follow = followed(14)
    for number in range(100, 200):
        followed(number)
    with django_assert_max_num_queries(12):
        assert client.get(at("page", follow)).status_code == 200


def test_a_page_that_breaks_writes_no_token_into_the_log(client, two, monkeypatch):
    from commission.following import views

    def breaks(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(views, "follow_by_token", breaks)
    client.raise_request_exception = False
    said = io.StringIO()
    [console] = [one for one in logging.getLogger().handlers if one.name == "console"]
    before = console.setStream(said)
    assert client.get(at("page", two[0])).status_code == 500
    console.setStream(before)
    said = said.getvalue()
    assert "/en/follow/.../" in said
    assert two[0].token not in said
