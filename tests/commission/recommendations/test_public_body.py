"""The bodies as visitors read them."""

from datetime import date, timedelta

import pytest
import time_machine

from commission.documents.services import words_take_down
from commission.recommendations.models import AddressedBody, Recommendation, Reminder
from commission.recommendations.vocabulary import Part, ResponseKind, Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    WordsFactory,
    focal_point_of,
    locale,
)
from tests.commission.recommendations.riverbend import forty_two, many, text_of
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MADE = date(2026, 1, 1)  # 131 days before


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def police():
    return BodyFactory(slug="police", name="Riverbend Police Service", days_to_answer=90)


def read(client, slug="police", language="en"):
    return client.get(f"/{language}/bodies/{slug}/")


def page(client, slug="police"):
    return read(client, slug).context["page"]


class Test_what_is_not_public:
    @pytest.mark.parametrize("slug", ["asked-by-a-draft", "asked-by-nobody", "never-was"])
    def test_a_body_that_nothing_public_asks_is_like_one_that_never_was(self, client, slug):
        RecommendationFactory(of=BodyFactory(slug="asked-by-a-draft"), draft=True)
        BodyFactory(slug="asked-by-nobody")
        assert read(client, slug).status_code == 404

    def test_drafts_are_not_counted(self, client, police):
        RecommendationFactory(number=1, of=police)
        draft = RecommendationFactory(number=2, of=police, draft=True)
        AssessmentFactory(recommendation=draft, status=Status.COMPLETED)
        ActionFactory(recommendation=draft, title="A secret promise")
        ResponseFactory(recommendation=draft, words=WordsFactory(text="Secret words."))
        ProgressReportFactory(recommendation=draft, due_on=TODAY - timedelta(days=5))
        said = text_of(read(client))
        assert "Asked to do one thing. It says it has done 0. The commission finds 0" in said
        assert "ecret" not in said
        assert page(client).answering.answered == 0
        assert not page(client).overdue

    def test_who_answers_for_it_is_not_named(self, client, police):
        RecommendationFactory(of=police)
        focal_point_of(police, first_name="Anselm", last_name="Duquette", email="a@d.example")
        html = read(client).content.decode()
        assert "Duquette" not in html
        assert "a@d.example" not in html


def test_the_sentence_the_sums_and_the_chart_are_of_this_body(client):
    forty_two(editions=[(1, EditionFactory())])
    response = read(client, "riverbend-police-service")
    said = text_of(response)
    assert "Asked to do 11 things." in said
    assert "2 of its reports are late." in said
    found = response.context["page"]
    assert [row.number for row in found.rows] == [3, 5, 7, 8, 12, 13, 14, 15, 22, 25, 36]
    assert found.chart.wide.rows[0].done == found.done[0]
    assert found.promises_total == 13


def test_what_it_says_is_what_this_body_says_where_another_leads(client, police):
    lead = BodyFactory(slug="lead")
    row = RecommendationFactory(number=1, of=lead)
    AddressedBody.objects.create(recommendation=row, body=police, part=Part.SUPPORTING)
    for body, status in [(lead, Status.NOT_STARTED), (police, Status.COMPLETED)]:
        AssessmentFactory(recommendation=row, voice=Voice.BODY, body=body, status=status)
    assert page(client).done == (1, 0, 0)
    assert page(client, "lead").done == (0, 0, 0)
    assert [one.done for one in client.get("/en/bodies/").context["rows"]] == [
        (0, 0, 0) if one.slug == "lead" else (1, 0, 0)
        for one in client.get("/en/bodies/").context["rows"]
    ]


class Test_how_long_it_took:
    def asked(self, police, number, **kwargs):
        return RecommendationFactory(number=number, of=police, made_on=MADE, **kwargs)

    def test_the_longest_first_and_silence_counts_until_today(self, client, police):
        ResponseFactory(recommendation=self.asked(police, 1), given_on=MADE + timedelta(days=90))
        ResponseFactory(recommendation=self.asked(police, 2), given_on=MADE + timedelta(days=91))
        self.asked(police, 3)
        answering = page(client).answering
        assert [(one.number, one.days, one.late) for one in answering.lags] == [
            (3, 131, True),
            (2, 91, True),
            (1, 90, False),
        ]
        assert (answering.answered, answering.late, answering.longest) == (2, 2, 131)
        assert "131 days, no answer" in text_of(read(client))

    def test_the_first_answer_counts_however_often_it_answers_again(self, client, police):
        row = self.asked(police, 1)
        for days, kind in [(30, ResponseKind.REJECTED), (120, ResponseKind.ACCEPTED)]:
            ResponseFactory(recommendation=row, given_on=MADE + timedelta(days=days), kind=kind)
        answering = page(client).answering
        assert [one.days for one in answering.lags] == [30]
        assert answering.kinds == "1 accepted in full"

    def test_no_answer_is_owed_by_a_body_that_supports(self, client, police):
        row = RecommendationFactory(number=1, of=BodyFactory(), made_on=MADE)
        AddressedBody.objects.create(recommendation=row, body=police, part=Part.SUPPORTING)
        assert page(client).lags == []
        assert "No answer is owed, and none was given." in text_of(read(client))
        ResponseFactory(recommendation=row, body=police, given_on=MADE)
        assert [one.days for one in page(client).lags] == [0]

    def test_one_without_a_day_counts_for_nothing(self, client, police):
        RecommendationFactory(number=1, of=police, made_on=None)
        assert page(client).lags == []

    def test_an_answer_from_before_it_was_asked_took_no_days(self, client, police):
        ResponseFactory(recommendation=self.asked(police, 1), given_on=MADE - timedelta(days=9))
        assert [one.days for one in page(client).lags] == [0]


