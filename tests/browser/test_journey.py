"""The main job, walked in a real browser: from a recording to the public, and back.

Nothing is prepared but the accounts of the staff. The recording is real speech, Whisper really
writes it down, every file is really built; the worker's runners are called between the acts.
"""

import re
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from playwright.sync_api import Page

from archive.edition.models import Edition, EditionFile
from archive.redaction.models import Redaction
from archive.testimony.models import Testimony
from archive.withdrawal.models import Withdrawal
from archive.withdrawal.services import withdrawal_report
from media.runners import runners
from tests.environment import ROOT
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.whisper, pytest.mark.django_db(transaction=True)]

# A minute of a public-domain reading in which one name is spoken once.
CLIP = ROOT / "commission" / "demo" / "readings" / "printing-1.mp3"
NAME = "gutenberg"
PASSWORD = "correct horse battery"
ROLES = {
    "farrow": "statement_taker",
    "marden": "transcriber",
    "castellane": "redactor",
    "quill": "approver",
    "oyelaran": "publisher",
}


@pytest.fixture
def staff(db):
    return {name: UserFactory(username=name, role=role) for name, role in ROLES.items()}


def work() -> None:
    """What the worker does between two acts of people."""
    while any(runner.run_one("journey") for runner in runners()):
        pass


def test_from_a_recording_to_the_public_and_back(staff, sign_in, live_server, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    url = live_server.url

    def desk(name: str, **ids: object) -> str:
        return url + reverse(f"desk:{name}", kwargs=ids)

    # The statement taker writes down who came, what was agreed, and receives the recording.
    with sign_in("farrow") as page:
        page.goto(desk("testimony_new"))
        page.get_by_label("Name", exact=True).fill("Johanna Weatherby")
        page.get_by_label("Statement", exact=True).check()
        page.get_by_label("Language spoken").fill("en")
        page.get_by_label("When it was given").fill("2024-03-14")
        page.get_by_label("Where, as it may be published").fill("Riverbend Library")
        page.get_by_label("One sentence for lists and headings").fill("told how printing began.")
        page.get_by_role("button", name="Take it in").click()
        testimony = Testimony.objects.get()
        ids = {"testimony": testimony.pk}
        page.goto(desk("consent_new", position=1, **ids))
        agree(page)
        page.goto(desk("upload", **ids))
        page.get_by_label("The recording").set_input_files(CLIP)
        page.get_by_role("button", name="Receive it").click()
        page.get_by_role("heading", name="Receipt").wait_for()

    # Whisper writes it down; the transcriber puts one word right and accepts.
    with sign_in("marden") as page:
        page.goto(desk("testimony", **ids))
        page.get_by_role("button", name=re.compile("written down by machine")).click()
        work()
        page.goto(desk("transcript", **ids))
        page.locator("#editor .turn-row").first.wait_for()
        first = page.locator("#editor .said").first
        # Commas and capitals differ with the processor's instructions; the word does not.
        heard = first.text_content() or ""
        assert heard.casefold().startswith("printing")
        first.evaluate(
            "(e, at) => { e.focus(); getSelection().collapse(e.firstChild, at); }", len("printing")
        )
        page.keyboard.type(" itself")
        page.keyboard.press("Control+s")
        page.wait_for_function(
            "() => document.getElementById('desk-said').textContent.includes('Saved at')"
        )
        with page.expect_navigation():
            page.locator("#accept-btn").click()
    versions = list(testimony.transcripts.values_list("kind", flat=True))
    assert versions == ["machine", "corrected", "reviewed"]
    reviewed = testimony.transcripts.latest("version").segments.first().text
    assert reviewed.casefold().startswith("printing itself")

    # The redactor selects the spoken name and protects it; deciding it alone is refused.
    with sign_in("castellane") as page:
        page.goto(desk("redaction", **ids))
        word = page.locator("#words [role=option]", has_text=re.compile(NAME, re.I)).first
        word.scroll_into_view_if_needed()
        word.click()
        page.locator("#reason").select_option("THIRD")
        page.locator("#propose").get_by_role("button", name="Propose").click()
        page.wait_for_function(
            "() => document.getElementById('desk-said').textContent.includes('Another person')"
        )
        page.locator("#protect-name").fill(NAME.title())
        page.get_by_role("button", name="Protect it").click()
        page.get_by_text("Every place decided").wait_for()
        redaction = Redaction.objects.get()
        refused = page.request.post(
            desk("redaction_decide", redaction=redaction.pk),
            form={"approve": "yes", "csrfmiddlewaretoken": token(page)},
            headers={"Origin": url},
        )
        assert refused.status == 403
    redaction.refresh_from_db()
    assert redaction.state == "proposed"

    with sign_in("quill") as page:
        page.goto(desk("redaction", **ids))
        page.get_by_role("button", name=re.compile("^Approve")).first.click()
        page.get_by_text("Approved by you").or_(page.get_by_text("Approved by quill")).wait_for()

    # The publisher has a candidate built, and may not approve it.
    with sign_in("oyelaran") as page:
        page.goto(desk("testimony", **ids))
        page.get_by_role("button", name="Build a public candidate").click()
        work()
        candidate = Edition.objects.get()
        page.goto(desk("candidate", edition=candidate.pk))
        approve = page.get_by_role("button", name="Approve exactly this")
        assert approve.get_attribute("aria-disabled") == "true"

    # The approver hears each edge, reads, and approves exactly this.
    with sign_in("quill") as page:
        page.goto(desk("candidate", edition=candidate.pk))
        for edge in page.get_by_role("link", name=re.compile("Play edge")).all():
            edge.click()
            number = re.search(r"edge (\d+)", edge.text_content() or "")
            assert number is not None
            page.wait_for_function(
                f"() => document.getElementById('edge-{number.group(1)}').checked"
            )
        page.get_by_role("button", name="Approve exactly this").click()
        page.get_by_text(re.compile("Approved by")).wait_for()

    with sign_in("oyelaran") as page:
        page.goto(desk("candidate", edition=candidate.pk))
        page.get_by_role("button", name="Open the edition").click()
        page.wait_for_load_state()
    work()
    edition = Edition.objects.get()
    assert (edition.state, edition.reference, edition.number) == ("open", "RB-0001", 1)

    # A visitor finds it by a word, lands on the second, and hears it.
    addresses: set[str] = set()
    with sign_in(None) as page:
        page.on("response", lambda response: addresses.add(response.url))
        page.goto(f"{url}/en/")
        page.get_by_role("searchbox").first.fill("typography")
        page.get_by_role("button", name="Search").first.click()
        hit = page.locator(".hits a[href*='t=']").first
        assert "RB-0001" in (page.locator(".hits").first.text_content() or "")
        hit.click()
        page.wait_for_url(re.compile(r"t=\d+"))
        second = float(re.search(r"t=([\d.]+)", page.url).group(1))
        assert 25 < second < 45, "the passage in which typography is spoken"
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_function(
            f"() => document.querySelector('audio').currentTime > {second} + 0.5"
        )
        at = page.evaluate("document.querySelector('audio').currentTime")
        assert at < second + 20
        sources = page.content()
        assert not page.context.cookies()
        for path in ("/en/", "/es/", "/en/testimony/", "/en/search/?q=printing"):
            sources += page.request.get(url + path).text()
        for path in ("/feeds/testimony.rss", "/sitemap.xml"):
            sources += page.request.get(url + path).text()
            addresses.add(url + path)
        files = {}
        for name in ("sound.m4a", "captions.vtt", "transcript.txt", "peaks.json", "words.json"):
            address = f"{url}/files/RB-0001/1/{name}"
            answer = page.request.get(address)
            assert answer.status == 200, name
            files[name] = answer.body()
            addresses.add(address)
        for query in (NAME, f'"the {NAME}"', "Johanna Weatherby"):
            found = page.request.get(f"{url}/en/search/", params={"q": query}).text()
            assert "Nothing found" in found, query
        everything = sources.encode() + b"".join(files.values())
        for secret in (NAME, "weatherby", "printing-1"):
            assert secret.encode() not in everything.lower(), secret
        assert b"THIRD" in files["captions.vtt"]
    addresses |= {
        f"{url}{reverse('reading:testimony', kwargs={'reference': 'RB-0001'})}",
        f"{url}{reverse('reading:edition', kwargs={'reference': 'RB-0001', 'number': 1})}",
    }
    assert NAME not in written_down_again(files["sound.m4a"], tmp_path).casefold()

    # The giver takes it back: every door refuses at the next request, before anything is purged.
    keys = list(EditionFile.objects.values_list("key", flat=True))
    with sign_in("farrow") as page:
        page.goto(desk("withdraw", **ids))
        page.get_by_label("The person who gave it").check()
        page.get_by_label("Say that a testimony was here").check()
        page.get_by_role("button", name="Take it down").click()
        page.wait_for_url(re.compile("/withdrawal/"))
    about_it = sorted(a for a in addresses if "RB-0001" in a)
    assert len(about_it) >= 7
    with sign_in(None) as page:
        for address in about_it:
            assert page.request.get(address).status in (404, 410), address
        assert page.request.get(f"{url}/en/testimony/RB-0001/").status == 410
        for path in ("/en/", "/en/testimony/", "/feeds/testimony.rss", "/sitemap.xml"):
            text = page.request.get(url + path).text()
            assert "RB-0001" not in text, path
            assert "told how printing began" not in text, path
        found = page.request.get(f"{url}/en/search/", params={"q": "typography"}).text()
        assert "RB-0001" not in found

    # Then files, index and text go, each with a receipt.
    work()
    report = withdrawal_report(Withdrawal.objects.get())
    assert not report.pending
    assert report.done
    stored = storages["editions"]
    assert not [key for key in keys if stored.exists(key)]


def agree(page: Page) -> None:
    """Yes to the web, research and machines, no to the rest; known as Wren."""
    yes = {"web_publication", "research", "ai_processing", "report_citation"}
    for group in page.locator("input[type=radio][name^=use_][value=yes]").all():
        name = group.get_attribute("name") or ""
        answer = "yes" if name.removeprefix("use_") in yes else "no"
        page.locator(f"input[name={name}][value={answer}]").check()
    for medium, answer in (("text", "yes"), ("sound", "yes"), ("image", "no")):
        page.locator(f"input[name=medium_{medium}][value={answer}]").check()
    page.get_by_label("A name they chose").check()
    page.get_by_label("The name they chose").fill("Wren")
    page.get_by_label("In writing").check()
    page.get_by_label("When it was given").fill("2024-03-14")
    page.get_by_label("The text that was read or signed").fill("I agree to what is ticked above.")
    page.locator("main button[type=submit], form.desk-form button[type=submit]").first.click()
    page.wait_for_load_state()


def token(page: Page) -> str:
    return page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def written_down_again(sound: bytes, folder: Path) -> str:
    """What the same model hears in the file that went out."""
    import json
    from io import StringIO

    from django.core.management import call_command

    path, out = folder / "published.m4a", StringIO()
    path.write_bytes(sound)
    call_command("transcribe", str(path), "--language", "en", "--format", "json", stdout=out)
    text = json.dumps(json.loads(out.getvalue()), ensure_ascii=False)
    assert "typography" in text
    return text
