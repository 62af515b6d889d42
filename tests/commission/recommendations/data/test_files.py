"""Tables and JSON: everything public, nothing else, and as the schemas say."""

import csv
import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.documents.models import Access, Document
from commission.findings.evidence import changes_of
from commission.findings.models import DocumentCitation, EvidenceDecision, HeldEvidence
from commission.recommendations.data import tables
from commission.recommendations.formats.columns import COLUMNS
from commission.recommendations.formats.schemas import NAMES, schema
from commission.recommendations.models import Recommendation
from commission.recommendations.vocabulary import Status
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    ThemeFactory,
    WordsFactory,
    locale,
)
from tests.commission.recommendations.data.records import billed, succeeded, taken_down, whole
from tests.environment import ROOT
from tests.factories import NOW, SPOKEN, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
DOORS = {
    "recommendations": ("/data/recommendations.csv", "/data/recommendations.json"),
    "findings": ("/data/findings.csv", "/data/findings.json"),
}
ALL = [path for pair in DOORS.values() for path in pair]


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def body_of(response) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8")


def rows(client, path, **query):
    text = body_of(client.get(path, query))
    if path.endswith(".csv"):
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
    whole_file = json.loads(text)
    name = path.removeprefix("/data/").removesuffix(".json")
    check(name).validate(whole_file)
    return whole_file[name]


def check(name):
    return Draft202012Validator(schema(name), format_checker=FormatChecker())


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_one_and_is_published(client, name):
    Draft202012Validator.check_schema(schema(name))
    response = client.get(f"/data/{name}.schema.json")
    assert response["Content-Type"] == "application/schema+json"
    assert response.json() == schema(name)
    assert response.json()["$id"].endswith(f"/data/{name}.schema.json")


def test_a_schema_that_is_none_is_not_found(client):
    assert client.get("/data/passwords.schema.json").status_code == 404


def test_a_schema_allows_nothing_that_it_does_not_name():
    wrong = {"schema": "", "commission": "", "made_at": "", "filter": "", "recommendations": [{}]}
    assert list(check("recommendations").iter_errors(wrong))


@pytest.mark.parametrize("path", ALL)
def test_an_empty_archive_has_empty_files(client, path):
    assert rows(client, path) == []


@pytest.mark.parametrize("path", ALL)
def test_an_answer_may_be_kept_and_is_asked_for_again_and_sets_no_cookie(client, path):
    response = client.get(path)
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "Set-Cookie" not in response
    assert response["Content-Disposition"].startswith("attachment")
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_everything_that_became_of_a_recommendation_goes_out(client):
    record = whole(number=14)
    (row,) = rows(client, "/data/recommendations.json")
    assert row["number"] == 14
    assert row["id"] == str(record.translation_key)
    assert row["parts"] == [
        {"label": "i.", "text": "Keep a book."},
        {"label": "ii.", "text": "Keep a book."},
    ]
    assert [body["part"] for body in row["bodies"]] == ["lead", "supporting"]
    assert {voice: view["status"] for voice, view in row["views"].items()} == {
        "body": "completed",
        "commission": "underway",
        "community": "not_started",
    }
    assert (row["agree"], row["apart"]) == (False, 3)
    assert row["findings"] == [record.findings.get().number]
    assert row["responses"][0]["answer"] == "accepted_in_full"
    assert row["actions"][0]["commission_finds"] == "proposed"
    assert row["reports"][0]["late"] is True
    assert (row["addressed"], row["bills"][0]["stage"]) == (
        "partially_addressed",
        "passed_committee",
    )
    assert row["succeeded_by"] is None
    (line,) = rows(client, "/data/recommendations.csv")
    assert line["number"] == "14"
    assert line["body_says"] == "completed"
    assert line["commission_finds"] == "underway"
    assert line["community_says"] == "not_started"
    assert line["parts"] == "i. Keep a book.\nii. Keep a book."
    assert line["reports_late"] == "1"
    assert line["evidence_changed"] == "no"


def test_a_recommendation_with_nothing_but_its_text_goes_out(client):
    RecommendationFactory(
        title="", report=None, made_on=None, due_on=None, checked_by="", first_published_at=None
    )
    (row,) = rows(client, "/data/recommendations.json")
    assert row["views"] == {"body": None, "commission": None, "community": None}
    assert row["agree"] is None
    (line,) = rows(client, "/data/recommendations.csv")
    assert line["commission_finds"] == ""


@pytest.mark.parametrize("path", DOORS["recommendations"])
def test_drafts_and_translations_go_nowhere(client, path):
    original = RecommendationFactory(number=1)
    RecommendationFactory(number=2, draft=True)
    RecommendationFactory(
        number=1,
        locale=locale("es"),
        translation_key=original.translation_key,
        translated_from=original,
    )
    assert [str(row["number"]) for row in rows(client, path)] == ["1"]


