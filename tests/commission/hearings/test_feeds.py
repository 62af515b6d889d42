"""Calendars, feeds, the podcast and the table of a docket, read back by well-kept libraries."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
import time_machine
from icalendar import Calendar

from archive.consent.models import Medium, Use
from archive.edition.models import Edition
from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.hearings.models import AppearanceTestimony, DelayedRelease, Hearing
from commission.hearings.vocabulary import SittingState
from tests.commission.hearings.factories import DocketEntryFactory, HearingFactory, lifted
from tests.commission.hearings.twelve import FIRST, SECOND, TODAY, twelve
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PODCAST = "/feeds/hearings-podcast.rss"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(TODAY, tick=False):
        yield


def days(client, path="/calendar/hearings.ics", **query):
    response = client.get(path, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    return Calendar.from_ical(response.content).walk("VEVENT")


def feed(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


# --- iCalendar ---------------------------------------------------------------------------


def test_an_empty_record_has_an_empty_calendar(client):
    assert days(client) == []


def test_each_day_stands_at_its_time_in_the_zone_of_the_hearing(client):
    twelve()
    first, second = days(client)
    assert str(second["summary"]) == "Hearing 12, day 2: Records that were not kept"
    assert second.decoded("dtstart").astimezone(UTC) == datetime(2026, 11, 26, 16, tzinfo=UTC)
    assert second["dtstart"].params["TZID"] == "America/Chicago"
    assert second.decoded("dtend") - second.decoded("dtstart") == timedelta(hours=6)
    assert str(second["location"]) == "Riverbend Library, 2 Mill Street, Riverbend"
    assert str(second["url"]).endswith("/en/hearings/12/")
    assert str(second["status"]) == "CONFIRMED"
    assert "Stopped once" in str(first["description"])
    whole = Calendar.from_ical(client.get("/calendar/hearings.ics").content)
    assert [str(zone["tzid"]) for zone in whole.walk("VTIMEZONE")] == ["America/Chicago"]


def test_a_day_without_a_time_takes_the_whole_day(client):
    HearingFactory(on=date(2026, 12, 1), on__starts_at=None, on__ends_at=None)
    (one,) = days(client)
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))


def test_the_last_day_of_all_calendars_closes_none(client):
    HearingFactory(on=[date.max], on__starts_at=None, on__ends_at=None)
    (entry,) = days(client)
    assert entry.decoded("dtstart") == date.max


def test_a_day_that_moves_keeps_its_uid_and_grows_its_sequence(client):
    hearing = HearingFactory(on=SECOND)
    (before,) = days(client)
    hearing.sittings.update(date=date(2026, 12, 3))
    Hearing.objects.filter(pk=hearing.pk).update(last_published_at=TODAY)
    (after,) = days(client)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart").date() == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("state", "said"),
    [(SittingState.POSTPONED, "Postponed: "), (SittingState.CANCELLED, "Cancelled: ")],
)
def test_a_day_that_was_put_off_is_taken_back_and_says_so(client, state, said):
    hearing = HearingFactory(number=3, on=SECOND)
    hearing.sittings.update(state=state)
    (one,) = days(client, "/calendar/hearings/3.ics")
    assert str(one["status"]) == "CANCELLED"
    assert str(one["summary"]).startswith(said)
    assert "conference" not in one


def test_the_calendar_of_a_list_is_narrowed_as_the_list_is(client):
    HearingFactory(number=1, place="Lower Wharf", on=FIRST)
    HearingFactory(number=2, on=SECOND)
    assert len(days(client)) == 2
    assert len(days(client, place="Lower Wharf")) == 1


def test_a_hearing_that_is_not_public_has_no_calendar_no_feed_and_no_table(client):
    HearingFactory(number=3, draft=True, on=SECOND)
    for path in (
        "/calendar/hearings/3.ics",
        "/feeds/hearings/3/docket.rss",
        "/data/hearings/3/docket.csv",
    ):
        assert client.get(path).status_code == 404
        other = path.replace("3", "4", 1)
        assert client.get(path).content == client.get(other).content
    assert days(client) == []


# --- Feeds ------------------------------------------------------------------------------


def test_new_dates_are_told_once_and_again_when_they_move(client):
    hearing = HearingFactory(number=3, on=SECOND)
    (before,) = feed(client, "/feeds/hearings.rss").entries
    assert before.title == "Hearing 3: Records that were not kept. Thursday 26 November 2026"
    assert before.link.endswith("/en/hearings/3/")
    (again,) = feed(client, "/feeds/hearings.rss").entries
    assert again.id == before.id
    hearing.sittings.update(state=SittingState.CANCELLED)
    (after,) = feed(client, "/feeds/hearings.rss").entries
    assert after.id != before.id
    assert after.summary == "Cancelled: Thursday 26 November 2026"


def test_the_feed_of_a_docket_tells_what_was_filed_and_no_title(client):
    twelve()
    entries = feed(client, "/feeds/hearings/12/docket.rss").entries
    assert {one.title for one in entries} == {
        "Docket 18: Exhibit, EX-035",
        "Docket 16: Exhibit, EX-033",
        "Docket 11: Statement",
        "Docket 6: Ruling",
        "Docket 1: Notice",
    }
    assert any(one.link.endswith("/en/hearings/12/docket/#ex-033") for one in entries)


# --- The podcast ------------------------------------------------------------------------


def test_a_voice_is_in_the_podcast_with_its_length_and_its_text(client):
    twelve()
    parsed = feed(client, PODCAST)
    assert parsed.feed.author == "Riverbend Truth and Reconciliation Commission"
    (one,) = parsed.entries
    assert one.title == "Witness C4, RB-0301"
    assert "Hearing 12: Records that were not kept" in one.summary
    assert one.itunes_duration == "70"
    text = client.get(PODCAST).content.decode()
    item = text[text.index("<item>") :]
    assert "<itunes:explicit>true</itunes:explicit>" in item, "it has a content note"
    assert "<itunes:explicit>false</itunes:explicit>" in text[: text.index("<item>")]
    (sound,) = one.enclosures
    file = Edition.objects.get(reference="RB-0301").files.get(kind="sound")
    assert sound.href.endswith("/files/RB-0301/1/sound.m4a")
    assert (sound.length, sound.type) == (str(file.size), "audio/mp4")
    assert one.podcast_transcript["url"].endswith("/files/RB-0301/1/captions.vtt")


def test_its_sound_is_fetched_in_pieces(client):
    twelve()
    (one,) = feed(client, PODCAST).entries
    path = one.enclosures[0].href.removeprefix("http://localhost:8000")
    piece = client.get(path, headers={"range": "bytes=10-19"})
    assert piece.status_code == 206
    assert len(b"".join(piece)) == 10
    assert piece["Content-Range"].endswith(f"/{one.enclosures[0].length}")


@pytest.mark.parametrize(
    ("uses", "media"),
    [
        ({Use.BROADCAST: False}, {}),
        ({Use.WEB_PUBLICATION: False}, {}),
        ({}, {Medium.SOUND: False}),
    ],
    ids=["not broadcast", "not on the web", "words alone"],
)
def test_without_each_consent_it_is_not_in_the_podcast(client, uses, media):
    twelve()
    edition = Edition.objects.get(reference="RB-0301")
    edition.uses |= {use.value: said for use, said in uses.items()}
    edition.media |= {medium.value: said for medium, said in media.items()}
    edition.save()
    assert feed(client, PODCAST).entries == []


def test_what_no_witness_of_a_hearing_said_is_not_in_the_podcast(client):
    twelve()
    DelayedRelease.objects.all().delete()
    AppearanceTestimony.objects.all().delete()
    assert feed(client, PODCAST).entries == []


def test_a_voice_from_elsewhere_is_in_no_podcast(client):
    twelve()
    assert [one.id for one in feed(client, PODCAST).entries] == ["RB-0301/1"]


def test_when_it_is_taken_back_the_feed_and_the_sound_go_dark_at_once(client):
    hearing = twelve()
    sound = "/files/RB-0301/1/sound.m4a"
    assert client.get(sound).status_code == 200
    testimony_withdraw(
        testimony=hearing.testimonies.get().testimony,
        asked_by=AskedBy.GIVER,
        listed=True,
        by=UserFactory(),
        at=TODAY,
    )
    assert feed(client, PODCAST).entries == []
    assert client.get(sound).status_code in (404, 410)


def test_under_an_order_the_feed_goes_dark_at_once(client):
    hearing = twelve()
    hold_place(
        testimony=hearing.testimonies.get().testimony,
        kind=HoldKind.RESTRICTION_ORDER,
        code="8",
        starts_at=TODAY,
        by=UserFactory(role="administrator"),
        at=TODAY,
    )
    assert feed(client, PODCAST).entries == []


# --- The table --------------------------------------------------------------------------


def table(client, number=12):
    response = client.get(f"/data/hearings/{number}/docket.csv")
    assert response.status_code == 200
    assert response["Content-Disposition"] == (
        f'attachment; filename="hearing-{number}-docket.csv"'
    )
    text = b"".join(response).decode("utf-8-sig")
    return {row["number"]: row for row in csv.DictReader(io.StringIO(text))}


def test_each_entry_is_a_row_and_what_is_closed_has_no_words(client):
    hearing = twelve()
    rows = table(client)
    letter, statement, ruling = rows["16"], rows["11"], rows["6"]
    assert letter["exhibit"] == "EX-033"
    assert letter["access"] == "open"
    assert letter["spoken_of"] == "RB-0147/2 7000-13600; RB-0301/1 14000-20600"
    assert letter["address"].endswith("/en/hearings/12/docket/#ex-033")
    assert (statement["access"], statement["closed_by_order"]) == ("closed_by_order", "7")
    assert (statement["title"], statement["filed_by"], statement["document"]) == ("", "", "")
    assert "/documents/" in ruling["document"]
    lifted(hearing.orders.get(), at=TODAY)
    assert table(client)["11"]["title"] == "Statement of a clerk of the records room"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(client, sign):
    hearing = HearingFactory(number=12)
    DocketEntryFactory(hearing=hearing, number=1, title=f"{sign}HYPERLINK(1)", filed_by=f" {sign}A")
    row = table(client)["1"]
    assert row["title"].startswith("'")
    assert row["filed_by"].startswith("'")
