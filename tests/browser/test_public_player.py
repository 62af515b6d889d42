"""The player in a real browser: real sound, keys, the text that follows, moments to share."""

import pytest
from playwright.sync_api import expect

from archive.edition.models import Edition, EditionTurn
from tests.browser.public import arrived, expect_at_last, fits, only_asked, watched, wren

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def testimony(live_server):
    wren()
    return live_server


def at(page) -> float:
    return page.evaluate("document.querySelector('audio').currentTime")


def until(page, condition: str) -> None:
    """Ask until it is so; Playwright's own waiting evaluates strings, which the policy refuses."""
    expect_at_last(lambda: page.evaluate(condition), page, condition)


SEEKABLE = "document.querySelector('audio').readyState >= 1"


def test_a_click_on_a_time_plays_from_there_and_the_text_follows(chromium, testimony):
    with watched(chromium) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        page.locator("#t7000 .tc").click()
        until(page, "document.querySelector('audio').currentTime > 7.3")
        assert not page.evaluate("document.querySelector('audio').paused")
        assert page.locator(".turn.now").get_attribute("id") == "t7000"
        assert page.locator(".turn.now").get_attribute("aria-current") == "true"
        arrived(page, "?t=7#t7000")
        assert page.locator(".play").get_attribute("aria-label") == "Pause"
        page.locator("#rate").select_option("2")
        page.evaluate("document.querySelector('audio').currentTime = 13.5")
        until(page, "document.querySelector('.turn.now').id === 't14000'")
        only_asked(page, testimony)


