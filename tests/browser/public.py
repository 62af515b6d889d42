"""What the browser tests of public pages share: a page that is watched, axe, a record to read."""

import json
import time
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from archive.edition.models import EditionFile, EditionTurn, FileKind
from media.files import file_write
from tests.factories import EditionFactory, TestimonyFactory, UserFactory, small_sound

WIDTHS = {"desktop": 1280, "phone": 390, "narrow": 320}
LETTERS = [
    (
        "Statement taker",
        "This is a statement to the commission. You can stop whenever you like, and nothing you "
        "say today is published until you have read it.",
    ),
    ("Wren", "Thank you. I would like to start with my mother, because she did the work."),
    ("Wren", "She believed that if you wrote a thing down, and kept the copy, somebody would "),
    ("Wren", "They asked him to step out, and he did. I am going to say what I saw."),
    ("Statement taker", "We can stop here for today."),
    ("Wren", "No. I have waited a long time to get to the next part."),
    ("Wren", "The first answer came from a | PRIV | and it said the matter was closed."),
    ("Wren", "| MED |"),
    ("Statement taker", "How many letters were there?"),
    ("Wren", "Nobody wrote it down. So for eleven years, it had not happened."),
]
EACH_MS = 7_000


@contextmanager
def watched(browser, *, width=1280, dark=False, script=True, calm=False):
    """A page in a context of its own; at the end: no request to another server, no refused code."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        reduced_motion="reduce" if calm else "no-preference",
        bypass_csp=False,
    )
    page = context.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(f"error: {error}"))
    try:
        yield page
        assert context.cookies() == []
        refused = [text for text in page.said if "Content Security Policy" in text]
        assert not refused, refused
        broken = [text for text in page.said if text.startswith("error:")]
        assert not broken, broken
    finally:
        context.close()


def expect_at_last(holds, page, what: str, *, within_s: int = 20) -> None:
    """Ask again and again until it holds; fail with what was waited for."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"never came true: {what}"
        page.wait_for_timeout(50)


def arrived(page, ending: str) -> None:
    """The page whose address ends so is there, read to its end."""
    page.wait_for_url(lambda url: url.endswith(ending))


def only_asked(page, server) -> None:
    """Not one request went to anybody else's server."""
    elsewhere = [url for url in page.asked if not url.startswith((server.url, "data:", "blob:"))]
    assert not elsewhere, elsewhere


def axe(page) -> None:
    """No violation of WCAG 2.0 to 2.2 A and AA, nor of axe's best practice.

    Measured with the page at rest and at its top: what is just passing under the bar that stays is
    not hidden for good.
    """
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """() => new Promise(rest => {
            scrollTo({ top: 0, behavior: "instant" });
            let quiet = 0;
            const look = () => {
                quiet = scrollY ? 0 : quiet + 1;
                if (scrollY) scrollTo({ top: 0, behavior: "instant" });
                quiet < 5 ? requestAnimationFrame(look) : rest();
            };
            look();
        })"""
    )
    found = Axe().run(
        page,
        options={
            # Else everything that passed comes back as well, node by node: seconds a page.
            "resultTypes": ["violations"],
            "runOnly": {
                "type": "tag",
                "values": [
                    "wcag2a",
                    "wcag2aa",
                    "wcag21a",
                    "wcag21aa",
                    "wcag22aa",
                    "best-practice",
                ],
            },
        },
    )
    assert found.violations_count == 0, found.generate_report()


def fits(page) -> None:
    """The page is not wider than the window."""
    width = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert width[0] <= width[1], width


def readable_everywhere(page, server, paths, *, statuses=None) -> None:
    """Every page answers, fits and has no violation at every width, and asks nobody else.

    statuses: what pages by their paths answer that do not answer 200.
    """
    for path in paths:
        assert page.goto(server.url + path).status == (statuses or {}).get(path, 200), path
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 900})
            fits(page)
            axe(page)
    only_asked(page, server)


def parts_of(text: str) -> list[dict]:
    """Words and removals: "came from a | PRIV | and" becomes text, cut, text."""
    pieces = [piece.strip() for piece in text.split("|")]
    return [
        {"cut": piece} if piece.isupper() and len(piece) < 12 else {"text": piece}
        for piece in pieces
        if piece
    ]


