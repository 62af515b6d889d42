"""One recommendation as visitors read it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from archive.withdrawal.models import Withdrawal
from commission.documents.services import words_take_down
from commission.findings.models import EvidenceDecision, HeldEvidence
from commission.recommendations.models import (
    Action,
    ActionDue,
    AddressedBody,
    AssessmentEvidence,
    Recommendation,
    RecommendationPart,
    Succession,
)
from commission.recommendations.vocabulary import Kind, Part, Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    ChapterFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ReportFactory,
    ResponseFactory,
    WordsFactory,
    locale,
)
from tests.commission.recommendations.riverbend import bill, document, fourteen, many, text_of
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


def read(client, number=14, language="en", **query):
    return client.get(f"/{language}/recommendations/{number}/", query)


class Test_what_is_not_public:
    @pytest.mark.parametrize("number", [0, 7, 999_999_999, 10**30, "007", "²"])
    def test_a_number_that_no_public_recommendation_has_is_not_found(self, client, number):
        RecommendationFactory(number=7, draft=True)
        answer = client.get(f"/en/recommendations/{number}/")
        never = client.get("/en/recommendations/12345/")
        assert answer.status_code == never.status_code == 404
        assert text_of(answer).replace(str(number), "") == text_of(never).replace("12345", "")

    def test_a_public_translation_of_a_draft_opens_nothing(self, client):
        draft = RecommendationFactory(number=7, draft=True)
        RecommendationFactory(number=7, locale=locale("es"), translated_from=draft)
        assert read(client, 7, "es").status_code == 404

    def test_findings_successors_and_neighbours_that_are_drafts_are_not_named(self, client):
        draft = FindingFactory(number=91, statement="A draft of a finding.", draft=True)
        shared = FindingFactory(number=92, statement="A public finding.")
        row = RecommendationFactory(number=1, findings=[draft, shared])
        hidden = RecommendationFactory(
            number=81, title="A hidden neighbour", findings=[shared], draft=True
        )
        Succession.objects.create(
            recommendation=row,
            kind="superseded",
            by=hidden,
            on=NOW.date(),
            recorded_by=UserFactory(),
            recorded_at=NOW,
        )
        said = text_of(read(client, 1))
        assert "A public finding." in said
        assert "A draft of a finding." not in said
        assert "A hidden neighbour" not in said
        assert "recommendation 81" not in said, "nor does the history tell its number"

    def test_what_a_body_wrote_and_was_not_taken_in_is_not_there(self, client):
        row = RecommendationFactory(number=1, of=BodyFactory())
        for n, state in enumerate(["expected", "submitted", "returned"]):
            ProgressReportFactory(
                recommendation=row,
                due_on=NOW.date() - timedelta(days=n + 3),
                state=state,
                claim="completed",
                words=WordsFactory(text="Nobody may read this yet."),
                question=WordsFactory(text="Nor this question."),
                document=document(f"Draft report {n}"),
                submitted_at=NOW,
            )
        said = text_of(read(client, 1))
        assert "Nobody may read" not in said
        assert "question" not in said
        assert "Draft report" not in said

    def test_people_who_recorded_it_are_not_named(self, client):
        editor = UserFactory(username="secret-editor", first_name="Secret", last_name="Editor")
        row = fourteen()
        AssessmentFactory(recommendation=row, recorded_by=editor)
        html = read(client).content.decode()
        assert "secret-editor" not in html
        assert "Secret Editor" not in html

    def test_only_reading_is_answered(self, client):
        fourteen()
        assert client.post("/en/recommendations/14/").status_code == 405
        assert client.post("/en/recommendations/").status_code == 405


class Test_the_text:
    def test_one_with_nothing_but_its_text_has_a_page(self, client):
        Recommendation.objects.create(number=1, text="Tell.", live=True, locale=locale())
        response = read(client, 1)
        assert response.status_code == 200
        said = text_of(response)
        for sentence in [
            "Recommendation 1",
            "Tell.",
            "Nobody has given a view yet.",
            "No finding stands beside this recommendation here.",
            "Nothing has been recorded yet.",
        ]:
            assert sentence in said
        assert said.count("No view given yet") == 3

    def test_a_long_text_stands_whole_under_its_title_with_its_parts(self, client):
        row = RecommendationFactory(
            number=1, title="In short", text="First paragraph. " * 40 + "\n\nSecond paragraph."
        )
        for label, text in [("ii.", "Second part"), ("i.", "First part")]:
            RecommendationPart.objects.create(
                recommendation=row, label=label, text=text, sort_order=label == "ii."
            )
        said = text_of(read(client, 1))
        assert said.count("First paragraph.") == 40
        assert said.index("In short") < said.index("Second paragraph.") < said.index("First part")
        assert said.index("i. First part") < said.index("ii. Second part")

    def test_a_hostile_text_is_only_text(self, client):
        RecommendationFactory(
            number=1,
            title="</title><script>alert(1)</script>",
            text="<img src=x onerror=alert(1)> " * 30,
        )
        html = read(client, 1).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html

    def test_where_it_stands_in_print_is_said_in_the_language_of_the_page(self, client):
        report = ReportFactory(title="Final report")
        ReportFactory(
            locale=locale("es"), translation_key=report.translation_key, title="Informe final"
        )
        RecommendationFactory(
            number=14, report=report, chapter=ChapterFactory(report=report, number=7)
        )
        assert "Final report, chapter 7" in text_of(read(client))
        said = text_of(read(client, language="es"))
        assert "Informe final, cap" in said
        assert "Final report" not in said

    def test_the_translation_is_read_and_all_that_became_of_it_stays(self, client):
        row = fourteen()
        RecommendationFactory(
            number=14,
            locale=locale("es"),
            translated_from=row,
            translation_key=row.translation_key,
            text="Registrar cada uso de la fuerza.",
        )
        html = read(client, language="es").content.decode()
        assert "Registrar cada uso de la fuerza." in html
        assert "Families of Ferry Road" in html
        assert 'lang="en">“We have asked for the numbers' in html.replace("\n", "").replace(
            "      >", ">"
        )


class Test_where_it_stands:
    def test_the_three_stand_in_one_order_with_reasons_author_and_day(self, client):
        fourteen()
        said = text_of(read(client))
        order = [
            "The body says Completed",
            "Riverbend Police Service, 3 March 2026",
            "The commission finds In progress: underway",
            "The form is in use in 3 of 5 districts.",
            "Follow-up panel, 14 April 2026",
            "Quality of the response: not acceptable.",
            "One document is held by the commission and not shown.",
            "The community says Not started",
            "“We have asked for the numbers at four forums.",
            "The three do not agree. Each is published as it was given; none is averaged.",
        ]
        places = [said.index(one) for one in order]
        assert places == sorted(places)
        assert "Visit note" in said
        assert "A list of names" not in said

    @pytest.mark.parametrize(
        ("views", "sentence"),
        [
            ({}, "Nobody has given a view yet."),
            ({"commission": "underway"}, "One view has been given."),
            ({"commission": "underway", "body": "underway"}, "The two that were given agree."),
            ({"commission": "stalled", "body": "underway"}, "The two that were given do not"),
            (dict.fromkeys(Voice.values, "completed"), "All three say the same."),
        ],
    )
    def test_whether_they_agree_is_a_sentence(self, client, views, sentence):
        body = BodyFactory()
        row = RecommendationFactory(number=1, of=body)
        for voice, status in views.items():
            AssessmentFactory(
                recommendation=row,
                voice=voice,
                status=status,
                body=body if voice == Voice.BODY else None,
            )
        assert sentence in text_of(read(client, 1))

    @pytest.mark.parametrize("status", ["stalled", "superseded", "no_longer_applicable"])
    def test_what_is_no_place_on_the_way_has_no_ladder(self, client, status):
        row = RecommendationFactory(number=1)
        AssessmentFactory(recommendation=row, status=status)
        view = read(client, 1).context["page"].where.views[1]
        assert not view.ladder
        assert view.label == Status(status).label

    def test_another_bodys_claim_is_not_lost_behind_that_of_the_one_that_is_answerable(
        self, client
    ):
        lead, council = BodyFactory(name="The Service"), BodyFactory(name="The Council")
        row = RecommendationFactory(number=1, of=lead)
        AddressedBody.objects.create(recommendation=row, body=council, part=Part.SUPPORTING)
        for body, status in [(lead, "proposed"), (council, "completed")]:
            AssessmentFactory(
                recommendation=row, voice=Voice.BODY, body=body, author=body.name, status=status
            )
        view = read(client, 1).context["page"].where.views[0]
        assert (view.author, view.status) == ("The Service", "proposed")
        assert [(one.author, one.status) for one in view.others] == [("The Council", "completed")]

    def test_words_that_were_taken_down_leave_a_sentence(self, client):
        row = fourteen()
        view = row.assessments.get(voice=Voice.COMMUNITY)
        words_take_down(words=view.words, why="PRIV", by=UserFactory(), at=timezone.now())
        html = read(client).content.decode()
        assert "We have asked" not in html
        assert html.count("The words were taken down on 12 May 2026:") == 2

    def test_long_reasons_are_never_cut(self, client):
        row = RecommendationFactory(number=1)
        AssessmentFactory(recommendation=row, words=WordsFactory(text="Because. " * 500 + "End."))
        said = text_of(read(client, 1))
        assert said.count("Because.") == 1_000  # where it stands, and in the history
        assert "End." in said

    def test_a_document_that_was_taken_down_leaves_a_sentence_without_its_title(self, client):
        row = RecommendationFactory(number=1)
        view = AssessmentFactory(recommendation=row)
        paper = document("A paper with a name in it")
        paper.taken_down_at, paper.taken_down_why = NOW, "PRIV"
        paper.save()
        AssessmentEvidence.objects.create(assessment=view, document=paper)
        said = text_of(read(client, 1))
        assert "A paper" not in said
        assert "A document was taken down on 12 May 2026: personal information." in said
        assert "held by the commission" not in said


class Test_why:
    def edition(self, **kwargs):
        return EditionFactory(**kwargs)

    def test_the_voice_is_quoted_and_one_click_away(self, client):
        edition = self.edition()
        fourteen(editions=[(1, edition)])
        response = read(client)
        (ground,) = response.context["page"].why.grounds
        (passage,) = ground.passages
        assert str(passage.said) in response.content.decode()
        assert f'href="{passage.address}"' in response.content.decode()
        assert client.get(passage.address).status_code == 200
        # From the list it is two: the list leads to this page.
        assert (
            'href="/en/recommendations/14/"' in client.get("/en/recommendations/").content.decode()
        )

    def test_when_an_account_is_taken_back_its_words_leave_at_once_and_a_note_stays(self, client):
        edition = self.edition(reference="RB-0088")
        fourteen(editions=[(1, edition)])
        quoted = str(read(client).context["page"].why.grounds[0].passages[0].said)
        edition.state, edition.closed_at = "withdrawn", NOW
        edition.save()
        Withdrawal.objects.create(
            testimony=edition.testimony,
            asked_by="giver",
            listed=True,
            was_public=True,
            withdrawn_by=UserFactory(),
            withdrawn_at=NOW,
        )
        html = read(client).content.decode()
        assert quoted not in html
        said = text_of(read(client))
        assert "Evidence changed on 12 May 2026. RB-0088 was taken back." in said

    def test_what_was_taken_back_unlisted_is_not_named(self, client):
        edition = self.edition(reference="RB-0088")
        fourteen(editions=[(1, edition)])
        edition.state, edition.closed_at = "withdrawn", NOW
        edition.save()
        Withdrawal.objects.create(
            testimony=edition.testimony,
            asked_by="giver",
            listed=False,
            was_public=True,
            withdrawn_by=UserFactory(),
            withdrawn_at=NOW,
        )
        html = read(client).content.decode()
        assert "RB-0088" not in html
        assert "can no longer be quoted here" in html

    def test_at_most_four_passages_are_quoted_and_the_finding_has_the_others(self, client):
        edition = self.edition()
        row = fourteen(editions=[(1, edition)] * 7)
        (ground,) = read(client).context["page"].why.grounds
        assert len(ground.passages) == 4
        assert ground.more == 3
        assert "3 more passages are quoted in the finding." in text_of(read(client))
        assert row.findings.get().citations.count() == 7

    def test_what_is_held_is_counted_and_not_told(self, client):
        edition = self.edition()
        row = fourteen(editions=[(1, edition)])
        HeldEvidence.objects.create(
            finding=row.findings.get(),
            document=document("A held paper", access="held"),
            note="A note that nobody outside reads",
            added_by=UserFactory(),
            added_at=NOW,
        )
        said = text_of(read(client))
        assert "Rests on 1 testimony and 1 document." in said
        assert "A held paper" not in said
        assert "A note that nobody" not in said

    def test_a_finding_that_was_withdrawn_leaves_its_number_alone(self, client):
        row = fourteen(editions=[(1, self.edition())])
        finding = row.findings.get()
        finding.live = False
        finding.save()
        assert "Finding 6" not in text_of(read(client))
        EvidenceDecision.objects.create(
            finding=finding,
            kind="withdrawn",
            words=WordsFactory(),
            decided_by=UserFactory(),
            decided_at=NOW,
        )
        said = text_of(read(client))
        assert "The commissioners withdrew finding 6 on 12 May 2026." in said
        assert finding.statement not in said


class Test_what_was_promised:
    def test_the_answer_the_actions_and_every_moved_day(self, client):
        fourteen()
        said = text_of(read(client))
        assert "Response: accepted in full, 12 December 2025." in said
        assert "60 days late" in said
        assert "8 March 2027 was 28 November 2026, moved once" in said
        assert "Letter of the Chief" in said

    def test_what_is_done_is_not_late(self, client):
        fourteen()
        done, late, _next = read(client).context["page"].promises
        assert (done.found, done.late) == ("completed", "")
        assert (late.found, late.days) == ("underway", 60)

    def test_silence_is_told_with_its_days(self, client):
        RecommendationFactory(number=1, of=BodyFactory(name="The Council"))
        said = text_of(read(client, 1))
        assert "The Council has not answered." in said
        assert "134 days late" in said

    def test_before_its_day_silence_is_no_fault(self, client):
        RecommendationFactory(number=1, of=BodyFactory(), made_on=NOW.date())
        said = text_of(read(client, 1))
        assert "An answer is due by 10 August 2026." in said
        assert "late" not in said

    def test_an_answer_that_came_late_says_so(self, client):
        row = RecommendationFactory(number=1, of=BodyFactory(days_to_answer=10))
        ResponseFactory(recommendation=row)
        assert "It came 63 days after the day it was due." in text_of(read(client, 1))

    def test_what_the_three_say_of_an_action_is_not_merged(self, client):
        body = BodyFactory()
        row = RecommendationFactory(number=1, of=body)
        action = ActionFactory(recommendation=row)
        for voice, status in zip(Voice, ["completed", "underway", "stalled"], strict=True):
            AssessmentFactory(
                recommendation=row,
                action=action,
                voice=voice,
                status=status,
                body=body if voice == Voice.BODY else None,
            )
        said = text_of(read(client, 1))
        assert "In progress: underway" in said
        assert "The body says: completed. The community says: stalled." in said
        # An action's views are not the recommendation's.
        assert "Nobody has given a view yet." in said


class Test_the_legislature:
    def test_how_far_a_bill_came_and_when_it_would_fall(self, client):
        fourteen()
        said = text_of(read(client))
        assert "Police Records Act, House Bill 212 Partially addressed" in said
        assert "Passed a committee on 2 April 2026." in said
        assert "The session ends on 11 June 2026. What is no law by then goes back" in said

    def test_after_the_session_it_has_fallen(self, client):
        fourteen()
        with time_machine.travel(NOW + timedelta(days=31), tick=False):
            said = text_of(read(client))
        assert "House Bill 212 Not addressed" in said
        assert "The session ended on 11 June 2026 and the bill is no law." in said

    def test_a_law_that_was_asked_for_and_that_nobody_brought_in(self, client):
        RecommendationFactory(number=1, kind=Kind.LEGISLATIVE)
        said = text_of(read(client, 1))
        assert "Not addressed" in said
        assert "No bill has been brought in." in said

    def test_no_panel_where_no_law_is_asked_for(self, client):
        RecommendationFactory(number=1)
        assert "In the legislature" not in text_of(read(client, 1))

    def test_two_bills_stand_under_what_they_come_to_together(self, client):
        row = RecommendationFactory(number=1)
        bill(row, UserFactory(), number="HB 1", title="First Act", stage="introduced")
        bill(row, UserFactory(), number="HB 2", title="Second Act", stage="enacted")
        law = read(client, 1).context["page"].law
        assert law.label == "Addressed"
        assert sorted(one.label for one in law.bills) == ["Addressed", "Not addressed"]


def succeed(old, new):
    Succession.objects.create(
        recommendation=old,
        kind="superseded",
        by=new,
        on=date(2026, 4, 1),
        recorded_by=UserFactory(),
        recorded_at=NOW,
    )


class Test_what_took_its_place:
    def test_both_name_each_other(self, client):
        old, new = RecommendationFactory(number=5), RecommendationFactory(number=22)
        Succession.objects.create(
            recommendation=old,
            kind="superseded",
            by=new,
            on=date(2026, 4, 1),
            words=WordsFactory(text="The new one asks for more."),
            recorded_by=UserFactory(),
            recorded_at=NOW,
        )
        said = text_of(read(client, 5))
        assert "Superseded by recommendation 22, 1 April 2026" in said
        assert "The new one asks for more." in said
        assert "It supersedes recommendation 5, 1 April 2026" in text_of(read(client, 22))
        assert "It was superseded" not in text_of(read(client, 22)), "its history is its own"

    def test_a_draft_whose_place_it_took_is_not_named(self, client):
        draft, new = RecommendationFactory(number=5, draft=True), RecommendationFactory(number=22)
        succeed(draft, new)
        assert "recommendation 5" not in text_of(read(client, 22)).lower()

    def test_many_ask_no_more_than_one(self, client, django_assert_max_num_queries):
        row = RecommendationFactory(number=14)
        succeed(row, RecommendationFactory())
        succeed(RecommendationFactory(), row)
        with django_assert_max_num_queries(20) as few:
            read(client)
        for _n in range(5):
            succeed(RecommendationFactory(), row)
        with django_assert_max_num_queries(len(few)):
            assert text_of(read(client)).count("It supersedes recommendation") == 6


def test_the_history_has_pages_and_tells_everything_once(client):
    row = RecommendationFactory(number=14)
    for n in range(95):
        AssessmentFactory(recommendation=row, made_on=date(2026, 1, 1) + timedelta(days=n))
    seen = []
    for page in ("1", "2", "3"):
        response = read(client, history=page)
        seen += [one.event.key for one in response.context["page"].told]
    assert len(seen) == len(set(seen)) == 96
    assert read(client, history="nonsense").status_code == 200


def loaded(row, body, *, rows: int) -> None:
    """Give one recommendation as many rows of every kind."""
    editor = UserFactory()
    for n in range(rows):
        AssessmentFactory(
            recommendation=row,
            voice=list(Voice)[n % 3],
            body=body if n % 3 == 0 else None,
            recorded_by=editor,
            made_on=date(2026, 1, 1) + timedelta(days=n % 100),
        )
        ResponseFactory(recommendation=row, body=body, recorded_by=editor)
        ProgressReportFactory(
            recommendation=row, body=body, due_on=date(2020, 1, 1) + timedelta(days=n)
        )
    actions = Action.objects.bulk_create(
        Action(
            recommendation=row,
            body=body,
            title=f"Action {n}",
            owner="Office",
            recorded_by=editor,
            recorded_at=NOW,
        )
        for n in range(rows)
    )
    ActionDue.objects.bulk_create(
        ActionDue(
            action=action, due_on=date(2026, 1, 1) + timedelta(days=n), set_by=editor, set_at=NOW
        )
        for action in actions
        for n in range(3)
    )
    for n in range(rows // 10):
        bill(row, editor, number=f"HB {n}", title="Act")


def test_queries_do_not_grow_with_what_happened(client, django_assert_max_num_queries):
    body = BodyFactory()
    row = RecommendationFactory(number=5_000, of=body)
    for n in range(2):
        fourteen_like = FindingFactory(number=n + 1, cites=EditionFactory())
        row.findings.add(fourteen_like)
    row.save()
    loaded(row, body, rows=12)
    # Where it was heard, the markers that it led to and the footer ask one each.
    with django_assert_max_num_queries(26) as few:
        read(client, 5_000)
    for n in range(2, 6):
        row.findings.add(FindingFactory(number=n + 1, cites=EditionFactory()))
    row.save()
    loaded(row, BodyFactory(), rows=200)
    many(2_000, views=5)
    with django_assert_max_num_queries(len(few)):
        response = read(client, 5_000)
    assert response.status_code == 200
