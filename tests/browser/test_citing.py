"""Citing testimony in the finding's editor: look for words, hear them, cite them."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import ModelLogEntry, Revision

from archive.ledger.models import LedgerEntry
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import purge_run_one, testimony_withdraw
from commission.findings.evidence import place_of
from commission.findings.models import Citation, EvidenceDecision, Finding
from commission.review.services import record_approve, record_create, record_submit
from media.audience import Audience
from search.outbox.drain import outbox_run_one
from search.rebuild import index_rebuild
from tests.browser.public import fits, write_files
from tests.commission.factories import locale
from tests.commission.findings.accounts import account
from tests.factories import NOW, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Nobody wrote it down."


@pytest.fixture
def people(db):
    locale("en"), locale("es")
    names = {"farrow": "registrar", "quill": "commissioner"}
    return {name: UserFactory(username=name, role=role) for name, role in names.items()}


@pytest.fixture
def edition(people, settings, tmp_path):
    """An account with sound that can be heard and searched."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    made = account(timed=False, duration_ms=20_000)
    write_files(made, 20.0)
    index_rebuild(audience=Audience.PUBLIC.value, worker="test", at=NOW)
    return made


@pytest.fixture
def draft(people):
    record = Finding(
        statement="Nothing was written down.",
        conclusion="There was no form.",
        standard="clear_and_convincing",
        locale=locale(),
    )
    return record_create(record=record, by=people["farrow"])


def latest(finding):
    draft = Finding.objects.get(pk=finding.pk).get_latest_revision_as_object()
    return sorted(draft.citations.all(), key=lambda one: one.sort_order)


def cite_words(page, *sentences):
    """Through the dialog: look for words, choose sentences, hear exactly these, cite them."""
    page.get_by_role("link", name="Find a passage to cite").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Words that were said").fill("nobody wrote")
    dialog.get_by_role("button", name="Look for it").click()
    dialog.get_by_role("link", name=re.compile("Choose words here")).first.click()
    for sentence in sentences:
        dialog.get_by_label(sentence, exact=True).check()
    dialog.get_by_role("button", name="Read and hear these words").click()
    dialog.get_by_role("heading", name="These words").wait_for()
    return dialog


def test_a_passage_is_found_heard_and_cited_in_the_editor(edition, sign_in, live_server):
    with sign_in("farrow") as page:
        page.goto(f"{live_server.url}/admin/snippets/findings/finding/add/")
        page.locator("#id_statement").fill("Nothing was written down.")
        page.locator("#id_conclusion").fill("There was no form.")
        page.locator("#id_standard").select_option("beyond_doubt")
        dialog = cite_words(page, WORDS)
        assert "“Nobody wrote it down.”" in dialog.inner_text()
        _heard_to_its_end(dialog.locator("audio"))
        axe_in(page, ".cite-dialog")
        dialog.get_by_role("button", name="Cite these words").click()
        page.locator("[data-citing-list] blockquote", has_text=WORDS).wait_for()
        expect(dialog).to_be_hidden()
        assert "Find a passage" in page.evaluate("document.activeElement.textContent")
        cite_words(page, "So it had not happened.").get_by_role(
            "button", name="Cite these words"
        ).click()
        rows = page.locator("[data-citing-row]")
        rows.nth(1).wait_for()
        rows.nth(1).get_by_role("button", name="Move up").click()
        axe_in(page, ".cite-panel")
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("Finding.*(created|updated)")).first.wait_for()
        assert page.locator("[data-citing-row]").first.inner_text().count("So it had not happened.")
        page.locator("[data-citing-row]").first.get_by_label("Remove").check()
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("Finding.*updated")).first.wait_for()
        expect(page.locator("[data-citing-row]")).to_have_count(1)
    [citation] = latest(Finding.objects.get())
    assert place_of(citation).from_char == 11
    assert WORDS not in json.dumps([row.content for row in Revision.objects.all()])


def _heard_to_its_end(audio):
    """Play: exactly the stretch is heard, and then it stops by itself."""
    start, end = (float(n) for n in audio.get_attribute("src").partition("#t=")[2].split(","))
    assert end - start < 3
    at = audio.evaluate(
        """audio => new Promise((heard, broken) => {
            audio.addEventListener("pause", () => heard(audio.currentTime));
            audio.addEventListener("error", () => broken(audio.error.message));
            audio.muted = true;
            audio.play().catch(broken);
        })"""
    )
    assert abs(at - end) < 0.4


