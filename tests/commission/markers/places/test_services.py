"""Where a marker is: what is kept, what is shown, and who may tell more of it."""

import json

import pytest
from wagtail.models import ModelLogEntry, Revision

from archive.ledger.models import LedgerEntry
from commission.markers.models import Marker
from commission.markers.places.grid import area_of
from commission.markers.places.models import (
    MarkerPlace,
    PlaceProposal,
    ProposalState,
    PublicPlace,
)
from commission.markers.places.services import place_agree, place_refuse, place_set
from commission.markers.vocabulary import Precision
from commission.review.services import record_approve, record_create, record_submit
from commission.review.workflow import review_workflow_create
from media.refusal import Refused
from tests.commission.factories import locale
from tests.commission.markers.factories import MarkerFactory
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

SPOT = (29.760427, -95.369803)
ELSEWHERE = (29.800001, -95.400001)


@pytest.fixture
def keeper():
    return UserFactory(role="marker_keeper")


@pytest.fixture
def commissioner():
    return UserFactory(role="commissioner")


def put(marker, by, spot=SPOT, precision=Precision.STREET):
    return place_set(
        marker=marker, latitude=spot[0], longitude=spot[1], precision=precision, by=by, at=NOW
    )


def shown(marker):
    row = PublicPlace.objects.filter(marker=marker).first()
    return None if row is None else (row.precision, row.latitude, row.longitude)


@pytest.mark.parametrize("precision", list(Precision))
def test_what_is_shown_is_what_the_one_function_makes_of_it(precision, keeper):
    marker = MarkerFactory(draft=True)
    put(marker, keeper, precision=precision)
    row, area = PublicPlace.objects.get(marker=marker), area_of(*SPOT, precision)
    if area is None:
        assert (row.latitude, row.longitude, row.south, row.east) == (None,) * 4
    else:
        assert (row.south, row.west, row.north, row.east) == (
            area.south,
            area.west,
            area.north,
            area.east,
        )
        assert float(row.latitude) == pytest.approx(area.latitude, abs=1e-6)


# What is public · what was kept · what is asked for → at once, or a second person.
DECISIONS = [
    ("draft", None, (SPOT, Precision.EXACT), True),
    ("draft", (SPOT, Precision.WORDS), (SPOT, Precision.EXACT), True),
    ("draft", (SPOT, Precision.STREET), (ELSEWHERE, Precision.STREET), True),
    ("public", None, (SPOT, Precision.NEIGHBOURHOOD), False),
    ("public", None, (SPOT, Precision.WORDS), True),
    ("public", (SPOT, Precision.EXACT), (SPOT, Precision.STREET), True),
    ("public", (SPOT, Precision.STREET), (SPOT, Precision.NEIGHBOURHOOD), True),
    ("public", (SPOT, Precision.STREET), (SPOT, Precision.WORDS), True),
    ("public", (SPOT, Precision.STREET), (SPOT, Precision.STREET), True),
    ("public", (SPOT, Precision.STREET), (SPOT, Precision.EXACT), False),
    ("public", (SPOT, Precision.WORDS), (SPOT, Precision.NEIGHBOURHOOD), False),
    ("public", (SPOT, Precision.STREET), (ELSEWHERE, Precision.STREET), False),
    ("public", (SPOT, Precision.STREET), (ELSEWHERE, Precision.NEIGHBOURHOOD), False),
    ("public", (SPOT, Precision.STREET), (ELSEWHERE, Precision.WORDS), True),
    ("withdrawn", (SPOT, Precision.STREET), (SPOT, Precision.EXACT), False),
    ("withdrawn", (SPOT, Precision.STREET), (SPOT, Precision.WORDS), True),
]


@pytest.mark.parametrize(("state", "before", "asked", "at_once"), DECISIONS)
def test_telling_less_takes_one_person_and_telling_more_two(state, before, asked, at_once, keeper):
    marker = MarkerFactory(draft=True)
    if before:
        put(marker, keeper, *before)
    if state != "draft":
        Marker.objects.filter(pk=marker.pk).update(live=state == "public", first_published_at=NOW)
    was = shown(marker)
    row = put(marker, keeper, *asked)
    assert isinstance(row, MarkerPlace if at_once else PlaceProposal)
    if at_once:
        assert shown(marker)[0] == asked[1]
    else:
        assert shown(marker) == was