def test_an_address_with_a_time_lands_there_and_waits(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/?t=63,66")
        until(page, "document.querySelector('audio').currentTime >= 63")
        assert page.evaluate("document.querySelector('audio').paused"), "nothing plays by itself"
        assert page.locator("mark").inner_text().startswith("Nobody wrote it down.")
        box = page.locator("mark").bounding_box()
        assert 0 < box["y"] < 900, "the words are in sight"
        assert page.locator(".seek").get_attribute("aria-valuetext") == "1 min 3 s of 1 min 10 s"
        page.locator(".play").click()
        until(
            page, "document.querySelector('audio').ended || document.querySelector('audio').paused"
        )
        assert 65.5 < at(page) < 68, "the cited stretch ends where it ends"


def test_keys_work_where_the_focus_is_and_nowhere_else(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        until(page, SEEKABLE)
        page.keyboard.press("k")
        assert page.evaluate("document.querySelector('audio').paused"), "no focus, no key"
        page.locator(".play").focus()
        page.keyboard.press("l")
        until(page, "document.querySelector('audio').currentTime === 10")
        page.keyboard.press("]")
        until(page, "document.querySelector('audio').currentTime === 14")
        page.keyboard.press("[")
        until(page, "document.querySelector('audio').currentTime === 7")
        page.keyboard.press("j")
        until(page, "document.querySelector('audio').currentTime === 0")
        page.keyboard.press("k")
        until(page, "!document.querySelector('audio').paused")
        page.keyboard.press("k")
        until(page, "document.querySelector('audio').paused")
        page.locator(".seek").focus()
        page.keyboard.press("End")
        until(page, "document.querySelector('audio').currentTime > 69")


def test_the_keyboard_alone_reaches_every_part_of_the_player_uncovered(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        until(page, SEEKABLE)
        seen = set()
        for _n in range(70):
            page.keyboard.press("Tab")
            seen.add(
                page.evaluate(
                    "document.activeElement.id || document.activeElement.className.split(' ')[0]"
                )
            )
            covered = page.evaluate(
                """() => { const e = document.activeElement, b = e.getBoundingClientRect();
                   if (e === document.body || !b.width || e.closest('.player, .topbar')) return '';
                   const top = document.elementFromPoint(b.left + Math.min(b.width, 8) / 2,
                                                         b.top + b.height / 2);
                   return top && (e.contains(top) || top.contains(e)) ? '' : e.outerHTML; }"""
            )
            assert not covered, covered
        assert {"play", "seek", "rate", "follow", "captions", "tc", "this-moment"} <= seen


def test_the_moment_can_be_copied_as_a_link_that_names_the_edition(chromium, testimony):
    with watched(chromium) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        until(page, SEEKABLE)
        page.evaluate("document.querySelector('audio').currentTime = 42")
        until(page, "document.querySelector('audio').currentTime === 42")
        page.locator("#this-moment").click()
        until(page, "document.querySelector('#copied').textContent.length > 0")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == "http://localhost:8000/en/testimony/RB-0147/2/?t=42#t42000"
        assert "at 0:42" in page.locator("#cite-text").inner_text()


def test_a_cited_stretch_behind_a_note_is_cited_without_opening_it(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/?t=21,24")
        until(page, SEEKABLE)
        page.get_by_role("link", name="Cite this moment").click()
        assert page.locator("#cite-text").inner_text().endswith("?t=21#note-t21000")
        page.goto(testimony.url + "/en/testimony/RB-0147/?t=21#note-t21000")
        expect(page.get_by_text("They asked him to step out")).to_be_hidden()


def test_captions_can_be_read_in_the_player(chromium, testimony):
    with watched(chromium) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        page.locator("#captions").click()
        until(page, "document.querySelector('audio').textTracks[0].cues?.length > 0")
        page.locator("#t7000 .tc").click()
        until(page, "document.querySelector('.caption-line').textContent.startsWith('Thank you.')")
        assert page.locator(".where").inner_text() == "", "a caption is no message"


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_captions_move_no_control_whatever_they_say(chromium, testimony, width):
    with watched(chromium, width=width, calm=True) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        until(page, SEEKABLE)
        expect(page.locator("#captions")).to_be_visible()
        page.locator("#captions").click()
        assert page.locator("#captions").get_attribute("aria-pressed") == "true"
        line = page.locator(".caption-line")
        two_lines = line.bounding_box()["height"]
        before = [one.bounding_box() for one in page.locator(".player-row .ctl:visible").all()]
        for text in ("", "Short.", "She kept a copy of every letter that they sent us. " * 2):
            line.evaluate("(line, text) => { line.textContent = text; }", text)
            assert line.bounding_box()["height"] >= two_lines
            boxes = [one.bounding_box() for one in page.locator(".player-row .ctl:visible").all()]
            assert boxes == before
        fits(page)


def test_a_noted_stretch_stays_folded_and_can_be_passed_over(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/?t=21")
        expect(page.get_by_text("They asked him to step out")).to_be_hidden()
        page.get_by_role("link", name="Pass over to 0:28").click()
        until(page, "document.querySelector('audio').currentTime === 28")
        assert page.evaluate("document.querySelector('audio').paused")
        page.get_by_label("Show the marked parts opened on this visit").check()
        expect(page.get_by_text("They asked him to step out")).to_be_visible()


def test_a_sound_that_cannot_be_had_is_said_in_words(chromium, testimony):
    with watched(chromium) as page:
        page.route("**/sound.m4a", lambda route: route.fulfill(status=404))
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        page.locator(".play").click()
        said = page.get_by_role("status").filter(has_text="The sound could not be had.")
        said.wait_for()


def test_the_word_being_said_is_marked_without_an_element_of_its_own(chromium, testimony):
    with watched(chromium, calm=True) as page:
        page.goto(testimony.url + "/en/testimony/RB-0147/")
        before = page.evaluate("document.querySelectorAll('*').length")
        page.locator("#t42000 .tc").click()
        marked = "[...CSS.highlights.get('voice')].map(String).join()"
        expect_at_last(lambda: page.evaluate(marked) in {"first", "answer", "came"}, page, "a word")
        page.evaluate("document.querySelector('audio').currentTime = 47.5")
        expect_at_last(lambda: page.evaluate(marked) in {"was", "closed."}, page, "after the cut")
        assert page.evaluate("document.querySelectorAll('*').length") == before


def test_a_moment_far_down_a_long_account_is_landed_on(chromium, live_server):
    edition = wren(seconds=3.0)
    edition.turns.all().delete()
    EditionTurn.objects.bulk_create(
        EditionTurn(
            edition=edition,
            position=n,
            start_ms=n * 4500,
            end_ms=n * 4500 + 4000,
            speaker="Wren" if n % 3 else "Statement taker",
            parts=[{"text": "She kept a copy of every letter. " * (1 + n % 4)}],
        )
        for n in range(2400)
    )
    Edition.objects.filter(pk=edition.pk).update(duration_ms=2400 * 4500, content_ranges=[])
    with watched(chromium) as page:
        page.goto(live_server.url + "/en/testimony/RB-0147/?t=9000,9004")
        mark = page.locator("mark")
        expect_at_last(lambda: 100 < mark.bounding_box()["y"] < 800, page, "the words in sight")
