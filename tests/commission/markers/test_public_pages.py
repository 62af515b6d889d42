"""Public pages of markers: what they show, what leaves them, and how much they ask for."""

import json
import re

import extruct
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.edition.models import Edition, EditionState
from commission.markers.models import Marker, MarkerPhotograph, PublicPlace
from commission.markers.vocabulary import Condition, Precision, State
from tests.commission.factories import (
    FindingFactory,
    RecommendationFactory,
    WordsFactory,
    locale,
)
from tests.commission.markers.factories import (
    ConditionFactory,
    InscriptionFactory,
    MarkerFactory,
    MarkerPersonFactory,
    MarkerSeriesFactory,
    PhotographFactory,
    StateChangeFactory,
    cite,
)
from tests.commission.markers.riverbend import ARABIC, PAPER, SPOKEN, riverbend
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db


def page(client, path="/en/markers/3/", status=200):
    response = client.get(path)
    assert response.status_code == status, response
    return response.content.decode()


def queries(client, path) -> int:
    client.get(path)  # whatever is kept for good is kept now
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_marker_has_everything_that_a_visitor_looks_for(client):
    riverbend()
    text = page(client)
    for said in (
        "Ferry Road bridge",
        SPOKEN,
        PAPER,
        "Spanish, as it was said",
        "A bookkeeper at the cannery",
        "<b>wrote</b> sixty-one letters, and kept a copy of each, 1997 to 2008. Her name is not",
        "A bronze plate set in a low stone wall.",
        "Photograph R. Osei-Lund, 9 September 2026",
        "The exact place is not published",
        "the family asked",
        "Reached without steps",
        "Looked at: good.",
        "Next look by 2 May 2027.",
        "Hear them said",
        "For eleven years the police service kept no record",
        "Put up a marker at the Ferry Road bridge",
        "Tell us if it is damaged or gone",
    ):
        assert said in text, said


def test_the_words_come_first_as_they_were_said_each_in_its_direction(client):
    riverbend()
    text = page(client)
    assert text.index(SPOKEN) < text.index(PAPER) < text.index(ARABIC)
    assert re.search(r'lang="ar" dir="rtl"><p>' + ARABIC, text)
    assert re.search(r'lang="es" dir="ltr"><p>' + SPOKEN, text)


def test_its_life_runs_forward_with_the_looks_in_between(client):
    marker = MarkerFactory(number=3, state="none")
    for n, (state, on) in enumerate(
        ((State.UNVEILED, "2026-01"), (State.DAMAGED, "2026-08-20")), start=1
    ):
        StateChangeFactory(marker=marker, position=n, state=state, happened_on=on)
    ConditionFactory(marker=marker)
    text = page(client)
    assert text.index("<b>Unveiled</b>") < text.index("<b>Looked at: good.</b>")
    assert text.index("<b>Looked at: good.</b>") < text.index("<b>Damaged</b>")


def test_a_voice_that_is_taken_back_leaves_at_the_next_request(client):
    riverbend()
    assert SPOKEN in page(client)
    Edition.objects.filter(reference="RB-0147").update(state=EditionState.WITHDRAWN)
    for path in ("/en/markers/3/", "/en/markers/", "/en/markers/series/ferry-road/"):
        text = page(client, path)
        for gone in (SPOKEN, PAPER, "RB-0147", "Wren,", "Hear them said"):
            assert gone not in text, (path, gone)
    assert ARABIC in page(client), "what was not said in testimony stays"


def test_words_wait_for_the_consent_to_stand_on_a_memorial(client):
    edition = EditionFactory(uses={"memorial_inscription": False, "report_citation": True})
    marker = MarkerFactory(number=3, cites=edition)
    InscriptionFactory(marker=marker, text=PAPER, spoken=True)
    assert PAPER not in page(client)


