"""Pages of findings: what stands there, what never does, what becomes of it without evidence."""

import json
from datetime import timedelta

import pytest
import time_machine

from archive.edition.models import Edition
from commission.findings.models import Finding
from commission.findings.vocabulary import DecisionKind
from commission.recommendations.models import Recommendation
from commission.recommendations.vocabulary import Status
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    ChapterFactory,
    FindingFactory,
    RecommendationFactory,
    ReportFactory,
    ThemeFactory,
    cite,
    locale,
)
from tests.commission.findings.six import decide, six, withdrawn
from tests.commission.recommendations.riverbend import text_of
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def get(client, path, *, status=200, at=LATER):
    with time_machine.travel(at, tick=False):
        answer = client.get(path)
    assert answer.status_code == status, path
    return answer


def words(client, number=6, **kwargs):
    return text_of(get(client, f"/en/findings/{number}/", **kwargs))


# --- What stands there -----------------------------------------------------------------


def test_a_finding_says_what_was_concluded_how_sure_and_on_what(client):
    six()
    said = words(client)
    assert "For eleven years the police service kept no record" in said
    assert "It finds that they were never made." in said
    assert "Made by Five commissioners, all agreeing Adopted 30 September 2025" in said
    assert "Period 1994 to 2005" in said
    assert "Rests on 5 testimonies, 3 documents" in said
    assert "Standing Kept on 13 May 2026, after evidence changed" in said
    assert "The daily books of one district, 1998, are missing" in said
    assert "Daily book, East District, winter 1996 , pages 41 to 44" in said.replace(
        "1996,", "1996 ,"
    )


def test_each_passage_is_quoted_with_its_times_its_giver_and_its_edition(client):
    six()
    html = get(client, "/en/findings/6/").content.decode()
    said = words(client)
    assert "Nobody wrote it down. So for eleven years, it had not happened." in said
    assert "Hear it 1:03, 7 s" in said
    assert 'href="/en/testimony/RB-0147/?t=63,69.6#t63000"' in html
    assert 'data-sound="/files/RB-0147/2/sound.m4a#t=63,69.6"' in html
    assert "Wren , a name they chose" in said.replace("Wren,", "Wren ,")
    assert said.count("a name they chose") == 1
    assert "One passage removed" in said


def test_what_was_removed_is_a_bar_that_leads_to_its_reason(client):
    six()
    html = get(client, "/en/findings/6/").content.decode()
    assert '<a class="cut" href="/en/testimony/RB-0147/#reasons">' in html
    assert "[Removed here: Personal information. Reason PRIV.]" in html


def test_words_behind_a_content_note_are_behind_it_here_too(client):
    six()
    html = get(client, "/en/findings/6/").content.decode()
    veil = html[html.index('<details class="veil">') : html.index("</details>")]
    assert "force against a person" in veil
    assert "They asked him to step out" in veil
    assert html.count("They asked him to step out") == 1
    # To go to the row would open the note.
    assert "?t=21,27.6#" not in html


def test_a_written_account_is_read_where_it_stands(client):
    six()
    html = get(client, "/en/findings/6/").content.decode()
    assert '<blockquote lang="es" dir="auto"><p>Guardamos las cartas' in html
    assert 'href="/en/testimony/RB-0211/#t1000"' in html


def test_what_was_consented_to_as_text_alone_is_not_heard_here(client):
    edition = EditionFactory(
        reference="RB-0147", files=True, media={"text": True, "sound": False, "image": False}
    )
    FindingFactory(number=6, cites=edition)
    html = get(client, "/en/findings/6/").content.decode()
    assert "Hear it" not in html
    assert "sound.m4a" not in html
    assert "Read it there" in html


def test_held_evidence_is_counted_and_nothing_else(client):
    six()
    html = get(client, "/en/findings/6/").content.decode()
    said = words(client)
    assert "2 more testimonies. The people who gave them agreed to be counted" in said
    assert "One document that the commission has read and may not show." in said
    for secret in ("Not to be named.", "A list of names"):
        assert secret not in html


def test_it_says_what_it_led_to_in_three_readings(client):
    six()
    said = words(client)
    assert "14 Record every use of force" in said
    assert "Completed In progress: underway Not started" in said
    assert "No view given yet" in said


def test_its_history_is_told_newest_first(client):
    six()
    said = words(client)
    told = said[said.index("What happened to this finding") :]
    kept = told.index("The commissioners read the finding again and kept it.")
    changed = told.index("Evidence changed: RB-0088 was taken back.")
    adopted = told.index("Adopted. Five commissioners, all agreeing.")
    assert kept < changed < adopted


