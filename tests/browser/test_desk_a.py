"""The pages of the desk in a real browser: signing in, receiving, hearing edges, approving."""

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from archive.desk.sentences import gate_refusal_keep
from archive.gate import GateStep, gate_check
from archive.holds.models import Hold, HoldKind
from archive.publishing.models import Approval, CandidateJob, LeakFinding, LeakReport
from archive.testimony.models import Recording
from archive.transcription.models import TranscriptionJob
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from media.audience import Audience
from media.jobs import JobState
from tests.browser.public import axe, fits
from tests.factories import (
    NOW,
    ConsentFactory,
    EditionFactory,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    redaction_of,
    small_sound,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery"
# Where pictures of the pages are put to be laid beside the design; unset: none are made.
SHOTS = os.environ.get("DESK_SHOTS", "")


@contextmanager
def window(chromium, live_server, user=None, *, width=1280, script=True, dark=False):
    """A browser window; what the policy refuses or a script breaks fails the test."""
    context = chromium.new_context(
        viewport={"width": width, "height": 2600 if SHOTS else 900},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
    )
    if user is not None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    try:
        yield page
        wrong = [s for s in said if s.startswith("error:") or "Content Security Policy" in s]
        assert not wrong, wrong
    finally:
        context.close()


def go(page, live_server, name, *args):
    page.goto(live_server.url + reverse(f"desk:{name}", args=args))
    if page.locator("#wagtail-sidebar").count():
        page.locator("#wagtail-sidebar nav").first.wait_for(state="attached")


@pytest.fixture
def record():
    """A record with something of everything, at the point where an approver looks at it."""
    redactor, publisher = UserFactory(role="redactor"), UserFactory(role="publisher")
    taker = UserFactory(role="statement_taker", first_name="T.", last_name="Oyelaran")
    testimony = TestimonyFactory(consented=True, created_by=taker)
    giver = testimony.giver_links.get().giver
    ConsentFactory(testimony=testimony, giver=giver, widens=True, recorded_by=taker)
    transcript = TranscriptFactory(testimony=testimony)
    redaction_of(transcript, "Sergeant Pellworth,", proposed_by=redactor)
    edition = EditionFactory(
        candidate=True,
        testimony=testimony,
        transcript=transcript,
        files=True,
        built_by=publisher,
        duration_ms=3000,
        removed=[{"reason": "PRIV", "start_ms": 1200, "end_ms": 1800, "words": 2}],
    )
    report = LeakReport.objects.create(
        edition=edition,
        manifest_hash=edition.manifest_hash,
        measurements={"level_dbfs": {"inside": -240, "edges": -71}, "seconds": 4},
        checked_at=NOW,
    )
    LeakFinding.objects.create(
        report=report, check_name="spoken_word", where="sound", start_ms=1300, end_ms=1500
    )
    CandidateJob.objects.create(
        testimony=testimony, audience=Audience.RESEARCH, requested_by=publisher, created_at=NOW
    )
    TranscriptionJob.objects.create(
        recording=transcript.recording,
        requested_by=taker,
        created_at=NOW,
        state=JobState.NEEDS_PERSON,
        attempts=3,
        error_code="model_missing",
    )
    Hold.objects.create(
        testimony=testimony, kind=HoldKind.DELAY, code="7/2026", starts_at=NOW, placed_by=taker
    )
    decision = gate_check(
        testimony=testimony, step=GateStep.OPEN, audience=Audience.PUBLIC, edition=edition, at=NOW
    )
    from django.utils import timezone

    gate_refusal_keep(
        decision=decision,
        testimony=testimony,
        step=GateStep.OPEN,
        by=publisher,
        at=timezone.now(),
    )
    return edition


def pages(edition):
    """Every page of the desk that this record has."""
    withdrawn = EditionFactory().testimony
    withdrawal = testimony_withdraw(
        testimony=withdrawn, asked_by=AskedBy.GIVER, listed=True, by=UserFactory(), at=NOW
    )
    one = edition.testimony_id
    return [
        ("home",),
        ("testimony_list",),
        ("testimony_new",),
        ("testimony", one),
        ("describe", one),
        ("upload", one),
        ("consent_new", one, 1),
        ("holds", one),
        ("candidate", edition.pk),
        ("withdraw", one),
        ("withdrawal", withdrawal.pk),
        ("ledger",),
    ]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False)])
def test_every_page_can_be_read_by_everybody(chromium, live_server, record, width, dark):
    user = UserFactory(superuser=True, first_name="M.", last_name="Castellane")
    with window(chromium, live_server, user, width=width, dark=dark) as page:
        for name, *args in pages(record):
            go(page, live_server, name, *args)
            if SHOTS:
                shot = Path(SHOTS) / f"{name}-{width}{'-dark' if dark else ''}.png"
                page.screenshot(path=shot, full_page=True)
            fits(page)
            axe(page)