@pytest.mark.parametrize("kind", ["draft", "unknown", "translation"])
def test_what_is_not_public_answers_like_what_never_was(client, kind):
    if kind == "draft":
        MarkerFactory(number=3, draft=True)
    if kind == "translation":
        original = MarkerFactory(number=3, draft=True)
        MarkerFactory(
            number=3,
            locale=locale("es"),
            translation_key=original.translation_key,
            translated_from=original,
        )
    never = client.get("/en/markers/4/").content
    for path in ("/en/markers/3/", "/en/markers/3/tell/", "/share/markers/3.png"):
        response = client.get(path)
        assert response.status_code == 404
        assert response.content.replace(b"/3/", b"/4/") == never or path.endswith("png")


def test_one_that_was_taken_back_says_so_and_nothing_of_what_it_was(client):
    MarkerFactory(number=3, withdrawn=True, title="The secret yard")
    text = page(client, status=410)
    assert "Marker 3 was taken back" in text
    assert "The family asked." in text
    assert "secret" not in text
    assert client.get("/share/markers/3.png").status_code == 404


def test_a_marker_in_words_only_has_no_map_and_says_why(client):
    MarkerFactory(
        number=3,
        at=(29.7, -95.3),
        at__precision=Precision.WORDS,
        place_words="Past the second gate.",
        place_reason="the families asked",
    )
    text = page(client)
    assert "Past the second gate." in text
    assert "The place is told in words only." in text
    assert "data-map" not in text


def test_photographs_that_may_not_be_shown_leave_their_words_or_nothing(client):
    marker = riverbend()
    shown = marker.photographs.first().photograph
    assert f'aria-label="{shown.alt}"' in page(client), "no file yet: what is seen, in words"
    shown.taken_down_at, shown.taken_down_why = NOW, "PRIV"
    shown.save()
    text = page(client)
    assert shown.alt not in text
    assert "A photograph was taken down" in text


def test_a_translation_says_its_own_words_and_shares_the_rest(client):
    original = MarkerFactory(number=3, title="Ferry Road bridge")
    InscriptionFactory(marker=original, text=PAPER)
    spanish = MarkerFactory(
        number=3,
        title="Puente de Ferry Road",
        locale=locale("es"),
        translation_key=original.translation_key,
        translated_from=original,
        state="none",
    )
    MarkerPersonFactory(marker=spanish, person="Una contable", verb="escribió", what="cartas")
    text = page(client, "/es/markers/3/")
    assert "Puente de Ferry Road" in text
    assert "Una contable" in text
    assert PAPER in text
    assert "Puente de Ferry Road" in page(client, "/es/markers/")


def test_the_list_says_of_each_what_its_page_says(client):
    riverbend()
    text = page(client, "/en/markers/")
    for said in (
        "Where it is remembered",
        "6 markers, and what stands behind each",
        "One of them has its place in words only, and is not on the map.",
        "Unveiled, 12 December 2025",
        "Shown roughly: <span",
        "Place in words only",
        'lang="es" dir="ltr">Aquí vivíamos. Aquí seguimos.',
        "Removed, 20 August 2026",
        "Wren, RB-0147",
    ):
        assert said in text, said
    assert text.count('class="pinno soon"') >= 1
    assert text.count('class="pinno off"') == 1


def test_without_markers_the_page_says_so_and_how_to_ask_for_one(client):
    text = page(client, "/en/markers/")
    assert "No marker is in the record yet." in text
    assert "/en/markers/nominate/" in text


def test_a_series_has_its_own_page_while_a_public_marker_is_in_it(client):
    MarkerSeriesFactory(slug="empty", title="Nobody knows it")
    assert client.get("/en/markers/series/empty/").status_code == 404
    riverbend()
    text = page(client, "/en/markers/series/ferry-road/")
    assert "2 markers belong to this series." in text
    assert "East District station" in text
    assert "City Hall steps" not in text


def test_the_map_without_script_leads_to_the_rows_of_the_list(client):
    riverbend()
    text = page(client, "/en/markers/")
    assert 'aria-label="3. Ferry Road bridge, standing, place shown roughly"' in text
    drawn = text[text.index('<svg viewBox="0 0 760') : text.index("</svg>", text.index("0 0 760"))]
    for number in (1, 2, 3, 4, 5):
        assert f'<a href="#m{number}"' in drawn
        assert f'id="m{number}"' in text
    assert "#m6" not in drawn


