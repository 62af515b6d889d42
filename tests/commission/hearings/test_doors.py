"""Where else hearings are found: search, other pages, documents, pictures, data inside the page."""

from datetime import date

import extruct
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from archive.reading.backlinks import backlinks_of
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.documents.models import Access, Document
from commission.hearings.models import DocketEntry, Hearing
from commission.hearings.search_kind import HEARINGS
from commission.hearings.vocabulary import Openness, SittingState
from commission.review.telling import public_changed
from media.runners import runners
from search.kinds import kind_named
from tests.commission.factories import FindingFactory, locale
from tests.commission.findings.six import paper
from tests.commission.hearings.factories import (
    AppearanceFactory,
    DocketEntryFactory,
    HearingFactory,
    RestrictionOrderFactory,
    SessionFactory,
    lifted,
)
from tests.commission.hearings.twelve import FIRST, REAL_NAME, SECOND, TODAY, twelve
from tests.commission.recommendations.riverbend import text_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/hearings/12/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(TODAY, tick=False):
        yield


# --- Data inside the page ---------------------------------------------------------------


def event(client, path=PAGE):
    html = client.get(path).content.decode()
    found = extruct.extract(html, syntaxes=["json-ld", "opengraph"])
    (data,) = found["json-ld"]
    return data, dict(found["opengraph"][0]["properties"]), html


def test_a_page_says_that_it_is_an_event_and_each_day_is_one(client):
    twelve()
    data, graph, html = event(client)
    assert data["@type"] == "Event"
    assert data["name"] == "Records that were not kept"
    assert data["startDate"] == "2026-11-19T10:00:00-06:00"
    assert data["endDate"] == "2026-11-26T16:00:00-06:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    room, afar = data["location"]
    assert (room["name"], room["geo"]["latitude"]) == ("Riverbend Library", 41.5)
    assert afar["@type"] == "VirtualLocation"
    assert [one["startDate"][:10] for one in data["subEvent"]] == ["2026-11-19", "2026-11-26"]
    assert graph["og:title"] == "Hearing 12: Records that were not kept"
    assert graph["og:image"].endswith("/share/hearings/12.png")
    assert '<link rel="canonical" href="http://localhost:8000/en/hearings/12/">' in html
    assert 'hreflang="es" href="http://localhost:8000/es/hearings/12/"' in html


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (SittingState.POSTPONED, "EventPostponed"),
        (SittingState.CANCELLED, "EventCancelled"),
        (SittingState.HELD, "EventScheduled"),
    ],
)
def test_what_became_of_its_days_is_its_status(client, state, status):
    hearing = HearingFactory(number=12, on=SECOND)
    hearing.sittings.update(state=state)
    assert event(client)[0]["eventStatus"] == f"https://schema.org/{status}"


@pytest.mark.parametrize(
    ("changes", "mode"),
    [
        ({"online_link": ""}, "OfflineEventAttendanceMode"),
        ({"venue_name": "", "place": ""}, "OnlineEventAttendanceMode"),
        ({"openness": Openness.CLOSED}, "OfflineEventAttendanceMode"),
    ],
)
def test_how_somebody_can_be_there_is_said(client, changes, mode):
    HearingFactory(number=12, on=SECOND, **changes)
    data = event(client)[0]
    assert data["eventAttendanceMode"] == f"https://schema.org/{mode}"
    if "online_link" in changes or "openness" in changes:
        assert "VirtualLocation" not in str(data)


