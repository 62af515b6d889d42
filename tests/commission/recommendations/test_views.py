"""Three views side by side: who gives them, and that none stands for another."""

from datetime import date, timedelta

import pytest

from commission.documents.services import words_take_down
from commission.recommendations.assessments.selectors import standing_from, standing_of
from commission.recommendations.assessments.services import assessment_record
from commission.recommendations.models import AddressedBody, Assessment
from commission.recommendations.recommendation.services import succession_record
from commission.recommendations.timeline import Rows
from commission.recommendations.vocabulary import Part, Quality, Status, Voice
from media.refusal import Refused
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    RecommendationFactory,
)
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


def give(voice, by, recommendation=None, **kwargs):
    said = {
        "recommendation": recommendation or RecommendationFactory(of=BodyFactory()),
        "voice": voice,
        "status": Status.UNDERWAY,
        "author": "Follow-up panel",
        "made_on": date(2026, 5, 1),
        "text": "Three of five districts.",
        "language": "en",
        "by": by,
        "at": NOW,
    }
    return assessment_record(**{**said, **kwargs})


ROLES = ("registrar", "commissioner", "tracker_editor", "focal_point", "community_assessor")
MAY = {(Voice.COMMISSION, "tracker_editor"), (Voice.COMMUNITY, "community_assessor")}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("voice", [Voice.COMMISSION, Voice.COMMUNITY])
def test_each_voice_is_spoken_by_its_own_people_alone(voice, role):
    person = UserFactory(role=role)
    if (voice, role) in MAY:
        assert give(voice, person).voice == voice
    else:
        with pytest.raises(Refused, match="not_allowed"):
            give(voice, person)
        assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_nobody_writes_down_a_bodys_claim_by_hand(role):
    with pytest.raises(Refused, match="body_claims"):
        give(Voice.BODY, UserFactory(role=role))


def test_the_newest_view_of_each_voice_stands_and_the_others_stay():
    recommendation = RecommendationFactory(of=BodyFactory())
    editor = UserFactory(role="tracker_editor")
    give(Voice.COMMISSION, editor, recommendation, status=Status.PROPOSED)
    newer = give(Voice.COMMISSION, editor, recommendation, made_on=date(2026, 5, 2))
    give(
        Voice.COMMISSION,
        editor,
        recommendation,
        made_on=date(2026, 4, 1),
        at=NOW + timedelta(hours=1),
    )
    standing = standing_of([recommendation])[recommendation.pk]
    assert standing.commission == newer
    assert standing.community is None
    assert recommendation.assessments.count() == 3


def test_disagreement_is_a_fact_with_a_distance():
    recommendation = RecommendationFactory(of=BodyFactory())
    body = recommendation.addressed.get().body
    AssessmentFactory(
        recommendation=recommendation, voice=Voice.BODY, body=body, status=Status.COMPLETED
    )
    one = standing_of([recommendation])[recommendation.pk]
    assert (one.agree, one.apart) == (None, 0)
    AssessmentFactory(
        recommendation=recommendation, voice=Voice.COMMUNITY, status=Status.NOT_STARTED
    )
    two = standing_of([recommendation])[recommendation.pk]
    assert (two.agree, two.apart) == (False, 3)


def test_the_answerable_bodys_claim_stands_before_that_of_one_that_supports():
    lead, other = BodyFactory(), BodyFactory()
    recommendation = RecommendationFactory(of=lead)
    AddressedBody.objects.create(recommendation=recommendation, body=other, part=Part.SUPPORTING)
    of_lead = AssessmentFactory(recommendation=recommendation, voice=Voice.BODY, body=lead)
    AssessmentFactory(
        recommendation=recommendation,
        voice=Voice.BODY,
        body=other,
        status=Status.COMPLETED,
        made_on=date(2026, 5, 9),
    )
    assert standing_of([recommendation])[recommendation.pk].body == of_lead


