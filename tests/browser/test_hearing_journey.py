"""A hearing with a witness behind a cipher: what goes out late, what an order stops, what a lifting
does not open.

Every act about the hearing is one of its own people's, in a real browser; the recording is built
and approved by the archive's own services.
"""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from archive.edition.models import Edition
from archive.publishing.services import edition_open
from archive.testimony.models import Testimony, TestimonyKind
from commission.hearings.models import Hearing
from tests.archive.publishing_case import approved, testimony_ready
from tests.browser.acts import cited, decided, drafted, saved, submitted, worked
from tests.browser.public import watched
from tests.commission.canary.canaries import decoded, fold
from tests.commission.documents.hiding import saved as file_of
from tests.commission.documents.hiding import sheet
from tests.commission.factories import locale
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAY = BEFORE.date() + timedelta(days=4)
AFTER = datetime(2026, 12, 2, 9, tzinfo=UTC)
OPENS = AFTER + timedelta(hours=3)
SPOKEN = [
    ("asker", "Who kept the daily book of the district?"),
    ("giver-1", "I kept it for six years, and the column for force stayed empty."),
]
QUOTED = "the column for force stayed empty"
EXHIBIT = "Daily book of the third district"
NAME = "Perpetua Quillfeather"
NOTICE = "It opens at noon, a day after it was said."


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=True) as moving:
        yield moving


