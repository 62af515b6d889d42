"""From ninety-four imported calls to the voice behind one of them, and what a withdrawal takes.

Every act is one of its own people's, in a real browser; the testimony is built, approved and opened
by the archive's own services. Whisper's part of its way is walked in `test_journey`.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from archive.edition.models import Edition
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.findings.models import Citation, Finding
from commission.recommendations.models import ProgressReport, Recommendation
from tests.archive.publishing_case import published, testimony_ready
from tests.browser.acts import (
    cited,
    decided,
    drafted,
    nowhere_in_the_tables,
    saved,
    submitted,
    worked,
)
from tests.commission.canary.canaries import decoded, fold
from tests.commission.factories import BodyFactory, focal_point_of, locale
from tests.environment import SHARED
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CALLS = SHARED / "data" / "calls-to-action.md"
SMALL = Path(__file__).parent.parent / "commission" / "recommendations" / "importing" / "small.md"
SPOKEN = [
    ("asker", "This is a statement to the commission."),
    ("giver-1", "My mother wrote to the district, and nobody ever answered her letters."),
    ("giver-1", "Sixty-one letters, and every copy in a biscuit tin."),
]
QUOTED = "nobody ever answered her letters"
ROLES = {
    "prior": "registrar",
    "achterberg": "commissioner",
    "lindgren": "tracker_editor",
    "tevis": "community_assessor",
}


@pytest.fixture
def people(db):
    locale("en"), locale("es")
    return {name: UserFactory(username=name, role=role) for name, role in ROLES.items()}


@pytest.fixture
def edition(settings, tmp_path) -> Edition:
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    edition = published(testimony_ready(spoken=SPOKEN))
    worked()
    return edition


def test_from_the_tracker_to_the_voice_and_what_a_withdrawal_takes(
    people, edition, sign_in, live_server, chromium
):
    url = live_server.url
    number = imported()
    body = BodyFactory(name="Riverbend Police Service", slug="police")
    focal_point_of(body, username="rusk", email="rusk@police.example")

    # The registrar cites the testimony by choosing its words, and a commissioner approves.
    with sign_in("prior") as page:
        page.goto(f"{url}/admin/snippets/findings/finding/add/")
        page.locator("#id_statement").fill("Families who asked were not answered.")
        page.locator("#id_conclusion").fill("There was no office that had to answer.")
        page.locator("#id_standard").select_option("clear_and_convincing")
        page.get_by_role("link", name="Find a passage to cite").click()
        cited(page, look_for="mother", choose=QUOTED)
        drafted(page)
        submitted(page)
    citation_draft = Finding.objects.get().latest_revision.content["citations"]
    assert len(citation_draft) == 1
    decided(sign_in, url, "Finding 1", by="achterberg")

    # The editor addresses the recommendation and rests it on the finding; the same approves.
    with sign_in("lindgren") as page:
        recommendation = Recommendation.objects.get(number=number)
        page.goto(f"{url}/admin/snippets/recommendations/recommendation/edit/{recommendation.pk}/")
        page.get_by_role("button", name="Add body").click()
        page.locator("#id_addressed-0-body").select_option(label="Riverbend Police Service")
        page.get_by_label("Finding 1").check()
        drafted(page)
        submitted(page)
    decided(sign_in, url, f"Recommendation {number}", by="achterberg")
    became(sign_in, url, number)
    told_by_the_body_and_the_community(chromium, url, number)
    taken_in(sign_in, url)

    # A visitor: from the list one click to the recommendation, a second one to the voice.
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{url}/en/recommendations/?number={number}")
    page.locator("table.rectable th a").first.click()
    for said in ("Completed", "In progress: underway", "Not started"):
        expect(page.locator("ol.three")).to_contain_text(said)
    expect(page.locator(".disagree")).to_contain_text("The three do not agree")
    expect(page.get_by_text("days late").first).to_be_visible()
    expect(page.locator("blockquote").first).to_contain_text(QUOTED)
    hear = page.locator("a.hear").first
    hear.click()
    expect(page.locator("a.hear[data-playing]")).to_have_count(1)
    hear.click()

    # Taken back: at the next request every page says so, and the words are nowhere.
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=True,
        by=UserFactory(role="publisher"),
        at=timezone.now(),
    )
    for path in (f"/en/recommendations/{number}/", "/en/findings/1/"):
        page.goto(url + path)
        expect(page.get_by_text("Evidence changed").first).to_be_visible()
        expect(page.locator("main")).not_to_contain_text(QUOTED)
        expect(page.locator("a.hear")).to_have_count(0)
    worked()
    for path in (
        *("/data/findings.json", "/data/recommendations.json", "/data/findings.csv"),
        *("/feeds/findings.rss", "/feeds/recommendations.rss", "/calendar/recommendations.ics"),
        *("/findings/1.json", "/share/findings/1.png", "/sitemap.xml", "/en/search/?q=letters"),
        *(f"/en/embed/recommendations/{number}/", f"/en/testimony/{edition.reference}/"),
    ):
        answer = context.request.get(url + path)
        assert fold(QUOTED) not in decoded(answer.body()), path
    assert Citation.objects.exists()
    nowhere_in_the_tables(QUOTED)
    context.close()

    # It waits on the desk; a commissioner keeps the finding, with reasons that are public.
    with sign_in("achterberg") as page:
        page.goto(f"{url}/admin/evidence/")
        page.get_by_role("link", name="Finding 1").click()
        page.get_by_label("Kept").check()
        page.get_by_label("Reasons, as the public reads them").fill("Four others say the same.")
        page.get_by_role("button", name="Decide and publish the reasons").click()
        page.get_by_text("Nothing waits.").first.wait_for()
        page.goto(f"{url}/en/findings/1/")
        expect(page.locator("main")).to_contain_text("Four others say the same.")


def imported() -> int:
    """Take in the ninety-four calls (a small file where there is no other), public; one number."""
    source = CALLS if CALLS.exists() else SMALL
    call_command(
        "import_recommendations",
        str(source),
        "--write",
        "--by",
        "lindgren",
        "--publish",
        "--approved-by",
        "achterberg",
        verbosity=0,
    )
    rows = Recommendation.objects.published()
    assert rows.count() == (94 if source == CALLS else rows.count())
    return rows.order_by("number")[1].number


def became(sign_in, url: str, number: int) -> None:
    """What staff record: an answer, two actions, a report that is late, the commission's view."""
    today = timezone.localdate()
    base = f"{url}/admin/tracker/recommendations/{number}/"
    with sign_in("lindgren") as page:
        page.goto(f"{base}response/")
        page.get_by_label("Accepted in full").check()
        page.get_by_label("When it answered").fill((today - timedelta(days=40)).isoformat())
        saved(page)
        for title, days in (("Write one form", -20), ("Publish the figures", 60)):
            page.goto(f"{base}action/")
            page.get_by_label("What will be done").fill(title)
            page.get_by_label("Who does it").fill("Records Office")
            page.get_by_label("Promised for").fill((today + timedelta(days=days)).isoformat())
            saved(page)
        page.goto(f"{base}ask/")
        page.get_by_label("Due on").fill((today - timedelta(days=10)).isoformat())
        saved(page)
        page.goto(f"{base}view/")
        page.get_by_label("How far it has come").select_option("underway")
        page.get_by_label("In whose name").fill("Follow-up panel")
        page.get_by_label("Found on").fill(today.isoformat())
        page.get_by_label("Reasons").fill("In use in three of five districts.")
        saved(page)