def test_its_picture_is_there_while_it_is_public(client):
    hearing = twelve()
    picture = client.get("/share/hearings/12.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    Hearing.objects.filter(pk=hearing.pk).update(live=False)
    assert client.get("/share/hearings/12.png").status_code == 404


def test_it_stands_in_the_map_of_the_site(client):
    twelve()
    HearingFactory(number=13, draft=True)
    text = client.get("/sitemap.xml").content.decode()
    for path in ("hearings/", "hearings/12/", "hearings/12/docket/"):
        assert f"<loc>http://localhost:8000/en/{path}</loc>" in text
    assert "hearings/13/" not in text


# --- Search ------------------------------------------------------------------------------


@pytest.fixture
def index(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_URL = ""


def found(client, words, language="en"):
    while any(runner.run_one("search") for runner in runners(["search"])):
        pass
    return client.get(f"/{language}/search/", {"q": words}).content.decode()


def test_it_is_found_by_what_it_is_about_its_programme_and_its_witnesses(client, index):
    public_changed(twelve(), at=timezone.now())
    for words in ("force", "records room", "ferry road", "C4"):
        page = found(client, words)
        assert 'href="/en/hearings/12/"' in page, words
    assert "Hearing 12: Records that were not kept" in page
    for part in REAL_NAME.split():
        assert 'href="/en/hearings/12/"' not in found(client, part)
    assert 'href="/en/hearings/12/"' not in found(client, "carbon copy"), "nothing of the docket"


def test_what_is_public_no_more_is_not_found(client, index):
    hearing = twelve()
    public_changed(hearing, at=timezone.now())
    assert 'href="/en/hearings/12/"' in found(client, "force")
    Hearing.objects.filter(pk=hearing.pk).update(live=False)
    assert 'href="/en/hearings/12/"' not in found(client, "force")


def test_it_is_filed_under_its_first_day_in_each_language():
    assert kind_named("hearing") is HEARINGS
    hearing = twelve()
    shown = HearingFactory(
        number=12,
        locale=locale("es"),
        translation_key=hearing.translation_key,
        translated_from=hearing,
        title="Lo que no se escribió",
    )
    for row in (hearing, shown):
        passages = list(HEARINGS.passages(str(row.pk)))
        assert {one.date for one in passages} == {FIRST.isoformat()}
        assert {one.language for one in passages} == {row.locale.language_code}
        assert {one.group for one in passages} == {"H12"}


def in_spanish(hearing, **kwargs):
    """A public translation of a hearing with no rows yet."""
    return HearingFactory(
        number=hearing.number,
        locale=locale("es"),
        translation_key=hearing.translation_key,
        translated_from=hearing,
        title="Lo que no se escribió",
        **kwargs,
    )


def test_a_translation_is_not_found_by_a_name_that_its_original_took_out(client, index):
    """Its rows say what they said when it was approved; its page asks the original."""
    hearing = HearingFactory(number=12)
    witness = AppearanceFactory(hearing=hearing, name="Perpetua Quillfeather")
    gone = SessionFactory(hearing=hearing, witness=witness.name, what="A walk to the ferry")
    shown = in_spanish(hearing)
    AppearanceFactory(hearing=shown, key=witness.key, name=witness.name, about="Sobre el libro")
    SessionFactory(hearing=shown, key=gone.key, witness=witness.name, what="Camino al ferry")
    public_changed(shown, at=timezone.now())
    for words in ("Quillfeather", "ferry"):
        assert 'href="/es/hearings/12/"' in found(client, words, "es"), words
    hearing.sessions.all().delete()
    witness.name, witness.cipher = "", "C7"
    witness.save()
    public_changed(Hearing.objects.get(pk=hearing.pk), at=timezone.now())
    for words in ("Quillfeather", "ferry"):
        assert 'href="/es/hearings/12/"' not in found(client, words, "es"), words
    assert 'href="/es/hearings/12/"' in found(client, "C7 libro", "es")
    assert "Testigo C7. Sobre el libro" in {one.text for one in HEARINGS.passages(str(shown.pk))}


def test_a_translation_is_not_found_before_its_original_is_public(client, index):
    hearing = HearingFactory(number=12, draft=True)
    shown = in_spanish(hearing)
    public_changed(shown, at=timezone.now())
    assert "no se escribió" not in found(client, "escribió", "es")
    assert list(HEARINGS.records("public", at=timezone.now())) == []
    Hearing.objects.filter(pk=hearing.pk).update(live=True)
    public_changed(Hearing.objects.get(pk=hearing.pk), at=timezone.now())
    assert "no se escribió" in found(client, "escribió", "es")


# --- On the pages of testimonies --------------------------------------------------------


def test_an_account_says_at_which_hearing_it_was_given_and_what_was_shown(client):
    twelve()
    said = text_of(client.get("/en/testimony/RB-0301/"))
    assert "Hearing 12 Given at hearing 12. Records that were not kept" in said
    assert "0:14 Spoken of here: EX-033. Letter of 4 February 1997" in said
    elsewhere = text_of(client.get("/en/testimony/RB-0147/"))
    assert "Given at hearing" not in elsewhere
    assert "0:07 Spoken of here: EX-033." in elsewhere


def test_what_an_order_closes_is_not_named_on_an_account(client):
    twelve()
    letter = DocketEntry.objects.get(exhibit=33)
    order = RestrictionOrderFactory(number=8, hearing=letter.hearing, covers=[letter])
    html = client.get("/en/testimony/RB-0301/").content.decode()
    assert "EX-033" not in html
    assert "Letter of 4 February" not in html
    lifted(order)
    assert "EX-033" in client.get("/en/testimony/RB-0301/").content.decode()


def test_rows_on_an_account_cost_the_same_however_many(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    hearing = twelve()
    edition = hearing.testimonies.get().testimony.editions.get()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            backlinks_of(edition, at=TODAY)
        return len(asked)

    few = queries()
    for n in range(8):
        DocketEntryFactory(hearing=hearing, number=50 + n, spoken_of=edition)
    assert len(backlinks_of(edition, at=TODAY)) == 10
    assert queries() == few


# --- Documents ---------------------------------------------------------------------------


@pytest.fixture
def filed():
    """A document with a copy, filed at hearing 12."""
    from media.files import file_write

    document = paper("Letter", access=Access.PUBLIC)
    written = file_write(key=document.key, source=b"%PDF-1.7 one page")
    Document.objects.filter(pk=document.pk).update(size=written.size, sha256=written.sha256)
    return DocketEntryFactory(hearing=HearingFactory(number=12), number=1, document=document)


def copy_of(client, entry):
    return client.get(reverse("documents:document", args=[entry.document_id])).status_code


def test_what_was_filed_is_handed_out_while_it_is_open(client, filed):
    assert copy_of(client, filed) == 200
    assert f"/documents/{filed.document_id}/" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "changes", [{"live": False}, {"access": "closed"}, {"document": None}], ids=str
)
def test_what_is_not_open_answers_like_what_never_was(client, filed, changes):
    key = filed.document_id
    DocketEntry.objects.filter(pk=filed.pk).update(**changes)
    assert client.get(reverse("documents:document", args=[key])).status_code == 404


def test_the_documents_of_a_draft_hearing_are_nowhere(client, filed):
    Hearing.objects.update(live=False)
    assert copy_of(client, filed) == 404


def test_an_order_closes_a_document_wherever_else_it_is_named(client, filed):
    finding = FindingFactory()
    finding.documents.create(document=filed.document)
    order = RestrictionOrderFactory(hearing=filed.hearing, covers=[filed])
    assert copy_of(client, filed) == 404
    lifted(order)
    assert copy_of(client, filed) == 200


# --- The front page and the frame -------------------------------------------------------


def test_the_next_days_stand_on_the_front_page(client):
    twelve()
    HearingFactory(number=13, title="A plan", draft=True, on=date(2026, 11, 23))
    html = " ".join(client.get("/en/").content.decode().split())
    assert 'href="/en/hearings/12/">Hearing 12, day 2: Records that were not kept</a>' in html
    assert "A plan" not in html


def test_before_anything_was_recommended_they_stand_there_too(client):
    HearingFactory(number=13, title="The first", on=date(2026, 11, 23))
    html = client.get("/en/").content.decode()
    assert "Hearing 13: The first" in html
    assert "What became of it" not in html


def test_every_page_leads_to_the_hearings(client):
    html = " ".join(client.get("/en/about/").content.decode().split())
    assert '<a href="/en/hearings/" >Hearings</a>' in html
    assert 'href="/en/hearings/" aria-current="true"' in " ".join(
        client.get("/en/hearings/").content.decode().split()
    )


@pytest.mark.parametrize(
    "path",
    [
        "/en/hearings/",
        "/es/hearings/calendar/",
        PAGE,
        "/es/hearings/12/docket/",
        "/calendar/hearings.ics",
        "/calendar/hearings/12.ics",
        "/feeds/hearings.rss",
        "/feeds/hearings-podcast.rss",
        "/feeds/hearings/12/docket.rss",
        "/data/hearings/12/docket.csv",
    ],
)
def test_a_visitor_gets_it_without_a_cookie_and_asked_for_again_each_time(client, path):
    twelve(files=False)
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"
    assert client.post(path).status_code == 405


def test_the_words_of_hearings_are_defined(client):
    html = client.get("/en/words/").content.decode()
    for anchor in ("measure-cipher", "hearing-thematic", "docket-ruling", "access-closed_by_order"):
        assert f'id="{anchor}"' in html


def test_when_an_account_is_taken_back_its_moments_go_everywhere(client):
    hearing = twelve()
    testimony_withdraw(
        testimony=hearing.testimonies.get().testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(),
        at=TODAY,
    )
    for path in (PAGE, "/en/hearings/12/docket/", "/data/hearings/12/docket.csv", "/en/hearings/"):
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        assert b"RB-0301" not in body, path
    assert client.get("/en/testimony/RB-0301/").status_code == 404


def test_a_document_that_a_closed_entry_has_too_is_handed_out_nowhere(client, filed):
    DocketEntryFactory(hearing=filed.hearing, number=2, document=filed.document, closed=True)
    assert copy_of(client, filed) == 404
    assert "/documents/" not in client.get(PAGE).content.decode()
