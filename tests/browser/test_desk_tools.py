"""The transcript editor and the redaction desk in a real browser, by keyboard and by mouse."""

from contextlib import contextmanager

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from archive.redaction.models import ProtectedName, Redaction
from archive.redaction.services import redaction_propose
from archive.testimony.services import recording_receive
from archive.transcript.models import Segment, Transcript, TranscriptKind
from archive.transcript.services import SegmentEdit, transcript_correct
from tests.browser.public import axe
from tests.factories import (
    NOW,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    small_sound,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTILE = "<img/src=x/onerror=document.title='broken'>"


@pytest.fixture
def transcript():
    """A machine's transcript with doubts and a stretch without speech, over a real sound file."""
    testimony = _testimony()
    made = TranscriptFactory(
        testimony=testimony,
        recording=testimony.recordings.first(),
        machine=True,
        spoken=[
            ("asker", "You can stop whenever you like."),
            ("giver-1", "The lamp was at the Benson that night."),
            ("giver-1", f"Then {HOSTILE} was written down."),
            ("giver-1", "Thank you. Thank you."),
            ("", "That is the bus."),
        ],
    )
    doubt(made, "s00002", "Benson")
    doubt(made, "s00005", "bus.")
    Segment.objects.filter(transcript=made, key="s00004").update(flags=["silence"])
    return made


@pytest.fixture
def reviewed():
    testimony = _testimony()
    return TranscriptFactory(testimony=testimony, recording=testimony.recordings.first())


def _testimony():
    testimony = TestimonyFactory(consented=True)
    recording, _receipt = recording_receive(
        testimony=testimony, chunks=[small_sound()], original_name="a.m4a", by=UserFactory(), at=NOW
    )
    recording.peaks = [(n * 37) % 100 for n in range(200)]
    recording.save()
    return testimony


def doubt(transcript, key, word):
    segment = transcript.segments.get(key=key)
    for one in segment.words:
        if one["text"] == word:
            one["p"] = 0.3
    segment.save()


@contextmanager
def at_desk(chromium, live_server, user, name, testimony, *, width=1280, script=True, dark=False):
    """A page of the desk for somebody signed in; nothing may break or be refused by policy."""
    client = Client()
    client.force_login(user)
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
    )
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**session, "url": live_server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.goto(live_server.url + reverse(f"desk:{name}", args=[testimony.pk]))
    if script and name == "transcript":
        page.locator("#editor .turn-row").first.wait_for()
    if script and name == "redaction":
        page.locator("#words [role=option]").first.wait_for()
    try:
        yield page
        wrong = [s for s in said if s.startswith("error:") or "Content Security Policy" in s]
        assert not wrong, wrong
    finally:
        context.close()


def said(page, text):
    page.wait_for_function(
        "text => document.getElementById('desk-said').textContent.includes(text)", arg=text
    )


def turn(page, n):
    return page.locator("#editor .turn-row").nth(n).locator(".said")


def turns(page):
    return page.locator("#editor .said").all_text_contents()


def caret(page, n, offset):
    """Put the caret into a turn, as an arrow key would."""
    turn(page, n).evaluate(
        "(e, offset) => { e.focus(); getSelection().collapse(e.firstChild, offset); }", offset
    )


def newest(transcript):
    return Transcript.objects.filter(testimony=transcript.testimony_id).latest("version")


def texts(transcript):
    return [segment.text for segment in transcript.segments.all()]


# --- the transcript editor -----------------------------------------------------------------