def test_a_newer_edition_with_the_same_words_is_told_and_quoted(client):
    old = EditionFactory(reference="RB-0147", superseded=True)
    new = EditionFactory(testimony=old.testimony, reference="RB-0147")
    finding = FindingFactory(number=6)
    cite(finding, old, turn=1)
    said = words(client)
    assert f"RB-0147 reached edition {new.number}." in said
    assert "word for word the same" in said
    assert f"Edition {new.number}, 12 May 2026" in said
    assert "Evidence changed" not in said


def test_it_can_be_cited_in_words_and_by_programs(client):
    six()
    assert "Final report, finding 6, 30 September 2025, kept 13 May 2026." in words(client)
    ris = get(client, "/findings/6.ris")
    assert ris["Content-Type"].startswith("application/x-research-info-systems")
    lines = ris.content.decode().split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert any(line.startswith("UR  - ") and line.endswith("/findings/6/") for line in lines)
    assert lines[-2] == "ER  - "


def test_what_programs_get_holds_places_and_never_a_word_of_testimony(client):
    six()
    answer = get(client, "/findings/6.json")
    data = json.loads(answer.content)
    assert (data["number"], data["standard"], data["chapter"]) == (6, "clear_and_convincing", 5)
    assert [one["state"] for one in data["evidence"]] == ["holds"] * 5 + ["withdrawn"]
    assert data["evidence"][0]["testimony"] == "RB-0147"
    assert data["evidence"][0]["start_ms"] == 63_000
    for said in ("Nobody wrote it down", "Guardamos", "closed.", "force against"):
        assert said not in answer.content.decode()


def test_a_title_that_is_markup_stays_words(client):
    FindingFactory(number=6, statement="<script>alert(1)</script>", conclusion="<b>x</b>")
    html = get(client, "/en/findings/6/").content.decode()
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html


# --- When evidence changes -------------------------------------------------------------


def test_a_withdrawal_takes_the_words_off_and_says_so_in_their_place(client):
    six()
    html = get(client, "/en/findings/6/").content.decode()
    said = words(client)
    assert "Evidence changed on 12 May 2026. RB-0088 was taken back." in said
    assert "On 13 May 2026 the commissioners read the finding again without it and kept it." in said
    assert "Reasons: “The passage told us" in said
    assert 'id="changed"' in html
    assert "My mother wrote" not in html


def test_of_an_unlisted_withdrawal_nothing_is_told_but_that_something_cannot_be_quoted(client):
    finding = FindingFactory(number=611)
    cite(finding, withdrawn("RB-0099", listed=False))
    decide(finding, DecisionKind.KEPT, "It stands without it.")
    closed = FindingFactory(number=622)
    cite(closed, EditionFactory(reference="RB-0100", open_until=NOW))
    decide(closed, DecisionKind.KEPT, "It stands without it.")
    texts = []
    for number in (611, 622):
        for path in (f"/en/findings/{number}/", f"/findings/{number}.json", "/en/findings/"):
            html = get(client, path).content.decode()
            assert "RB-0099" not in html
            assert "RB-0100" not in html
            assert "taken back" not in html.split("<footer")[0]
            assert '"withdrawn"' not in html
        texts.append(words(client, number).replace(str(number), ""))
    assert texts[0] == texts[1]


def test_a_change_that_nobody_decided_on_says_that(client):
    finding = FindingFactory(number=6)
    cite(finding, withdrawn())
    said = words(client)
    assert "The commissioners have not decided yet what follows from it." in said
    assert "Standing Evidence changed." in said
    assert "Evidence changed, not decided yet" in text_of(get(client, "/en/findings/"))
    decide(finding, DecisionKind.KEPT, "It stands.")
    assert "not decided yet" not in words(client)
    assert "not decided yet" not in text_of(get(client, "/en/findings/"))


def test_one_decision_about_two_changes_stands_once(client):
    finding = FindingFactory(number=6)
    gone = withdrawn()
    cite(finding, gone, turn=1)
    cite(finding, gone, turn=2, sort_order=1)
    decide(finding, DecisionKind.KEPT, "It stands.")
    said = words(client)
    assert said.count("“It stands.”") == 1
    assert "The decision above was made about this change too." in said
    assert "not decided yet" not in said


def test_reasons_that_were_taken_down_are_not_shown_and_that_is_said(client):
    finding = FindingFactory(number=6)
    cite(finding, withdrawn())
    decision = decide(finding, DecisionKind.KEPT, "A name that came to light.")
    decision.words.text = ""
    decision.words.taken_down_at = NOW + timedelta(days=1)
    decision.words.taken_down_why = "PRIV"
    decision.words.save()
    said = words(client)
    assert "A name that came to light." not in said
    assert "The reasons were taken down on 13 May 2026: personal information." in said


