"""The page of a hearing: what stands there, what never does, what goes with an edition."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.research.services import research_grant
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.hearings.backlinks import heard
from commission.hearings.models import Hearing, Sitting
from commission.hearings.vocabulary import Openness, SittingState
from media.audience import Audience
from tests.commission.factories import FindingFactory, locale
from tests.commission.hearings.factories import (
    AppearanceFactory,
    DocketEntryFactory,
    HearingFactory,
    RestrictionOrderFactory,
    SessionFactory,
    SittingFactory,
    lifted,
)
from tests.commission.hearings.twelve import REAL_NAME, TODAY, twelve
from tests.commission.recommendations.riverbend import text_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(TODAY, tick=False):
        yield


def get(client, path="/en/hearings/12/", *, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer


def words(client, *args, **kwargs):
    return text_of(get(client, *args, **kwargs))


# --- What stands there -----------------------------------------------------------------


def test_it_says_what_when_where_who_and_what_it_led_to(client):
    twelve()
    said = words(client)
    assert "Records that were not kept" in said
    assert "Thematic hearing Public Delayed sound" in said
    assert "Day 1 19 November 2026, held" in said
    assert "Day 2 Thursday 26 November 2026, 10 a.m. to about 4 p.m." in said
    assert "Where Riverbend Library, Riverbend, and online 2 Mill Street" in said
    assert "Announced 5 November 2026, 14 days before" in said
    assert "Rests with Finding 6, Recommendation 14" in said
    assert "Getting in Step-free from Mill Street." in said
    assert "Three trained listeners sit at the back" in said
    assert "It is marked in the programme." in said


def test_the_programme_has_the_newest_day_first_and_the_sessions_in_order(client):
    twelve()
    said = words(client)
    second = said.index("Day 2, Thursday 26 November 2026")
    first = said.index("Day 1, Thursday 19 November 2026, held")
    assert second < first
    told = said[second:first]
    places = [
        told.index(one)
        for one in ("10:00 Opening", "10:15 Witness C7", "11:30 Break", "14:00 Closed session")
    ]
    assert places == sorted(places)
    assert "Content note: loss of a son and brother" in told


def test_a_session_can_be_heard_while_its_edition_is_open(client):
    twelve()
    html = get(client).content.decode()
    assert '<a class="hear" href="/en/testimony/RB-0301/">Hear this session' in html
    said = words(client)
    assert (
        "Stopped once, 11:42 to 11:46. Opened 20 November 2026, confirmed by: hearing officer"
        in said
    )
    assert "Day 2 Not yet heard" in said


def test_what_stands_in_no_session_is_heard_beside_the_witness(client):
    hearing = twelve()
    hearing.sessions.filter(witness="C4").delete()
    html = get(client).content.decode()
    assert html.count('<a class="hear" href="/en/testimony/RB-0301/">') == 1
    assert html.index("Witness C4") < html.index('class="hear"')


def test_a_witness_is_shown_with_the_measures_and_the_ruling(client):
    twelve()
    said = words(client)
    assert "Witness C4 A cipher stands here for the name, everywhere" in said
    assert "Cipher Screen Voice altered Ruling, 12 November 2026" in said
    assert "Odile Marchetti-Brandt What the City Archive was given None asked for –" in said
    assert "Support person Breaks when they say At their request" in said


def test_a_ruling_that_is_not_public_is_said_and_leads_nowhere(client):
    hearing = twelve()
    hearing.docket.filter(number=6).update(live=False)
    html = get(client).content.decode()
    assert "By a ruling" in html
    assert "#d-06" not in html


def test_a_witness_under_an_order_is_marked(client):
    hearing = twelve()
    witness = hearing.appearances.get(cipher="C7")
    RestrictionOrderFactory(number=9, hearing=hearing, covers=[witness])
    assert "Ruling, 12 November 2026 Under order 9" in words(client)


def test_an_order_in_force_is_told_in_words_that_name_nobody(client):
    hearing = twelve()
    said = words(client)
    assert "One order is in force Restriction order 7, made by The chair" in said
    assert "Nobody may publish anything that could show who Witness C4 is." in said
    assert "behind the mill" not in said
    lifted(hearing.orders.get(), at=TODAY)
    assert "Restriction order 7" not in words(client)


def test_the_docket_has_rows_that_a_finding_can_point_at(client):
    twelve()
    html = get(client).content.decode()
    assert '<tr id="ex-033">' in html
    assert '<tr id="d-11">' in html
    said = words(client)
    assert "16 EX-033. Letter of 4 February 1997" in said
    row = said[said.index("11 Statement") : said.index("6 Ruling on")]
    assert row.split("Filed ")[1].startswith("19 November 2026")
    assert row.endswith("Nothing to hear here Closed by order 7 ")
    assert "All 5 entries" in said


def test_moments_lead_to_the_player_at_their_place(client):
    twelve()
    html = get(client).content.decode()
    assert 'href="/en/testimony/RB-0147/?t=7,13.6#t7000"' in html
    assert 'href="/en/testimony/RB-0301/?t=14,20.6#t14000"' in html
    assert "0:07, Wren 0:14, Witness C4" in words(client)


# --- What never does ------------------------------------------------------------------


def test_the_name_behind_a_cipher_is_nowhere(client):
    twelve()
    for path in (
        "/en/hearings/",
        "/en/hearings/calendar/",
        "/en/hearings/12/",
        "/en/hearings/12/docket/",
        "/calendar/hearings.ics",
        "/feeds/hearings-podcast.rss",
        "/data/hearings/12/docket.csv",
    ):
        answer = get(client, path)
        body = b"".join(answer) if answer.streaming else answer.content
        for part in REAL_NAME.split():
            assert part.encode() not in body, path


def test_what_is_closed_has_no_title_anywhere(client):
    twelve()
    for path in ("/en/hearings/12/", "/en/hearings/12/docket/", "/data/hearings/12/docket.csv"):
        answer = get(client, path)
        body = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert "A list with names" not in body
        assert "clerk of the records room" not in body


@pytest.mark.parametrize("path", ["", "docket/"])
def test_what_is_not_public_answers_like_what_never_was(client, path):
    HearingFactory(number=3, draft=True)
    hidden = get(client, f"/en/hearings/3/{path}", status=404).content
    assert hidden == get(client, f"/en/hearings/4/{path}", status=404).content


def test_nobody_listens_to_what_is_closed(client):
    hearing = twelve()
    assert "Listen on the day" in words(client)
    Hearing.objects.filter(pk=hearing.pk).update(openness=Openness.CLOSED)
    assert "Listen on the day" not in words(client)


def test_days_that_were_put_off_say_so(client):
    hearing = twelve()
    hearing.sittings.filter(state=SittingState.PLANNED).update(state=SittingState.POSTPONED)
    said = words(client)
    assert "Day 2 26 November 2026, postponed" in said
    assert "Listen on the day" not in said
    assert "Day 2 Postponed" in said


# --- What goes with an edition ---------------------------------------------------------


def test_when_an_account_is_taken_back_every_trace_of_it_goes(client):
    hearing = twelve()
    link = hearing.testimonies.get()
    testimony_withdraw(
        testimony=link.testimony,
        asked_by=AskedBy.GIVER,
        listed=False,
        by=UserFactory(),
        at=TODAY,
    )
    html = get(client).content.decode()
    for trace in ("RB-0301", "Hear this session", "Opened 20 November"):
        assert trace not in html
    assert "Nothing of it is open yet" in html
    assert "RB-0147" in html, "the moment of somebody else stays"


def test_an_order_takes_the_sound_away_at_the_next_request(client):
    hearing = twelve()
    hold_place(
        testimony=hearing.testimonies.get().testimony,
        kind=HoldKind.RESTRICTION_ORDER,
        code="8",
        starts_at=TODAY,
        by=UserFactory(role="administrator"),
        at=TODAY,
    )
    assert "RB-0301" not in get(client).content.decode()


def test_words_without_a_voice_are_read_and_not_heard(client):
    hearing = twelve(files=False)
    html = get(client).content.decode()
    assert "Read this session" in html
    assert "Hear this session" not in html
    assert hearing.testimonies.count() == 1


def test_a_researcher_hears_what_is_open_to_researchers_alone(client):
    hearing = twelve()
    link = hearing.testimonies.get()
    link.testimony.editions.update(audience=Audience.RESEARCH)
    assert "RB-0301" not in get(client).content.decode()
    researcher = UserFactory()
    research_grant(
        researcher=researcher,
        ends_at=TODAY + timedelta(days=30),
        by=UserFactory(role="administrator"),
        at=TODAY,
    )
    client.force_login(researcher)
    answer = get(client)
    assert 'href="/en/testimony/RB-0301/">Hear this session' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


# --- Languages and cost ------------------------------------------------------------------


def spanish(hearing: Hearing) -> Hearing:
    shown = HearingFactory(
        number=hearing.number,
        locale=locale("es"),
        translation_key=hearing.translation_key,
        translated_from=hearing,
        title="Lo que no se escribió",
        summary="Lo que la policía anotó.",
    )
    witness = hearing.appearances.get(cipher="C4")
    AppearanceFactory(
        hearing=shown, ciphered=True, cipher="C4", key=witness.key, about="La sala de registros"
    )
    archive = hearing.appearances.get(name="Odile Marchetti-Brandt")
    AppearanceFactory(hearing=shown, key=archive.key, about="")
    session = hearing.sessions.get(witness="C4")
    SessionFactory(
        hearing=shown, key=session.key, date=session.date, what="que trabajó en los registros"
    )
    return shown


def test_a_translation_says_its_own_words_and_the_rest_as_the_commission_wrote_it(client):
    spanish(twelve())
    html = " ".join(get(client, "/es/hearings/12/").content.decode().split())
    assert "Lo que no se escribió" in html
    assert "La sala de registros" in html
    assert "que trabajó en los registros" in html
    assert '<span lang="en">What the City Archive was given</span>' in html
    assert "who kept" not in html


def test_a_page_costs_the_same_however_much_stands_on_it(client):
    hearing = twelve()
    get(client)
    with CaptureQueriesContext(connection) as few:
        get(client)
    for n in range(10):
        SittingFactory(hearing=hearing, date=TODAY.date() + timedelta(days=30 + n))
        SessionFactory(hearing=hearing, date=TODAY.date() + timedelta(days=30 + n))
        AppearanceFactory(hearing=hearing, name=f"Witness of day {n}")
        DocketEntryFactory(hearing=hearing, number=100 + n)
    with CaptureQueriesContext(connection) as many:
        get(client)
    assert len(many) == len(few)
    assert Sitting.objects.count() == 12


def test_a_finding_and_a_recommendation_say_where_they_were_heard(client):
    hearing = twelve(files=False)
    for path in ("/en/findings/6/", "/en/recommendations/14/"):
        page = client.get(path).content.decode()
        assert "Where it was heard" in page, path
        assert '<a href="/en/hearings/12/" lang="en">Records that were not kept</a>' in page, path
    Hearing.objects.filter(pk=hearing.pk).update(live=False)
    for path in ("/en/findings/6/", "/en/recommendations/14/"):
        assert "/hearings/12/" not in client.get(path).content.decode(), path


def test_hearings_are_told_on_a_finding_in_as_many_queries_for_one_as_for_many():
    finding = FindingFactory()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(heard(finding))
        return len(queries)

    HearingFactory(findings=[finding], on=[TODAY.date()])
    few = asked()
    for _ in range(4):
        HearingFactory(findings=[finding], on=[TODAY.date()])
    assert asked() == few


def test_the_days_to_come_stand_in_their_order_before_those_that_were_held(client):
    days = [TODAY.date() + timedelta(days=n) for n in (-3, -2, 4, 5)]
    hearing = HearingFactory(number=3)
    for day in days:
        SittingFactory(hearing=hearing, date=day, held=day < TODAY.date())
        SessionFactory(hearing=hearing, date=day, what=f"on the {day:%d}")
    page = client.get("/en/hearings/3/").content.decode()
    order = [page.index(f"on the {day:%d}") for day in (days[2], days[3], days[1], days[0])]
    assert order == sorted(order)
    facts = page[page.index("<main") : order[0]]
    told = [facts.index(f"Day {n}") for n in range(1, 5)]
    assert told == sorted(told)
