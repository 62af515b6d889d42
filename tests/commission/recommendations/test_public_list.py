"""The list of recommendations as visitors read it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db.models import F
from django.utils import translation

from commission.recommendations.models import (
    AddressedBody,
    Recommendation,
    Succession,
)
from commission.recommendations.public.next_dates import next_dates
from commission.recommendations.vocabulary import Part, Stage, Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    locale,
)
from tests.commission.recommendations.riverbend import bill, forty_two, many, text_of
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LIST = "/en/recommendations/"


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


def numbers_on(response) -> list[int]:
    return [row.number for row in response.context["listing"].rows]


def test_without_any_recommendation_the_page_says_so(client):
    response = client.get(LIST)
    assert response.status_code == 200
    assert "The commission has not recommended anything yet." in text_of(response)
    assert '<svg class="matrix' not in response.content.decode()


def test_one_with_nothing_but_its_text_stands_in_the_list(client):
    Recommendation.objects.create(number=1, text="Tell.", live=True, locale=locale())
    response = client.get(LIST)
    assert numbers_on(response) == [1]
    assert "No view given yet" in text_of(response)


def test_the_sentence_has_all_three_sums_and_drafts_are_in_none(client):
    forty_two()
    for row in Recommendation.objects.filter(number__in=[1, 2]):
        row.live = False
        row.save()
    said = text_of(client.get(LIST))
    counts = [
        sum(
            1
            for one in Recommendation.objects.filter(live=True)
            if (view := one.assessments.filter(voice=voice, action=None).last())
            and view.status == Status.COMPLETED
        )
        for voice in Voice
    ]
    assert "What became of the 40 recommendations" in said
    assert (
        f"The bodies they were addressed to say {counts[0]} are completed. The commission finds "
        f"{counts[1]}. The community says {counts[2]}. All three are shown, and none decides alone."
    ) in said


def test_the_page_says_what_is_filtered_and_each_can_be_taken_away(client):
    forty_two()
    response = client.get(LIST, {"q": "ferry", "body": "city-council", "nonsense": "1"})
    listing = response.context["listing"]
    assert numbers_on(response) == [27]
    assert [one.label for one in listing.applied] == ["“ferry”", "City Council"]
    assert [one.rest for one in listing.applied] == ["body=city-council", "q=ferry"]
    said = text_of(response)
    assert "1 of 42 recommendations, those where the three readings differ most first." in said
    assert "Completed: the bodies say 1, the commission finds 1, the community says 1." in said
    assert 'value="ferry"' in response.content.decode()
    assert '<option value="city-council" selected>' in response.content.decode()


def test_words_come_back_escaped(client):
    forty_two()
    hostile = '"><script>alert(1)</script>'
    response = client.get(LIST, {"q": hostile})
    assert "<script>alert" not in response.content.decode()
    assert "No recommendation has all of this." in text_of(response)


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1\0", "²"])
def test_a_page_that_is_none_leads_to_one_that_is(client, page):
    forty_two()
    response = client.get(LIST, {"page": page})
    assert response.status_code == 200
    assert numbers_on(response)


@pytest.mark.parametrize("order", ["apart", "number", "due", "new"])
def test_over_all_pages_each_stands_once(client, order):
    forty_two()
    seen = []
    for page in (1, 2, 3):
        seen += numbers_on(client.get(LIST, {"page": page, "order": order}))
    assert sorted(seen) == list(range(1, 43))


def test_the_order_of_what_is_due_next_begins_with_what_is_latest_and_ends_with_what_is_closed(
    client,
):
    body = BodyFactory()
    made = {"of": body, "made_on": None, "due_on": None}
    for number, in_days in {1: 30, 2: -5, 3: -90}.items():
        ProgressReportFactory(
            recommendation=RecommendationFactory(number=number, **made),
            due_on=TODAY + timedelta(days=in_days),
        )
    RecommendationFactory(number=4, **made)
    done = RecommendationFactory(number=5, **made)
    AssessmentFactory(recommendation=done, status=Status.COMPLETED)
    response = client.get(LIST, {"order": "due"})
    assert numbers_on(response) == [3, 2, 1, 4, 5]
    said = text_of(response)
    assert "Report 90 days late" in said
    assert "Report due 11 June 2026" in said
    assert "Closed 1 May 2026" in said


def test_a_public_translation_is_read_in_its_language_and_the_original_where_there_is_none(client):
    one = RecommendationFactory(number=1, title="Record every use of force")
    RecommendationFactory(number=2, title="Answer within 30 days")
    RecommendationFactory(
        number=1,
        locale=locale("es"),
        translated_from=one,
        translation_key=one.translation_key,
        title="Registrar cada uso de la fuerza",
    )
    html = client.get("/es/recommendations/").content.decode()
    assert "Registrar cada uso de la fuerza" in html
    assert "Record every use of force" not in html
    assert 'lang="en">Answer within 30 days' in html


def owed(row) -> str:
    found = next_dates([row.pk], today=TODAY).get(row.pk)
    with translation.override("en"):
        return found.sentence if found else ""


class Test_what_is_owed_next:
    def plain(self, **kwargs):
        return RecommendationFactory(of=BodyFactory(), made_on=None, due_on=None, **kwargs)

    def test_nothing_where_nothing_was_promised(self):
        assert owed(self.plain()) == ""

    def test_the_earliest_of_all(self):
        row = self.plain()
        ActionFactory(recommendation=row, due_on=TODAY + timedelta(days=9))
        assert owed(row) == "Action due 21 May 2026"
        ProgressReportFactory(recommendation=row, due_on=TODAY + timedelta(days=8))
        assert owed(row) == "Report due 20 May 2026"
        bill(row, UserFactory(), number="HB 1", title="Act", ends_in=7)
        assert owed(row) == "Session ends 19 May 2026"
        ActionFactory(recommendation=row, due_on=TODAY - timedelta(days=1))
        assert owed(row) == "Action 1 day late"

    def test_what_is_due_today_is_not_late(self):
        row = self.plain()
        ProgressReportFactory(recommendation=row, due_on=TODAY)
        assert owed(row) == "Report due 12 May 2026"

    @pytest.mark.parametrize(
        ("state", "said"),
        [
            ("expected", "Report 2 days late"),
            ("returned", "Report 2 days late"),
            ("submitted", ""),
            ("taken_in", ""),
        ],
    )
    def test_a_report_that_was_sent_is_owed_no_more(self, state, said):
        row = self.plain()
        ProgressReportFactory(recommendation=row, due_on=TODAY - timedelta(days=2), state=state)
        assert owed(row) == said

    def test_an_answer_is_owed_by_who_is_answerable_and_by_nobody_else(self):
        row = RecommendationFactory(of=BodyFactory(), made_on=date(2026, 1, 1), due_on=None)
        AddressedBody.objects.create(
            recommendation=row, body=BodyFactory(days_to_answer=1), part=Part.SUPPORTING
        )
        assert owed(row) == "Response 41 days late"
        ResponseFactory(recommendation=row, body=row.addressed.get(part=Part.LEAD).body)
        assert owed(row) == ""

    def test_an_action_that_is_done_or_was_moved_is_not_late(self):
        row = self.plain()
        action = ActionFactory(recommendation=row, due_on=TODAY - timedelta(days=5))
        assert owed(row) == "Action 5 days late"
        AssessmentFactory(recommendation=row, action=action, status=Status.COMPLETED)
        assert owed(row) == ""

    def test_the_end_of_a_session_is_told_while_the_bill_can_still_fall(self):
        law = self.plain()
        bill(law, UserFactory(), number="HB 2", title="Act", stage=Stage.ENACTED)
        assert owed(law) == ""

    @pytest.mark.parametrize("status", ["completed", "superseded", "no_longer_applicable"])
    def test_nothing_once_the_commission_finds_it_closed(self, status):
        row = self.plain()
        ProgressReportFactory(recommendation=row, due_on=TODAY - timedelta(days=5))
        AssessmentFactory(recommendation=row, status=status)
        assert owed(row) == "Closed 1 May 2026"
        AssessmentFactory(recommendation=row, status="underway", made_on=date(2026, 5, 2))
        assert owed(row) == "Report 5 days late"

    def test_nothing_once_another_took_its_place(self):
        row = self.plain()
        ProgressReportFactory(recommendation=row, due_on=TODAY - timedelta(days=5))
        Succession.objects.create(
            recommendation=row,
            kind="merged",
            by=self.plain(),
            on=TODAY,
            recorded_by=UserFactory(),
            recorded_at=NOW,
        )
        assert owed(row) == "Closed 12 May 2026"


QUERIES = 40


@pytest.mark.parametrize("query", [{}, {"order": "due"}, {"q": "thing 1"}])
def test_queries_do_not_grow_with_recommendations(client, query, django_assert_max_num_queries):
    many(30, views=3)
    with django_assert_max_num_queries(QUERIES) as few:
        client.get(LIST, query)
    Recommendation.objects.update(number=F("number") + 5_000)
    many(2_000, views=5)
    with django_assert_max_num_queries(len(few)):
        response = client.get(LIST, query)
    assert response.status_code == 200
    assert response.context["listing"].total == 2_030