@pytest.fixture
def people(settings, tmp_path, clock):
    """The officer may lift orders as well: what the software refuses is lifting one's own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    locale("en"), locale("es")
    roles = {
        "prior": "registrar",
        "farrow": "statement_taker",
        "okafor": "hearing_officer",
        "achterberg": "commissioner",
    }
    made = {name: UserFactory(username=name, role=role) for name, role in roles.items()}
    made["okafor"].groups.add(*made["achterberg"].groups.all())
    return made


@pytest.fixture
def testimony(people) -> Testimony:
    """What the witness said, in the vault, with leave to broadcast it."""
    made = testimony_ready(spoken=SPOKEN)
    made.givers.update(real_name=NAME)
    Testimony.objects.filter(pk=made.pk).update(kind=TestimonyKind.HEARING)
    made.refresh_from_db()
    return made


def test_a_recording_waits_for_a_person_an_order_stops_it_and_nothing_opens_by_itself(
    testimony, clock, sign_in, live_server, chromium
):
    url = live_server.url
    with sign_in("farrow") as page:
        page.goto(f"{url}/admin/hearings/ciphers/")
        page.get_by_label("Cipher", exact=True).fill("C7")
        page.get_by_label("Name", exact=True).fill(NAME)
        page.get_by_role("button", name="Keep the name out").click()
        page.get_by_role("heading", name="Cipher C7").wait_for()
    with sign_in("prior") as page:
        planned(page, url)
    decided(sign_in, url, "Hearing 1", by="achterberg")
    hearing = Hearing.objects.get()
    desk = f"{url}/admin/hearings/{hearing.pk}/"
    with sign_in("farrow") as page:
        page.goto(desk)
        page.get_by_role("link", name=re.compile("^Link a testimony")).click()
        page.get_by_label("Testimony, by its reference").fill(str(testimony.pk))
        saved(page)
    approved(testimony)

    # Nobody confirms what was not held yet.
    with sign_in("okafor") as page:
        page.goto(desk)
        page.get_by_text("Its day was not held yet.").wait_for()
        expect(page.get_by_role("link", name=re.compile("^Confirm"))).to_have_count(0)
    clock.move_to(AFTER)
    worked()
    closed(chromium, url)
    with sign_in("prior") as page:
        page.goto(f"{url}/admin/snippets/hearings/hearing/edit/{hearing.pk}/")
        page.locator("#id_sittings-0-state").select_option("held")
        drafted(page)
        submitted(page)
    decided(sign_in, url, "Hearing 1", by="achterberg")
    with sign_in("okafor") as page:
        page.goto(desk)
        page.get_by_role("link", name=re.compile("^Confirm the release")).click()
        page.get_by_label("What the public reads about it").fill(NOTICE)
        page.get_by_label("Not before").fill(f"{OPENS:%Y-%m-%dT%H:%M}")
        page.get_by_label(re.compile("I have made sure")).check()
        saved(page)
        page.get_by_text(re.compile("Confirmed by okafor")).wait_for()
    worked()
    closed(chromium, url)
    clock.move_to(OPENS + timedelta(minutes=1))
    worked()
    with sign_in("prior") as page:
        filed(page, url)
    decided(sign_in, url, "Hearing 1, docket 1", by="achterberg")
    reference = Edition.objects.get().reference
    opened(chromium, url, reference)
    heard(chromium, url, reference)

    with sign_in("okafor") as page:
        ordered(page, desk)
    stopped(chromium, url, reference)
    with sign_in("okafor") as page:
        page.goto(f"{url}/admin/hearings/orders/")
        page.get_by_role("link", name="Order 1").click()
        page.get_by_text("You placed it. Another person lifts it.").wait_for()
        expect(page.get_by_role("button", name="Lift the order")).to_have_count(0)
    with sign_in("achterberg") as page:
        page.goto(f"{url}/admin/hearings/orders/")
        page.get_by_role("link", name="Order 1").click()
        page.get_by_role("button", name="Lift the order").click()
        page.get_by_text("Lifted. What it closed is built, approved and opened anew.").wait_for()
    clock.shift(timedelta(days=2))
    worked()
    closed(chromium, url)
    with watched(chromium) as page:
        page.goto(f"{url}/en/hearings/1/")
        row = page.locator("#ex-001")
        expect(row).to_contain_text(EXHIBIT)
        expect(row).to_contain_text("Nothing to hear here")

    # Built and approved anew, it opens by a person's hand.
    edition_open(edition=approved(testimony), by=UserFactory(), at=timezone.now())
    worked()
    opened(chromium, url, reference)


def planned(page: Page, url: str) -> None:
    """A registrar announces a day with one witness; a text with their name is not kept."""
    page.goto(f"{url}/admin/snippets/hearings/hearing/add/")
    page.locator("#id_title").fill("Records that were not kept")
    page.locator("#id_summary").fill(f"What {NAME} wrote down every evening.")
    page.locator("#id_hearing_type").select_option("thematic")
    page.locator("#id_venue_name").fill("Riverbend Library")
    page.locator("#id_place").fill("Riverbend")
    page.get_by_role("button", name="Add day").click()
    page.locator("#id_sittings-0-date").fill(DAY.isoformat())
    page.locator("#id_sittings-0-starts_at").fill("10:00")
    page.locator("#id_sittings-0-ends_at").fill("16:00")
    page.get_by_role("button", name="Add witness").click()
    page.locator("#id_appearances-0-cipher").fill("C7")
    page.locator("#id_appearances-0-about").fill("Keeping the daily book")
    page.get_by_role("button", name="Add session").click()
    page.locator("#id_sessions-0-date").fill(DAY.isoformat())
    page.locator("#id_sessions-0-kind").select_option("appearance")
    page.locator("#id_sessions-0-witness").fill("C7")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("A name that may not be known stands in this text.").first.wait_for()
    assert not Hearing.objects.exists()
    page.locator("#id_summary").fill("What was written down every evening.")
    drafted(page)
    submitted(page)


def filed(page: Page, url: str) -> None:
    """A registrar brings a document, files it as an exhibit, and says where it was spoken of."""
    page.goto(f"{url}/admin/hearings/papers/")
    page.get_by_label("A document").set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": file_of(sheet()[0])}
    )
    page.get_by_label("What it is").fill("Daily book")
    page.locator("[name=paper_access][value=public]").check()
    saved(page)
    page.goto(f"{url}/admin/snippets/hearings/docketentry/add/")
    page.locator("#id_hearing").select_option(index=1)
    page.locator("#id_kind").select_option("exhibit")
    page.locator("#id_title").fill(EXHIBIT)
    page.locator("#id_filed_on").fill(DAY.isoformat())
    page.locator("#id_filed_by").fill("The district")
    page.locator("#id_access").select_option("open")
    page.locator("#id_document").select_option(index=1)
    page.get_by_role("link", name="Find a passage to cite").click()
    cited(page, look_for="column", choose=QUOTED)
    drafted(page)
    submitted(page)


def ordered(page: Page, desk: str) -> None:
    """An officer puts an order in force over the witness and the exhibit."""
    page.goto(desk)
    page.get_by_role("link", name="Place an order").click()
    page.get_by_label("Witness C7").check()
    page.get_by_label("1. Exhibit EX-001").check()
    page.get_by_label("What was said or filed").check()
    page.get_by_label("Reason").select_option("SAFE")
    page.get_by_label("Made by").fill("The chair")
    page.get_by_label("Public summary").fill("What Witness C7 said is not published.")
    page.get_by_label("Text of the order").fill("They still live behind the mill.")
    saved(page)
    page.get_by_text("The order is in force as it says.").wait_for()


def doors(reference: str = "RB-0001") -> tuple[str, ...]:
    """Every address at which a hearing, its docket and its voices are told of."""
    return (
        *(f"/{code}/hearings/" for code in ("en", "es")),
        *("/en/hearings/1/", "/es/hearings/1/", "/en/hearings/1/docket/", "/en/hearings/calendar/"),
        *("/calendar/hearings.ics", "/calendar/hearings/1.ics"),
        *("/feeds/hearings.rss", "/feeds/hearings-podcast.rss", "/feeds/hearings/1/docket.rss"),
        "/data/hearings/1/docket.csv",
        *("/en/search/?q=column", "/en/search/?q=daily+book", "/en/testimony/", "/sitemap.xml"),
        *("/feeds/testimony.rss", f"/en/testimony/{reference}/", "/share/hearings/1.png"),
        *(f"/files/{reference}/{n}/{name}" for n in (1, 2) for name in FILES),
    )


FILES = ("sound.m4a", "captions.vtt", "transcript.txt", "words.json")


def answers(chromium, url: str, reference: str = "RB-0001") -> dict[str, tuple]:
    """What each door answers, as status and text. Nowhere is the name, or what the order says."""
    context, found = chromium.new_context(), {}
    for path in doors(reference):
        answer = context.request.get(url + path)
        text = decoded(answer.body()) + fold(str(answer.headers))
        for hidden in (*NAME.split(), "behind the mill"):
            assert fold(hidden) not in text, (path, hidden)
        found[path] = (answer.status, text)
    assert not context.cookies()
    context.close()
    return found


def closed(chromium, url: str) -> None:
    """The hearing is announced; of what was said there is nothing, and nothing to hear."""
    found = answers(chromium, url)
    for path, (status, text) in found.items():
        assert fold(QUOTED) not in text, path
        if path.startswith(("/files/", "/en/testimony/RB")):
            assert status == 404, path
    assert fold("Witness C7") in found["/en/hearings/1/"][1]
    assert fold("Hear this session") not in found["/en/hearings/1/"][1]
    assert "enclosure" not in found["/feeds/hearings-podcast.rss"][1]


def opened(chromium, url: str, reference: str) -> None:
    """It is found, heard and subscribed to, under the cipher alone."""
    found = answers(chromium, url, reference)
    assert "enclosure" in found["/feeds/hearings-podcast.rss"][1]
    assert fold(reference) in found["/en/search/?q=column"][1]
    page = found[f"/en/testimony/{reference}/"][1]
    assert fold(QUOTED) in page
    assert fold("Witness C7") in page
    assert fold("Wren") not in page, "a name that they chose before they were given a cipher"
    assert fold("Hear this session") in found["/en/hearings/1/"][1]


def heard(chromium, url: str, reference: str) -> None:
    """From the exhibit to the moment at which it was spoken of, which is heard there, and back."""
    with watched(chromium) as page:
        calendar = icalendar.Calendar.from_ical(
            page.request.get(f"{url}/calendar/hearings/1.ics").body()
        )
        assert [one.start.date() for one in calendar.events] == [DAY]
        page.goto(f"{url}/en/hearings/1/")
        row = page.locator("#ex-001")
        expect(row).to_contain_text(EXHIBIT)
        row.locator("a.tc").click()
        page.wait_for_url(re.compile(f"/testimony/{reference}/"))
        expect(page.locator("h1")).to_contain_text("Witness C7")
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_function("() => document.querySelector('audio').currentTime > 0.5")
        page.get_by_role("link", name=re.compile("EX-001")).click()
        page.wait_for_url(re.compile("/hearings/1/docket/#ex-001"))


def stopped(chromium, url: str, reference: str) -> None:
    """The order closes at the next request what it covers, before the worker's next turn."""
    for _turn in ("before the worker", "after it"):
        closed(chromium, url)
        for path, (_status, text) in answers(chromium, url, reference).items():
            assert fold(EXHIBIT) not in text, path
        with watched(chromium) as page:
            page.goto(f"{url}/en/hearings/1/")
            expect(page.locator("#ex-001")).to_contain_text("Closed by order 1")
            expect(page.locator("main")).to_contain_text("What Witness C7 said is not published.")
        worked()
