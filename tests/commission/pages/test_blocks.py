"""Blocks of pages that quote the record: what each shows in each state of its record."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.consent.models import Use
from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.publishing.closing import editions_narrow
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.documents.models import Access, Document
from commission.findings.models import DocumentCitation, Finding
from commission.hearings.models import Hearing
from commission.markers.models import Marker
from commission.pages.quoting import Gone, Quoted, room_of
from commission.photographs.selectors import pictures_of
from commission.photographs.services import photograph_take_down
from commission.recommendations.models import Recommendation
from tests.commission.factories import AssessmentFactory, FindingFactory, RecommendationFactory
from tests.commission.findings.accounts import SAID, account
from tests.commission.hearings.factories import HearingFactory
from tests.commission.markers.factories import InscriptionFactory, MarkerFactory
from tests.commission.markers.factories import cite as cite_on_marker
from tests.commission.pages.factories import article, body, place
from tests.commission.photographs.test_services import receive
from tests.factories import NOW, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
WORDS = "Nobody wrote it down."


def withdraw(edition, *, listed):
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=listed,
        by=UserFactory(),
        at=timezone.now(),
    )


def restrict(edition):
    hold_place(
        testimony=edition.testimony,
        kind=HoldKind.RESTRICTION_ORDER,
        code="RO-7",
        by=UserFactory(),
        at=timezone.now(),
    )


def not_to_be_quoted(edition):
    link = edition.testimony.giver_links.get()
    uses = {use.value: use != Use.REPORT_CITATION for use in Use}
    at = timezone.now()
    ConsentFactory(testimony=edition.testimony, giver=link.giver, uses=uses, recorded_at=at)
    editions_narrow(testimony=edition.testimony, by=UserFactory(), at=at)
    account(of=edition.testimony, at=at, uses=uses)


def run_out(edition):
    edition.open_until = timezone.now() - timedelta(minutes=1)
    edition.save()


def carried(edition):
    account([*SAID, ("Wren", "One more thing.")], of=edition.testimony, at=timezone.now())


def replaced(edition):
    said = [SAID[0], ("Wren", "Sixty-two. Somebody wrote it down."), SAID[2]]
    account(said, of=edition.testimony, at=timezone.now())


# What became of the account: whether the passage is shown, and what staff are told.
STATES = {
    "open": (lambda edition: None, True, ""),
    "in a newer edition": (carried, True, ""),
    "with other words": (replaced, False, "replaced"),
    "taken back, listed": (lambda edition: withdraw(edition, listed=True), False, "withdrawn"),
    "under an order": (restrict, False, "closed"),
    "not to be quoted": (not_to_be_quoted, False, "closed"),
    "open until yesterday": (run_out, False, "closed"),
    "taken back": (lambda edition: withdraw(edition, listed=False), False, "withdrawn"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_passage_in_each_state_of_its_account(client, state):
    becomes, shown, told = STATES[state]
    edition = account(reference="RB-0147", title="Wren")
    page = article(
        body=body(
            ("paragraph", "<p>Before it.</p>"),
            ("passage", place(edition)),
            ("paragraph", "<p>After it.</p>"),
        )
    )
    never = article(
        title="Another",
        body=body(("paragraph", "<p>Before it.</p>"), ("paragraph", "<p>After it.</p>")),
    )
    becomes(edition)
    answer = client.get(page.url).content.decode()
    assert (WORDS in answer) is shown
    [one] = room_of(page.streams(), at=timezone.now()).found.values()
    assert isinstance(one, Quoted if shown else Gone)
    if not shown:
        assert one.state == told
        assert "Wren" not in one.told
        # Where not even its reference may be told, staff are not told it either.
        named = state in ("with other words", "taken back, listed")
        assert ("RB-0147" in one.told) is named
        # As if it had never been there: no empty figure, no name, no length.
        assert text_of(answer) == text_of(client.get(never.url).content.decode())


def text_of(answer):
    """What stands between the header of an article and its end."""
    found = answer.partition("<article")[2].partition("</header>")[2]
    return found.partition("</article>")[0].split()


def test_no_word_of_testimony_is_in_a_page_its_revisions_or_what_is_searched():
    edition = account()
    page = article(body=body(("passage", place(edition))))
    kept = [str(row.content) for row in page.revisions.all()]
    kept += [str(page.body.get_prep_value()), *(text for _name, text in page.own_texts())]
    kept += page.body.stream_block.get_searchable_content(page.body)
    assert not [text for text in kept if "wrote" in text or "Wren" in text]


def test_a_finding_is_shown_while_it_is_public(client):
    finding = FindingFactory(number=6, statement="No record was kept.")
    page = article(body=body(("finding", "6")))
    answer = client.get(page.url).content.decode()
    assert "No record was kept." in answer
    assert "Clear and convincing" in answer
    Finding.objects.update(live=False)
    answer = client.get(page.url).content.decode()
    assert "No record was kept." not in answer
    assert "Finding 6" not in answer.partition("</header>\n")[2]
    [gone] = room_of(page.streams(), at=timezone.now()).gone
    assert gone.told == "Finding 6 is not public any more."
    assert finding.statement not in gone.told


def test_a_recommendation_shows_three_readings_as_they_are_now(client):
    recommendation = RecommendationFactory(number=14, title="Record every use of force")
    page = article(body=body(("recommendation", "14")))
    answer = client.get(page.url).content.decode()
    assert "Record every use of force" in answer
    assert answer.count("No view given yet") == 3
    AssessmentFactory(recommendation=recommendation, status="underway")
    assert client.get(page.url).content.decode().count("No view given yet") == 2
    Recommendation.objects.update(live=False)
    assert "Record every use of force" not in client.get(page.url).content.decode()


@pytest.mark.parametrize("becomes", ["taken_down", "held", "unnamed", "uncleaned"])
def test_a_document_is_shown_while_its_cleaned_copy_may_be_read(client, becomes):
    paper = Document.objects.create(
        title="Letter of 4 February",
        access=Access.PUBLIC,
        language="en",
        size=10,
        sha256="0" * 64,
        taken_in_by=UserFactory(),
        taken_in_at=NOW,
    )
    DocumentCitation.objects.create(finding=FindingFactory(), document=paper)
    page = article(body=body(("document", str(paper.pk))))
    assert "Letter of 4 February" in client.get(page.url).content.decode()
    if becomes == "unnamed":
        Finding.objects.update(live=False)
    else:
        change = {
            "taken_down": {"taken_down_at": NOW, "taken_down_why": "privacy"},
            "held": {"access": Access.HELD},
            "uncleaned": {"size": 0},
        }[becomes]
        Document.objects.filter(pk=paper.pk).update(**change)
    assert "Letter of 4 February" not in client.get(page.url).content.decode()


def test_a_hearing_shows_its_days_while_it_is_public(client):
    HearingFactory(number=12, title="Records that were not kept", on=[date(2026, 11, 26)])
    page = article(body=body(("hearing", "12")))
    answer = client.get(page.url).content.decode()
    assert "Records that were not kept" in answer
    assert "Thursday 26 November 2026" in answer
    assert "Riverbend Library, Riverbend, and online" in answer
    Hearing.objects.update(live=False)
    answer = client.get(page.url).content.decode()
    assert "Records that were not kept" not in answer
    assert "Riverbend Library" not in answer


def test_a_marker_shows_its_words_and_never_where_it_stands(client):
    marker = MarkerFactory(number=3, at=(29.7604, -95.3698))
    InscriptionFactory(marker=marker, text="El papel no olvida.", language="es")
    page = article(body=body(("marker", "3")))
    answer = client.get(page.url).content.decode()
    assert "El papel no olvida." in answer
    assert "29.76" not in answer
    assert "east end of the bridge" not in answer
    Marker.objects.update(live=False)
    assert "El papel no olvida." not in client.get(page.url).content.decode()


def test_words_of_an_account_leave_a_marker_with_it(client):
    marker = MarkerFactory(number=3)
    edition = account()
    InscriptionFactory(marker=marker, text="Nobody wrote it down.", spoken=True)
    cite_on_marker(marker, edition)
    page = article(body=body(("marker", "3")))
    assert WORDS in client.get(page.url).content.decode()
    withdraw(edition, listed=False)
    answer = client.get(page.url).content.decode()
    assert WORDS not in answer
    assert "Ferry Road bridge" in answer


def test_a_photograph_is_handed_out_while_a_public_page_shows_it(client):
    photograph = receive()
    page = article(public=False, body=body(("photograph", str(photograph.pk))))
    file = pictures_of([photograph])[photograph.pk].src
    assert client.get(file).status_code == 404, "a draft shows nothing"
    page.get_latest_revision().publish(skip_permission_checks=True)
    assert file in client.get(page.url).content.decode()
    assert client.get(file).status_code == 200
    photograph_take_down(
        photograph=photograph, why="PRIV", by=UserFactory(role="marker_keeper"), at=timezone.now()
    )
    assert file not in client.get(page.url).content.decode()
    assert client.get(file).status_code in (404, 410)


def test_what_a_page_rests_on_is_collected_from_its_blocks(client):
    edition = account(reference="RB-0147")
    FindingFactory(number=6)
    two = ("passage", place(edition)), ("passage", place(edition, turn=2))
    page = article(body=body(two[0], ("finding", "6"), two[1]))
    rests = room_of(page.streams(), at=timezone.now()).rests
    assert [one.at for one in rests] == ["RB-0147", "Finding 6"]
    assert len(rests[0].clocks) == 2


def test_the_number_of_queries_does_not_grow_with_the_blocks(client):
    def queries(n):
        editions = [account() for _ in range(n)]
        blocks = [("passage", place(edition)) for edition in editions]
        blocks += [("finding", str(FindingFactory().number)) for _ in range(n)]
        blocks += [("recommendation", str(RecommendationFactory().number)) for _ in range(n)]
        hearings = [HearingFactory(on=[date(2026, 11, 26)]) for _ in range(n)]
        blocks += [("hearing", str(one.number)) for one in hearings]
        markers = [MarkerFactory() for _ in range(n)]
        blocks += [("marker", str(one.number)) for one in markers]
        page = article(title=f"With {n}", body=body(*blocks))
        client.get(page.url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page.url).content.decode().count("record quoted") == 5 * n
        return len(asked)

    assert queries(2) == queries(7)
