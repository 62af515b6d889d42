"""A progress report from the body to the public, in a real browser; the portal for everybody."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from commission.recommendations.models import ProgressReport
from commission.recommendations.progress.models import ReportState
from tests.browser.conftest import PASSWORD
from tests.browser.public import WIDTHS, arrived, axe, fits
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ReportingDutyFactory,
    ResponseFactory,
    focal_point_of,
    locale,
)
from tests.commission.rights import everything
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def record(live_server):
    """Recommendation 14 to the police, with a report that is ten days late, and the people."""
    locale("en"), locale("es")
    body = BodyFactory(name="Riverbend Police Service and its five districts")
    recommendation = RecommendationFactory(number=14, of=body)
    ProgressReportFactory(
        recommendation=recommendation, due_on=timezone.localdate() - timedelta(days=10)
    )
    for rows in (ResponseFactory, ActionFactory, AssessmentFactory, ReportingDutyFactory):
        rows(recommendation=recommendation)
    focal_point_of(body, username="pellworth", email="pellworth@police.example")
    UserFactory(role="tracker_editor", username="marden", first_name="Ilse", last_name="Marden")
    UserFactory(role="community_assessor", username="ferry")
    return live_server


@pytest.fixture
def portal(chromium, record):
    """`with portal("pellworth") as page`: signed in through the public door."""

    @contextmanager
    def window(name, *, script=True, width=1280):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.goto(record.url + "/en/sign-in/")
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        yield page
        wrong = [one for one in said if "Content Security" in one or one.startswith("error:")]
        assert not wrong, wrong
        context.close()

    return window


def state_of_it() -> str:
    return ProgressReport.objects.get().state


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_report_goes_from_the_body_to_the_public(record, portal, sign_in, script, tmp_path):
    plan = tmp_path / "Zebedee Quillfeather.pdf"
    from tests.media.papers import pdf

    plan.write_bytes(pdf())
    with portal("pellworth", script=script, width=390) as page:
        assert page.locator("h1").inner_text() == "Your pages"
        page.get_by_text("10 days late").wait_for()
        page.get_by_role("link", name="Recommendation 14").click()
        page.get_by_label("What was done").fill("The form is in use.")
        page.get_by_role("button", name="Save the draft").click()
        page.get_by_text("The draft is saved.").wait_for()
        assert page.get_by_label("What was done").input_value() == "The form is in use."
        page.get_by_role("button", name="Send to the commission").click()
        page.get_by_role("alert").get_by_text("Say how far it has come.").wait_for()
        assert page.get_by_label("What was done").input_value() == "The form is in use."
        page.get_by_label("How far it has come").select_option("completed")
        page.get_by_role("button", name="Send to the commission").click()
        page.get_by_text("Your report is with the commission.").wait_for()
        expect(page.get_by_label("What was done")).to_have_count(0)
    with sign_in("marden") as page:
        page.goto(record.url + "/admin/tracker/")
        page.locator("a.desk-btn", has_text="Read it").click()
        page.get_by_text("Exactly this would be public").wait_for()
        assert "The form is in use." in page.locator(".desk-main").inner_text()
        page.get_by_label("Question to the body").fill("In which districts?")
        page.get_by_role("button", name="Send it back").click()
        page.get_by_text("The report is with the body again.").wait_for()
    with portal("pellworth", script=script) as page:
        page.get_by_role("link", name="Recommendation 14").click()
        page.get_by_text("In which districts?").first.wait_for()
        page.get_by_label("How far it has come").select_option("underway")
        page.get_by_label("What was done").fill("In three of five.")
        page.get_by_text("Add a document").click()
        page.get_by_label("A document", exact=True).set_input_files(plan)
        page.get_by_label("What it is").fill("Training plan")
        page.get_by_label("Public", exact=True).check()
        page.get_by_role("button", name="Send to the commission").click()
        page.get_by_text("Your report is with the commission.").wait_for()
        url = page.url
    public = record.url + reverse("tracker:recommendation", args=[14])
    with sign_in("marden") as page:
        page.goto(public)
        assert "In three of five." not in page.content(), "not before it was taken in"
        page.goto(record.url + "/admin/tracker/")
        page.locator("a.desk-btn", has_text="Read it").click()
        page.get_by_text("In three of five.").wait_for()
        page.get_by_role("button", name="Take it in and publish it").click()
        page.get_by_text("The report is taken in.").wait_for()
        page.goto(public)
        said = page.locator(".three li").first.inner_text()
        assert "In three of five." in said
        assert "Training plan" in page.content()
        assert "Quillfeather" not in page.content()
    assert state_of_it() == ReportState.TAKEN_IN
    with portal("pellworth", script=script) as page:
        page.goto(url)
        page.get_by_text("The public reads it.").wait_for()
        page.locator(".menubtn").click() if page.locator(".menubtn").is_visible() else None
        page.get_by_role("button", name="Sign out").click()
        page.goto(url)
        arrived(page, "/en/sign-in/")


def test_the_community_speaks_for_itself(record, portal):
    with portal("ferry") as page:
        page.get_by_role("link", name="Recommendation 14").click()
        page.get_by_text("It is public at once.").wait_for()
        page.get_by_role("button", name="Publish this view").click()
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)
        page.get_by_role("alert").get_by_role("link").first.click()
        page.get_by_label("How far it has come").select_option("not_started")
        page.get_by_label("In whose name").fill("Families of Ferry Road")
        page.get_by_label("Your reasons").fill("We asked. Nobody has the form.")
        page.get_by_role("button", name="Publish this view").click()
        page.get_by_text("Your view is public.").wait_for()
        page.goto(record.url + reverse("tracker:recommendation", args=[14]))
        assert "We asked. Nobody has the form." in page.locator(".three").inner_text()


def test_the_portal_is_for_everybody_at_every_width(record, portal):
    report = ProgressReport.objects.get()
    pages = {
        "pellworth": ["/en/portal/", "/es/portal/asked/", f"/en/portal/reports/{report.pk}/"],
        "ferry": ["/en/portal/recommendations/", "/en/portal/recommendations/14/"],
    }
    for name, paths in pages.items():
        with portal(name) as page:
            for path in paths:
                page.goto(record.url + path)
                for width in WIDTHS.values():
                    page.set_viewport_size({"width": width, "height": 900})
                    fits(page)
                    axe(page)
                if page.get_by_role("button", name="Publish this view").count():
                    page.get_by_role("button", name="Publish this view").click()
                    axe(page)


def test_the_keyboard_alone_writes_a_report(record, portal):
    with portal("pellworth") as page:
        page.get_by_role("link", name="Recommendation 14").focus()
        page.keyboard.press("Enter")
        page.get_by_label("How far it has come").focus()
        page.keyboard.type("Completed")
        page.keyboard.press("Tab")
        page.keyboard.type("All of it is done.")
        for _n in range(12):
            page.keyboard.press("Tab")
            if "Send" in (page.evaluate("document.activeElement.innerText") or ""):
                break
        page.keyboard.press("Enter")
        page.get_by_text("Your report is with the commission.").wait_for()


def test_every_page_of_the_desk_is_for_everybody(live_server, sign_in):
    locale("en"), locale("es")
    records = everything()
    UserFactory(role="tracker_editor", username="marden")
    paths = [
        "",
        "recommendations/",
        "recommendations/14/",
        "recommendations/14/response/",
        "recommendations/14/view/",
        f"actions/{records['action']}/move/",
        f"reports/{records['report']}/",
        f"reports/{records['written']}/",
        f"words/{records['words']}/take-down/",
        "law/",
        "law/bill/",
        f"law/bills/{records['bill']}/",
        "bodies/",
        f"bodies/{records['body']}/",
    ]
    with sign_in("marden") as page:
        for path in paths:
            page.goto(f"{live_server.url}/admin/tracker/{path}")
            assert page.locator("h1").first.inner_text()
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 900})
                fits(page)
                axe(page)
