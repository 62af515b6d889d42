"""The desk in use: writing a marker, deciding about it, recording its life, moderating."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.edition.models import Edition, EditionState
from archive.edition.quoting import Place
from archive.edition.word_times import text_of
from commission.findings.citing.sealing import citation_seal
from commission.findings.citing.services import citation_make
from commission.markers.models import Marker, MarkerPhotograph, Nomination, StateChange
from commission.markers.nominations.models import NominationState
from commission.markers.places.models import PlaceProposal, PublicPlace
from commission.review.services import record_create, record_submit
from tests.commission.factories import WordsFactory, locale
from tests.commission.findings.accounts import account
from tests.commission.markers.factories import (
    ConditionFactory,
    MarkerFactory,
    NominationFactory,
    PhotographFactory,
    StateChangeFactory,
    cite,
    put,
)
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db

ROWS = ("people", "inscriptions", "photographs", "citations")


def as_role(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(role=role))
    return client


def read(client: Client, name: str, *args) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def form(**more):
    rows = {f"{name}-{count}_FORMS": 0 for name in ROWS for count in ("TOTAL", "INITIAL")}
    return {"title": "Ferry Road bridge", **rows, **more}


def inscription(n: int, text: str, *, spoken: bool = False) -> dict[str, object]:
    row = {"language": "en", "text": text, "ORDER": n + 1, "id": "", "DELETE": ""}
    row |= {"spoken": "on"} if spoken else {}
    return {f"inscriptions-{n}-{key}": value for key, value in row.items()}


@pytest.fixture
def editor():
    locale("en"), locale("es")
    return as_role("marker_keeper")


ADD = "wagtailsnippets_markers_marker:add"


def test_a_keeper_writes_a_marker_with_all_its_rows(editor):
    edition, photograph = account(), PhotographFactory(alt="A bronze plate in a wall.")
    page = read(editor, ADD)
    assert "A bronze plate in a wall." in page
    assert reverse("markers_desk:find") in page
    passage = citation_seal(
        citation_make(edition=edition, place=_place(edition), at=NOW, use="memorial_inscription")
    )
    rows = {
        **inscription(0, "El papel no olvida."),
        "inscriptions-TOTAL_FORMS": 1,
        "people-TOTAL_FORMS": 1,
        "people-0-part": "made",
        "people-0-person": "Ilse Ternavsky",
        "people-0-verb": "cast",
        "people-0-ORDER": 1,
        "photographs-TOTAL_FORMS": 1,
        "photographs-0-photograph": str(photograph.pk),
        "photographs-0-ORDER": 1,
        "citations-TOTAL_FORMS": 1,
        "citations-0-passage": passage,
        "citations-0-ORDER": 1,
    }
    answer = editor.post(reverse(ADD), form(**rows))
    assert answer.status_code == 302, answer.context["form"].errors
    marker = Marker.objects.get()
    assert (marker.number, marker.live) == (1, False)
    draft = marker.get_latest_revision_as_object()
    assert [one.text for one in draft.inscriptions.all()] == ["El papel no olvida."]
    assert [one.person for one in draft.people.all()] == ["Ilse Ternavsky"]
    assert [one.photograph_id for one in draft.photographs.all()] == [photograph.pk]
    assert [one.edition_id for one in draft.citations.all()] == [edition.pk]


def _place(edition):
    row = edition.turns.get(position=1)
    return Place(1, 0, 1, len(text_of(row)))


def test_words_of_an_account_stand_on_a_marker_only_as_said_in_testimony(editor):
    edition = account()
    said = text_of(edition.turns.get(position=1))
    passage = citation_seal(
        citation_make(edition=edition, place=_place(edition), at=NOW, use="memorial_inscription")
    )
    cited = {"citations-TOTAL_FORMS": 1, "citations-0-passage": passage, "citations-0-ORDER": 1}
    cited["inscriptions-TOTAL_FORMS"] = 1
    answer = editor.post(reverse(ADD), form(**inscription(0, said), **cited))
    assert answer.status_code == 200
    assert "stand in an account" in answer.content.decode()
    answer = editor.post(reverse(ADD), form(**inscription(0, said, spoken=True), **cited))
    assert answer.status_code == 302
    answer = editor.post(
        reverse(ADD), form(commentary=said, **cited | {"inscriptions-TOTAL_FORMS": 0})
    )
    assert answer.status_code == 200


def test_whoever_decides_reads_what_it_rests_on_and_sees_the_place():
    edition = EditionFactory(files=True)
    keeper = UserFactory(role="marker_keeper")
    marker = record_create(record=Marker(title="Ferry Road", locale=locale()), by=keeper)
    cite(marker, edition)
    marker = Marker.objects.get(pk=marker.pk)
    marker.save_revision(user=keeper)
    put(marker, 29.760427, -95.369803, precision="street")
    record_submit(record=marker, by=keeper)
    client = as_role("commissioner")
    page = read(client, "review:review", "markers", "marker", marker.pk)
    assert text_of(edition.turns.order_by("position")[1]) in page
    assert "29.760427, -95.369803" in page
    assert "Roughly: the street" in page


def test_the_page_of_a_marker_shows_everything_and_the_way_to_record_more(editor):
    edition = EditionFactory()
    marker = MarkerFactory(number=3, at=(29.760427, -95.369803), cites=edition)
    ConditionFactory(marker=marker, words=WordsFactory(text="Two letters are worn."))
    NominationFactory(marker=marker, why="Nobody else remembers it", state=NominationState.ACCEPTED)
    page = read(editor, "markers_desk:marker", 3)
    for text in (
        "Two letters are worn.",
        "29.760427, -95.369803",
        "Nobody else remembers it",
        text_of(edition.turns.order_by("position")[1]),
        reverse("markers_desk:state", args=[3]),
        reverse("markers_desk:correct", args=[marker.states.get().pk]),
    ):
        assert text in page
    reader = read(as_role("commissioner"), "markers_desk:marker", 3)
    assert reverse("markers_desk:state", args=[3]) not in reader
    assert reverse("markers_desk:withdraw", args=[3]) in reader
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.WITHDRAWN)
    assert text_of(edition.turns.order_by("position")[1]) not in read(
        editor, "markers_desk:marker", 3
    )


def test_a_state_is_recorded_and_corrected_on_the_desk(editor):
    marker = MarkerFactory(number=3)
    address = reverse("markers_desk:state", args=[3])
    page = read(editor, "markers_desk:state", 3)
    assert 'value="damaged"' in page
    assert 'value="nominated"' not in page
    damaged = {"state": "damaged", "happened_on": "2026-09-10", "text": "", "language": "en"}
    answer = editor.post(address, damaged)
    assert answer.status_code == 422
    assert "Say why in a sentence." in answer.content.decode()
    answer = editor.post(address, {**damaged, "text": "A stone was thrown.", "happened_on": ""})
    assert answer.status_code == 302
    row = StateChange.objects.get(state="damaged")
    correct = {"state": "removed", "text": "It is gone.", "language": "en", "happened_on": ""}
    assert editor.post(reverse("markers_desk:correct", args=[row.pk]), correct).status_code == 302
    page = read(editor, "markers_desk:marker", 3)
    assert "It is gone." in page
    assert "A stone was thrown." in page  # the row as it was stays on record
    assert marker.states.count() == 3


def test_a_look_and_a_place_are_recorded_and_a_second_person_decides(editor):
    marker = MarkerFactory(number=3, at=(29.76, -95.36), at__precision="street")
    look = {"condition": "fair", "seen_on": "2026-05-01", "language": "en", "text": ""}
    assert editor.post(reverse("markers_desk:condition", args=[3]), look).status_code == 302
    place = {"latitude": "29.76", "longitude": "-95.36", "precision": "exact"}
    assert editor.post(reverse("markers_desk:place", args=[3]), place).status_code == 302
    proposal = PlaceProposal.objects.get()
    home = read(as_role("commissioner"), "markers_desk:home")
    assert "Marker 3" in home
    decide = reverse("markers_desk:place_decide", args=[proposal.pk])
    as_role("commissioner").post(decide, {"decision": "agree"})
    assert PublicPlace.objects.get(marker=marker).precision == "exact"
    bad = {**place, "latitude": "91"}
    assert editor.post(reverse("markers_desk:place", args=[3]), bad).status_code == 422


def test_a_marker_without_a_place_gets_its_first(editor):
    marker = MarkerFactory(draft=True)
    assert "Keep this place" in read(editor, "markers_desk:place", marker.number)
    said = {"latitude": "29.76", "longitude": "-95.36", "precision": "street"}
    answer = editor.post(reverse("markers_desk:place", args=[marker.number]), form(**said))
    assert answer.status_code == 302
    assert PublicPlace.objects.get(marker=marker).precision == "street"


def test_a_voice_that_left_is_told_to_the_keeper(editor):
    edition = EditionFactory()
    MarkerFactory(number=3, cites=edition)
    assert "Marker 3" not in read(editor, "markers_desk:home")
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.WITHDRAWN)
    assert "Marker 3" in read(editor, "markers_desk:home")


def test_the_lists_take_as_many_queries_for_many_as_for_few(editor):
    def asked(name):
        with CaptureQueriesContext(connection) as queries:
            read(editor, name)
        return len(queries)

    def more(n):
        for _ in range(n):
            marker = MarkerFactory(cites=EditionFactory())
            StateChangeFactory(marker=marker, state="damaged")
            ConditionFactory(marker=marker, next_look_by=NOW.date().replace(day=1))
            MarkerPhotograph.objects.create(marker=marker, photograph=PhotographFactory())

    more(1)
    names = ("markers_desk:home", "markers_desk:list", "photographs_desk:list")
    for name in names:
        asked(name)
    few = [asked(name) for name in names]
    more(9)
    assert [asked(name) for name in names] == few


def test_a_visitors_wish_is_read_and_decided(editor):
    moderator = as_role("moderator")
    row = NominationFactory(why="Because my uncle worked there")
    assert "A marker at the cannery gate" in read(moderator, "markers_desk:nominations")
    page = read(moderator, "markers_desk:nomination", row.pk)
    assert "Because my uncle worked there" in page
    answer = moderator.post(reverse("markers_desk:nomination", args=[row.pk]), {"reason": ""})
    assert answer.status_code == 422
    moderator.post(reverse("markers_desk:accept", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == NominationState.ACCEPTED
    assert "Nominated" in read(editor, "markers_desk:marker", row.marker.number)
    assert row.what in html.unescape(
        moderator.get(reverse("markers_desk:nominations") + "?decided").content.decode()
    )
    spam = NominationFactory()
    moderator.post(reverse("markers_desk:spam", args=[spam.pk]))
    other = NominationFactory()
    moderator.post(reverse("markers_desk:nomination", args=[other.pk]), {"reason": "It stands."})
    states = set(Nomination.objects.values_list("state", flat=True))
    assert states == {"accepted", "spam", "declined"}


def test_what_came_on_paper_is_written_down_by_staff():
    moderator = as_role("moderator")
    wish = {"what": "A marker", "place": "The gate", "why": "It matters.", "language": "es"}
    answer = moderator.post(reverse("markers_desk:write_down"), wish)
    assert answer.status_code == 302
    assert Nomination.objects.get().taken_by is not None
