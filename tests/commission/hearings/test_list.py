"""The list of hearings and the large month: filters, pages, what leads where, what it costs."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from commission.hearings.vocabulary import HearingType, Openness, SittingState
from tests.commission.factories import locale
from tests.commission.hearings.factories import HearingFactory
from tests.commission.hearings.twelve import TODAY, twelve
from tests.commission.recommendations.riverbend import text_of

pytestmark = pytest.mark.django_db
LIST, CALENDAR = "/en/hearings/", "/en/hearings/calendar/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(TODAY, tick=False):
        yield


def page(client, path=LIST, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def words(client, path=LIST, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return text_of(answer)


def shown(client, **query):
    """Numbers of the hearings that the list names, in its order."""
    html = page(client, **query)
    return [int(one.split("/")[0]) for one in html.split('<h3><a href="/en/hearings/')[1:]]


def test_an_empty_record_says_that_nothing_is_announced(client):
    assert "No hearing is announced yet." in words(client)
    assert "No day of a hearing in November 2026." in words(client, CALENDAR)


def test_what_comes_up_stands_before_what_was_held(client):
    twelve()
    said = words(client)
    coming, held = said.index("Coming up"), said.index("Held")
    first = said.index("Hearing 12, day 1: Records that were not kept")
    second = said.index("Hearing 12, day 2: Records that were not kept")
    assert coming < second < held < first
    assert "26 Thu, Nov" in said.replace("26Thu", "26 Thu")
    assert "10 a.m. to about 4 p.m., Riverbend Library, Riverbend, and online" in said
    assert "Sound 10 minutes late" in said
    assert "One recording 2 exhibits One order in force" in said[held:]
    assert "recording" not in said[coming:held]


def test_a_day_that_was_called_off_says_so_where_it_stood(client):
    hearing = HearingFactory(number=3, on=date(2026, 11, 30))
    hearing.sittings.update(state=SittingState.CANCELLED)
    said = words(client)
    assert said.index("Cancelled") > said.index("Hearing 3: Records")
    assert "For your calendar" not in said[said.index("Hearing 3: Records") : said.index("Held")]


def test_what_is_closed_says_so(client):
    HearingFactory(number=3, on=date(2026, 12, 9), openness=Openness.CLOSED)
    assert "Closed" in words(client)


def test_a_draft_is_on_no_list_and_in_no_month(client):
    HearingFactory(number=3, draft=True, on=date(2026, 11, 30), title="A secret plan")
    HearingFactory(number=4, on=date(2026, 11, 30))
    for path in (LIST, CALENDAR):
        assert "A secret plan" not in page(client, path)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"type": "expert"}, [2]),
        ({"type": "nonsense"}, [1, 2, 3]),
        ({"place": "Lower Wharf"}, [3]),
        ({"place": "online"}, [1, 2]),
        ({"need": "quiet"}, [2]),
        ({"q": "ferry"}, [3]),
        ({"q": "puente"}, [1]),
        ({"q": "2"}, [2]),
        ({"from": "2026-12-02"}, [2, 3]),
        ({"to": "2026-12-02"}, [1, 2]),
        ({"from": "2026-02-31"}, [1, 2, 3]),
        ({"from": "2026-12-02", "type": "expert"}, [2]),
        ({"q": "nothing like it"}, []),
    ],
)
def test_it_is_narrowed_by_type_place_needs_words_and_days(client, query, numbers):
    first = HearingFactory(number=1, title="The cannery gate", on=date(2026, 12, 1))
    HearingFactory(
        number=1,
        locale=locale("es"),
        translation_key=first.translation_key,
        translated_from=first,
        title="El puente",
    )
    HearingFactory(
        number=2,
        title="What is known",
        hearing_type=HearingType.EXPERT,
        quiet_room="Room 2",
        on=date(2026, 12, 2),
    )
    HearingFactory(
        number=3,
        title="Ferry Road",
        place="Lower Wharf",
        online_link="",
        on=date(2026, 12, 3),
    )
    assert shown(client, **query) == numbers
    calendar = page(client, CALENDAR, month="2026-12", **query)
    assert [n for n in (1, 2, 3) if f'href="/en/hearings/{n}/"' in calendar] == numbers


def test_what_was_asked_for_comes_back_as_text_and_stays_in_every_link(client):
    HearingFactory(on=date(2026, 12, 1))
    html = page(client, q='<script>"', type="thematic")
    assert '<script>"' not in html
    assert escape('<script>"') in html
    assert "/calendar/hearings.ics?q=%3Cscript%3E%22&amp;type=thematic" in html


def test_more_days_than_fit_are_on_pages_of_their_own(client):
    for n in range(60):
        HearingFactory(number=n + 1, on=date(2026, 12, 1) + timedelta(days=n))
    assert len(shown(client)) == 20
    assert "All 60" in words(client)
    assert shown(client, show="coming") == list(range(1, 51))
    assert shown(client, show="coming", page="2") == list(range(51, 61))
    assert 'href="?show=coming&amp;page=2"' in page(client, show="coming")
    assert shown(client, show="held") == []


def test_two_months_stand_beside_it_and_lead_into_the_list(client):
    twelve()
    html = page(client)
    assert "<caption>November 2026</caption>" in html
    assert "<caption>December 2026</caption>" in html
    assert 'href="#d2026-11-26"' in html
    assert 'id="d2026-11-26"' in html
    said = "26 November 2026: Hearing 12, day 2: Records that were not kept"
    assert f'aria-label="{said}"' in html
    assert 'class="today" aria-current="date"' in html
    assert '<a class="btn small plain" href="/en/hearings/?month=2026-10">October 2026</a>' in html
    assert '<a class="btn small plain" href="/en/hearings/?month=2027-01">January 2027</a>' in html


def test_a_ringed_day_that_is_not_on_the_list_leads_to_the_large_month(client):
    HearingFactory(number=3, on=date(2027, 3, 5))
    for n in range(20):
        HearingFactory(number=10 + n, on=date(2026, 12, 1))
    html = page(client, month="2027-03")
    assert 'href="/en/hearings/calendar/?month=2027-03#d2027-03-05"' in html
    assert 'id="d2027-03-05"' in page(client, CALENDAR, month="2027-03")


def test_the_large_month_names_each_day_of_each_hearing(client):
    twelve()
    HearingFactory(number=13, title="Ferry Road", on=date(2026, 11, 26), on__starts_at=time(18))
    said = words(client, CALENDAR)
    assert "Hearings, November 2026" in said
    day = said[said.index("26 Hearing 12") : said.index(" 27 ")]
    assert "day 2: Records that were not kept" in day
    assert "Hearing 13: Ferry Road" in day


def test_in_another_language_it_is_said_in_that_or_marked(client):
    twelve()
    html = page(client, "/es/hearings/")
    assert 'lang="en">' in html
    assert "<caption>noviembre de 2026</caption>" in html


def test_five_hundred_hearings_cost_what_ten_do(client):
    def many(first, last):
        for n in range(first, last):
            HearingFactory(number=n, on=TODAY.date() + timedelta(days=n % 90 - 45))

    def queries(path, **query):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path, query).status_code == 200
        return len(asked)

    asked = [(LIST, {}), (LIST, {"show": "held"}), (CALENDAR, {}), ("/calendar/hearings.ics", {})]
    many(1, 91)
    few = [queries(path, **query) for path, query in asked]
    many(91, 500)
    assert [queries(path, **query) for path, query in asked] == few
    assert max(few) < 20, few