def axe_in(page, selector):
    """No violation in this part of an editor that is Wagtail's otherwise."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=selector)
    assert found.violations_count == 0, found.generate_report()


def test_a_passage_is_chosen_with_the_keyboard_alone(edition, draft, sign_in, live_server):
    with sign_in("farrow") as page:
        page.goto(
            live_server.url + reverse("wagtailsnippets_findings_finding:edit", args=[draft.pk])
        )
        page.get_by_role("link", name="Find a passage to cite").focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Words that were said").wait_for()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        page.keyboard.press("Enter")
        search = dialog.get_by_label("Words that were said")
        search.wait_for()
        search.focus()
        page.keyboard.type("nobody wrote")
        page.keyboard.press("Enter")
        link = dialog.get_by_role("link", name=re.compile("Choose words here")).first
        link.wait_for()
        link.focus()
        page.keyboard.press("Enter")
        box = dialog.get_by_label(WORDS, exact=True)
        box.wait_for()
        box.focus()
        page.keyboard.press("Space")
        assert box.is_checked()
        page.keyboard.press("Enter")
        button = dialog.get_by_role("button", name="Cite these words")
        button.wait_for()
        button.focus()
        page.keyboard.press("Enter")
        page.locator("[data-citing-list] blockquote", has_text=WORDS).wait_for()


def test_what_is_refused_is_said_in_the_dialog(edition, sign_in, live_server):
    with sign_in("farrow") as page:
        page.goto(f"{live_server.url}/admin/snippets/findings/finding/add/")
        page.get_by_role("link", name="Find a passage to cite").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Words that were said").fill("nobody wrote")
        dialog.get_by_role("button", name="Look for it").click()
        dialog.get_by_role("link", name=re.compile("Choose words here")).first.click()
        dialog.get_by_role("button", name="Read and hear these words").click()
        dialog.get_by_text("Choose at least one sentence.").wait_for()
        dialog.get_by_label("How many letters were there?", exact=True).check()
        dialog.get_by_label(WORDS, exact=True).check()
        dialog.get_by_role("button", name="Read and hear these words").click()
        dialog.get_by_text("These words are by two people.").wait_for()
        page.get_by_role("button", name="Close").click()
        expect(page.locator("[data-citing-row]")).to_have_count(0)


@pytest.fixture
def pages(edition, draft):
    """Addresses of the chooser and of the desk."""
    chosen = reverse("evidence:chosen", args=[edition.pk])
    return {
        "find": reverse("evidence:find") + f"?for={draft.pk}",
        "passage": reverse("evidence:passage", args=[edition.pk]) + f"?from=1&for={draft.pk}",
        "chosen": f"{chosen}?s=1.11.32&for={draft.pk}",
        "changed": reverse("evidence:changed"),
        "finding": reverse("evidence:finding", args=[draft.pk]),
        "held": reverse("evidence:held", args=[draft.pk]),
    }


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_alone_is_accessible_and_fits(pages, people, chromium, live_server, width):
    client = Client()
    client.force_login(people["farrow"])
    context = chromium.new_context(viewport={"width": width, "height": 900})
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**session, "url": live_server.url}])
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    for address in pages.values():
        page.goto(live_server.url + address)
        axe_in(page, ".desk")
        fits(page)
    assert not [one for one in said if "Content Security" in one]
    context.close()


def test_without_script_a_passage_goes_straight_into_the_draft(
    pages, people, draft, chromium, live_server
):
    client = Client()
    client.force_login(people["farrow"])
    context = chromium.new_context(java_script_enabled=False)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + pages["find"])
    page.get_by_label("Words that were said").fill("nobody wrote")
    page.get_by_role("button", name="Look for it").click()
    page.get_by_role("link", name=re.compile("Choose words here")).first.click()
    page.get_by_label(WORDS, exact=True).check()
    page.get_by_role("button", name="Read and hear these words").click()
    page.get_by_label("First word").select_option(label="2: wrote")
    page.get_by_role("button", name="Show and play only these").click()
    page.get_by_text("“wrote it down.”").wait_for()
    page.get_by_role("button", name="Cite these words").click()
    page.wait_for_url(re.compile(f"/edit/{draft.pk}/"))
    assert "wrote it down." in page.content()
    [citation] = latest(draft)
    assert place_of(citation).from_char == 18
    context.close()


def test_after_a_withdrawal_the_words_are_nowhere_and_a_commissioner_decides(
    edition, draft, people, sign_in, live_server
):
    with sign_in("farrow") as page:
        page.goto(
            live_server.url + reverse("wagtailsnippets_findings_finding:edit", args=[draft.pk])
        )
        cite_words(page, WORDS).get_by_role("button", name="Cite these words").click()
        page.locator("[data-citing-list] blockquote", has_text=WORDS).wait_for()
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text(re.compile("Finding.*updated")).first.wait_for()
    record_submit(record=Finding.objects.get(), by=people["farrow"])
    record_approve(record=Finding.objects.get(), by=people["quill"])
    outside = f"{live_server.url}{reverse('findings:finding', args=[draft.number])}"
    with sign_in(None) as page:
        page.goto(outside)
        assert WORDS in page.content()
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=people["quill"],
        at=NOW,
    )
    with sign_in(None) as page:
        page.goto(outside)
        assert "Evidence changed" in page.content()
        assert WORDS not in page.content()
        assert edition.reference not in page.content()
    while outbox_run_one("worker") or purge_run_one("worker"):
        pass
    with sign_in("quill") as page:
        page.goto(live_server.url + reverse("evidence:changed"))
        page.get_by_role("link", name=f"Finding {draft.number}").click()
        page.get_by_label("Kept").check()
        page.get_by_label("Reasons, as the public reads them").fill("Others say the same.")
        page.get_by_role("button", name="Decide and publish the reasons").click()
        page.get_by_text("Nothing waits.").first.wait_for()
    assert EvidenceDecision.objects.get().kind == "kept"
    kept = [
        *Finding.objects.values(),
        *Citation.objects.values(),
        *EvidenceDecision.objects.values(),
        *Revision.objects.values(),
        *ModelLogEntry.objects.values(),
        *LedgerEntry.objects.values(),
    ]
    for words in (WORDS, "wrote it down", "Nobody wrote"):
        assert words not in json.dumps(kept, default=str)
