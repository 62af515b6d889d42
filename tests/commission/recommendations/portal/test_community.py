"""The community's voice: given by its assessors, public at once, filtered by nobody."""

from uuid import uuid4

import pytest
import time_machine

from commission.recommendations.assessments.selectors import standing_of
from commission.recommendations.models import Assessment
from commission.recommendations.vocabulary import Status, Voice
from tests.commission.factories import AssessmentFactory, RecommendationFactory
from tests.commission.recommendations.desk.desk import paper
from tests.commission.recommendations.portal.portal import at, shows, signed_in
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
VIEW = {
    "status": "not_started",
    "author": "Families of Ferry Road",
    "text": "We asked. Nobody has the form.",
    "language": "en",
}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def assessor():
    return UserFactory(role="community_assessor")


@pytest.fixture
def client(assessor):
    return signed_in(assessor)


def test_after_signing_in_an_assessor_finds_the_recommendations(client, assessor):
    RecommendationFactory(number=14, title="Record every use of force")
    RecommendationFactory(number=15, draft=True, title="Not decided yet")
    page = client.get("/en/sign-in/", follow=True)
    assert page.redirect_chain == [("/en/portal/", 302), ("/en/portal/recommendations/", 302)]
    assert shows(page, "Record every use of force", "No view of the community yet")
    assert not shows(page, "Not decided yet")
    assert shows(client.get(at("recommendations") + "?q=every"), "Record every use")
    assert shows(client.get(at("recommendations") + "?q=zzz"), "No public recommendation has")


def test_the_page_says_before_that_it_is_public_at_once(client):
    RecommendationFactory(number=14)
    page = client.get(at("view", 14))
    assert shows(page, "It is public at once.", "Nobody at the commission looks at it first.")
    assert "no-store" in page["Cache-Control"]


def test_a_view_is_public_at_once_and_the_ones_before_stay(client, assessor):
    recommendation = RecommendationFactory(number=14)
    for status in ("not_started", "proposed"):
        form = {**VIEW, "status": status, "key": str(uuid4())}
        for _n in range(2):
            assert client.post(at("view", 14), form)["Location"] == at("view", 14)
    rows = Assessment.objects.order_by("recorded_at", "pk")
    assert [row.voice for row in rows] == [Voice.COMMUNITY] * 2
    assert {row.made_on for row in rows} == {NOW.date()}
    assert standing_of([recommendation])[recommendation.pk].community in rows
    page = client.get(at("view", 14))
    assert shows(page, "What you said before", "Not started", "In progress: proposed")
    assert shows(client.get(at("views")), "Recommendation 14", "We asked. Nobody has the form.")


def test_a_view_rests_on_a_document(client):
    RecommendationFactory(number=14)
    form = {**VIEW, "file": paper(), "paper_title": "A letter", "paper_access": "public"}
    assert client.post(at("view", 14), form).status_code == 302
    assert Assessment.objects.get().evidence.get().document.title == "A letter"


@pytest.mark.parametrize("left_out", ["status", "author", "text", "language"])
def test_what_is_missing_is_said_and_nothing_is_lost(client, left_out):
    RecommendationFactory(number=14)
    answer = client.post(at("view", 14), {**VIEW, left_out: ""})
    assert answer.status_code == 422
    kept = {name: value for name, value in VIEW.items() if name in ("author", "text")}
    kept.pop(left_out, None)
    assert shows(answer, "Nothing you wrote has been lost.", *kept.values())
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("number", [15, 16, 999_999_999_999_999_999_999])
def test_what_is_not_public_is_like_what_never_was(client, number):
    RecommendationFactory(number=15, draft=True)
    assert client.get(at("view", number)).status_code == 404
    assert client.post(at("view", number), VIEW).status_code == 404


def test_nobody_sees_as_their_own_what_another_said(client):
    AssessmentFactory(
        recommendation=RecommendationFactory(number=14),
        voice=Voice.COMMUNITY,
        status=Status.STALLED,
        words__text="Said by somebody else.",
    )
    assert not shows(client.get(at("views")), "Said by somebody else.")
    assert not shows(client.get(at("view", 14)), "What you said before")
    page = client.get(at("recommendations"))
    assert shows(page, "Stalled"), "the newest of the community, whoever gave it"


def test_pages_stay_quick_with_many_recommendations(client, django_assert_max_num_queries):
    for number in range(1, 41):
        AssessmentFactory(
            recommendation=RecommendationFactory(number=number), voice=Voice.COMMUNITY
        )
    with django_assert_max_num_queries(20):
        assert shows(client.get(at("recommendations") + "?page=2"), "Page 2 of 2")


@pytest.mark.parametrize(
    "also", ["answer_for_body", "keep_tracker", None], ids=["body", "commission", "superuser"]
)
def test_nobody_with_another_voice_speaks_for_the_community(assessor, also):
    from django.contrib.auth.models import Permission

    RecommendationFactory(number=14)
    if also:
        assessor.user_permissions.add(Permission.objects.get(codename=also))
    else:
        assessor.is_superuser = True
        assessor.save()
    client = signed_in(assessor)
    assert client.get(at("view", 14)).status_code == 404
    assert client.post(at("view", 14), VIEW).status_code == 404
    assert not Assessment.objects.exists()