@pytest.mark.parametrize("path", DOORS["recommendations"])
def test_a_file_holds_exactly_what_the_list_is_narrowed_to(client, path):
    body = BodyFactory(slug="police")
    RecommendationFactory(number=1, of=body)
    RecommendationFactory(number=2, of=BodyFactory(slug="court"), priority=True)
    assert [str(row["number"]) for row in rows(client, path, body="police")] == ["1"]
    assert [str(row["number"]) for row in rows(client, path, priority="1")] == ["2"]
    assert [str(row["number"]) for row in rows(client, path, number="2")] == ["2"]
    # Nonsense narrows nothing, as on the page.
    assert len(rows(client, path, body="nobody", year="x\0", order="'; drop")) == 2


def test_what_it_was_narrowed_to_stands_in_the_file(client):
    RecommendationFactory(number=1, of=BodyFactory(slug="police"))
    text = body_of(client.get("/data/recommendations.json", {"body": "police", "x": "<script>"}))
    assert json.loads(text)["filter"] == "body=police"


def test_words_that_were_taken_down_are_gone_and_the_view_stays(client):
    words = WordsFactory(text="Ask Sergeant Pellworth.")
    AssessmentFactory(recommendation=RecommendationFactory(), words=words)
    assert "Pellworth" in body_of(client.get("/data/recommendations.json"))
    taken_down(words)
    (row,) = rows(client, "/data/recommendations.json")
    assert row["views"]["commission"]["reasons"] == {
        "text": None,
        "language": None,
        "taken_down": True,
    }


def test_what_a_body_sent_and_nobody_took_in_is_in_no_file(client):
    record = RecommendationFactory(of=BodyFactory())
    ProgressReportFactory(
        recommendation=record,
        state="submitted",
        claim=Status.COMPLETED,
        words=WordsFactory(text="secret until taken in"),
        submitted_at=NOW,
        submitted_by=UserFactory(),
    )
    for path in DOORS["recommendations"]:
        text = body_of(client.get(path))
        assert "secret" not in text
        assert "completed" not in text


@pytest.mark.parametrize(
    ("access", "down", "shown"),
    [
        (Access.PUBLIC, False, "named"),
        (Access.PUBLIC, True, "gone"),
        (Access.HELD, False, None),
        (Access.HELD, True, None),
    ],
)
def test_a_document_is_named_where_the_public_may_read_it(client, access, down, shown):
    document = Document.objects.create(
        title="Letter of 12 December",
        access=access,
        language="en",
        taken_in_by=UserFactory(),
        taken_in_at=NOW,
        taken_down_at=NOW if down else None,
        taken_down_why="PRIV" if down else "",
    )
    ResponseFactory(recommendation=RecommendationFactory(of=BodyFactory()), document=document)
    DocumentCitation.objects.create(finding=FindingFactory(), document=document, pages="2")
    (row,) = rows(client, "/data/recommendations.json")
    (finding,) = rows(client, "/data/findings.json")
    address = f"http://localhost:8000/documents/{document.pk}/"
    told = {
        None: None,
        "named": {"title": document.title, "address": address, "taken_down": False},
        "gone": {"title": None, "address": None, "taken_down": True},
    }[shown]
    if told is not None:
        told["id"] = str(document.pk)
    assert row["responses"][0]["document"] == told
    pages = "2" if shown == "named" else None
    assert finding["documents"] == ([{**told, "pages": pages}] if told else [])


def test_a_successor_is_named_where_it_is_public(client):
    record, other = RecommendationFactory(number=1), RecommendationFactory(number=2)
    succeeded(record, other)
    assert rows(client, "/data/recommendations.json")[0]["succeeded_by"]["number"] == 2
    Recommendation.objects.filter(pk=other.pk).update(live=False)
    assert rows(client, "/data/recommendations.json")[0]["succeeded_by"] is None


def test_a_bill_falls_in_the_file_when_its_session_ended(client):
    bill = billed(RecommendationFactory())
    assert rows(client, "/data/recommendations.json")[0]["addressed"] == "partially_addressed"
    with time_machine.travel(NOW.replace(month=12, day=19), tick=False):
        (row,) = rows(client, "/data/recommendations.json")
    assert row["addressed"] == "not_addressed"
    assert row["bills"][0]["fell_on"] == bill.session.ends_on.isoformat()


@pytest.mark.parametrize(
    "hostile",
    ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", '=1","=2\r\n=3'],
)
def test_no_cell_is_a_formula(client, hostile):
    RecommendationFactory(title=hostile, text=hostile, checked_by=hostile)
    (line,) = rows(client, "/data/recommendations.csv")
    for name in ("title", "text", "checked_by"):
        assert line[name] == f"'{hostile}"


