"""What is written into a record never runs, and the admin works under its own policy."""

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect
from wagtail.models import Locale, Page, Site

from archive.edition.models import Edition
from commission.pages.models import HomePage
from tests.browser.public import expect_at_last, only_asked, watched, wren
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVIL = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script><b style="color:red">'


@pytest.fixture
def site(live_server):
    """A tree with a front page, as the first start makes it."""
    locale = Locale.objects.create(language_code="en")
    content_type = ContentType.objects.get_for_model(Page)
    root = Page.add_root(
        instance=Page(title="Root", slug="root", content_type=content_type, locale=locale)
    )
    home = root.add_child(instance=HomePage(title="Home", slug="home", locale=locale))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return live_server, home


def test_nothing_that_is_written_into_a_record_runs(chromium, live_server):
    edition = wren()
    Edition.objects.filter(pk=edition.pk).update(
        title=EVIL,
        summary=EVIL,
        content_note=EVIL,
        place=EVIL,
        given_on=EVIL[:40],
        language="en",
        what_changed=EVIL,
        content_ranges=[{"start_ms": 0, "end_ms": 9_000, "note": EVIL}],
        removed=[{"reason": EVIL, "start_ms": 0, "end_ms": 10, "words": 1}],
    )
    edition.turns.update(speaker=EVIL, parts=[{"text": EVIL}, {"cut": EVIL}])
    paths = ["/en/", "/en/testimony/", f"/en/testimony/?place={EVIL}", "/en/testimony/RB-0147/"]
    with watched(chromium) as page:
        for path in [*paths, f"/en/testimony/RB-0147/?t={EVIL}&from={EVIL}"]:
            page.goto(live_server.url + path)
            assert page.evaluate("window.ran") is None
            expect(page.locator("img")).to_have_count(0)
            expect(page.locator("[onerror], [style]")).to_have_count(0)
        only_asked(page, live_server)


def test_the_front_page_and_records_are_written_in_the_admin_under_its_own_policy(
    chromium, site, settings
):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    server, home = site
    staff = UserFactory(superuser=True, username="editor")
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(server.url + "/admin/login/")
    page.get_by_label("Username").fill(staff.username)
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    page.goto(f"{server.url}/admin/pages/{home.pk}/edit/")
    page.locator("[name=voice_reference]").fill("RB-0147")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("Three people listen.")
    expect_at_last(
        lambda: "Three people listen." in page.locator("[name=who_we_are]").input_value(),
        page,
        "the editor wrote its text into the form",
    )
    # A record with days to choose, whose choosers Wagtail starts by a script in the page.
    page.goto(server.url + "/admin/snippets/hearings/docketentry/add/")
    chosen = page.locator("template[data-chooser]")
    assert chosen.count() > 0
    assert chosen.evaluate_all("all => all.every((one) => 'started' in one.dataset)")
    context.close()
    refused = [text for text in said if "Content Security Policy" in text]
    assert not refused, refused
    assert not [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]


def test_the_voice_an_editor_chose_speaks_first_and_leaves_with_its_edition(chromium, site):
    server, home = site
    wren()
    home.voice_reference, home.voice_start, home.voice_end = "RB-0147", 63, Decimal("69.6")
    home.who_we_are = "<p>Three people listen.</p>"
    home.save()
    with watched(chromium) as page:
        page.goto(server.url + "/en/")
        assert page.locator(".display").inner_text().startswith("“Nobody wrote it down.")
        expect(page.get_by_text("Three people listen.")).to_be_visible()
        page.get_by_role("link", name="Hear this").click()
        assert page.locator("mark").inner_text().startswith("Nobody wrote it down.")
        Edition.objects.update(state="withdrawn")
        page.goto(server.url + "/en/")
        expect(page.get_by_text("Nobody wrote it down")).to_have_count(0)
