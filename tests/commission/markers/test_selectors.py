"""What outsiders may read of markers."""

import pytest

from archive.edition.models import Edition, EditionState
from commission.markers.selectors import (
    inscriptions_of,
    life_of,
    marker_evidence,
    marker_public,
    marker_withdrawn,
    markers_public,
    markers_with_now,
    now_of_all,
    place_shown,
)
from commission.markers.vocabulary import Condition, Precision, State
from tests.commission.markers.factories import (
    ConditionFactory,
    InscriptionFactory,
    MarkerFactory,
    StateChangeFactory,
)
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db


def test_only_what_was_approved_is_public():
    shown = MarkerFactory()
    draft = MarkerFactory(draft=True)
    assert list(markers_public()) == [shown]
    assert marker_public(shown.number) == shown
    assert marker_public(draft.number) is None
    assert marker_withdrawn(draft.number) is None


def test_one_taken_back_is_told_of_as_that():
    marker = MarkerFactory(withdrawn=True)
    assert marker_public(marker.number) is None
    assert marker_withdrawn(marker.number).words.text == "The family asked."


def test_the_public_place_is_the_cell_and_never_the_spot():
    marker = marker_public(
        MarkerFactory(at=(29.76043, -95.36980), at__precision=Precision.STREET).number
    )
    place = place_shown(marker)
    assert place.south < 29.76043 < place.north
    assert (float(place.latitude), float(place.longitude)) != (29.76043, -95.36980)


def test_in_words_only_there_is_nothing_on_a_map():
    marker = MarkerFactory(at=(29.76043, -95.36980), at__precision=Precision.WORDS)
    assert place_shown(marker_public(marker.number)) is None
    assert place_shown(marker_public(MarkerFactory().number)) is None


def test_a_correction_stands_in_the_place_of_what_it_corrects():
    marker = MarkerFactory(state=State.INSTALLED)
    first = marker.states.get()
    StateChangeFactory(marker=marker, state=State.UNVEILED)
    StateChangeFactory(
        marker=marker, state=State.INSTALLED, position=1, corrects=first, happened_on="2026-08"
    )
    steps = life_of(marker)
    assert [(one.state, one.corrected) for one in steps] == [
        (State.INSTALLED, True),
        (State.UNVEILED, False),
    ]
    assert steps[0].happened_on == "2026-08"
    assert now_of_all([marker.pk])[marker.pk].state == State.UNVEILED
    assert markers_with_now(markers_public()).get().state_now == State.UNVEILED


def test_what_is_known_today_of_many_takes_two_queries(django_assert_num_queries):
    markers = [MarkerFactory() for _ in range(6)]
    ConditionFactory(marker=markers[0], condition=Condition.FAIR)
    with django_assert_num_queries(2):
        now = now_of_all([one.pk for one in markers])
    assert now[markers[0].pk].condition == Condition.FAIR
    assert now[markers[1].pk].condition is None
    assert all(one.is_current for one in now.values())


def test_spoken_words_leave_with_the_account_that_they_were_said_in():
    edition = EditionFactory()
    marker = MarkerFactory(cites=edition)
    InscriptionFactory(marker=marker, language="es", text="El papel no olvida.", spoken=True)
    InscriptionFactory(marker=marker, text="Ferry Road, 1996.")

    def shown():
        return [one.text for one in inscriptions_of(marker, marker_evidence(marker, at=NOW))]

    assert shown() == ["El papel no olvida.", "Ferry Road, 1996."]
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.WITHDRAWN)
    assert shown() == ["Ferry Road, 1996."]
    assert [one.changed for one in marker_evidence(marker, at=NOW)] == [True]


def test_a_passage_needs_the_yes_to_words_on_a_memorial():
    edition = EditionFactory()
    marker = MarkerFactory(cites=edition)
    assert not marker_evidence(marker, at=NOW)[0].changed
    uses = {**edition.uses, "memorial_inscription": False}
    Edition.objects.filter(pk=edition.pk).update(uses=uses)
    assert marker_evidence(marker, at=NOW)[0].changed