class Test_what_it_promised:
    def test_late_ones_first_then_the_next_then_what_is_done(self, client, police):
        row = RecommendationFactory(number=1, of=police)
        for title, days in [
            ("later", 90),
            ("done", -50),
            ("late", -5),
            ("next", 3),
            ("latest", -9),
        ]:
            action = ActionFactory(
                recommendation=row, title=title, due_on=TODAY + timedelta(days=days)
            )
            if title == "done":
                AssessmentFactory(recommendation=row, action=action, status=Status.COMPLETED)
        assert [one.title for one in page(client).promises] == [
            "latest",
            "late",
            "next",
            "later",
            "done",
        ]
        assert page(client).promised == "1 completed, 2 not yet due, 2 late."

    def test_another_bodys_promises_are_not_its_own(self, client, police):
        row = RecommendationFactory(number=1, of=police)
        ActionFactory(recommendation=row, body=BodyFactory(), title="Not ours")
        assert page(client).promises_total == 0
        assert "It has promised nothing yet." in text_of(read(client))


class Test_reports:
    def test_overdue_ones_with_their_reminders_and_the_next(self, client, police):
        row = RecommendationFactory(number=8, of=police)
        late = ProgressReportFactory(recommendation=row, due_on=TODAY - timedelta(days=61))
        ProgressReportFactory(
            recommendation=row, due_on=TODAY - timedelta(days=70), state="submitted"
        )
        ProgressReportFactory(recommendation=row, due_on=TODAY + timedelta(days=20))
        Reminder.objects.create(report=late, kind="overdue", sent_at=NOW - timedelta(days=54))
        Reminder.objects.create(report=late, kind="due", sent_at=NOW + timedelta(days=1))
        said = text_of(read(client))
        assert "61 days late Recommendation 8. Due 12 March 2026." in said
        assert "Reminders sent: 19 March 2026." in said
        assert "Next: recommendation 8, 1 June 2026." in said
        assert "70 days late" not in said

    def test_what_it_says_in_its_own_words_is_the_newest_that_stands(self, client, police):
        row = RecommendationFactory(number=8, of=police)
        ResponseFactory(recommendation=row, words=WordsFactory(text="We accept this."))
        claim = AssessmentFactory(
            recommendation=row,
            voice=Voice.BODY,
            body=police,
            words=WordsFactory(text="We have done this."),
        )
        AssessmentFactory(recommendation=row, words=WordsFactory(text="The panel's words."))
        assert page(client).quote.said.first == "We have done this."
        words_take_down(words=claim.words, why="PRIV", by=UserFactory(), at=NOW)
        assert page(client).quote.said.first == "We accept this."


def test_names_are_read_in_the_language_of_the_page(client, police):
    RecommendationFactory(number=1, of=police)
    BodyFactory(
        slug="police",
        name="Policía de Riverbend",
        locale=locale("es"),
        translation_key=police.translation_key,
    )
    assert "Policía de Riverbend" in text_of(read(client, language="es"))
    assert "Policía de Riverbend" in text_of(client.get("/es/bodies/"))
    assert "Policía de Riverbend" in text_of(client.get("/es/recommendations/1/"))
    assert "Policía de Riverbend" in text_of(client.get("/es/recommendations/?body=police"))
    assert "Policía" not in text_of(read(client))


def test_all_bodies_stand_side_by_side(client, police):
    assert "Nobody has been asked for anything yet." in text_of(client.get("/en/bodies/"))
    row = RecommendationFactory(number=1, of=police)
    BodyFactory(name="Asked by nobody")
    ProgressReportFactory(recommendation=row, due_on=TODAY - timedelta(days=1))
    (found,) = client.get("/en/bodies/").context["rows"]
    assert (found.name, found.asked, found.late) == (police.name, 1, 1)


def test_queries_do_not_grow_with_what_a_body_was_asked(
    client, police, django_assert_max_num_queries
):
    def ask(count, start):
        for number in range(start, start + count):
            row = RecommendationFactory(number=number, of=police, made_on=MADE)
            AssessmentFactory(recommendation=row, voice=Voice.BODY, body=police)
            ActionFactory(recommendation=row)
            ProgressReportFactory(recommendation=row, due_on=TODAY - timedelta(days=number % 90))
            if number % 2:
                ResponseFactory(recommendation=row)

    ask(15, 10_000)
    with django_assert_max_num_queries(45) as few:
        read(client)
    with django_assert_max_num_queries(20) as all_few:
        client.get("/en/bodies/")
    ask(150, 11_000)
    many(2_000, views=5)
    police_rows = Recommendation.objects.filter(number__lt=2_001)
    AddressedBody.objects.filter(recommendation__in=police_rows).update(body=police)
    with django_assert_max_num_queries(len(few)):
        response = read(client)
    assert response.context["page"].total == 2_165
    assert response.context["page"].rows == []
    with django_assert_max_num_queries(len(all_few)):
        client.get("/en/bodies/")