def test_an_amended_text_no_longer_cites_it_and_its_history_still_says_what_happened(client):
    finding = FindingFactory(number=6)
    row = cite(finding, withdrawn())
    decide(finding, DecisionKind.AMENDED, "It says too much.")
    row.delete()
    said = words(client)
    assert "To be amended, decided on 12 May 2026" in said
    assert "read the finding again and decided to amend it." in said
    assert "A passage that it rested on then could no longer be quoted." in said
    assert "No testimony is quoted here." in said


def test_a_withdrawn_finding_is_a_number_a_day_and_reasons(client):
    finding = six()
    decide(finding, DecisionKind.WITHDRAWN, "Without it nothing is shown.", at=LATER)
    Finding.objects.filter(pk=finding.pk).update(live=False)
    answer = get(client, "/en/findings/6/", status=410)
    said = text_of(answer)
    assert "Finding 6 was withdrawn" in said
    assert "On 14 May 2026 the commissioners" in said
    assert "Without it nothing is shown." in said
    for left in ("For eleven years", "never made", "Nobody wrote it down", "RB-0147"):
        assert left not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    for path in ("/findings/6.json", "/findings/6.ris"):
        get(client, path, status=404)
    assert "For eleven years" not in text_of(get(client, "/en/findings/"))


# --- What is not public ----------------------------------------------------------------


@pytest.mark.parametrize("number", ["6", "7", "8", "06", "0", "999999999", "99999999999", "x"])
def test_what_is_not_public_answers_like_what_never_was(client, number):
    FindingFactory(number=6, draft=True)
    never = FindingFactory(number=7, draft=True)
    cite(never, withdrawn())
    decide(never, DecisionKind.WITHDRAWN, "It was never public.")
    for path in (f"/en/findings/{number}/", f"/findings/{number}.json", f"/findings/{number}.ris"):
        answer = get(client, path, status=404)
        assert b"never public" not in answer.content
    absent = get(client, "/en/findings/12345/", status=404)
    html = get(client, f"/en/findings/{number}/", status=404).content.decode()
    assert html == absent.content.decode()


def test_a_draft_over_a_public_finding_stays_a_draft(client):
    finding = FindingFactory(number=6, statement="What was approved.")
    finding.statement = "What is only proposed."
    finding.save_revision()
    html = get(client, "/en/findings/6/").content.decode()
    assert "What was approved." in html
    assert "What is only proposed." not in html


def test_what_only_researchers_may_read_is_never_quoted(client):
    edition = EditionFactory(reference="RB-0147", for_research=True)
    finding = FindingFactory(number=6)
    cite(finding, edition)
    html = get(client, "/en/findings/6/").content.decode()
    assert "My mother" not in html
    assert "can no longer be quoted here" in html
    assert "RB-0147" not in html


# --- Languages -------------------------------------------------------------------------


def test_a_public_translation_is_shown_and_the_evidence_stays_the_originals(client):
    finding = six()
    FindingFactory(
        number=6,
        locale=locale("es"),
        translation_key=finding.translation_key,
        translated_from=finding,
        statement="Durante once años la policía no llevó registro alguno.",
        conclusion="No había formulario.",
        chapter=None,
    )
    html = get(client, "/es/findings/6/").content.decode()
    assert "Durante once años" in html
    assert "For eleven years the police service kept no record" not in html.split("<table")[0]
    assert "Nobody wrote it down" in html
    assert 'lang="en" dir="auto"><p>Nobody' in html
    assert "Durante once años" in text_of(get(client, "/es/findings/"))
    assert "Durante once años" not in text_of(get(client, "/en/findings/"))


def test_without_a_translation_the_original_is_shown_and_marked(client):
    six()
    html = get(client, "/es/findings/6/").content.decode()
    assert 'lang="en">For eleven years' in html


# --- Lists -----------------------------------------------------------------------------


def test_an_empty_record_says_what_can_be_read_instead(client):
    said = text_of(get(client, "/en/findings/"))
    assert "No finding is published yet." in said
    assert "Read what people told the commission" in said


def test_findings_stand_under_their_report_and_chapter(client):
    FindingFactory(number=3, statement="Third.", chapter=ChapterFactory(number=6, title="After"))
    FindingFactory(number=2, statement="Second.")
    FindingFactory(number=9, statement="Alone.", chapter=None)
    FindingFactory(number=1, statement="Hidden.", draft=True)
    said = text_of(get(client, "/en/findings/"))
    places = [
        said.index(one)
        for one in (
            "Final report, chapter 5, Records and reporting",
            "Second.",
            "Final report, chapter 6, After",
            "Third.",
            "Findings in no report",
            "Alone.",
        )
    ]
    assert places == sorted(places)
    assert "Hidden." not in said