def test_staff_sign_in_under_the_policy_and_find_their_day(chromium, live_server, record):
    user = UserFactory(role="approver", username="quill")
    with window(chromium, live_server) as page:
        page.goto(live_server.url + "/admin/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Go to my day").click()
        page.get_by_role("heading", name="What waits for you").wait_for()
        assert page.get_by_text("approve or send back one span").count() >= 1
        menu = page.locator("#wagtail-sidebar")
        menu.get_by_role("link", name="Testimony").wait_for()
        expect(menu.get_by_role("link", name="Ledger")).to_have_count(0)
        expect(menu.get_by_text("Reports")).to_have_count(0)


def test_a_recording_is_sent_with_its_progress_and_a_receipt_comes_back(
    chromium, live_server, tmp_path
):
    testimony = TestimonyFactory(consented=True)
    file = tmp_path / "Pellworth interview.m4a"
    file.write_bytes(small_sound())
    with window(chromium, live_server, UserFactory(role="statement_taker")) as page:
        go(page, live_server, "upload", testimony.pk)
        asked = []
        page.on("request", lambda request: asked.append(request))
        page.get_by_label("The recording").set_input_files(file)
        page.get_by_role("button", name="Receive it").click()
        page.get_by_role("heading", name="Receipt").wait_for()
        said = page.locator(".desk-receipt").inner_text()
        assert hashlib.sha256(small_sound()).hexdigest() in said
        sent = next(request for request in asked if request.method == "POST")
        assert sent.headers["content-type"] == "application/octet-stream"
        assert "Pellworth" not in sent.url
        axe(page)
    assert Recording.objects.get().accession.original_name == file.name


def test_what_is_refused_is_said_where_the_person_is(chromium, live_server, tmp_path):
    testimony = TestimonyFactory(consented=True)
    file = tmp_path / "talk.mp3"
    file.write_bytes(b"#EXTM3U\nhttp://example.org/other.mp3\n")
    for script in (True, False):
        user = UserFactory(role="statement_taker")
        with window(chromium, live_server, user, script=script) as page:
            page.goto(live_server.url + reverse("desk:upload", args=[testimony.pk]))
            page.locator("#id_file").set_input_files(file)
            page.locator("form[data-upload] button[type=submit]").click()
            alert = page.locator("[role=alert]")
            alert.wait_for()
            assert len(alert.inner_text()) > 20
            if script:
                page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
    assert not Recording.objects.exists()


def test_an_approver_hears_every_edge_and_approves_exactly_this(chromium, live_server, record):
    approver = UserFactory(role="approver")
    with window(chromium, live_server, approver) as page:
        go(page, live_server, "candidate", record.pk)
        frame = page.frame_locator("iframe.desk-preview")
        frame.get_by_text("My mother wrote to the district").wait_for()
        page.get_by_role("button", name="Approve exactly this").click()
        page.locator("[role=alert]").wait_for()
        assert not Approval.objects.exists()
        page.get_by_label("Why this is not a leak").fill("The word belongs to the next sentence.")
        page.get_by_role("button", name="It is not a leak").click()
        page.get_by_text("Dealt with").wait_for()
        for number in (1, 2):
            page.get_by_role("link", name=f"Play edge {number}").click()
            page.wait_for_function(
                "n => document.getElementById(`edge-${n}`).checked", arg=str(number)
            )
        page.get_by_role("button", name="Approve exactly this").click()
        page.get_by_text("2 edges were heard.").wait_for()
    approval = Approval.objects.get()
    assert approval.approved_by == approver
    assert approval.manifest_hash == record.manifest_hash


def test_whoever_proposed_a_removal_reads_a_sentence_instead(chromium, live_server, record):
    both = record.testimony.redactions.get().proposed_by
    from django.contrib.auth.models import Group

    both.groups.add(Group.objects.get(name="approver"))
    with window(chromium, live_server, both) as page:
        go(page, live_server, "candidate", record.pk)
        button = page.get_by_role("button", name="Approve exactly this")
        assert button.get_attribute("aria-disabled") == "true"
        assert page.get_by_text(
            "You proposed one of these removals, so another person must approve."
        ).is_visible()


def test_a_testimony_is_taken_down_by_keyboard_alone(chromium, live_server):
    edition = EditionFactory()
    with window(chromium, live_server, UserFactory(role="statement_taker")) as page:
        go(page, live_server, "withdraw", edition.testimony_id)
        page.get_by_label("The person who gave it", exact=True).focus()
        page.keyboard.press("Space")
        page.get_by_label("Say that a testimony was here").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="was taken down").wait_for()
        expect(page.get_by_text("Every door has refused since")).to_be_visible()
    edition.refresh_from_db()
    assert edition.state == "withdrawn"