def test_a_turn_is_corrected_split_joined_and_saved_by_keyboard(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        caret(page, 1, len("The lamp was"))
        page.keyboard.type(" lit")
        page.keyboard.press("Enter")
        assert turns(page)[1:3] == ["The lamp was lit", "at the Benson that night."]
        page.keyboard.type("just ")
        assert turns(page)[2] == "just at the Benson that night."
        caret(page, 2, 0)
        page.keyboard.press("Backspace")
        assert turns(page)[1] == "The lamp was lit just at the Benson that night."
        page.keyboard.press("Alt+Digit2")
        page.keyboard.press("Control+s")
        said(page, "Saved at")
        assert newest(transcript).version == 2
        made = newest(transcript).segments.get(key="s00002")
        assert made.text == "The lamp was lit just at the Benson that night."
        assert made.speaker == "asker"
        old = {w["id"]: w["start"] for w in transcript.segments.get(key="s00002").words}
        kept = {w["id"]: w["start"] for w in made.words if w["id"] in old}
        assert kept == old


def test_undo_goes_back_to_when_it_was_opened(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        opened = turns(page)
        caret(page, 1, 8)
        page.keyboard.press("Enter")
        caret(page, 1, 0)
        page.keyboard.press("Backspace")
        page.keyboard.type("No: ")
        page.locator("#rename-from").select_option("")
        page.locator("#rename-to").select_option("other-1")
        page.get_by_role("button", name="Change them all").click()
        caret(page, 0, 0)
        for _ in range(5):
            page.keyboard.press("Control+z")
        assert turns(page) == opened
        assert "Nothing waits" in page.locator("#saved").text_content()


def test_doubtful_words_are_gone_through_kept_and_replaced(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        caret(page, 0, 0)
        page.keyboard.press("Alt+ArrowDown")
        said(page, "Doubtful word: “Benson”, 1 of 2.")
        assert page.locator("#doubt-sure").text_content() == "The machine was 30 % sure."
        page.locator("#doubt-new").fill("bend")
        page.locator("#doubt-new").press("Enter")
        said(page, "Doubtful word: “bus.”, 1 of 1.")
        caret(page, 0, 0)
        page.keyboard.press("Alt+Enter")
        said(page, "No doubtful word is left.")
        page.locator("#save").click()
        said(page, "Saved at")
        made = newest(transcript)
        assert texts(made)[1] == "The lamp was at the bend that night."
        assert made.segments.get(key="s00005").words[-1]["p"] is None


def test_tab_plays_in_the_text_and_escape_lets_it_move_on(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        caret(page, 1, 4)
        page.keyboard.press("Tab")
        page.wait_for_function("() => document.querySelector('#sound audio').currentTime > 0.2")
        page.keyboard.press("Tab")
        page.wait_for_function("() => document.querySelector('#sound audio').paused")
        assert page.evaluate("document.activeElement.className") == "said"
        page.keyboard.press("Escape")
        said(page, "Tab now moves on.")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") != "said"


def test_a_clicked_word_is_heard_from_its_time(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        box = turn(page, 0).evaluate(
            "e => { const r = new Range(); r.setStart(e.firstChild, 9); r.setEnd(e.firstChild, 10);"
            " const b = r.getBoundingClientRect(); return [b.x + 2, b.y + b.height / 2]; }"
        )
        page.mouse.click(*box)
        page.wait_for_function("() => document.querySelector('#sound audio').currentTime >= 1.6")
        page.wait_for_function("() => document.querySelector('#sound audio').paused")
        assert page.evaluate("document.querySelector('#sound audio').currentTime") < 2.9


def test_a_stretch_without_speech_is_struck_and_then_it_may_be_accepted(
    chromium, live_server, transcript
):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        assert page.locator("#accept-btn").get_attribute("aria-disabled") == "true"
        page.get_by_role("button", name="Strike them").click()
        assert page.locator("#accept-btn").get_attribute("aria-disabled") is None
        with page.expect_navigation():
            page.locator("#accept-btn").click()
        assert newest(transcript).kind == TranscriptKind.REVIEWED
        assert newest(transcript).segments.get(key="s00004").struck


def test_somebody_speaks_there_after_all(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        page.get_by_role("button", name="Somebody does speak").click()
        expect(turn(page, 3)).to_be_visible()
        page.keyboard.press("Control+s")
        said(page, "Saved at")
        segment = newest(transcript).segments.get(key="s00004")
        assert (segment.flags, segment.struck) == ([], False)


def test_a_conflict_loses_nothing_that_was_typed(chromium, live_server, transcript):
    user, other = UserFactory(role="transcriber"), UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        caret(page, 0, 0)
        page.keyboard.type("Mine: ")
        caret(page, 1, 0)
        page.keyboard.type("Both: ")
        transcript_correct(
            transcript=transcript,
            segments=[
                SegmentEdit(key="s00002", text="Theirs now."),
                SegmentEdit(key="s00005", text="Theirs alone."),
            ],
            by=other,
            at=NOW,
        )
        page.keyboard.press("Control+s")
        page.locator("#conflict").wait_for()
        assert turns(page)[1].startswith("Both: The lamp")
        page.get_by_role("button", name="Put my changes on top of theirs").click()
        said(page, "Places changed by both of you: 1")
        assert turns(page)[0] == "Mine: You can stop whenever you like."
        assert turns(page)[1] == "Theirs now."
        assert turns(page)[4] == "Theirs alone."
        assert "Both: The lamp" in page.locator("#conflict-list").text_content()
        page.keyboard.press("Control+s")
        said(page, "Choose first")
        page.get_by_role("button", name="Put mine").click()
        page.keyboard.press("Control+s")
        said(page, "Saved at")
        assert texts(newest(transcript))[:2] == [
            "Mine: You can stop whenever you like.",
            "Both: The lamp was at the Benson that night.",
        ]
        assert texts(newest(transcript))[4] == "Theirs alone."


def test_a_broken_connection_loses_nothing(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        page.clock.install()
        page.route("**/transcript/save/", lambda route: route.abort())
        caret(page, 0, 0)
        page.keyboard.type("Mine: ")
        page.keyboard.press("Control+s")
        page.get_by_text("The server does not answer").wait_for()
        page.clock.run_for(1000)
        expect(page.get_by_text("The server does not answer")).to_be_visible()
        assert turns(page)[0].startswith("Mine: ")
        page.unroute("**/transcript/save/")
        page.context.clear_cookies(name="sessionid")
        page.keyboard.press("Control+s")
        page.get_by_text("You are no longer signed in").wait_for()
        assert turns(page)[0].startswith("Mine: ")
        assert page.evaluate("[localStorage.length, sessionStorage.length]")[1] == 0


def test_what_the_machine_wrote_stands_beside_what_was_corrected(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", transcript.testimony) as page:
        caret(page, 4, len("That is the"))
        page.keyboard.type(" old")
        page.keyboard.press("Alt+m")
        row = page.locator("#editor .turn-row").nth(4)
        row.locator(".machine-view").wait_for()
        assert row.locator("ins").all_text_contents() == ["old"]
        page.locator("#machine").click()
        expect(turn(page, 4)).to_be_visible()


def test_words_of_the_machine_are_never_html(chromium, live_server, transcript):
    for name, role in (("transcript", "transcriber"), ("redaction", "redactor")):
        user = UserFactory(role=role)
        with at_desk(chromium, live_server, user, name, transcript.testimony) as page:
            assert HOSTILE in page.locator("main").text_content()
            if name == "transcript":
                page.locator("#machine").click()
                page.locator(".machine-view").first.wait_for()
            expect(page.locator("img[src='x']")).to_have_count(0)
            assert page.title() != "broken"


def test_two_thousand_four_hundred_turns_need_no_node_a_word(chromium, live_server):
    testimony = _testimony()
    made = TranscriptFactory(
        testimony=testimony,
        recording=testimony.recordings.first(),
        machine=True,
        spoken=[("giver-1", f"This is turn {n} of a very long day.") for n in range(2400)],
    )
    user = UserFactory(role="transcriber")
    with at_desk(chromium, live_server, user, "transcript", testimony) as page:
        expect(page.locator("#editor .turn-row")).to_have_count(2400)
        assert page.locator("#editor select").count() < 60
        assert page.locator("#editor *").count() < 2400 * 7
        page.locator("#editor .turn-row").nth(2399).scroll_into_view_if_needed()
        caret(page, 2399, 0)
        page.keyboard.type("Last: ")
        page.keyboard.press("Control+s")
        said(page, "Saved at")
        assert newest(made).segments.last().text.startswith("Last: This is turn 2399")
    redactor = UserFactory(role="redactor")
    with at_desk(chromium, live_server, redactor, "redaction", testimony) as page:
        expect(page.locator("#words .turn-row")).to_have_count(2400)
        assert page.locator("#words [role=option]").count() < 2400
        page.locator("#words .turn-row").nth(2399).scroll_into_view_if_needed()
        page.locator("#words .turn-row").nth(2399).locator("[role=option]").first.wait_for()


def test_the_editor_works_without_script(chromium, live_server, transcript):
    user = UserFactory(role="transcriber")
    with at_desk(
        chromium, live_server, user, "transcript", transcript.testimony, script=False
    ) as page:
        page.locator("textarea").first.fill("You can stop.")
        with page.expect_navigation():
            page.get_by_role("button", name="Save this part").click()
        assert texts(newest(transcript))[0] == "You can stop."
        expect(page.locator("audio[controls]")).to_be_visible()


# --- the redaction desk ----------------------------------------------------------------------


def test_words_are_chosen_and_proposed_by_keyboard_alone(chromium, live_server, reviewed):
    user = UserFactory(role="redactor")
    with at_desk(chromium, live_server, user, "redaction", reviewed.testimony) as page:
        line = page.locator("#words [role=listbox]").nth(2)
        line.locator("[tabindex='0']").focus()
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        page.keyboard.press("Shift+ArrowRight")
        assert page.locator("#sel-text").text_content() == "Sergeant Pellworth,"
        page.keyboard.press("r")
        assert page.evaluate("document.activeElement.id") == "reason"
        page.keyboard.type("THIRD")
        line.locator("[tabindex='0']").focus()
        page.keyboard.press("Enter")
        said(page, "Another person must approve it")
        made = Redaction.objects.get()
        assert (made.reason, made.state, made.proposed_by_id) == ("THIRD", "proposed", user.pk)
        assert len(made.word_ids) == 2
        assert made.sound_start_ms <= made.start_ms
        expect(line.locator("[data-state=proposed]")).to_have_count(2)
        expect(page.locator("#wave .sp.proposed")).to_have_count(1)
        assert page.evaluate("document.activeElement.textContent") == "Sergeant "


def test_home_end_shift_and_escape(chromium, live_server, reviewed):
    user = UserFactory(role="redactor")
    with at_desk(chromium, live_server, user, "redaction", reviewed.testimony) as page:
        page.locator("#words [role=listbox]").nth(3).locator("[tabindex='0']").focus()
        page.keyboard.press("Shift+End")
        assert page.locator("#sel-text").text_content() == "How many letters were there?"
        page.keyboard.press("Shift+Home")
        assert page.locator("#sel-text").text_content() == "How"
        page.keyboard.press("Shift+ArrowLeft")
        assert page.locator("#sel-text").text_content() == "closed. How"
        page.keyboard.press("Escape")
        said(page, "Selection cleared")
        expect(page.locator("#words [aria-selected=true]")).to_have_count(0)


def test_one_tab_stop_a_turn(chromium, live_server, reviewed):
    user = UserFactory(role="redactor")
    with at_desk(chromium, live_server, user, "redaction", reviewed.testimony) as page:
        page.locator("#words [role=listbox]").first.locator("[tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "My "
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.textContent") == "is "


def test_words_are_chosen_by_dragging(chromium, live_server, reviewed):
    user = UserFactory(role="redactor")
    with at_desk(chromium, live_server, user, "redaction", reviewed.testimony) as page:
        words = page.locator("#words [role=listbox]").first.locator("[role=option]")
        page.mouse.move(*centre(words.nth(1)))
        page.mouse.down()
        page.mouse.move(*centre(words.nth(2)))
        page.mouse.move(*centre(words.nth(3)))
        page.mouse.up()
        assert page.locator("#sel-text").text_content() == "is a statement"
        page.get_by_role("button", name="With 2 s around it").click()
        page.wait_for_function("() => document.querySelector('#sound audio').currentTime > 0.1")


def centre(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2


def test_a_stretch_without_words_is_chosen_by_time(chromium, live_server, reviewed):
    user = UserFactory(role="redactor")
    for script in (True, False):
        with at_desk(
            chromium, live_server, user, "redaction", reviewed.testimony, script=script
        ) as page:
            page.locator("#by-time summary").click()
            page.locator("#ta").fill("0:00:00.500")
            page.locator("#tz").fill("1,25")
            page.locator("#kind").select_option("mute")
            page.get_by_role("button", name="Propose", exact=True).click()
            page.locator(".spans li").first.wait_for()
    spans = Redaction.objects.values_list("start_ms", "end_ms", "kind")
    assert list(spans) == [(500, 1250, "mute")] * 2


def test_nobody_decides_what_they_proposed_and_another_person_does(chromium, live_server, reviewed):
    redactor, approver = UserFactory(role="redactor"), UserFactory(role="approver")
    _propose(reviewed, "is a", redactor)
    with at_desk(chromium, live_server, redactor, "redaction", reviewed.testimony) as page:
        expect(page.get_by_role("button", name="Approve")).to_have_count(0)
        assert "another person must approve it" in page.locator("#panels").text_content()
    with at_desk(chromium, live_server, approver, "redaction", reviewed.testimony) as page:
        expect(page.locator("#propose")).to_have_count(0)
        page.get_by_role("button", name="First edge").click()
        page.wait_for_function("() => document.querySelector('#sound audio').currentTime > 0.1")
        page.get_by_role("button", name="Approve").click()
        said(page, "Approved.")
        expect(page.locator("#words [data-state=approved]")).to_have_count(2)
        assert page.evaluate("document.activeElement.id") == "sp-h"
    assert Redaction.objects.get().decided_by_id == approver.pk


def test_a_rejection_needs_a_reason(chromium, live_server, reviewed):
    redactor, approver = UserFactory(role="redactor"), UserFactory(role="approver")
    _propose(reviewed, "February.", redactor)
    with at_desk(chromium, live_server, approver, "redaction", reviewed.testimony) as page:
        page.get_by_text("Reject, with a reason").click()
        page.get_by_label("Why it is rejected").fill("A month names nobody.")
        page.get_by_role("button", name="Reject", exact=True).click()
        said(page, "Rejected.")
        expect(page.locator("#words [data-state=proposed]")).to_have_count(0)
    assert Redaction.objects.get().decision_note == "A month names nobody."


def test_a_name_is_protected_and_each_place_is_decided(chromium, live_server, reviewed):
    user = UserFactory(role="redactor")
    with at_desk(chromium, live_server, user, "redaction", reviewed.testimony) as page:
        page.locator("#protect-name").fill("Pellworth")
        page.get_by_role("button", name="Protect it").click()
        said(page, "one place")
        expect(page.locator("#words [data-state=suggested]")).to_have_count(1)
        expect(page.locator("#wave .sp.suggested")).to_have_count(1)
        page.get_by_role("button", name="Propose to remove").click()
        said(page, "Proposed.")
        expect(page.locator("#words [data-state=proposed]")).to_have_count(1)
        expect(page.locator("#words [data-state=suggested]")).to_have_count(0)
    assert Redaction.objects.get().protected_name == ProtectedName.objects.get()


def test_read_as_the_public_shows_what_would_go_out(chromium, live_server, reviewed):
    user = UserFactory(role="redactor")
    _propose(reviewed, "Sergeant Pellworth,", user)
    for script in (True, False):
        with at_desk(
            chromium, live_server, user, "redaction", reviewed.testimony, script=script
        ) as page:
            page.get_by_text("Read as the public", exact=True).click()
            page.locator("#public-text .turn-row").first.wait_for()
            text = page.locator("#public-text").text_content()
            assert "The first answer came from" in text
            assert "Pellworth" not in text
            assert "Reason PRIV" in text
            expect(page.locator("#words")).to_be_hidden()


def _propose(transcript, text, by):
    words = [w for s in transcript.segments.all() for w in s.words]
    sought = text.split()
    found = next(
        words[n : n + len(sought)]
        for n in range(len(words))
        if [w["text"] for w in words[n : n + len(sought)]] == sought
    )
    return redaction_propose(
        testimony=transcript.testimony,
        recording=transcript.recording,
        kind="remove",
        reason="PRIV",
        word_ids=[w["id"] for w in found],
        by=by,
        at=NOW,
    )


# --- both ------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", ["transcript", "redaction"])
def test_no_violation_and_no_sideways_scroll(chromium, live_server, transcript, name, width):
    user = UserFactory(role="transcriber" if name == "transcript" else "redactor")
    if name == "redaction":
        Segment.objects.filter(transcript=transcript).update(flags=[])
        _propose(transcript, "Benson", user)
        other = UserFactory(role="redactor")
        _propose(transcript, "bus.", other)
    with at_desk(chromium, live_server, user, name, transcript.testimony, width=width) as page:
        if name == "transcript":
            page.locator("#doubt-next").click()
        axe(page)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0