@pytest.mark.parametrize("part", [Part.LEAD, Part.SUPPORTING])
def test_the_page_and_the_list_name_the_same_view(part):
    lead, other = BodyFactory(), BodyFactory()
    recommendation = RecommendationFactory(of=lead)
    action = ActionFactory(recommendation=recommendation)
    AddressedBody.objects.create(recommendation=recommendation, body=other, part=part)
    days = (date(2026, 5, 3), date(2026, 5, 9), date(2026, 5, 1))
    for day, body, status in zip(days, (lead, other, lead), Status.values, strict=False):
        AssessmentFactory(
            recommendation=recommendation,
            voice=Voice.BODY,
            body=body,
            status=status,
            made_on=day,
        )
        for voice in (Voice.COMMISSION, Voice.COMMUNITY):
            AssessmentFactory(
                recommendation=recommendation, voice=voice, status=status, made_on=day
            )
    AssessmentFactory(recommendation=recommendation, action=action, made_on=date(2026, 5, 10))
    rows = Rows([recommendation], at=NOW)
    listed = standing_of([recommendation])[recommendation.pk]
    assert standing_from(rows.assessments, rows.addressed) == listed


def test_a_view_of_an_action_is_no_view_of_the_whole():
    recommendation = RecommendationFactory(of=BodyFactory())
    action = ActionFactory(recommendation=recommendation)
    give(Voice.COMMISSION, UserFactory(role="tracker_editor"), recommendation, action=action)
    assert standing_of([recommendation])[recommendation.pk].commission is None
    with pytest.raises(Refused, match="other_action"):
        give(Voice.COMMISSION, UserFactory(role="tracker_editor"), action=action)


def test_the_quality_of_a_response_is_the_commissions_to_judge():
    with pytest.raises(Refused, match="quality"):
        give(Voice.COMMUNITY, UserFactory(role="community_assessor"), quality=Quality.UNACCEPTABLE)


def test_a_view_needs_a_name_reasons_and_a_day_that_has_come():
    editor = UserFactory(role="tracker_editor")
    for code, wrong in (
        ("no_author", {"author": " "}),
        ("no_words", {"text": " "}),
        ("future", {"made_on": date(2026, 5, 13)}),
        ("not_text", {"text": "a\x00b"}),
        ("too_long", {"text": "a" * 20_001}),
    ):
        with pytest.raises(Refused, match=code):
            give(Voice.COMMISSION, editor, **wrong)
    assert not Assessment.objects.exists()


def test_views_are_of_public_recommendations_only():
    with pytest.raises(Refused, match="not_public"):
        give(
            Voice.COMMISSION,
            UserFactory(role="tracker_editor"),
            RecommendationFactory(draft=True),
        )


def test_a_name_that_should_not_stand_in_a_view_can_be_taken_out_of_it():
    view = give(Voice.COMMUNITY, UserFactory(role="community_assessor"))
    editor = UserFactory(role="tracker_editor")
    words_take_down(words=view.words, why="PRIV", by=editor, at=NOW)
    view.words.refresh_from_db()
    assert (view.words.text, view.words.taken_down_why) == ("", "PRIV")
    assert Assessment.objects.get().status == Status.UNDERWAY
    with pytest.raises(Refused, match="already_down"):
        words_take_down(words=view.words, why="PRIV", by=editor, at=NOW)


def test_standing_takes_one_query_however_many_there_are(django_assert_num_queries):
    rows = [RecommendationFactory() for _ in range(30)]
    for row in rows:
        AssessmentFactory.create_batch(3, recommendation=row)
    with django_assert_num_queries(1):
        assert len(standing_of(rows)) == 30


def test_successions_make_no_circle():
    editor = UserFactory(role="tracker_editor")
    first, second, third = (RecommendationFactory() for _ in range(3))

    def follow(one, by):
        return succession_record(
            recommendation=one,
            kind="merged",
            by_recommendation=by,
            on=date(2026, 5, 1),
            text="",
            language="en",
            by=editor,
            at=NOW,
        )

    follow(first, second)
    follow(second, third)
    for one, by in ((third, first), (third, third)):
        with pytest.raises(Refused, match="circle"):
            follow(one, by)
    with pytest.raises(Refused, match="succeeded"):
        follow(first, third)