def test_a_finding_goes_out_with_the_places_of_its_evidence_and_none_of_its_words(client):
    edition = EditionFactory()
    finding = FindingFactory(number=6, cites=edition, themes=[ThemeFactory()])
    HeldEvidence.objects.create(
        finding=finding, note="Ask Sergeant Pellworth.", added_by=UserFactory(), added_at=NOW
    )
    RecommendationFactory(number=14, findings=[finding])
    RecommendationFactory(number=15, findings=[finding], draft=True)
    (row,) = rows(client, "/data/findings.json")
    (citation,) = row["citations"]
    assert citation["state"] == "holds"
    assert (citation["reference"], citation["edition"]) == (edition.reference, edition.number)
    assert citation["end_ms"] > citation["start_ms"] >= 0
    assert f"/testimony/{edition.reference}/" in citation["address"]
    assert row["recommendations"] == [14]
    assert row["held_evidence"] == 1
    for path in DOORS["findings"]:
        text = body_of(client.get(path))
        assert "Pellworth" not in text
        assert not any(words in text for _speaker, words in SPOKEN)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("path", DOORS["findings"])
def test_evidence_that_was_taken_back_says_so_and_not_where_it_stood(client, path, listed):
    edition = EditionFactory()
    finding = FindingFactory(cites=edition)
    RecommendationFactory(findings=[finding])
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=listed,
        by=UserFactory(role="publisher"),
        at=NOW,
    )
    (row,) = rows(client, path)
    text = body_of(client.get(path))
    assert (edition.reference in text) is listed
    assert f"/testimony/{edition.reference}" not in text
    if path.endswith(".json"):
        (citation,) = row["citations"]
        assert citation["state"] == ("withdrawn" if listed else "closed")
        assert citation["start_ms"] is citation["end_ms"] is citation["edition"] is None
        assert row["evidence_changed"] is True
        assert rows(client, "/data/recommendations.json")[0]["evidence_changed"] is True
    else:
        assert row["citations"] == (f"{edition.reference} withdrawn" if listed else "closed")
        assert row["evidence_changed"] == "yes"


def test_a_decision_about_changed_evidence_goes_out_and_settles_it(client):
    edition = EditionFactory()
    finding = FindingFactory(cites=edition)
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=True,
        by=UserFactory(role="publisher"),
        at=NOW,
    )
    EvidenceDecision.objects.create(
        finding=finding,
        kind="kept",
        covers=[one.mark for one in changes_of(finding.citations.all(), at=NOW)],
        words=WordsFactory(),
        decided_by=UserFactory(),
        decided_at=NOW,
    )
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        (row,) = rows(client, "/data/findings.json")
    assert row["evidence_changed"] is False
    assert row["decisions"][0]["kind"] == "kept"


def test_findings_are_narrowed_by_theme_and_report(client):
    FindingFactory(number=1, themes=[ThemeFactory(slug="records")])
    FindingFactory(number=2, draft=True, themes=[ThemeFactory(slug="secret")])
    FindingFactory(number=3)
    path = "/data/findings.json"
    assert [row["number"] for row in rows(client, path, theme="records")] == [1]
    assert [row["number"] for row in rows(client, path, theme="secret")] == [1, 3]
    assert [row["number"] for row in rows(client, path, report="final-report")] == [1, 3]


@pytest.mark.parametrize("path", ALL)
def test_many_records_cost_as_many_queries_as_one(client, path):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            rows(client, path)
        return len(seen)

    whole()
    few = queries()
    for _ in range(5):
        whole()
    assert queries() == few


def test_the_documented_columns_are_the_real_ones(client):
    text = (ROOT / "commission/recommendations/data/README.md").read_text("utf-8")
    for name, cells in (("recommendations", tables.RECOMMENDATIONS), ("findings", tables.FINDINGS)):
        table = text.split(f"### `/data/{name}.csv`")[1].split("\n#")[0]
        documented = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
        assert documented == list(cells)
        header = body_of(client.get(f"/data/{name}.csv")).partition("\r\n")[0]
        assert header == "\ufeff" + ",".join(documented)
    assert list(tables.RECOMMENDATIONS)[: len(COLUMNS)] == list(COLUMNS)
    assert len(COLUMNS) == 15
    assert "the first fifteen columns above" in text
    for name in NAMES:
        assert f"/data/{name}.schema.json" in text
    for route in (
        "csv",
        "json",
        "feed",
        "calendar",
        "findings_csv",
        "findings_json",
        "findings_feed",
    ):
        assert reverse(f"tracker_data:{route}") in text