@pytest.mark.parametrize(
    "asked", ["police", "nothing", "", "<script>", "police%00", "%F0%9F%92%A5"]
)
def test_the_list_narrows_to_a_theme_and_ignores_what_it_cannot_mean(client, asked):
    FindingFactory(number=1, statement="About police.", themes=[ThemeFactory(slug="police")])
    FindingFactory(number=2, statement="About books.", themes=[ThemeFactory()])
    hidden = ThemeFactory(slug="nothing", name="A theme of drafts")
    FindingFactory(number=3, themes=[hidden], draft=True)
    said = text_of(get(client, f"/en/findings/?theme={asked}"))
    assert "About police." in said
    assert ("About books." in said) == (asked != "police")
    assert "A theme of drafts" not in said
    assert "<script>" not in said


def test_many_findings_are_turned_page_by_page(client):
    english, chapter = locale(), ChapterFactory()
    Finding.objects.bulk_create(
        Finding(
            number=n,
            statement=f"Statement {n}.",
            conclusion="x",
            standard="beyond_doubt",
            chapter=chapter,
            locale=english,
            live=True,
        )
        for n in range(1, 121)
    )
    first = text_of(get(client, "/en/findings/"))
    assert "Statement 50." in first
    assert "Statement 51." not in first
    assert "Statement 120." in text_of(get(client, "/en/findings/?page=3"))
    assert "Statement 120." in text_of(get(client, "/en/findings/?page=999"))
    assert "Statement 1." in text_of(get(client, "/en/findings/?page=x"))


# --- Reports and themes ----------------------------------------------------------------


def test_a_report_lists_its_chapters_with_findings_and_recommendations(client):
    six()
    RecommendationFactory(number=30, title="In a chapter", chapter=ChapterFactory(), report=None)
    said = text_of(get(client, "/en/reports/final-report/"))
    assert "2 findings. 4 recommendations." in said
    chapter = said[
        said.index("Chapter 5, Records and reporting") : said.index("What it recommended")
    ]
    assert "For eleven years" in chapter
    assert "In a chapter" in chapter
    assert "Record every use of force" in said


def test_a_theme_lists_what_was_found_and_asked_about_it(client):
    six()
    said = text_of(get(client, "/en/themes/police/"))
    assert "For eleven years" in said
    assert "Record every use of force" in said
    assert "Nobody was asked why" not in said


@pytest.mark.parametrize("path", ["reports/final-report", "themes/records"])
def test_reports_and_themes_without_anything_public_are_not_there(client, path):
    themes = [ThemeFactory()]
    FindingFactory(themes=themes, draft=True)
    RecommendationFactory(themes=themes, draft=True)
    get(client, f"/en/{path}/", status=404)
    get(client, f"/en/{path}-x/", status=404)
    FindingFactory(themes=themes)
    get(client, f"/en/{path}/")


def test_a_report_of_another_commission_with_recommendations_alone_has_its_page(client):
    report = ReportFactory(slug="calls", title="Calls to action", made_by="Another commission")
    RecommendationFactory(number=1, report=report)
    said = text_of(get(client, "/en/reports/calls/"))
    assert "Made by Another commission" in said
    assert "One recommendation." in said


def test_a_long_report_leads_to_the_tracker_for_the_rest(client):
    report, english = ReportFactory(), locale()
    Recommendation.objects.bulk_create(
        Recommendation(number=n, report=report, locale=english, title=f"Thing {n}", live=True)
        for n in range(1, 61)
    )
    said = text_of(get(client, "/en/reports/final-report/"))
    assert "Thing 50" in said
    assert "Thing 51" not in said
    assert "All 60 recommendations of this report" in said


# --- However much there is -------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["findings/6", "findings", "reports/final-report", "themes/records", "testimony/RB-0147"],
)
def test_the_queries_do_not_grow_with_what_there_is(client, django_assert_max_num_queries, path):
    finding = six(files=False)

    def grow(n):
        theme, body = ThemeFactory(), BodyFactory()
        for _ in range(n):
            edition = EditionFactory()
            cite(finding, edition)
            cite(finding, EditionFactory(superseded=False, open_until=NOW))
            further = FindingFactory(number=100 + Finding.objects.count(), themes=[theme])
            cite(further, Edition.objects.get(reference="RB-0147", state="open"))
            row = RecommendationFactory(
                number=1000 + Finding.objects.count(),
                of=body,
                themes=[theme],
                findings=[finding, further],
            )
            AssessmentFactory(recommendation=row, status=Status.STALLED)
            decide(finding, DecisionKind.KEPT, "It stands.")

    grow(2)
    get(client, f"/en/{path}/")
    with django_assert_max_num_queries(60) as few:
        get(client, f"/en/{path}/")
    grow(8)
    with django_assert_max_num_queries(len(few)):
        get(client, f"/en/{path}/")
