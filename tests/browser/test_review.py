"""Writing and approving public records in the admin, as the people whose work it is."""

import re

import pytest
from playwright.sync_api import expect

from commission.findings.models import Finding
from commission.recommendations.models import Recommendation
from commission.review.services import record_save_draft, record_submit, record_translate
from tests.browser.public import axe, fits, wren
from tests.commission.factories import BodyFactory, FindingFactory, locale
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(db):
    locale("en"), locale("es")
    names = {"farrow": "registrar", "quill": "commissioner", "marden": "tracker_editor"}
    return {name: UserFactory(username=name, role=role) for name, role in names.items()}


def test_a_finding_is_written_by_one_person_and_approved_by_another(people, sign_in, live_server):
    with sign_in("farrow") as page:
        page.goto(f"{live_server.url}/admin/snippets/findings/finding/add/")
        page.locator("#id_statement").fill("Nothing was written down.")
        page.locator("#id_conclusion").fill("There was no form.")
        page.locator("#id_standard").select_option("beyond_doubt")
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("Finding.*created")).first.wait_for()
        more = page.locator("[data-controller='w-dropdown']", has_text="Submit to").last
        more.get_by_role("button").last.click()
        page.get_by_role("button", name=re.compile("Submit to")).click()
        page.get_by_text(re.compile("submitted for moderation")).first.wait_for()
        expect(page.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)
    finding = Finding.objects.get()
    assert (finding.number, finding.live) == (1, False)
    with sign_in("quill") as page:
        page.goto(f"{live_server.url}/admin/")
        page.get_by_role("link", name=re.compile("Finding 1")).first.click()
        page.get_by_text("There was no form.").first.wait_for()
        page.get_by_role("button", name="Approve and publish").click()
        page.get_by_text("Finding 1 is approved and public.").wait_for()
    finding.refresh_from_db()
    assert finding.live


def test_a_recommendation_has_parts_and_bodies(people, sign_in, live_server):
    BodyFactory(name="Riverbend Police Service")
    with sign_in("marden") as page:
        page.goto(f"{live_server.url}/admin/snippets/recommendations/recommendation/add/")
        page.locator("#id_text").fill("Write it down the same day.")
        page.locator("#id_kind").select_option("police")
        page.get_by_role("button", name="Add part").click()
        page.locator("#id_parts-0-label").fill("i.")
        page.locator("#id_parts-0-text").fill("One page.")
        page.get_by_role("button", name="Add body").click()
        page.locator("#id_addressed-0-body").select_option(label="Riverbend Police Service")
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("Recommendation.*created")).first.wait_for()
    recommendation = Recommendation.objects.get()
    assert recommendation.parts.get().label == "i."
    assert recommendation.addressed.get().body.name == "Riverbend Police Service"


def test_the_editor_keeps_a_draft_by_itself_and_leaves_what_is_public(people, sign_in, live_server):
    finding = FindingFactory(conclusion="There was no form.")
    finding.save_revision(user=people["farrow"])
    with sign_in("farrow") as page:
        page.goto(f"{live_server.url}/admin/snippets/findings/finding/edit/{finding.pk}/")
        # What the page compares with, once it has read its own form.
        page.wait_for_function(
            """() => window.wagtail.app.getControllerForElementAndIdentifier(
                document.querySelector("[data-edit-form]"), "w-unsaved")?.initialFormData"""
        )
        for words in ("There was a form.", "There was a form, unused."):
            with page.expect_response(
                lambda said: said.request.method == "POST" and "/edit/" in said.url
            ) as saved:
                page.locator("#id_conclusion").fill(words)
                page.locator("#id_place").click()
            assert saved.value.ok
    finding.refresh_from_db()
    assert finding.conclusion == "There was no form."
    assert finding.get_latest_revision().content["conclusion"] == "There was a form, unused."


def test_a_translation_is_made_from_the_editor(people, sign_in, live_server):
    finding = FindingFactory()
    with sign_in("farrow") as page:
        page.goto(f"{live_server.url}/admin/snippets/findings/finding/edit/{finding.pk}/")
        page.get_by_role("button", name="Actions").first.click()
        page.get_by_role("link", name="Translate into Spanish").click()
        page.get_by_role("button", name="Make the translation").click()
        page.locator("#id_statement").fill("No se escribió nada.")
        expect(page.locator("[data-citing]")).to_have_count(0)
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("Finding.*updated")).first.wait_for()
    spanish = Finding.objects.get(translated_from=finding)
    assert spanish.get_latest_revision().content["statement"] == "No se escribió nada."


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_the_review_can_be_used_by_everybody(people, sign_in, live_server, width):
    finding = FindingFactory(cites=wren())
    record_save_draft(record=finding, by=people["farrow"])
    record_submit(record=finding, by=people["farrow"])
    record_translate(record=finding, locale=locale("es"), by=people["farrow"])
    other = FindingFactory()
    at = f"{live_server.url}/admin/"
    for name, addresses in {
        "quill": ["", f"review/findings/finding/{finding.pk}/"],
        "farrow": [
            "",
            f"review/findings/finding/{other.pk}/translate/es/",
            f"snippets/findings/finding/inspect/{finding.pk}/",
        ],
    }.items():
        with sign_in(name) as page:
            page.set_viewport_size({"width": width, "height": 800})
            for address in addresses:
                page.goto(at + address)
                page.wait_for_load_state("networkidle")
                axe(page)
                fits(page)