def told_by_the_body_and_the_community(chromium, url: str, number: int) -> None:
    """The focal point reports, the assessor speaks: each in the portal, neither in the admin."""
    report = ProgressReport.objects.get()
    for name, path, fill, button, done in (
        (
            "rusk",
            f"/en/portal/reports/{report.pk}/",
            "What was done",
            "Send to the commission",
            "Your report is with the commission.",
        ),
        (
            "tevis",
            f"/en/portal/recommendations/{number}/",
            "Your reasons",
            "Publish this view",
            "Your view is public.",
        ),
    ):
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{url}/en/sign-in/")
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile("/portal/"))
        page.goto(url + path)
        status = "completed" if name == "rusk" else "not_started"
        page.get_by_label("How far it has come").select_option(status)
        page.get_by_label(re.compile(fill)).fill("As we see it.")
        if name == "tevis":
            page.get_by_label(re.compile("In whose name")).fill("Families of Ferry Road")
        page.get_by_role("button", name=button).click()
        page.get_by_text(done).wait_for()
        context.close()


def taken_in(sign_in, url: str) -> None:
    report = ProgressReport.objects.get()
    with sign_in("lindgren") as page:
        page.goto(f"{url}/admin/tracker/reports/{report.pk}/")
        page.get_by_role("button", name="Take it in and publish it").click()
        page.get_by_text("What is public").first.wait_for()
