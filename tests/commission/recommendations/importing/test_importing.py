"""From a file into the record: what it would do, that it does it once, and who may."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.ledger.models import LedgerEntry
from commission.recommendations.importing.entries import Reading
from commission.recommendations.importing.plans import Fate, Said, plan_of
from commission.recommendations.importing.reading import content_read
from commission.recommendations.importing.services import plan_carry_out, plan_publish
from commission.recommendations.models import Body, Recommendation
from commission.reports.models import Report, Theme
from commission.review.services import record_send_back, record_submit
from tests.commission.factories import (
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ThemeFactory,
    locale,
)
from tests.commission.recommendations.data.records import whole
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
SMALL = Path(__file__).parent / "small.md"


@pytest.fixture(autouse=True)
def _language():
    locale()


@pytest.fixture
def anna():
    return UserFactory(role="tracker_editor", username="anna")


@pytest.fixture
def ben():
    return UserFactory(role="commissioner", username="ben")


def run(*arguments):
    out = io.StringIO()
    call_command("import_recommendations", *map(str, arguments), stdout=out)
    return out.getvalue()


def plan(rows, **said):
    reading = content_read(json.dumps({"recommendations": rows}).encode(), kind="json")
    return plan_of(reading, said=Said(**said), locale=locale())


def draft(number) -> Recommendation:
    row = Recommendation.objects.originals().get(number=number)
    return row.get_latest_revision_as_object()


def counts():
    return (
        Recommendation.objects.count(),
        Theme.objects.count(),
        Report.objects.count(),
        Body.objects.count(),
        LedgerEntry.objects.count(),
    )


def test_without_write_it_says_what_it_would_do_and_writes_nothing(anna):
    before = counts()
    said = run(SMALL, "--report-title", "Final report", "--by", "anna")
    assert counts() == before
    assert "New: 3. Changed: 0. Unchanged: 0. Not taken: 5." in said
    assert "The report “Final report” is not there; it would be made." in said
    assert "Themes to make: Records; Remembrance" in said
    assert "Numbers that the file leaves out: 3, 4, 5, 6" in said
    assert "Not taken: line 27: this stands in no numbered list" in said
    assert "Nothing was written." in said
    assert run(SMALL).endswith("Add --write --by NAME to do it.\n")


def test_with_write_each_is_a_draft_that_nobody_outside_sees(anna, client):
    said = run(
        SMALL,
        "--write",
        "--by",
        "anna",
        "--report-title",
        "Final report",
        "--made-on",
        "2025-09-30",
    )
    assert "Drafts written: 3." in said
    assert not Recommendation.objects.published().exists()
    record = draft(1)
    assert record.text == "We ask the police service to:"
    assert [(part.label, part.text) for part in record.parts.all()] == [
        ("i.", "Keep a daily book."),
        ("ii.", "Publish it each quarter."),
    ]
    assert [theme.name for theme in record.themes.all()] == ["Records"]
    assert (record.report.title, record.made_on) == ("Final report", date(2025, 9, 30))
    assert record.kind == "executive"
    assert record.latest_revision.user == anna
    assert b"daily book" not in b"".join(client.get("/data/recommendations.csv").streaming_content)


def test_a_second_run_changes_nothing(anna):
    arguments = (SMALL, "--write", "--by", "anna", "--report-title", "Final report")
    run(*arguments)
    before = counts(), draft(1).latest_revision_id
    said = run(*arguments)
    assert "New: 0. Changed: 0. Unchanged: 3." in said
    assert "Drafts written: 0." in said
    assert (counts(), draft(1).latest_revision_id) == before


def test_what_changed_becomes_a_new_draft_of_the_same_number(anna, ben, tmp_path):
    run(SMALL, "--write", "--by", "anna", "--publish", "--approved-by", "ben")
    file = tmp_path / "again.md"
    file.write_text(SMALL.read_text("utf-8").replace("each quarter", "each month"), "utf-8")
    said = run(file, "--write", "--by", "anna")
    assert "1: parts" in said
    assert "Changed: 1. Unchanged: 2." in said
    assert draft(1).parts.last().text == "Publish it each month."
    # What is public stays until somebody approves it.
    public = Recommendation.objects.published().get(number=1)
    assert public.parts.last().text == "Publish it each quarter."
    assert public.has_unpublished_changes
    run(file, "--write", "--by", "anna", "--publish", "--approved-by", "ben")
    public = Recommendation.objects.published().get(number=1)
    assert [part.text for part in public.parts.all()] == [
        "Keep a daily book.",
        "Publish it each month.",
    ]


def test_what_the_file_does_not_say_stays_as_it_is(anna):
    body = BodyFactory()
    RecommendationFactory(number=1, title="Kept", checked_by="Kept", of=body)
    made = plan([{"number": 1, "text": "Another text."}], kind="education")
    assert made.steps[0].changes == ("text",)
    plan_carry_out(made, locale=locale(), by=anna, at=NOW)
    record = draft(1)
    assert (record.text, record.title, record.kind) == ("Another text.", "Kept", "police")
    assert record.addressed.get().body == body


def test_names_are_found_by_slug_or_name_and_what_is_not_there_is_named(anna):
    police = BodyFactory(slug="police", name="Police Service")
    BodyFactory(slug="court-a", name="Court")
    BodyFactory(slug="court-b", name="Court")
    FindingFactory(number=6)
    ThemeFactory(slug="records", name="Records and reporting")

    def one(number, **said):
        return {"number": number, "text": "a", **said}

    made = plan(
        [
            one(1, bodies=[{"slug": "police", "part": "lead"}], themes=["records"], findings=[6]),
            one(2, bodies=[{"name": "police service", "part": "lead"}]),
            one(3, bodies=[{"name": "Nobody", "part": "lead"}]),
            one(4, bodies=[{"name": "Court", "part": "lead"}]),
            one(
                5,
                bodies=[
                    {"slug": "police", "part": "lead"},
                    {"name": "Police Service", "part": "lead"},
                ],
            ),
            one(6, findings=[7]),
            one(7, report="none"),
            one(8, themes=["x" * 81]),
        ]
    )
    assert [step.entry.number for step in made.steps] == [1, 2, 8]
    assert [remark.said for remark in made.not_taken] == [
        "there is no body “Nobody”: add it first",
        "2 are called “Court”: use the slug",
        "the body “Police Service” is named twice",
        "there is no finding 7",
        "there is no report “none”: add it first",
    ]
    done = plan_carry_out(made, locale=locale(), by=anna, at=NOW)
    assert done.written == [1, 2, 8]
    record = draft(1)
    assert record.addressed.get().body == police
    assert [row.number for row in record.findings.all()] == [6]
    assert Theme.objects.get(name="x" * 81).slug != ""


def test_a_theme_in_another_script_gets_an_address_too(anna):
    made = plan([{"number": 1, "text": "a", "themes": ["記憶", "真実", "Memory!", "Memory?"]}])
    plan_carry_out(made, locale=locale(), by=anna, at=NOW)
    slugs = list(Theme.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == 4
    assert all(slugs)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": "x" * 200}, None),
        ({"kind": "police"}, None),
        ({"page": "x" * 20}, None),
        ({"parts": [{"label": "i.", "text": "a"}] * 200}, None),
    ],
)
def test_the_longest_that_a_schema_allows_fits(anna, said, why):
    made = plan([{"number": 1, "text": "a", **said}])
    assert not made.not_taken
    assert plan_carry_out(made, locale=locale(), by=anna, at=NOW).written == [1]


def test_a_cell_that_is_too_long_for_the_record_is_named():
    reading = content_read(f"number,text,page\n1,a,{'x' * 21}\n".encode(), kind="csv")
    made = plan_of(reading, said=Said(), locale=locale())
    assert made.steps == []
    assert "page: Ensure this value has at most 20" in str(made.not_taken[0])


def test_what_waits_for_approval_is_left_alone(anna, ben):
    plan_carry_out(plan([{"number": 1, "text": "a"}]), locale=locale(), by=anna, at=NOW)
    record = Recommendation.objects.get(number=1)
    record_submit(record=record, by=anna)
    assert plan([{"number": 1, "text": "a"}]).steps[0].fate == Fate.SAME
    made = plan([{"number": 1, "text": "b"}])
    assert made.steps == []
    assert "waits for approval" in made.not_taken[0].said
    record_send_back(record=Recommendation.objects.get(number=1), comment="No.", by=ben)
    assert plan([{"number": 1, "text": "b"}]).steps[0].fate == Fate.CHANGED


def test_publishing_is_by_a_second_person_who_wrote_none_of_it(anna, ben):
    rows = [{"number": number, "text": "a"} for number in (1, 2)]
    made = plan(rows)
    done = plan_carry_out(made, locale=locale(), by=anna, at=NOW)
    plan_publish(made, done=done, by=anna, approved_by=ben, at=NOW)
    assert done.published == [1, 2]
    assert Recommendation.objects.published().count() == 2
    assert done.not_taken == []


@pytest.mark.parametrize("superuser", [False, True])
def test_an_author_does_not_publish_their_own_also_as_superuser(ben, superuser):
    both = UserFactory(role="tracker_editor", superuser=superuser)
    both.groups.add(*ben.groups.all())
    made = plan([{"number": 1, "text": "a"}])
    done = plan_carry_out(made, locale=locale(), by=both, at=NOW)
    plan_publish(made, done=done, by=both, approved_by=both, at=NOW)
    assert done.published == []
    assert "who wrote none of this" in str(done.not_taken[0].said)
    assert not Recommendation.objects.published().exists()


def test_somebody_who_wrote_an_earlier_draft_does_not_approve_the_import(anna, ben):
    ben.groups.add(*anna.groups.all())
    ben = type(ben).objects.get(pk=ben.pk)
    plan_carry_out(plan([{"number": 1, "text": "a"}]), locale=locale(), by=ben, at=NOW)
    made = plan([{"number": 1, "text": "b"}])
    done = plan_carry_out(made, locale=locale(), by=anna, at=NOW)
    plan_publish(made, done=done, by=anna, approved_by=ben, at=NOW)
    assert done.published == []


def test_drafts_of_an_earlier_import_are_published_by_a_later_one(anna, ben):
    run(SMALL, "--write", "--by", "anna")
    said = run(SMALL, "--write", "--by", "anna", "--publish", "--approved-by", "ben")
    assert "Published: 3." in said
    again = run(SMALL, "--write", "--by", "anna", "--publish", "--approved-by", "ben")
    assert "Published: 0." in again


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--write",), "no active account “”"),
        (("--write", "--by", "nobody"), "no active account “nobody”"),
        (("--write", "--by", "ben"), "“ben” may not do this"),
        (("--by", "ben"), "“ben” may not do this"),
        (("--write", "--by", "anna", "--publish"), "no active account “”"),
        (("--write", "--by", "anna", "--publish", "--approved-by", "anna"), "“anna” may not"),
        (("--write", "--by", "gone"), "no active account “gone”"),
        (("--write", "--by", "anna", "--report-slug", "none"), "There is no such report"),
        (("--write", "--by", "anna", "--report-title", "x" * 201), "too long"),
        (("--write", "--by", "anna", "--report-slug", "a b", "--report-title", "A"), "no slug"),
        (("--made-on", "soon"), "write a day"),
        (("--format", "json"), None),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(anna, ben, arguments, why):
    UserFactory(role="tracker_editor", username="gone", is_active=False)
    before = counts()
    if why is None:
        assert "this is no JSON" in run(SMALL, *arguments)
    else:
        with pytest.raises(CommandError, match=why):
            run(SMALL, *arguments)
    assert counts() == before


def test_two_hats_do_not_make_two_people(ben):
    both = UserFactory(role="tracker_editor", username="both")
    both.groups.add(*ben.groups.all())
    with pytest.raises(CommandError, match="second person"):
        run(SMALL, "--write", "--by", "both", "--publish", "--approved-by", "both")


def test_two_imports_at_once_make_no_number_twice(anna):
    first, second = plan([{"number": 1, "text": "a"}]), plan([{"number": 1, "text": "a"}])
    assert plan_carry_out(first, locale=locale(), by=anna, at=NOW).written == [1]
    late = plan_carry_out(second, locale=locale(), by=anna, at=NOW)
    assert late.written == []
    assert "in the meantime" in str(late.not_taken[0].said)
    assert Recommendation.objects.count() == 1


def test_whoever_may_write_recommendations_and_make_no_themes_makes_none(anna):
    anna.groups.get().permissions.remove(
        *anna.groups.get().permissions.filter(codename="add_theme")
    )
    anna = type(UserFactory()).objects.get(username="anna")
    made = plan([{"number": 1, "text": "a", "themes": ["New"]}, {"number": 2, "text": "b"}])
    done = plan_carry_out(made, locale=locale(), by=anna, at=NOW)
    assert done.written == [2]
    assert [str(one.where) for one in done.not_taken] == ["themes", "/recommendations/0"]
    assert not Theme.objects.exists()


def test_the_ledger_has_numbers_and_no_text(anna):
    plan_carry_out(plan([{"number": 7, "text": "Secret."}]), locale=locale(), by=anna, at=NOW)
    entry = LedgerEntry.objects.get(act="recommendation.import")
    assert entry.details == {"number": 7, "new": True}
    assert entry.actor == str(anna.pk)


def test_a_file_cannot_steer_the_terminal(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("evil \x1b]0;owned\x07 line\n", "utf-8")
    assert "\x1b" not in run(file)


@pytest.mark.parametrize("name", ["recommendations.csv", "recommendations.json"])
def test_an_export_taken_in_again_changes_nothing(client, tmp_path, name):
    for number in (1, 2):
        whole(number=number)
    long = Recommendation.objects.get(number=2).parts.first()
    long.text = "One.\n\nTwo.\n- Three."
    long.save()
    RecommendationFactory(number=3, title="=1+1", text="-1\n\n@x", report=None, due_on=None)
    file = tmp_path / name
    file.write_bytes(b"".join(client.get(f"/data/{name}").streaming_content))
    assert "New: 0. Changed: 0. Unchanged: 3. Not taken: 0." in run(file)


def test_a_plan_of_many_costs_few_queries_each():
    def queries(count):
        rows = [{"number": n, "text": "a", "kind": "police"} for n in range(1, count + 1)]
        with CaptureQueriesContext(connection) as seen:
            plan(rows)
        return len(seen)

    assert queries(200) == queries(2)


def test_nothing_to_take_in_is_no_error():
    assert plan_of(Reading(), said=Said(), locale=locale()).steps == []


def test_all_94_calls_are_taken_in_once_and_published_by_a_second_person(anna, ben, shared):
    arguments = (
        shared / "data" / "calls-to-action.md",
        "--report-title",
        "Calls to Action",
        "--made-on",
        "2015-06-02",
        "--write",
        "--by",
        "anna",
        "--publish",
        "--approved-by",
        "ben",
    )
    said = run(*arguments)
    assert "New: 94. Changed: 0. Unchanged: 0. Not taken: 4." in said
    assert "Published: 94." in said
    before = counts()
    assert "New: 0. Changed: 0. Unchanged: 94. Not taken: 4." in run(*arguments)
    assert counts() == before
    public = Recommendation.objects.published().originals()
    assert list(public.values_list("number", flat=True)) == list(range(1, 95))
    assert Theme.objects.count() == 22
    assert sum(row.parts.count() for row in public) == 91
    assert public.get(number=62).themes.get().name == "Education for reconciliation"
    assert [part.label for part in public.get(number=1).parts.all()] == [
        "i.",
        "ii.",
        "iii.",
        "iv.",
        "v.",
    ]
    assert public.get(number=94).text.endswith("as a Canadian citizen.")