def test_the_page_says_of_itself_what_programs_ask(client):
    riverbend()
    text = page(client)
    (data,) = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    assert data["@type"] == "LandmarksOrHistoricalBuildings"
    assert data["name"] == "Ferry Road bridge"
    assert data["geo"]["@type"] == "GeoShape", "a rough place is never a point"
    assert SPOKEN not in json.dumps(data, ensure_ascii=False)
    exact = extruct.extract(page(client, "/en/markers/1/"), syntaxes=["json-ld"])["json-ld"][0]
    assert exact["geo"] == {"@type": "GeoCoordinates", "latitude": 29.7604, "longitude": -95.3698}
    words = extruct.extract(page(client, "/en/markers/6/"), syntaxes=["json-ld"])["json-ld"][0]
    assert "geo" not in words
    picture = client.get("/share/markers/3.png")
    assert picture["Content-Type"] == "image/png"


def test_the_map_of_the_site_names_each_page_once(client):
    riverbend()
    MarkerFactory(number=9, draft=True)
    text = page(client, "/sitemap.xml")
    for path in ("/en/markers/</loc>", "/en/markers/3/</loc>", "/en/markers/series/ferry-road/"):
        assert path in text
    assert "/markers/9/" not in text


def test_what_it_rests_on_leads_back_to_it(client):
    riverbend()
    text = page(client, "/en/findings/6/")
    assert "What came of it" in text
    assert "/en/markers/3/" in text
    assert "Unveiled, 9 September 2026" in text
    assert "/en/markers/3/" in page(client, "/en/recommendations/27/")
    account = page(client, "/en/testimony/RB-0147/")
    assert "Marker 3 rests on it." in account
    Marker.objects.filter(number=3).update(live=False)
    for path in ("/en/findings/6/", "/en/recommendations/27/", "/en/testimony/RB-0147/"):
        assert "/en/markers/3/" not in page(client, path)


def test_no_page_grows_its_queries_with_what_is_on_it(client):
    def one(number, series):
        marker = MarkerFactory(
            number=number,
            series=series,
            at=(29.7 + number / 100, -95.3),
            cites=EditionFactory(),
            findings=[FindingFactory()],
            recommendations=[RecommendationFactory()],
        )
        InscriptionFactory(marker=marker)

    series = MarkerSeriesFactory()
    for number in range(1, 11):
        one(number, series)
    paths = ("/en/markers/", "/es/markers/", "/en/markers/series/ferry-road/")
    few = {path: queries(client, path) for path in paths}
    for number in range(11, 51):
        one(number, series)
    assert {path: queries(client, path) for path in paths} == few


def test_one_page_does_not_grow_its_queries_with_what_it_tells(client):
    def tell(marker, n):
        edition = EditionFactory()
        cite(marker, edition)
        marker.findings.add(FindingFactory())
        marker.recommendations.add(RecommendationFactory())
        marker.save()
        InscriptionFactory(marker=marker)
        MarkerPersonFactory(marker=marker)
        StateChangeFactory(marker=marker, state=State.DAMAGED, words=WordsFactory())
        ConditionFactory(marker=marker, condition=Condition.FAIR, words=WordsFactory())
        MarkerPhotograph.objects.create(marker=marker, photograph=PhotographFactory(), sort_order=n)

    marker = MarkerFactory(number=3, at=(29.7, -95.3))
    tell(marker, 1)
    few = queries(client, "/en/markers/3/")
    for n in range(2, 10):
        tell(marker, n)
    assert queries(client, "/en/markers/3/") == few


def test_nothing_public_reads_a_place_as_it_is(client):
    """Even the table is not asked for it."""
    riverbend()
    paths = (
        "/en/markers/",
        "/en/markers/2/",
        "/en/markers/3/",
        "/en/markers/series/ferry-road/",
        "/data/markers.geojson",
        "/data/markers.csv",
        "/feeds/markers.rss",
        "/share/markers/3.png",
        "/sitemap.xml",
    )
    with CaptureQueriesContext(connection) as asked:
        for path in paths:
            assert client.get(path).status_code == 200
    assert not [one["sql"] for one in asked if '"markers_markerplace"' in one["sql"]]
    assert PublicPlace.objects.count() == 6