def wren(reference="RB-0147", *, seconds=70.0, files=True, **kwargs):
    """A testimony with everything a page can show: notes, removals, an earlier edition, sound."""
    testimony = TestimonyFactory(
        consented=True,
        summary="told the commission what happened to her brother on Ferry Road, and about the "
        "eleven years her family spent asking for a record of it.",
    )
    if "number" not in kwargs:
        EditionFactory(testimony=testimony, reference=reference, superseded=True)
    edition = EditionFactory(
        testimony=testimony,
        reference=reference,
        duration_ms=round(seconds * 1000),
        what_changed="A surname was removed, at the request of a third party.",
        content_note="Wren speaks about police force, and about losing her brother.",
        content_ranges=[
            {"start_ms": 3 * EACH_MS, "end_ms": 4 * EACH_MS, "note": "force against a person"}
        ],
        removed=[
            {"reason": "PRIV", "start_ms": 44_000, "end_ms": 46_000, "words": 2},
            {"reason": "MED", "start_ms": 7 * EACH_MS, "end_ms": 8 * EACH_MS, "words": 9},
        ],
        **kwargs,
    )
    edition.turns.all().delete()
    EditionTurn.objects.bulk_create(
        EditionTurn(
            edition=edition,
            position=n,
            start_ms=n * EACH_MS,
            end_ms=(n + 1) * EACH_MS - 400,
            speaker=speaker,
            asks=speaker == "Statement taker",
            parts=parts_of(text),
        )
        for n, (speaker, text) in enumerate(LETTERS)
    )
    if files:
        write_files(edition, seconds)
    return edition


def write_files(edition, seconds: float) -> None:
    """Sound of the edition's length, with its peaks and captions."""
    peaks = [abs((n * 7919) % 97 - 40) % 60 + 12 for n in range(400)]
    captions = "WEBVTT\n\n" + "".join(
        f"00:00:{turn.start_ms // 1000:02}.000 --> 00:00:{turn.end_ms // 1000:02}.000\n"
        f"<v {turn.speaker}>" + " ".join(p.get("text", "[PRIV]") for p in turn.parts) + "\n\n"
        for turn in edition.turns.filter(end_ms__lt=60_000)
    )
    files = {
        FileKind.SOUND: ("audio/mp4", small_sound(seconds)),
        FileKind.CAPTIONS: ("text/vtt", captions.encode()),
        FileKind.TEXT: ("text/plain", b"Wren: My mother wrote.\n"),
        FileKind.PEAKS: ("application/json", f'{{"peaks": {peaks}}}'.encode()),
        FileKind.WORDS: ("application/json", json.dumps({"words": words_of(edition)}).encode()),
    }
    for kind, (content_type, data) in files.items():
        file = EditionFile(edition=edition, kind=kind, content_type=content_type)
        written = file_write(key=file.key, source=data)
        file.size, file.sha256 = written.size, written.sha256
        file.save()


def words_of(edition) -> list[dict]:
    """Times for the words of each turn, spread evenly, as an edition's file has them."""
    words = []
    for turn in edition.turns.all():
        items = [
            (word, part) for part in turn.parts for word in part.get("text", "").split() or [None]
        ]
        each = (turn.end_ms - turn.start_ms) // len(items)
        for n, (word, part) in enumerate(items):
            start = turn.start_ms + n * each
            what = {"text": word} if word else {"cut": part["cut"]}
            words.append({"turn": turn.position, "start": start, "end": start + each, **what})
    return words


def gone(reference="RB-0088"):
    """A listed withdrawal."""
    from django.utils import timezone

    from archive.withdrawal.models import Withdrawal

    edition = EditionFactory(reference=reference, withdrawn=True)
    return Withdrawal.objects.create(
        testimony=edition.testimony,
        asked_by="giver",
        listed=True,
        was_public=True,
        withdrawn_by=UserFactory(),
        withdrawn_at=timezone.now(),
    )


ROOT = Path(__file__).resolve().parent.parent.parent