def test_a_second_person_agrees_and_then_it_is_shown(keeper, commissioner):
    marker = MarkerFactory(at=SPOT, at__precision=Precision.STREET)
    proposal = put(marker, keeper, precision=Precision.EXACT)
    both = UserFactory(role="commissioner", superuser=True)
    other = put(marker, both, precision=Precision.EXACT)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.REFUSED  # given up for the newer one
    with pytest.raises(Refused, match="same_person"):
        place_agree(proposal=other, by=both, at=NOW)
    with pytest.raises(Refused, match="not_allowed"):
        place_agree(proposal=other, by=keeper, at=NOW)
    place_agree(proposal=other, by=commissioner, at=NOW)
    assert shown(marker)[0] == Precision.EXACT
    with pytest.raises(Refused, match="not_waiting"):
        place_agree(proposal=other, by=commissioner, at=NOW)


def test_what_was_decided_keeps_no_degrees(keeper, commissioner):
    marker = MarkerFactory(at=SPOT, at__precision=Precision.STREET)
    was = shown(marker)
    proposal = put(marker, keeper, ELSEWHERE)
    place_refuse(proposal=proposal, by=commissioner, at=NOW)
    proposal.refresh_from_db()
    assert (proposal.latitude, proposal.longitude) == (None, None)
    assert shown(marker) == was


def test_telling_less_gives_up_what_waits(keeper):
    marker = MarkerFactory(at=SPOT, at__precision=Precision.STREET)
    proposal = put(marker, keeper, precision=Precision.EXACT)
    put(marker, keeper, precision=Precision.WORDS)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.REFUSED


def test_while_it_waits_for_approval_the_place_stays(keeper):
    marker = MarkerFactory(draft=True)
    marker.save_revision(user=keeper)
    put(marker, keeper)
    record_submit(record=marker, by=keeper)
    with pytest.raises(Refused, match="in_review"):
        put(Marker.objects.get(pk=marker.pk), keeper, precision=Precision.EXACT)


@pytest.mark.parametrize("role", ["commissioner", "moderator", "registrar", None])
def test_nobody_else_keeps_places(role):
    with pytest.raises(Refused, match="not_allowed"):
        put(MarkerFactory(draft=True), UserFactory(role=role))


@pytest.mark.parametrize("spot", [(91, 0), (0, 181), (float("nan"), 0)])
def test_no_place_on_earth_is_refused(spot, keeper):
    with pytest.raises(Refused, match="no_place"):
        put(MarkerFactory(draft=True), keeper, spot)


def test_degrees_are_in_no_revision_no_log_and_no_ledger(keeper, commissioner):
    marker = MarkerFactory(draft=True)
    put(marker, keeper)
    marker.save_revision(user=keeper, log_action=True)
    Marker.objects.filter(pk=marker.pk).update(live=True, first_published_at=NOW)
    place_agree(proposal=put(marker, keeper, ELSEWHERE, Precision.EXACT), by=commissioner, at=NOW)
    written = [
        *(json.dumps(one.content) for one in Revision.objects.all()),
        *(json.dumps(one.data) + one.label for one in ModelLogEntry.objects.all()),
        *(json.dumps(one.details) for one in LedgerEntry.objects.all()),
    ]
    assert len(written) >= 6
    for text in written:
        for degrees in ("29.76", "95.36", "29.80", "95.40"):
            assert degrees not in text
    assert str(MarkerPlace.objects.get()) == f"place {MarkerPlace.objects.get().pk}"


def test_whoever_said_where_it_is_does_not_approve_what_shows_it(keeper, commissioner):
    review_workflow_create()
    both = UserFactory(superuser=True)
    marker = record_create(record=Marker(title="Ferry Road", locale=locale()), by=keeper)
    put(marker, both, precision=Precision.EXACT)
    record_submit(record=marker, by=keeper)
    marker = Marker.objects.get(pk=marker.pk)
    with pytest.raises(Refused, match="same_person"):
        record_approve(record=marker, by=both)
    marker = record_approve(record=marker, by=commissioner)
    # From then on each place has a second person of its own.
    assert Marker.hands_beside([marker.pk]) == {}
